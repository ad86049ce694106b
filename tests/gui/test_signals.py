"""Signals by the thousand: some pairs of Qt binding and Python abort after some hundred."""

from __future__ import annotations

import os

from tests.gui.support.many_signals import COUNT
from tests.gui.support.programs import TalkingProgram


def test_5000_signals_survive() -> None:
    program = TalkingProgram("tests.gui.support.many_signals", environment=os.environ)
    try:
        assert program.wait_for_end() == 0, program.errors()
        counted = program.wait_for("counted")
        assert counted["heard"] == 2 * COUNT
        assert counted["flags"] == 2 * COUNT
    finally:
        program.kill()
