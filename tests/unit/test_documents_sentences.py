from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.documents.sentences import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Dr. Amara Voss lives here.", "She is a vet."],
        ["It costs 3.5 euros.", "No. 4 is closed.", "The answer is No.", "Then go."],
        ["See e.g. Berlin.", 'He said "Stop!" and left.', '"Go."', "Then he left."],
        ["It is by J. R. R. Tolkien and J. Smith.", "In the U.S. Army it is known."],
        ["This is grade A.", "The boat sails.", "This is grade B. or worse."],
        ["It closes at 10 a.m.", "The door opens later."],
        ["Visit St. Kilda on Jan. 3.", "Wait...", "What?", "Yes!"],
    ],
)
def test_sentences_are_split_where_they_end(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_a_line_break_ends_a_sentence_and_a_list_mark_does_not() -> None:
    text = "1. Check the date.\n2. Stamp it\n- Go (see p. 12). Done."
    found = [text[start:end] for start, end in split_sentences(text)]
    assert found == ["1. Check the date.", "2. Stamp it", "- Go (see p. 12).", "Done."]


def test_full_width_marks_need_no_space() -> None:
    text = "これは。猫です。"
    assert [text[start:end] for start, end in split_sentences(text)] == ["これは。", "猫です。"]


@given(st.text(alphabet="aBZ9. !?\n\"'()-é。e.g.Dr.", max_size=200))
def test_every_character_but_spaces_lies_in_exactly_one_sentence(text: str) -> None:
    places = split_sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in places) == "".join(text.split())
    ends = [0]
    for start, end in places:
        assert ends[-1] <= start < end
        assert text[start:end] == text[start:end].strip()
        ends.append(end)
