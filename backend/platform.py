"""Everything that differs between operating systems: processes, kills, locks, renames.

No other module of the backend asks which system it runs on.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import psutil

# Qt's platforms that draw without a screen.
_SCREENLESS_PLATFORMS = ("offscreen", "minimal", "vnc")


def start_detached(
    command: Sequence[str], *, log: IO[bytes], environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    """Starts a process that outlives this one; its output goes to `log`.

    Neither closing this program, nor its terminal, nor Ctrl+C in it reaches the new process.
    """
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        new_session = False
    else:
        flags = 0
        new_session = True
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        env=environment,
        creationflags=flags,
        start_new_session=new_session,
    )


def process_start_time(pid: int) -> float | None:
    """When the process `pid` began, in seconds since the epoch; None when it is gone.

    Together with the number it names a process for good: numbers are used again.
    """
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        return process.create_time()
    except psutil.Error:
        return None


def is_running(pid: int, start_time: float) -> bool:
    """Whether the process that had `pid` and began at `start_time` still lives."""
    now = process_start_time(pid)
    # The system counts in ticks of 10 ms; the clock may have been set in between by a little.
    return now is not None and abs(now - start_time) < 2.0


def end_process(pid: int, start_time: float, *, force: bool) -> None:
    """Asks that process to end, or with `force` ends it at once; a process that is gone is fine."""
    if not is_running(pid, start_time):
        return
    try:
        process = psutil.Process(pid)
        if force:
            process.kill()
        else:
            process.terminate()
    except psutil.NoSuchProcess:
        return


def replace_file(source: Path, target: Path) -> None:
    """Renames `source` to `target`, over an existing file.

    Windows refuses while a virus scanner or a sync client has the target open; it lets go within
    moments, so there it is tried again for about 2 s (Estimate: check under a busy scanner).

    Raises:
        OSError: It can't be renamed.
    """
    waits_s = [0.2] * 9 if sys.platform == "win32" else []
    for wait_s in waits_s:
        try:
            os.replace(source, target)
        except PermissionError:
            time.sleep(wait_s)
        else:
            return
    os.replace(source, target)


def sync_folder(folder: Path) -> None:
    """Makes a rename within `folder` survive a power cut, where the system can promise that."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def try_lock(stream: IO[bytes]) -> bool:
    """Takes the lock of an open file if nobody has it; the system frees it when the holder dies."""
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


def has_display() -> bool:
    """Whether a window could be shown: always but on a Linux or Unix without X11 or Wayland."""
    if sys.platform in ("win32", "darwin"):
        shown = True
    else:
        qt_platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
        screens = (os.environ.get("DISPLAY"), os.environ.get("WAYLAND_DISPLAY"))
        shown = qt_platform in _SCREENLESS_PLATFORMS or any(screens)
    return shown


def exit_reason(code: int) -> str:
    """An exit status in words, such as `killed by signal 9 (SIGKILL)`."""
    if code >= 0:
        return f"ended with exit status {code}"
    import signal

    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = "unknown"
    return f"killed by signal {-code} ({name})"
