"""The virtual environment `.venv`: made, filled with the pinned libraries, stamped when complete.

The stamp is written last. Without it an environment counts as torn and is made anew; with it, and
with nothing changed since, a start runs no installer at all.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import sys
import sysconfig
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import setup_torch
from setup_steps import SetupError, Steps, say
from setup_system import find_installer, install_packages, may_install

_GIB = 2**30
# Estimate: libraries without torch, and what pip unpacks on the way; check with `du` on .venv.
LIBRARIES_BYTES = 2 * _GIB
_LOCK_WAIT_S = 0.5


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a complete environment was made from.

    Attributes:
        python: Version of the Python, such as `3.11`.
        root: The repository's folder: an environment can't be moved.
        inputs: Hash of all that says what to install.
        extras: Groups of optional libraries that are in, sorted.
        torch: The build of PyTorch, one of `setup_torch.BUILDS`.
    """

    python: str
    root: str
    inputs: str
    extras: tuple[str, ...]
    torch: str


@dataclass(frozen=True, slots=True)
class Environment:
    """Where the parts of the virtual environment lie.

    Attributes:
        root: The repository's folder.
    """

    root: Path

    @property
    def folder(self) -> Path:
        """The environment."""
        return self.root / ".venv"

    @property
    def programs(self) -> Path:
        """The folder of its programs."""
        return self.folder / ("Scripts" if sys.platform == "win32" else "bin")

    @property
    def python(self) -> Path:
        """Its Python."""
        return self.programs / ("python.exe" if sys.platform == "win32" else "python")

    @property
    def site_packages(self) -> Path:
        """Where its libraries are."""
        base = {"base": str(self.folder), "platbase": str(self.folder)}
        return Path(sysconfig.get_path("platlib", "venv", vars=base))

    @property
    def stamp_file(self) -> Path:
        """There when the environment is complete."""
        return self.folder / "tunedesk-setup.json"

    @property
    def constraints(self) -> Path:
        """The exact versions."""
        return self.root / "packaging" / "constraints.txt"


def repository_root() -> Path:
    """The folder that holds `packaging`."""
    return Path(__file__).resolve().parents[1]


def inputs_hash(environment: Environment) -> str:
    """Hash of what says what to install: the constraints and the project's own tables."""
    project = tomllib.loads((environment.root / "pyproject.toml").read_text(encoding="utf-8"))
    said = {name: project.get(name) for name in ("build-system", "project")}
    packages = project.get("tool", {}).get("setuptools")
    text = json.dumps([said, packages], sort_keys=True)
    return hashlib.sha256(environment.constraints.read_bytes() + text.encode()).hexdigest()


