"""The one stylesheet, made from its template for a palette and a font scale."""

from __future__ import annotations

import re
from collections.abc import Callable

from gui.style.palette import Palette

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PLACE = re.compile(
    r"@image\((?P<icon>[a-z-]+), (?P<shade>[a-z_]+), (?P<size>\d+)\)"
    r"|@(?P<colour>[a-z_]+)"
    r"|\b(?P<length>\d+)sp\b"
)

ImagePath = Callable[[str, str, int], str]
"""From an icon's name, a colour "#rrggbb" and a size in logical pixels to the path of a picture."""


def stylesheet(template: str, palette: Palette, scale: float, image_path: ImagePath) -> str:
    """Fills the template's places.

    Args:
        template: A Qt stylesheet in which `@name` stands for a colour of the palette, `14sp` for
            14 pixels times the scale, and `@image(name, colour, 16)` for a picture of an icon.
        palette: The colours.
        scale: By what all type is multiplied.
        image_path: Where the picture of an icon is; called once for each one in the template.

    Raises:
        AttributeError: The template names a colour that the palette does not have.
    """

    def fill(place: re.Match[str]) -> str:
        if place["length"]:
            return f"{round(int(place['length']) * scale)}px"
        if place["colour"]:
            return str(getattr(palette, place["colour"]))
        size = round(int(place["size"]) * scale)
        return f'url("{image_path(place["icon"], getattr(palette, place["shade"]), size)}")'

    # One pass: what has been filled in is never looked at again, whatever a path contains.
    return _PLACE.sub(fill, _COMMENT.sub("", template))
