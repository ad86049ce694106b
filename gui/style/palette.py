"""The colours of the window, in light and in dark. Plain values: knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme's colours, each as "#rrggbb".

    Attributes:
        name: "light" or "dark".
        window: Behind everything.
        surface: Cards, tables, plots.
        raised: Fills on a surface: tracks, hovered buttons, table headers.
        field: Inside text fields.
        popup: Menus, drop-down lists, tooltips.
        border: Outlines of controls; at least 3:1 against what they stand on.
        line: Hairlines that only divide; carries no meaning.
        text: Words.
        muted: Words of less weight; still at least 4.5:1.
        disabled: Words of controls that are off; at least 3:1.
        accent: The one colour that says "act here".
        accent_hover: The accent under the mouse.
        accent_text: Words on the accent.
        accent_soft: A light wash of the accent, for text in `text`.
        good, warning, bad, info: Words and marks of a state.
        good_soft, warning_soft, bad_soft, info_soft: Washes behind them.
        selection: Behind selected rows and text, for text in `text`.
        focus: The ring of the focused control.
        series: Lines of plots: Okabe and Ito's hues, shaded to reach 3:1 on `surface`.
    """

    name: str
    window: str
    surface: str
    raised: str
    field: str
    popup: str
    border: str
    line: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    good: str
    warning: str
    bad: str
    info: str
    good_soft: str
    warning_soft: str
    bad_soft: str
    info_soft: str
    selection: str
    focus: str
    series: tuple[str, ...]


# The hues of the series are those of Okabe and Ito, "Color Universal Design" (2008), in the order
# blue, vermilion, green, purple, orange, sky, yellow, black; shaded where the pure colour is too
# close to the theme's surface.
LIGHT = Palette(
    name="light",
    window="#f2f5f6",
    surface="#ffffff",
    raised="#e7ecee",
    field="#ffffff",
    popup="#ffffff",
    border="#7f8b91",
    line="#dbe2e5",
    text="#172024",
    muted="#536066",
    disabled="#7a868c",
    accent="#0b6275",
    accent_hover="#0d7489",
    accent_text="#ffffff",
    accent_soft="#d9ecf0",
    good="#1a6b42",
    warning="#7d5200",
    bad="#ad241c",
    info="#1d5aa6",
    good_soft="#dff2e7",
    warning_soft="#faefd6",
    bad_soft="#fbe5e3",
    info_soft="#e1ecf9",
    selection="#cbe5eb",
    focus="#0a7f9b",
    series=(
        "#0072b2",
        "#d55e00",
        "#00896a",
        "#bd5f93",
        "#b37a00",
        "#2f8ec4",
        "#8c8400",
        "#172024",
    ),
)

DARK = Palette(
    name="dark",
    window="#13181b",
    surface="#1b2226",
    raised="#293238",
    field="#141a1d",
    popup="#242c31",
    border="#73838b",
    line="#2e383e",
    text="#e6ecee",
    muted="#a4b1b7",
    disabled="#78878e",
    accent="#55bccf",
    accent_hover="#74cfdf",
    accent_text="#04232b",
    accent_soft="#17404a",
    good="#6ecf99",
    warning="#e6b450",
    bad="#ff9d93",
    info="#8dbcf6",
    good_soft="#183527",
    warning_soft="#3a2f16",
    bad_soft="#3b2221",
    info_soft="#1c314d",
    selection="#1b434d",
    focus="#6fd0e2",
    series=(
        "#5aa9e6",
        "#ff8a4c",
        "#2fc79b",
        "#dc92bd",
        "#e69f00",
        "#8fd0f5",
        "#f0e442",
        "#e6ecee",
    ),
)


def contrast(a: str, b: str) -> float:
    """How well one colour is told from the other, 1 to 21.

    Args:
        a: A colour as "#rrggbb".
        b: Another one.

    Source: WCAG 2.2, "contrast ratio" and "relative luminance".
    """
    darker, lighter = sorted((_luminance(a), _luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
