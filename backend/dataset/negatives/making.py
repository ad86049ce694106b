"""Makes the negatives of a dataset: enough, of several kinds, hard ones first, each verified."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from backend.dataset.mix import portions
from backend.dataset.negatives import elsewhere, mixed_up, near_miss, swap, word_swap
from backend.dataset.negatives.candidate import (
    ADJACENT,
    ENTITY_SWAP,
    MIXED_UP,
    NEAR_MISS,
    OTHER_SECTION,
    VALUE_SWAP,
    Candidate,
    World,
)
from backend.dataset.negatives.verify import verify
from backend.dataset.row import Example, ExampleKind, NegativeCheck, Split
from backend.dataset.rows import row_id
from backend.dataset.words import content_stems, share
from backend.documents.model import Chunk

# Proposed on what tells negatives from answerable questions by word overlap alone (SQuAD 2.0: 0.54
# by people, 0.61 a swapped number, 0.78 a swapped name, 0.94 a neighbouring passage): most weight
# on what is hard to tell. No published comparison of mixes is known; check with `overlap_auc`.
KIND_WEIGHTS: Mapping[str, int] = {
    MIXED_UP: 30,
    NEAR_MISS: 30,
    VALUE_SWAP: 10,
    ENTITY_SWAP: 20,
    ADJACENT: 5,
    OTHER_SECTION: 5,
}
_MOST_USES_OF_QUESTION = 1
# Candidates looked at for each that is needed. Estimate: one in three is verified.
_TRIES = 40


@dataclass(frozen=True, slots=True)
class NegativeOrder:
    """What is to be made for one split.

    Attributes:
        split: The split.
        chunks: Its chunks; contexts and questions are taken from these alone.
        number: Rows to make.
        forbidden: Lower-case questions that rows of other splits answer.
    """

    split: Split
    chunks: Sequence[Chunk]
    number: int
    forbidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wording:
    """The fixed words of a row: the instruction and the refusal phrase."""

    instruction: str
    refusal: str


def make_negatives(
    order: NegativeOrder,
    world: World,
    wording: Wording,
    seed: int,
    stopping: Callable[[], bool] = lambda: False,
) -> tuple[Example, ...]:
    """Up to `order.number` verified unanswerable rows; fewer when no more can be verified."""
    rng = random.Random(f"{seed}-{order.split.value}")
    chooser = _Chooser(order, world)
    wanted = portions(order.number, KIND_WEIGHTS)
    pools: dict[str, Iterator[Candidate]] = {}
    for kind, number in wanted.items():
        pools[kind] = _pool(kind, order, world, rng, stopping)
        if stopping():
            return ()
        chooser.take(pools[kind], number)
    for kind in KIND_WEIGHTS:  # what one kind could not give, the others do
        chooser.take(pools[kind], order.number - len(chooser.taken))
    return tuple(
        _example(candidate, check, order.split, wording) for candidate, check in chooser.taken
    )


class _Chooser:
    """Takes verified candidates, no question twice on a chunk and none too often."""

    def __init__(self, order: NegativeOrder, world: World) -> None:
        self.taken: list[tuple[Candidate, NegativeCheck]] = []
        self._forbidden = order.forbidden
        self._world = world
        self._uses: dict[str, int] = {}
        self._per_chunk: dict[str, int] = {}
        self._most_per_chunk = 2 + 2 * order.number // max(1, len(order.chunks))

    def take(self, pool: Iterator[Candidate], number: int) -> None:
        """Takes up to `number` more from `pool`."""
        tries = _TRIES * number
        while number > 0 and tries > 0:
            candidate = next(pool, None)
            if candidate is None:
                return
            tries -= 1
            number -= self._try(candidate)

    def _try(self, candidate: Candidate) -> bool:
        question = candidate.question.lower()
        chunk_id = candidate.chunk.chunk_id
        if question in self._forbidden or self._uses.get(question, 0) >= _MOST_USES_OF_QUESTION:
            return False
        if self._per_chunk.get(chunk_id, 0) >= self._most_per_chunk:
            return False
        check = verify(candidate, self._world)
        if check is None:
            return False
        self.taken.append((candidate, check))
        self._uses[question] = self._uses.get(question, 0) + 1
        self._per_chunk[chunk_id] = self._per_chunk.get(chunk_id, 0) + 1
        return True


def _pool(
    kind: str,
    order: NegativeOrder,
    world: World,
    rng: random.Random,
    stopping: Callable[[], bool],
) -> Iterator[Candidate]:
    """Candidates of a kind, one chunk after the other in turn, each chunk's hardest first."""
    chunks = list(order.chunks)
    rng.shuffle(chunks)
    piles = []
    for chunk in chunks:
        if stopping():
            return iter(())
        pile = [c for c in _propose(kind, chunk, order, world) if c.style == kind]
        rng.shuffle(pile)
        known = world.words[chunk.chunk_id].stems
        pile.sort(key=lambda c: -round(share(content_stems(c.question), known), 1))
        piles.append(pile)
    deepest = max((len(pile) for pile in piles), default=0)
    return (pile[depth] for depth in range(deepest) for pile in piles if depth < len(pile))


def _propose(kind: str, chunk: Chunk, order: NegativeOrder, world: World) -> Iterator[Candidate]:
    if kind == MIXED_UP:
        return mixed_up.propose(chunk, world)
    if kind == NEAR_MISS:
        return chain(word_swap.propose(chunk, world), near_miss.propose(chunk, world))
    if kind == ENTITY_SWAP:
        return swap.propose_entities(chunk, world)
    if kind == VALUE_SWAP:
        return swap.propose_values(chunk, world)
    return elsewhere.propose(chunk, list(order.chunks), world)


def _example(candidate: Candidate, check: NegativeCheck, split: Split, wording: Wording) -> Example:
    chunk = candidate.chunk
    return Example(
        example_id=row_id(chunk.chunk_id, candidate.question),
        kind=ExampleKind.UNANSWERABLE,
        style=candidate.style,
        instruction=wording.instruction,
        context=chunk.text,
        question=candidate.question,
        output=wording.refusal,
        document=chunk.document_name,
        chunk_id=chunk.chunk_id,
        page=chunk.page_of(0),
        split=split,
        check=check,
    )
