from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from tests.packaging_support import ROOT, setup_module_named

system = setup_module_named("setup_system")
steps = setup_module_named("setup_steps")
pythons = setup_module_named("setup_python")
LDD = """\
\tlinux-vdso.so.1 (0x00007ffc2a5f2000)
\tlibxcb-icccm.so.4 => not found
\tlibQt6Gui.so.6 => /somewhere/libQt6Gui.so.6 (0x00007f1c2a000000)
\tlibxcb-keysyms.so.1 => not found
"""


@pytest.mark.parametrize(
    ("name", "variables", "shows"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("linux", {"QT_QPA_PLATFORM": "xcb"}, False),
        ("win32", {}, True),
    ],
)
def test_where_a_window_can_show(name: str, variables: dict[str, str], shows: bool) -> None:
    assert system.has_display(name, variables) is shows


def test_what_the_loader_does_not_find_is_read_from_ldd() -> None:
    assert system.not_found(LDD) == {"libxcb-icccm.so.4", "libxcb-keysyms.so.1"}
    assert system.not_found("") == set()


def test_missing_libraries_that_may_not_be_installed_are_told_with_one_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system, "missing_libraries", lambda _folder: ("libxcb-icccm.so.4",))
    monkeypatch.setattr(system, "may_install", lambda: False)
    for installer, start in zip(
        system.INSTALLERS,
        ("sudo apt-get install ", "sudo dnf install ", "sudo pacman -S "),
        strict=True,
    ):
        monkeypatch.setattr(system, "find_installer", lambda one=installer: one)
        with pytest.raises(steps.SetupError) as raised:
            system.ensure_qt_libraries(steps.Steps(tmp_path / "log"), tmp_path)
        assert "libxcb-icccm.so.4" in raised.value.cause
        assert start in raised.value.remedy
        assert "demo" in raised.value.remedy


def test_libraries_still_missing_after_installing_are_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[Any] = []
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system, "missing_libraries", lambda _folder: ("libEGL.so.1",))
    monkeypatch.setattr(system, "may_install", lambda: True)
    monkeypatch.setattr(system, "find_installer", lambda: system.INSTALLERS[0])
    monkeypatch.setattr(
        system, "install_packages", lambda _steps, _one, names: installed.extend(names)
    )
    with pytest.raises(steps.SetupError, match="can't open"):
        system.ensure_qt_libraries(steps.Steps(tmp_path / "log"), tmp_path)
    assert "libegl1" in installed


@pytest.mark.parametrize(
    ("version", "is_64_bit", "word"),
    [
        ((2, 7, 18), True, "needs Python 3.11 to 3.14"),
        ((3, 10, 13), True, "needs Python 3.11 to 3.14"),
        ((3, 15, 0), True, "exist for Python 3.11 to 3.14"),
        ((3, 12, 0), False, "32-bit"),
    ],
)
def test_other_pythons_are_told_what_to_do(
    version: tuple[int, ...], is_64_bit: bool, word: str
) -> None:
    said = pythons.python_problem(version, is_64_bit)
    assert word in said
    assert "python3.12 packaging/start.py" in said


@pytest.mark.parametrize("minor", [11, 12, 13, 14])
def test_the_supported_pythons_have_no_problem(minor: int) -> None:
    assert pythons.python_problem((3, minor, 0), True) is None


@pytest.mark.parametrize("name", ["start.py", "test.py", "setup_python.py"])
def test_entry_files_can_be_read_by_old_pythons(name: str) -> None:
    tree = ast.parse((ROOT / "packaging" / name).read_text())
    for node in ast.walk(tree):
        assert not isinstance(node, ast.JoinedStr | ast.NamedExpr | ast.Match | ast.AnnAssign)
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None
            assert all(argument.annotation is None for argument in node.args.args)
