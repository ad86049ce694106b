"""Garbage is collected in the window's thread alone: elsewhere it can end the process."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot


class Knot:
    """Holds itself, so that only a collection ends it."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def threads_seen() -> Iterator[set[threading.Thread]]:
    seen: set[threading.Thread] = set()

    def note(phase: str, _: dict[str, int]) -> None:
        seen.add(threading.current_thread())

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def test_a_thread_that_makes_much_collects_nothing(
    threads_seen: set[threading.Thread], qtbot: QtBot
) -> None:
    kept: list[list[int]] = []
    knot = weakref.ref(Knot())
    thread = threading.Thread(target=lambda: kept.extend([number] for number in range(200_000)))
    thread.start()
    thread.join()
    assert threads_seen == set()
    assert knot() is not None
    qtbot.waitUntil(lambda: knot() is None)
    assert threads_seen == {threading.main_thread()}
