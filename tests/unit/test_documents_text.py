from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.documents.names import free_name, safe_name
from backend.documents.problems import pages_in_words
from backend.documents.text import fold_text, hyphenated_words, join_lines, line_starts


def test_folding_resolves_ligatures_and_drops_what_is_not_seen() -> None:
    assert (
        fold_text(" The ﬁrst oﬃce\u00a0\u200bis\t5 m² \x02wide ") == "The first office is 5 m² wide"
    )
    assert fold_text("\uf0b7 item") == "• item"
    assert fold_text("\ud83d\ude00") == "😀"


def test_a_broken_word_is_joined_and_a_hyphenated_one_keeps_its_hyphen() -> None:
    known = hyphenated_words(["a well-known man"])
    assert join_lines(["an exam-", "ple of"], known) == "an example of"
    assert join_lines(["the well-", "known man"], known) == "the well-known man"
    assert (
        join_lines(["the Anglo-", "Saxon and COVID-", "19"], known)
        == "the Anglo-Saxon and COVID-19"
    )
    assert join_lines(["from 5 -", "about"], known) == "from 5 - about"


@given(st.lists(st.text(alphabet="abC-é 9", min_size=1).map(fold_text).filter(bool), min_size=1))
def test_the_places_of_joined_lines_cover_the_text(lines: list[str]) -> None:
    text = join_lines(lines)
    places = line_starts(text, lines)
    for (start, end), line in zip(places, lines, strict=True):
        assert text[start:end] in (line, line[:-1])
    covered = "".join(text[start:end] for start, end in places)
    assert covered.replace(" ", "") == text.replace(" ", "")


def test_names_are_made_safe_for_every_system() -> None:
    assert safe_name("a/b:c?.pdf") == "a_b_c_.pdf"
    assert safe_name("CON.pdf") == "_CON.pdf"
    assert safe_name("..pdf") == "_.pdf"
    assert safe_name(" x. .pdf") == "x.pdf"
    assert len(safe_name("ü" * 300 + ".pdf").encode()) <= 180
    assert free_name("A.pdf", ["a.PDF", "a (2).pdf"]) == "A (3).pdf"


@given(st.text())
def test_a_safe_name_stays_as_it_is(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert safe
    assert not safe.startswith(".")


def test_pages_are_named_in_words() -> None:
    assert pages_in_words([3]) == "page 3"
    assert pages_in_words([1, 2, 3, 5]) == "pages 1-3 and 5"
    assert pages_in_words(range(1, 40, 2)).endswith("and 20 pages in all")
