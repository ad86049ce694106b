"""Contrast of everything that is put on something, computed from the palettes."""

from __future__ import annotations

import dataclasses
import itertools
import re

import pytest

from gui.style.palette import DARK, LIGHT, Palette, contrast

THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)

GROUNDS = ("window", "surface", "raised", "field", "popup")
WASHES = ("accent_soft", "selection")
STATES = ("good", "warning", "bad", "info")


def of(palette: Palette, name: str) -> str:
    value = getattr(palette, name)
    assert isinstance(value, str)
    return value


def too_weak(palette: Palette, pairs: list[tuple[str, str]], least: float) -> list[str]:
    return [
        f"{front} on {back}: {contrast(of(palette, front), of(palette, back)):.2f}"
        for front, back in pairs
        if contrast(of(palette, front), of(palette, back)) < least
    ]


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    # WebAIM's checker gives 4.54 for the lightest grey that passes on white.
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.005)


@THEMES
def test_every_colour_is_written_out(palette: Palette) -> None:
    values = dataclasses.asdict(palette)
    colours = [value for key, value in values.items() if key not in {"name", "series"}]
    for colour in [*colours, *palette.series]:
        assert re.fullmatch(r"#[0-9a-f]{6}", colour)


@THEMES
def test_words_can_be_read(palette: Palette) -> None:
    pairs = list(itertools.product(("text",), GROUNDS + WASHES))
    pairs += list(itertools.product(("muted", "accent", *STATES), (*GROUNDS, "accent_soft")))
    pairs += [("accent_text", "accent"), ("accent_text", "accent_hover")]
    for state in STATES:
        pairs += [(front, f"{state}_soft") for front in (state, "text", "muted")]
    assert too_weak(palette, pairs, 4.5) == []


@THEMES
def test_words_of_controls_that_are_off_can_be_made_out(palette: Palette) -> None:
    assert too_weak(palette, [("disabled", ground) for ground in GROUNDS], 3.0) == []


@THEMES
def test_outlines_and_the_focus_ring_can_be_seen(palette: Palette) -> None:
    beside = ("window", "surface", "field", "popup")
    pairs = list(itertools.product(("border", "focus", "bad", "accent"), beside))
    pairs += [("focus", "raised"), ("focus", "bad_soft"), ("accent", "raised")]
    assert too_weak(palette, pairs, 3.0) == []


@THEMES
def test_lines_of_plots_can_be_seen(palette: Palette) -> None:
    assert len(palette.series) >= 8
    for colour in palette.series:
        assert contrast(colour, palette.surface) >= 3.0
        assert contrast(colour, palette.window) >= 3.0
    assert len(set(palette.series)) == len(palette.series)
