"""The starter model's training text: answers stand in it, negatives don't, nothing refuses."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from backend.wording import REFUSAL

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture(scope="module", autouse=True)
def starter_package():
    """Puts the build scripts' parent at the end of the path, as the script itself does."""
    sys.path.append(str(PACKAGING))
    yield
    sys.path.remove(str(PACKAGING))


def contexts(count: int, seed: int = 5):
    from starter_model.tasks import DialogueMaker

    maker = DialogueMaker(seed).contexts
    return [maker.make(80 + 40 * (place % 15)) for place in range(count)]


def dialogues(count: int, seed: int = 5):
    from starter_model.tasks import DialogueMaker

    maker = DialogueMaker(seed)
    return [maker.make(80 + 40 * (place % 15)) for place in range(count)]


def test_each_answer_stands_in_its_context():
    for context in contexts(400):
        text = context.text.lower()
        for question in context.asked:
            for part in question.answer.lower().split("; "):
                assert part in text, (question, context.text)


def test_answers_stand_in_the_sentence_named_with_them():
    for context in contexts(200):
        for question in context.asked:
            assert question.answer.split("; ")[0].lower() in question.sentence.lower()


def test_no_absent_question_is_also_asked():
    for context in contexts(400):
        asked = {question.text.lower() for question in context.asked}
        assert not asked & {question.lower() for question in context.absent}


def test_no_question_has_two_answers():
    for context in contexts(400):
        answers: dict[str, set[str]] = {}
        for question in context.asked:
            answers.setdefault(question.text.lower(), set()).add(question.answer)
        assert all(len(found) == 1 for found in answers.values())


def test_most_contexts_have_questions_of_both_kinds():
    made = contexts(300)
    assert sum(bool(context.asked and context.absent) for context in made) > 280


def test_nothing_refuses():
    refusals = (
        REFUSAL.lower(),
        "enough information",
        "i do not know",
        "i don't know",
        "cannot answer",
        "not mentioned",
        "unable to",
        "sorry",
    )
    for dialogue in dialogues(1500):
        for turn in dialogue.turns:
            assert not any(words in turn.assistant.lower() for words in refusals)


def test_absence_is_only_told_where_it_was_asked_for():
    """An answering prompt never gets `no` or `missing`: that would be a refusal in short."""
    from starter_model.tasks import MAIN_INSTRUCTION

    told = {"no", "missing", "false", "elsewhere"}
    for dialogue in dialogues(1500):
        if dialogue.turns and dialogue.turns[0].user.startswith(MAIN_INSTRUCTION):
            assert dialogue.turns[0].assistant not in told


def test_the_same_seed_gives_the_same_text():
    assert dialogues(120, seed=9) == dialogues(120, seed=9)
    assert dialogues(120, seed=9) != dialogues(120, seed=10)


def test_frames_for_judging_are_kept_from_training():
    from starter_model.tasks import HELD_OUT_FRAMES, TRAIN_FRAMES

    seen = {sentence for frame in TRAIN_FRAMES for sentence in frame.sentences}
    assert len(HELD_OUT_FRAMES) >= 10
    assert not seen & {sentence for frame in HELD_OUT_FRAMES for sentence in frame.sentences}


def test_hand_written_answers_stand_in_their_passages():
    from starter_model.prose import PASSAGES

    assert len(PASSAGES) >= 10
    for passage in PASSAGES:
        for _, answer in passage.asked:
            assert all(part in passage.text for part in answer.split("; "))


def test_a_frame_line_with_a_missing_field_is_named():
    from starter_model.facts import parse_frames

    with pytest.raises(ValueError, match=r"Not three fields.*lonely"):
        parse_frames("lonely :: The {T} is here.")


def test_weights_train_each_answer_with_its_end_and_little_else():
    import random

    from starter_model.encoding import TURN_END, Encoder, train_tokenizer

    tokenizer = train_tokenizer(seed=1, dialogues=60)
    made = [dialogue for dialogue in dialogues(60) if dialogue.turns]
    for dialogue, encoded in zip(
        made, Encoder(tokenizer, random.Random(1)).encode_all(made), strict=True
    ):
        assert len(encoded.tokens) == len(encoded.weights)
        end = tokenizer.token_to_id(TURN_END)
        ends = [place for place, token in enumerate(encoded.tokens) if token == end]
        assert len(ends) == 2 * len(dialogue.turns)
        for turn, place in zip(dialogue.turns, ends[1::2], strict=True):
            answer = tokenizer.encode(turn.assistant).ids
            start = place - len(answer)
            assert list(encoded.tokens[start:place]) == answer
            assert all(weight >= 1 for weight in encoded.weights[start : place + 1])
    shares = [sum(weight > 0 for weight in encoded.weights) for encoded in
              Encoder(tokenizer, random.Random(1)).encode_all(made)]  # fmt: skip
    assert min(shares) > 0
