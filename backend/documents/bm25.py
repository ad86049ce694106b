"""BM25: how well each of a set of texts fits the words of a question."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

# Source: Robertson and Zaragoza 2009, The Probabilistic Relevance Framework: BM25 and Beyond,
# section 3.2: k1 between 1.2 and 2, b between 0.5 and 0.8 have worked in many collections.
K1 = 1.5
B = 0.75


class Bm25:
    """An index over texts given as words; built once, then asked often."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        """Counts the words of each text.

        Source: Robertson and Zaragoza 2009, equation 3.15, with the logarithm of one plus the odds
        so that a word in most texts counts little instead of against them.
        """
        counts = [Counter(words) for words in texts]
        self._texts = len(counts)
        mean = max(1.0, sum(count.total() for count in counts) / max(1, len(counts)))
        self._holders = Counter(word for count in counts for word in count)
        self._shares: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, count in enumerate(counts):
            length = 1 - B + B * count.total() / mean
            for word, times in count.items():
                share = self.rarity(word) * times * (K1 + 1) / (times + K1 * length)
                self._shares[word].append((place, share))

    def rarity(self, word: str) -> float:
        """The weight of a word, above 0: the fewer texts have it, the higher."""
        holders = self._holders[word]
        return math.log1p((self._texts - holders + 0.5) / (holders + 0.5))

    def most(self, words: Iterable[str]) -> float:
        """The score that no text can pass for these words."""
        return math.fsum(self.rarity(word) * (K1 + 1) for word in words)

    def shares(self, words: Iterable[str]) -> dict[int, dict[str, float]]:
        """What each word adds to the score of each text that has it.

        Returns:
            For the place of each text that has any of the words, a share above 0 for each of them;
            the sum of a text's shares is its BM25 score.
        """
        found: dict[int, dict[str, float]] = defaultdict(dict)
        for word in words:
            for place, share in self._shares.get(word, ()):
                found[place][word] = share
        return dict(found)
