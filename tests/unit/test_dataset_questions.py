from __future__ import annotations

import re
from pathlib import Path

import pytest

from backend.dataset.generate.offline.generator import OfflineGenerator
from tests.dataset_support import GARDEN, asked, garden_chunks, make_chunk, pairs_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        ("A galley is the kitchen of a boat.", "What is a galley?", "the kitchen of a boat"),
        (
            "A mulch is a layer of dead leaves that keeps the soil wet.",
            "What is meant by a mulch?",
            "a layer of dead leaves that keeps the soil wet",
        ),
        ("Grade B means that the ship may sail.", "What does grade B mean?", "the ship may sail"),
        (
            "Home office: a room where an employee works.",
            'What is meant by "Home office"?',
            "a room where an employee works",
        ),
        ("The main route is called the Ring.", "What is the main route called?", "the Ring"),
        (
            "The tank holds 40,000 litres.",
            "How many litres does the tank hold?",
            "40,000 litres",
        ),
        (
            "The boat carries 180 passengers and 14 cars.",
            "How many cars does the boat carry?",
            "14 cars",
        ),
        (
            "A family ticket covers two adults and up to four children.",
            "How many children does a family ticket cover?",
            "up to four children",
        ),
        ("A bicycle costs 3 euros.", "How much does a bicycle cost?", "3 euros"),
        ("Receipts are kept for seven years.", "How long are receipts kept?", "seven years"),
        ("The pier is 260 metres long.", "How long is the pier?", "260 metres"),
        (
            "Members pay a deposit of 20 pounds.",
            "How high is the deposit that members pay?",
            "20 pounds",
        ),
        (
            "The window opens 40 minutes before each departure.",
            "How many minutes before each departure does the window open?",
            "40 minutes",
        ),
        (
            "Up to 5 days can be moved to the next year.",
            "How many days can be moved to the next year?",
            "Up to 5 days",
        ),
        ("The hall was built in 1931.", "When was the hall built?", "1931"),
        ("Tours begin at 20:30.", "At what time do tours begin?", "20:30"),
        ("The pump is tested every Friday.", "How often is the pump tested?", "every Friday"),
        (
            "The hall is open from 06:30 to 19:00 on weekdays and from 07:30 to 18:00 at weekends.",
            "When is the hall open at weekends?",
            "from 07:30 to 18:00",
        ),
        ("The head keeper is Mara Feldwick.", "Who is the head keeper?", "Mara Feldwick"),
        (
            "The head keeper is Mara Feldwick.",
            "What is the role of Mara Feldwick?",
            "head keeper",
        ),
        ("Refunds are approved by Petra Lindqvist.", "Who approves refunds?", "Petra Lindqvist"),
        ("The safety officer leads every drill.", "Who leads every drill?", "The safety officer"),
        ("Reporters are referred to the director.", "To whom are reporters referred?",
         "the director"),
        (
            "Keys hang in the steel cabinet in Room 9.",
            "Where do keys hang?",
            "in the steel cabinet in Room 9",
        ),
        ("Freight is weighed in Shed 4.", "In which shed is freight weighed?", "Shed 4"),
        ("The Pip has an orange hull.", "What colour is the hull of the Pip?", "orange"),
        (
            "Passengers who wait longer than 60 minutes receive a voucher.",
            "What do passengers who wait longer than 60 minutes receive?",
            "a voucher",
        ),
        (
            "Passengers who ignore a warning may be put ashore at the next island.",
            "Where may passengers who ignore a warning be put ashore?",
            "at the next island",
        ),
        (
            "The ship's log is kept for 15 years and the drift log for 3 years.",
            "How long is the drift log kept?",
            "3 years",
        ),
        (
            "The council is a group of islanders. It meets on the last Thursday of each month.",
            "When does the council meet?",
            "on the last Thursday of each month",
        ),
    ],
)  # fmt: skip
def test_sentence_gives_question(text: str, question: str, answer: str) -> None:
    assert asked(text).get(question) == answer


