"""Finds the chunks that come nearest to a question: BM25 over the words' stems."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from backend.dataset.words import all_stems, content_stems
from backend.documents.model import Chunk

# Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009),
# section 3.2: k1 between 1.2 and 2, b between 0.5 and 0.8 do well on most collections.
_K1 = 1.5
_B = 0.75


class ChunkIndex:
    """An index over chunks; built once, then asked often."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        """Counts the words of each chunk."""
        self._chunks = tuple(chunks)
        counts = [Counter(all_stems(chunk.text)) for chunk in chunks]
        lengths = [sum(count.values()) for count in counts]
        mean = sum(lengths) / len(lengths) if lengths else 1.0
        found_in = Counter(word for count in counts for word in count)
        self._weights = {
            word: math.log(1 + (len(counts) - number + 0.5) / (number + 0.5))
            for word, number in found_in.items()
        }
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for place, (count, length) in enumerate(zip(counts, lengths, strict=True)):
            for word, times in count.items():
                damped = times + _K1 * (1 - _B + _B * length / (mean or 1.0))
                score = self._weights[word] * times * (_K1 + 1) / damped
                self._postings.setdefault(word, []).append((place, score))

    def __len__(self) -> int:
        """Number of chunks."""
        return len(self._chunks)

    def nearest(self, question: str) -> tuple[Chunk | None, float]:
        """The nearest chunk, and how near it is.

        Returns:
            The chunk (None when no word is found anywhere) and its BM25 score as a share, 0 to 1,
            of the highest that any text could reach for these words.
        """
        words = content_stems(question)
        scores: dict[int, float] = defaultdict(float)
        for word in words:
            for place, score in self._postings.get(word, ()):
                scores[place] += score
        if not scores:
            return None, 0.0
        place = min(scores, key=lambda at: (-scores[at], at))
        unknown = math.log(1 + (len(self._chunks) + 0.5) / 0.5)
        most = sum(self._weights.get(word, unknown) for word in words) * (_K1 + 1)
        return self._chunks[place], min(1.0, scores[place] / most)
