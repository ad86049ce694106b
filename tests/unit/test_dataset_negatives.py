from __future__ import annotations

import pytest

from backend.dataset.generate.offline.generator import OfflineGenerator
from backend.dataset.negatives import near_miss
from backend.dataset.negatives.candidate import (
    ADJACENT,
    ENTITY_SWAP,
    NEAR_MISS,
    VALUE_SWAP,
    Candidate,
    World,
    world_of,
)
from backend.dataset.negatives.making import NegativeOrder, Wording, make_negatives
from backend.dataset.negatives.mixed_up import propose as propose_mixed_up
from backend.dataset.negatives.swap import propose_values
from backend.dataset.negatives.verify import answer_occurs, verify
from backend.dataset.overlap import overlap, overlap_auc
from backend.dataset.row import Example, ExampleKind, Split
from backend.dataset.rows import answerable_row
from tests.dataset_support import garden_chunks, make_chunk

WORDING = Wording("Answer the question based on the context.", "I can't tell from this text.")


def _world(*texts: str) -> World:
    chunks = [make_chunk(text, at) for at, text in enumerate(texts)] if texts else garden_chunks()
    generator = OfflineGenerator(chunks)
    return world_of(chunks, {chunk.chunk_id: generator.pairs(chunk) for chunk in chunks})


@pytest.mark.parametrize(
    ("style", "question", "absent", "anchor", "answer"),
    [
        # The context answers each of these.
        (ADJACENT, "Who is the treasurer?", (), "the treasurer", "Piet Janssen"),
        (ADJACENT, "Into how many plots is the garden divided?", (), "the garden", "64 plots"),
        (ENTITY_SWAP, "What is the role of Nadia Okafor?", ("Nadia Okafor",), "", ""),
        (NEAR_MISS, "When was the garden opened?", ("opened", "open"), "the garden", ""),
        (VALUE_SWAP, "Which garden was opened in 2009?", ("2009",), "", ""),
    ],
)
def test_planted_answerable_question_is_refused(
    style: str, question: str, absent: tuple[str, ...], anchor: str, answer: str
) -> None:
    world = _world()
    chunk = next(iter(world.chunks.values()))
    assert verify(Candidate(style, chunk, question, absent, anchor, answer), world) is None


def test_true_negative_is_accepted_with_how_it_was_checked() -> None:
    world = _world()
    chunk = next(iter(world.chunks.values()))
    question = "How many bricks does the north kiln hold?"
    candidate = Candidate(ADJACENT, chunk, question, (), "the north kiln", "300 bricks")
    check = verify(candidate, world)
    assert check is not None
    assert check.by == "rules"
    assert check.chunks_searched == len(world.chunks)
    assert check.nearest_chunk == "doc-4"
    assert 0.5 < check.nearest_score <= 1
    assert "does not occur" in check.method


def test_mixed_up_respects_pronouns_and_general_statements() -> None:
    plain = "The Rose was built in 1990. The Lily is 9 metres long."
    told = "The Rose was built in 1990. The Lily is a boat of 9 metres. It was built in 1995."
    general = "The Rose was painted in 1990. The Lily is 9 metres long. Each boat was painted."
    questions = {
        text: {
            candidate.question
            for world in (_world(text),)
            for candidate in propose_mixed_up(world.chunks["doc-0"], world)
        }
        for text in (plain, told, general)
    }
    assert "When was the Lily built?" in questions[plain]
    assert "When was the Lily built?" not in questions[told]
    assert "When was the Lily painted?" not in questions[general]


def test_amounts_and_spans_are_not_swapped() -> None:
    world = _world(
        "Refunds above 100 euros are approved by Petra Lindqvist. Crew members wear a life jacket"
        " between 1 November and 31 March. Freight is weighed in Shed 4."
    )
    swapped = [c.question for c in propose_values(world.chunks["doc-0"], world)]
    assert not any("euros" in question or "between" in question for question in swapped)


def test_name_in_another_order_is_not_asked_for() -> None:
    world = _world("Ines Calder is the chief engineer. The pump is tested every Friday.")
    proposed = {candidate.question for candidate in propose_near_misses(world)}
    assert "What is the name of the chief engineer?" not in proposed
    assert not any(question.startswith("Who is responsible") for question in proposed)


def propose_near_misses(world: World) -> list[Candidate]:
    return list(near_miss.propose(world.chunks["doc-0"], world))


def test_known_answer_is_found_in_any_form() -> None:
    words = _world("The log is kept for 15 years.").words["doc-0"]
    assert answer_occurs("15 years", words)
    assert answer_occurs("for 15 years", words)
    assert not answer_occurs("16 years", words)


def _make(
    seed: int = 1, number: int = 12, forbidden: frozenset[str] = frozenset()
) -> list[Example]:
    chunks = garden_chunks()
    order = NegativeOrder(Split.TRAIN, chunks, number, forbidden)
    return list(make_negatives(order, _world(), WORDING, seed))


def test_negatives_are_verified_distinct_and_refuse() -> None:
    made = _make()
    world = _world()
    assert len(made) == 12
    assert len({row.example_id for row in made}) == len(made)
    assert len({row.style for row in made}) >= 3
    for row in made:
        assert row.kind is ExampleKind.UNANSWERABLE
        assert row.output == WORDING.refusal
        assert row.check is not None
        assert row.evidence is None
        assert row.context == world.chunks[row.chunk_id].text
        own = {pair.question.lower() for pair in world.pairs[row.chunk_id]}
        assert row.question.lower() not in own


def test_negatives_are_the_same_for_the_same_seed() -> None:
    assert _make(1) == _make(1)
    assert _make(1) != _make(2)


def test_questions_of_other_splits_are_not_used() -> None:
    first = _make()
    forbidden = frozenset(row.question.lower() for row in first[:6])
    again = _make(forbidden=forbidden)
    assert not forbidden & {row.question.lower() for row in again}


def test_stopping_ends_the_making() -> None:
    order = NegativeOrder(Split.TRAIN, garden_chunks(), 10)
    assert make_negatives(order, _world(), WORDING, 1, lambda: True) == ()


def test_overlap_auc() -> None:
    chunk = make_chunk("The blue boat sails at noon.")
    world = _world(chunk.text)
    answerable = [
        answerable_row(chunk, pair, Split.TRAIN, "") for pair in world.pairs[chunk.chunk_id]
    ]
    assert answerable
    assert overlap("When does the blue boat sail?", chunk.text) == 1
    far = Example("x", ExampleKind.UNANSWERABLE, "near_miss", "", chunk.text, "Who baked bread?",
                  "no", "doc", chunk.chunk_id, 1)  # fmt: skip
    assert overlap_auc([*answerable, far]) == 1
    assert overlap_auc(answerable) is None