@pytest.mark.parametrize(
    "text",
    [
        "It was closed in 1999.",
        "They moved to the hall in 2004.",
        "This is a boat with two masts.",
        "Is the hall open on Monday?",
        "The hall was never open on Mondays.",
        "Drones may not be flown from the boats.",
        "Nobody lives on the island.",
        "Shut the gate at 18:00.",
        'He said "the boat is late" and left at 10:00.',
        "Sail on, sailor, and the tide and then some of it.",
    ],
)
def test_unclear_sentence_gives_nothing(text: str) -> None:
    assert pairs_of(text) == ()


def test_list_and_procedure() -> None:
    found = asked(
        "To report a broken tool, do the following:\n1. Tie a ribbon to the tool.\n"
        "2. Put it on the shelf.\nA starter kit contains:\n- a trowel\n- a pair of gloves"
    )
    steps = "Tie a ribbon to the tool; Put it on the shelf"
    assert found["What are the steps to report a broken tool?"] == steps
    assert found["What does a starter kit contain?"] == "a trowel; a pair of gloves"
    assert found["What is the second step to report a broken tool?"] == "Put it on the shelf"
    assert found['Which step comes after "Tie a ribbon to the tool"?'] == "Put it on the shelf"


def test_cut_procedure_is_not_asked_for_as_a_whole() -> None:
    first = make_chunk("To paint, do the following:\n1. Sand the wood.\n2. Wipe it.", 0)
    second = make_chunk("3. Paint it.\n4. Let it dry.", 1)
    generator = OfflineGenerator([first, second])
    questions = {pair.question for pair in generator.pairs(first)}
    assert "What is the first step to paint?" in questions
    assert "What are the steps to paint?" not in questions
    assert generator.pairs(second) == ()


def test_table_cells_and_rows() -> None:
    found = asked(
        "Name | Role | Extension\nSolveig Brandt | Director | 101\nTomas Arkle | Clerk | 140"
    )
    assert found["What is the extension of Tomas Arkle?"] == "140"
    assert found["Who has extension 101?"] == "Solveig Brandt"
    assert found["Whose role is Clerk?"] == "Tomas Arkle"
    fares = asked(
        "Ticket | Adult | Where sold\nSingle | 6.40 euros | Windows\nDog | 2 euros | Ship"
    )
    assert fares['In the table, what is the adult price of "Dog"?'] == "2 euros"
    assert fares['Where is "Single" sold?'] == "Windows"


def test_question_with_two_answers_is_dropped() -> None:
    found = asked("The hall opens at 08:00. The hall opens at 09:00 and has 3 doors.")
    assert "When does the hall open?" not in found
    assert found["How many doors does the hall have?"] == "3 doors"


def test_every_answer_is_grounded() -> None:
    text = (ROOT / "packaging" / "sample" / "handbook.txt").read_text(encoding="utf-8")
    parts = [part for part in re.split(r"\n#+ ", text) if part.strip()]
    plain = [re.sub(r"^\| | \|$", "", part, flags=re.MULTILINE) for part in parts]
    chunks = [make_chunk(part, at) for at, part in enumerate(plain)]
    generator = OfflineGenerator(chunks)
    pairs = [(chunk, pair) for chunk in chunks for pair in generator.pairs(chunk)]
    assert len(pairs) > 400
    for chunk, pair in pairs:
        evidence = pair.evidence
        assert chunk.text[evidence.start : evidence.end] == evidence.quote
        quote = " ".join(evidence.quote.split())
        assert all(item in quote for item in pair.answer.split("; ")), pair
        assert pair.answer.lower() not in pair.question.lower(), pair
        assert pair.question.endswith("?"), pair
        assert "  " not in pair.question, pair
        assert pair.question[0].isupper(), pair
        assert evidence.page == chunk.index + 1


def test_questions_are_distinct_within_a_chunk_and_repeatable() -> None:
    chunks = garden_chunks()
    first, second = OfflineGenerator(chunks), OfflineGenerator(chunks)
    for chunk in chunks:
        questions = [pair.question for pair in first.pairs(chunk)]
        assert questions
        assert len(set(questions)) == len(questions)
        assert first.pairs(chunk) == second.pairs(chunk)


def test_first_pairs_cover_different_facts() -> None:
    pairs = pairs_of(GARDEN[1])
    facts = [pair.fact for pair in pairs]
    distinct = len(set(facts))
    assert len(set(facts[:distinct])) == distinct
