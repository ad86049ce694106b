"""Pages as pictures, drawn in a capped child process."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from backend.documents.capped import ReadingStoppedError
from backend.documents.child import read_capped
from backend.documents.page_image import PageImage, PageImages, page_image
from backend.message import TunedeskError
from tests.pdf_support import SAMPLE, write_bomb, write_prose


def picture(drawn: PageImage) -> Image.Image:
    return Image.open(io.BytesIO(drawn.png))


def dark_pixels(image: Image.Image) -> int:
    return sum(image.histogram()[:128])


def test_a_page_is_drawn_in_the_width_asked_for() -> None:
    drawn = page_image(SAMPLE, 2, width_px=500)
    image = picture(drawn)
    assert image.width == 500
    assert image.height == pytest.approx(500 * drawn.height_pt / drawn.width_pt, abs=1)
    light, dark = image.convert("L").getextrema()[::-1]
    assert (light, dark < 100) == (255, True)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_boxes_of_lines_lie_on_the_words_drawn(tmp_path: Path, rotation: int) -> None:
    path = write_prose(tmp_path / "prose.pdf", rotation=rotation)
    document = read_capped(path)
    drawn = page_image(path, 1, width_px=800)
    image = picture(drawn).convert("L")
    scale = image.width / drawn.width_pt
    assert document.pages[0].width_pt == pytest.approx(drawn.width_pt, abs=0.1)
    ink = dark_pixels(image)
    for _, line in document.blocks[0].lines:
        box = line.box
        corners = (box.left - 1, box.top - 1, box.right + 1, box.bottom + 1)
        place = tuple(round(scale * corner) for corner in corners)
        part = image.crop(place)  # type: ignore[arg-type]
        assert dark_pixels(part) > 0.03 * part.width * part.height
        image.paste(255, place)  # type: ignore[arg-type]
    assert dark_pixels(image) < 0.02 * ink


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_letters_of_some_words_are_found_in_their_line(tmp_path: Path, rotation: int) -> None:
    path = write_prose(tmp_path / "prose.pdf", rotation=rotation)
    (block,) = read_capped(path).blocks
    letters = page_image(path, 1, width_px=300).letters
    for _, line in block.lines:
        words = line.text.split()
        first = letters.box_of(" ".join(words[:2]), line.box)
        rest = letters.box_of(" ".join(words[2:]), line.box)
        assert first is not None
        assert rest is not None
        assert line.box.left == pytest.approx(first.left, abs=2) or rotation
        if rotation == 0:
            assert first.right < rest.left <= line.box.right


def test_a_picture_is_drawn_once_and_again_when_the_file_changes(tmp_path: Path) -> None:
    images, path = PageImages(), write_prose(tmp_path / "prose.pdf")
    assert images.find(path, 1, 300) is None
    first = images.draw(path, 1, width_px=300)
    assert images.find(path, 1, 300) is first
    assert images.draw(path, 1, width_px=300) is first
    path.write_bytes(SAMPLE.read_bytes())
    assert images.draw(path, 1, width_px=300) is not first


def test_a_locked_file_needs_its_password(tmp_path: Path) -> None:
    path = write_prose(tmp_path / "locked.pdf", password="right")
    with pytest.raises(TunedeskError, match="protected by a password"):
        page_image(path, 1, width_px=300)
    assert page_image(path, 1, width_px=300, password="right").png


@pytest.mark.parametrize(("page", "words"), [(0, "no such page"), (99, "no such page")])
def test_a_page_that_is_not_there_is_told(page: int, words: str) -> None:
    with pytest.raises(TunedeskError, match=words):
        page_image(SAMPLE, page, width_px=300)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(TunedeskError, match="no longer in the project"):
        page_image(tmp_path / "gone.pdf", 1, width_px=300)


def test_a_greedy_page_ends_the_child_alone(tmp_path: Path) -> None:
    path = write_bomb(tmp_path / "bomb.pdf", 150_000_000)
    with pytest.raises(TunedeskError, match="can't be shown"):
        page_image(path, 1, width_px=300, memory_bytes=220 * 2**20)


def test_drawing_can_be_stopped() -> None:
    with pytest.raises(ReadingStoppedError):
        page_image(SAMPLE, 1, width_px=300, stopping=lambda: True)
