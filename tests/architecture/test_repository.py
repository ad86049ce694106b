"""What the repository may and may not hold."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MEBIBYTE = 2**20
# Written in pieces, so that this file does not find itself.
FORBIDDEN = {
    "a folder of somebody's machine": re.compile(r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot)/"),
    "the number of an issue of ours": re.compile(r"\b[Ii]ss" + r"ue #?\d{1,2}\b"),
    "a local package folder": re.compile(r"/opt/(?:pyp" + r"i|whe" + r"els)"),
    "a wish for later": re.compile(r"\bTO" + r"DO\b|\bFIX" + r"ME\b"),
}
TEXT = {".py", ".md", ".toml", ".txt", ".json", ".jsonl", ".cfg", ".ini", ".sh", ""}


def tracked_files() -> list[Path]:
    told = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if told.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in told.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_packaging_is_no_package_as_it_would_shadow_the_library_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_no_file_is_large() -> None:
    large = [file for file in tracked_files() if file.stat().st_size > 16 * MEBIBYTE]
    assert large == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_text_names(what: str) -> None:
    found = []
    for file in tracked_files():
        if file.suffix not in TEXT:
            continue
        for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
            if FORBIDDEN[what].search(line):
                found.append(f"{file.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for package in ("backend", "gui", "packaging")
        for file in (ROOT / package).rglob("*.py")
        if not ast.get_docstring(ast.parse(file.read_text("utf-8")))
    ]
    assert silent == []


@pytest.mark.starter
def test_the_starter_model_ships_whole() -> None:
    from backend.models.folder import check_model_folder

    check_model_folder(ROOT / "resources" / "starter_model")


def test_the_sample_handbook_ships() -> None:
    assert list((ROOT / "resources" / "sample").glob("*.pdf"))
