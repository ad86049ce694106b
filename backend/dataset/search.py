"""Finds the chunks that come nearest to a question: BM25 over the words' stems."""

from __future__ import annotations

import math
from collections.abc import Sequence

from backend.dataset.words import all_stems, content_stems
from backend.documents.bm25 import Bm25
from backend.documents.model import Chunk


class ChunkIndex:
    """An index over chunks; built once, then asked often."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        """Counts the words of each chunk."""
        self._chunks = tuple(chunks)
        self._index = Bm25([list(all_stems(chunk.text)) for chunk in chunks])

    def __len__(self) -> int:
        """Number of chunks."""
        return len(self._chunks)

    def nearest(self, question: str) -> tuple[Chunk | None, float]:
        """The nearest chunk, and how near it is.

        Returns:
            The chunk (None when no word is found anywhere) and its BM25 score as a share, 0 to 1,
            of the highest that any text could reach for these words.
        """
        words = sorted(set(content_stems(question)))
        shares = self._index.shares(words)
        if not shares:
            return None, 0.0
        scores = {place: math.fsum(parts.values()) for place, parts in shares.items()}
        place = min(scores, key=lambda at: (-scores[at], at))
        return self._chunks[place], min(1.0, scores[place] / self._index.most(words))
