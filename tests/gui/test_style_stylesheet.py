"""The stylesheet's template and how it is filled."""

from __future__ import annotations

import re

import pytest

from backend.settings.paths import resources_folder
from gui.style.glyphs import GLYPHS
from gui.style.palette import DARK, LIGHT
from gui.style.stylesheet import stylesheet


def nowhere(name: str, colour: str, size: int) -> str:
    return f"/pictures/{name}{colour}{size}"


def test_places_are_filled() -> None:
    template = "/* @none 9sp */ A { color: @text; padding: 6sp 3px; image: @image(tick, bad, 16); }"
    filled = stylesheet(template, LIGHT, 1.5, nowhere)
    assert filled == (
        f" A {{ color: {LIGHT.text}; padding: 9px 3px; "
        f'image: url("/pictures/tick{LIGHT.bad}24"); }}'
    )


def test_a_path_is_taken_as_it_is() -> None:
    filled = stylesheet("@image(tick, bad, 16)", LIGHT, 2.0, lambda *_: "/home/@text/14sp/x.png")
    assert filled == 'url("/home/@text/14sp/x.png")'


def test_an_unknown_colour_is_an_error() -> None:
    with pytest.raises(AttributeError):
        stylesheet("@mauve", LIGHT, 1.0, nowhere)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_the_windows_stylesheet_has_no_place_left(palette) -> None:
    template = (resources_folder() / "style" / "window.qss").read_text("utf-8")
    asked = []

    def image(name: str, colour: str, size: int) -> str:
        asked.append(name)
        return "x"

    filled = stylesheet(template, palette, 1.0, image)
    assert "@" not in filled
    assert not re.search(r"\dsp\b", filled)
    assert filled.count("{") == filled.count("}")
    assert set(asked) <= set(GLYPHS)


def test_type_is_only_set_in_sizes_that_scale() -> None:
    template = (resources_folder() / "style" / "window.qss").read_text("utf-8")
    sizes = re.findall(r"font-size: (\S+);", template)
    assert set(sizes) == {"12sp", "16sp", "20sp", "28sp"}
