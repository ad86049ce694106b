"""What the operating system has to bring: Qt's libraries, a virtual screen for tests, venv."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from setup_steps import SetupError, Steps, say

# Qt's own message names libxcb-cursor0 whatever is missing; these are what its platform plugin
# and libQt6Gui load. Source: `ldd` on PySide6-Essentials 6.11.3 on Debian 12.
QT_APT = (
    "libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 "
    "libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 fonts-dejavu-core"
)
QT_DNF = (
    "dbus-libs dejavu-sans-fonts fontconfig glib2 libxkbcommon-x11 mesa-libEGL mesa-libGL "
    "xcb-util-cursor xcb-util-image xcb-util-keysyms xcb-util-renderutil xcb-util-wm"
)
QT_PACMAN = (
    "dbus fontconfig glib2 libglvnd libxkbcommon-x11 ttf-dejavu xcb-util-cursor xcb-util-image "
    "xcb-util-keysyms xcb-util-renderutil xcb-util-wm"
)
SCREEN_APT = "openbox xauth xdotool xvfb"

_PLATFORMS_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc")


@dataclass(frozen=True, slots=True)
class Installer:
    """A system's package installer.

    Attributes:
        name: Its program.
        install: The command up to the packages' names.
        refresh: The command that renews its lists; empty where installing does that.
        qt: The packages that Qt needs, with spaces between.
    """

    name: str
    install: tuple[str, ...]
    refresh: tuple[str, ...]
    qt: str


INSTALLERS = (
    Installer("apt-get", ("apt-get", "install", "-y"), ("apt-get", "update"), QT_APT),
    Installer("dnf", ("dnf", "install", "-y"), (), QT_DNF),
    Installer("pacman", ("pacman", "-S", "--needed", "--noconfirm"), (), QT_PACMAN),
)


def has_display(system: str, environment: Mapping[str, str]) -> bool:
    """Whether a window could be shown."""
    if not system.startswith("linux"):
        return True
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform in _PLATFORMS_WITHOUT_SCREEN:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _is_linux() -> bool:
    return sys.platform.startswith("linux")


def find_installer() -> Installer | None:
    """This system's installer, if it is one that we know."""
    return next((one for one in INSTALLERS if shutil.which(one.name)), None)


def may_install() -> bool:
    """Whether system packages may be installed without asking: on Linux as root."""
    user_id = getattr(os, "geteuid", None)
    return _is_linux() and user_id is not None and user_id() == 0


def missing_libraries(site_packages: Path) -> tuple[str, ...]:
    """The system libraries that Qt's window needs and that the loader doesn't find (Linux)."""
    qt = site_packages / "PySide6" / "Qt"
    files = [qt / "plugins" / "platforms" / "libqxcb.so", qt / "lib" / "libQt6Gui.so.6"]
    if not shutil.which("ldd"):
        return ()
    missing: set[str] = set()
    for file in files:
        told = subprocess.run(
            ["ldd", str(file)], capture_output=True, text=True, errors="replace", check=False
        )
        missing |= not_found(told.stdout)
    return tuple(sorted(missing))


def not_found(ldd_output: str) -> set[str]:
    """The libraries that `ldd` reports as missing."""
    return {
        line.split("=>")[0].strip()
        for line in ldd_output.splitlines()
        if line.rstrip().endswith("not found")
    }


def missing_apt_packages(names: Sequence[str]) -> list[str]:
    """Those of the Debian packages that are not installed."""
    told = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    installed = {
        line.split()[0] for line in told.stdout.splitlines() if line.endswith(" installed")
    }
    return [name for name in names if name not in installed]


def install_packages(steps: Steps, installer: Installer, names: Sequence[str]) -> None:
    """Installs system packages, asking nothing.

    Raises:
        SetupError: It failed.
    """
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    remedy = f"Run it yourself: {by_hand(installer, names)}"
    if installer.refresh:
        steps.run("Renewing the system's package lists", installer.refresh, remedy=remedy)
    steps.run(
        f"Installing {len(names)} system packages", (*installer.install, *names), remedy=remedy
    )


def by_hand(installer: Installer, names: Sequence[str]) -> str:
    """The one command with which a person installs packages."""
    return " ".join(["sudo", installer.name, *installer.install[1:2], *names])


def ensure_qt_libraries(steps: Steps, site_packages: Path) -> None:
    """Makes sure that a Qt window can open on this Linux; does nothing elsewhere.

    Raises:
        SetupError: Libraries are missing and could not be installed.
    """
    if not _is_linux():
        return
    missing = missing_libraries(site_packages)
    if not missing:
        return
    installer = find_installer()
    if installer and may_install():
        install_packages(steps, installer, installer.qt.split())
        missing = missing_libraries(site_packages)
        if not missing:
            return
    remedy = (
        f"Run this, then start again: {by_hand(installer, installer.qt.split())}"
        if installer
        else "Install the packages of your system that hold them, then start again."
    )
    raise SetupError(
        "The window can't open: libraries of the system are missing.",
        "Missing: " + ", ".join(missing),
        remedy + "\nThe command line works without them: python3 packaging/start.py demo",
    )


def ensure_screen_for_tests(steps: Steps) -> None:
    """Installs what tests with a real window need, or says how; they are skipped without it."""
    if not _is_linux():
        return
    installer = find_installer()
    if installer is None or installer.name != "apt-get":
        say("Tests with a real window need Xvfb, xdotool and openbox; without them they skip.")
        return
    names = missing_apt_packages(f"{SCREEN_APT} {QT_APT}".split())
    if not names:
        return
    if may_install():
        install_packages(steps, installer, names)
    else:
        say(f"Tests with a real window will skip. To run them: {by_hand(installer, names)}")