def read_stamp(environment: Environment) -> Stamp | None:
    """The stamp of a complete environment; None where there is none that can be read."""
    try:
        data = json.loads(environment.stamp_file.read_text(encoding="utf-8"))
        stamp = Stamp(**{**data, "extras": tuple(data["extras"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return stamp if environment.python.exists() else None


def is_ready(have: Stamp, want: Stamp) -> bool:
    """Whether an environment serves as it is.

    A CUDA build stays when the driver is not found for once: it works on the CPU too.
    """
    return (
        (have.python, have.root, have.inputs) == (want.python, want.root, want.inputs)
        and set(want.extras) <= set(have.extras)
        and want.torch in ("cpu", have.torch)
    )


def prepare(root: Path, extras: tuple[str, ...]) -> Environment:
    """Makes sure that the environment is complete; quick when it already is.

    Args:
        root: The repository's folder.
        extras: Groups of optional libraries that are needed.

    Raises:
        SetupError: A step failed; nothing is stamped then.
    """
    environment = Environment(root)
    build = _wanted_build()
    want = Stamp(
        python=_python_version(),
        root=str(root),
        inputs=inputs_hash(environment),
        extras=tuple(sorted(extras)),
        torch=build.name,
    )
    have = read_stamp(environment)
    if have is not None and is_ready(have, want):
        return environment
    steps = Steps(root / "build" / "setup.log")
    with _one_at_a_time(root / "build" / "setup.lock"):
        have = read_stamp(environment)
        if have is None or not is_ready(have, want):
            _set_up(environment, want, have, build, steps)
    return environment


def _python_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _wanted_build() -> setup_torch.TorchBuild:
    wish = os.environ.get(setup_torch.BUILD_VARIABLE, "")
    try:
        return setup_torch.choose_build(None if wish else setup_torch.find_driver(), wish)
    except ValueError as error:
        raise SetupError("Set-up can't begin.", str(error), "Correct or unset it.") from error


def _set_up(
    environment: Environment,
    want: Stamp,
    have: Stamp | None,
    build: setup_torch.TorchBuild,
    steps: Steps,
) -> None:
    same_place = have is not None and (have.python, have.root) == (want.python, want.root)
    extras = want.extras
    if have is not None and same_place:
        extras = tuple(sorted({*want.extras, *have.extras}))
        if want.torch == "cpu" != have.torch:
            build = setup_torch.TorchBuild(have.torch, "it is there already")
    started = time.monotonic()
    say(f"Setting up Tunedesk in {environment.folder} (once; all that is said goes to {steps.log})")
    say(f"PyTorch build: {build.name} ({build.reason})")
    environment.stamp_file.unlink(missing_ok=True)
    if not same_place:
        need = LIBRARIES_BYTES
        need += setup_torch.CPU_BYTES if build.name == "cpu" else setup_torch.CUDA_BYTES
        _need_space(environment.root, need)
        _make(environment, steps)
    _install(environment, build, extras, steps)
    _write_stamp(environment, Stamp(want.python, want.root, want.inputs, extras, build.name))
    say(f"Set-up is complete, after {time.monotonic() - started:.0f} s.")


def _need_space(folder: Path, need_bytes: int) -> None:
    free = shutil.disk_usage(folder).free
    say(f"Disk: needs about {need_bytes / _GIB:.0f} GiB, {free / _GIB:.0f} GiB are free")
    if free < need_bytes:
        raise SetupError(
            f"There is not enough disk space for the set-up in {folder}.",
            f"About {need_bytes / _GIB:.1f} GiB are needed, {free / _GIB:.1f} GiB are free.",
            "Free disk space, or move this folder to a larger disk, and run it again.",
        )


def _make(environment: Environment, steps: Steps) -> None:
    """Makes the empty environment, over whatever is there."""
    version = _python_version()
    if importlib.util.find_spec("ensurepip") is None:
        _install_ensurepip(steps, f"python{version}-venv")
    # From within an activated environment, the Python beneath it has to make the new one.
    base = getattr(sys, "_base_executable", None) or sys.executable
    steps.run(
        f"Making a virtual environment for Python {version}",
        [base, "-m", "venv", "--clear", str(environment.folder)],
        remedy="Close programs that use .venv, delete that folder and run it again. On Debian and "
        f"Ubuntu also: sudo apt-get install python{version}-venv",
    )


def _install_ensurepip(steps: Steps, package: str) -> None:
    """Debian keeps the part of Python that puts pip into environments in a package of its own."""
    installer = find_installer()
    if installer and installer.name == "apt-get" and may_install():
        install_packages(steps, installer, [package])
        return
    raise SetupError(
        "This Python can't make virtual environments.",
        "Its module ensurepip is missing; Debian and Ubuntu ship it in a package of its own.",
        f"Run this, then start again: sudo apt-get install {package}",
    )


def _install(
    environment: Environment, build: setup_torch.TorchBuild, extras: tuple[str, ...], steps: Steps
) -> None:
    pip = [str(environment.python), "-m", "pip", "install", "--disable-pip-version-check"]
    pip += ["--no-input", "--prefer-binary", "-c", str(environment.constraints)]
    steps.run("Installing the build tool", [*pip, "setuptools"])
    _install_torch(environment, pip, build, steps)
    target = f"{environment.root}[{','.join(extras)}]" if extras else str(environment.root)
    steps.run(
        "Installing the other libraries (about 0.4 GB)",
        # The build tool is in the environment already, pinned; isolation would fetch another.
        [*pip, "--no-build-isolation", "-e", target],
    )


def _install_torch(
    environment: Environment, pip: list[str], build: setup_torch.TorchBuild, steps: Steps
) -> None:
    version = pinned_version(environment.constraints.read_text(encoding="utf-8"), "torch")
    if _has_torch(environment, version, build.name):
        return
    sources = setup_torch.sources_of(build.name, version)
    for index, source in enumerate(sources):
        is_last = index == len(sources) - 1
        if index > 0:
            _need_space(environment.root, source.needs_bytes)
        command = [*pip, "--upgrade", *source.arguments]
        status, tail = steps.attempt(source.title, command)
        if status == 0:
            return
        if is_last or "No matching distribution found" not in tail:
            remedy = (
                f"Check the internet connection; to go on without the graphics card, set the "
                f"environment variable {setup_torch.BUILD_VARIABLE}=cpu and run it again."
            )
            raise steps.fault(source.title, status, tail, remedy)


def _has_torch(environment: Environment, version: str, build: str) -> bool:
    """Whether this build of PyTorch is installed; for the CPU any build will do."""
    if build == "cpu":
        return any(environment.site_packages.glob(f"torch-{version}*.dist-info/RECORD"))
    return any(environment.site_packages.glob(f"torch-{version}+{build}.dist-info/RECORD"))


def pinned_version(constraints: str, name: str) -> str:
    """The version of a library in the text of a constraints file.

    Raises:
        LookupError: It isn't pinned there.
    """
    for line in constraints.splitlines():
        if line.startswith(f"{name}=="):
            return line.partition("==")[2].partition(";")[0].strip()
    raise LookupError(f"{name} is not pinned in the constraints")


def _write_stamp(environment: Environment, stamp: Stamp) -> None:
    new = environment.stamp_file.with_suffix(".new")
    new.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
    new.replace(environment.stamp_file)


@contextmanager
def _one_at_a_time(file: Path) -> Iterator[None]:
    """Waits until no other set-up of this folder runs; the system frees a dead one's lock."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as stream:
        if not _try_lock(stream):
            say("Another set-up is at work in this folder; waiting for it ...")
            while not _try_lock(stream):
                time.sleep(_LOCK_WAIT_S)
        yield


def _try_lock(stream: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
