"""One speaker's answer, told piece by piece while it is given."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What one speaker said.

    Attributes:
        text: The answer.
        tokens: Its length.
        duration_s: From the first look at the question to the last token.
        whole: False when it was stopped.
    """

    text: str
    tokens: int
    duration_s: float
    whole: bool


def collect(
    reply: Generator[str, None, None],
    *,
    said: Callable[[str], None],
    stopping: Callable[[], bool],
) -> Answer:
    """Hears an answer to its end.

    Args:
        reply: The answer's pieces, one a token; closed when it is stopped.
        said: Told each piece that is not empty.
        stopping: Asked after each token; True ends the answer there.

    Raises:
        TunedeskError: What the reply raises, as when the question is too long for the model.
    """
    began_s = time.monotonic()
    pieces: list[str] = []
    whole = True
    try:
        for piece in reply:
            pieces.append(piece)
            if piece:
                said(piece)
            if stopping():
                whole = False
                break
    finally:
        reply.close()
    text = "".join(pieces).strip()
    return Answer(text, len(pieces), time.monotonic() - began_s, whole)
