"""Facts that are more than a sentence: lists, steps, tables, key-value lines, logs, e-mails."""

from __future__ import annotations

import random
from collections.abc import Callable

from starter_model.facts import Fact, Question, capital
from starter_model.slots import Slots, plural
from starter_model.words import ORDINALS

_COLUMNS = {
    "Name": "P", "Role": "R", "Extension": "tel", "Room": "code", "Item": "T", "Price": "money",
    "Weight": "wt", "Place": "L", "Opens": "time", "Closes": "time", "Day": "day", "Year": "year",
    "Colour": "C", "Material": "M", "Number": "n", "Length": "len", "Fee": "money", "Time": "time",
    "Contact": "P", "Team": "F", "Course": "E", "Duration": "dur", "Interval": "freq",
    "Code": "code",
    "Substance": "U", "Temperature": "temp", "Limit": "n", "Deadline": "date", "Document": "D",
    "Event": "E", "E-mail": "mail", "Town": "town", "Power": "pow", "Hours": "hours",
    "Instrument": "T", "Keeper": "P", "Storage": "K", "Maker": "O", "Volume": "vol",
}  # fmt: skip
_KEYS = ("Name", "Item", "Place", "Course", "Substance", "Event", "Document", "Instrument", "Team")


class StructureMaker:
    """Makes blocks of text with their questions."""

    def __init__(self, rng: random.Random, slots: Slots) -> None:
        self._rng = rng
        self._slots = slots
        self._makers: tuple[Callable[[], Fact], ...] = (
            self.listing, self.listing, self.steps, self.steps, self.table, self.table,
            self.key_values, self.log, self.letter,
        )  # fmt: skip

    def make(self) -> Fact:
        """A block of any kind."""
        return self._rng.choice(self._makers)()

    def listing(self) -> Fact:
        """Items, in a sentence or as bullets; the answer gives them all, parted by `; `."""
        pick, slots = self._rng.choice, self._slots
        kind = pick(["T", "Ts", "U", "V", "P", "L", "G", "T"])
        head = slots.make(pick(["T", "L", "E", "D", "W"]))
        verb, questions = pick(_LIST_FORMS)
        items = self._distinct(kind, self._rng.randint(2, 5))
        if self._rng.random() < 0.4 and kind != "V":
            named = [f"a {item}" if kind == "T" else item for item in items]
            text = f"The {head} {verb} {', '.join(named[:-1])} and {named[-1]}."
            answer = f"{', '.join(named[:-1])} and {named[-1]}"
        else:
            bullet = pick(["- ", "- ", "• ", "* ", ""])
            end = pick(["", "", "", ";"])
            lines = [f"{bullet}{item}{end}" for item in items]
            text = f"The {head} {verb}:\n" + "\n".join(lines)
            answer = "; ".join(items)
        other = slots.near("T", head)
        asked = [Question(q.format(head), answer, text) for q in questions]
        absent = tuple(q.format(other) for q in questions)
        return Fact("listing", text, tuple(asked), absent)

    def steps(self) -> Fact:
        """Numbered steps under a heading; questions for all of them or for one."""
        slots, pick = self._slots, self._rng.choice
        base, gerund, _ = slots.action()
        steps = self._distinct("V", self._rng.randint(2, 5))
        if self._rng.random() < 0.5:
            steps = [capital(step) for step in steps]
        head = pick(
            [f"How to {base}", f"{capital(gerund)}", f"To {base}:", f"Steps to {base}:",
             f"To {base}, follow these steps:", f"{capital(gerund)} is done as follows:"]
        )  # fmt: skip
        stop = pick([".", ".", "", ";"])
        mark = pick(["{}. ", "{}. ", "{}) ", "Step {}: "])
        lines = [mark.format(i + 1) + capital(step) + stop for i, step in enumerate(steps)]
        text = head + "\n" + "\n".join(lines)
        whole = "; ".join(steps)
        asked = [
            Question(f"What are the steps to {base}?", whole, text),
            Question(f"How do you {base}?", whole, text),
            Question(f"What are the steps of {gerund}?", whole, text),
        ]
        place = self._rng.randrange(len(steps))
        asked.append(
            Question(f"What is the {ORDINALS[place]} step of {gerund}?", steps[place], lines[place])
        )
        asked.append(Question(f"What is step {place + 1} to {base}?", steps[place], lines[place]))
        if place:
            asked.append(
                Question(f"What comes after this: {steps[place - 1]}?", steps[place], lines[place])
            )
        other, other_gerund, _ = slots.action()
        absent = (
            f"What are the steps to {other}?",
            f"How do you {slots.near('V', base)}?",
            f"What is the first step of {other_gerund}?",
            f"What are the steps of {slots.near('Vg', gerund)}?",
        )
        return Fact("steps", text, tuple(asked), absent)

    def table(self) -> Fact:
        """A table as lines of text, its cells asked for by row and column."""
        pick, slots, rng = self._rng.choice, self._slots, self._rng
        key = pick(_KEYS)
        others = rng.sample([name for name in _COLUMNS if name != key], rng.randint(1, 3))
        rows = [
            [row, *(slots.make(_COLUMNS[column]) for column in others)]
            for row in self._distinct(_COLUMNS[key], rng.randint(2, 5))
        ]
        bar = pick([" | ", " | ", " | ", ", ", "  "])
        lines = [bar.join(row) for row in rows]
        title = pick(["", "", f"Table {rng.randint(1, 9)}: {plural(slots.event())}\n"])
        text = title + bar.join([key, *others]) + "\n" + "\n".join(lines)
        asked = []
        for _ in range(4):
            row = rng.randrange(len(rows))
            column = rng.randrange(len(others))
            wording = pick(_CELL_QUESTIONS)
            asked.append(
                Question(
                    wording.format(others[column], rows[row][0]), rows[row][column + 1], lines[row]
                )
            )
            values = [line[column + 1] for line in rows]
            if values.count(rows[row][column + 1]) == 1:
                wording = pick(_KEY_QUESTIONS)
                question = wording.format(key, others[column], rows[row][column + 1])
                asked.append(Question(question, rows[row][0], lines[row]))
        missing = pick([name for name in _COLUMNS if name not in others and name != key])
        stranger = slots.near(_COLUMNS[key], rows[0][0])
        absent = (
            pick(_CELL_QUESTIONS).format(missing, rows[-1][0]),
            pick(_CELL_QUESTIONS).format(others[0], stranger),
        )
        return Fact("table", text, _unique(asked), absent)

    def key_values(self) -> Fact:
        """Lines such as `Capacity: 40 litres` under a heading."""
        rng, slots = self._rng, self._slots
        head = slots.make(rng.choice(["T", "L", "E"]))
        keys = rng.sample(
            [name for name in _COLUMNS if name not in {"Item", "Name"}], rng.randint(2, 5)
        )
        values = [slots.make(_COLUMNS[key]) for key in keys]
        lines = [f"{key}: {value}" for key, value in zip(keys, values, strict=True)]
        text = capital(head) + "\n" + "\n".join(lines)
        asked = tuple(
            Question(rng.choice(_CELL_QUESTIONS[:3]).format(key, f"the {head}"), value, line)
            for key, value, line in zip(keys, values, lines, strict=True)
        )
        missing = rng.choice([name for name in _COLUMNS if name not in keys])
        stranger = slots.near("T", head)
        absent = (
            _CELL_QUESTIONS[0].format(missing, f"the {head}"),
            _CELL_QUESTIONS[0].format(keys[0], f"the {stranger}"),
        )
        return Fact("key_values", text, asked, absent)

    def log(self) -> Fact:
        """Lines of a log: a time, a thing, what happened."""
        rng, slots = self._rng, self._slots
        times = sorted({f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}" for _ in range(4)})
        things = self._distinct("T", len(times))
        acts = [rng.choice(_LOG_ACTS).format(slots.code(), slots.person()) for _ in times]
        lines = [f"{t} {thing} {act}" for t, thing, act in zip(times, things, acts, strict=True)]
        asked = []
        for time, thing, act, line in zip(times, things, acts, lines, strict=True):
            asked.append(Question(f"What happened at {time}?", f"{thing} {act}", line))
            asked.append(Question(f"What happened to the {thing}?", act, line))
            asked.append(Question(f"When was there news of the {thing}?", time, line))
        missing = f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
        absent = [f"What happened to the {slots.near('T', things[0])}?"]
        if missing not in times:
            absent.append(f"What happened at {missing}?")
        return Fact("log", "\n".join(lines), tuple(rng.sample(asked, 5)), tuple(absent))

    def letter(self) -> Fact:
        """A short e-mail with its head lines."""
        slots, rng = self._slots, self._rng
        sender, receiver, subject, date = (
            slots.person(),
            slots.person(),
            slots.event(),
            slots.date(),
        )
        wish = slots.make("V")
        head = f"From: {sender}\nTo: {receiver}\nDate: {date}\nSubject: {subject}"
        hello = rng.choice(["Hello", "Dear", "Hi"])
        text = f"{head}\n{hello} {receiver},\nplease {wish} by {slots.day()}.\n{sender}"
        asked = (
            Question("Who sent the message?", sender, f"From: {sender}"),
            Question(f"Who wrote to {receiver}?", sender, f"From: {sender}"),
            Question("Who received the message?", receiver, f"To: {receiver}"),
            Question("When was the message sent?", date, f"Date: {date}"),
            Question("What is the subject of the message?", subject, f"Subject: {subject}"),
            Question(f"What does {sender} ask for?", wish, f"please {wish}"),
        )
        absent = (
            "Who received a copy of the message?",
            f"What does {slots.person()} ask for?",
            "Where was the message sent from?",
            "What is attached to the message?",
        )
        return Fact("letter", text, asked, absent)

    def _distinct(self, kind: str, count: int) -> list[str]:
        values: dict[str, None] = {}
        while len(values) < count:
            values[self._slots.make(kind)] = None
        return list(values)


def _unique(questions: list[Question]) -> tuple[Question, ...]:
    return tuple({question.text: question for question in questions}.values())


_LIST_FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("contains", ("What does the {} contain?", "What is in the {}?")),
    ("consists of", ("What does the {} consist of?", "Which parts does the {} have?")),
    ("includes", ("What does the {} include?", "Which items belong to the {}?")),
    ("needs", ("What does the {} need?", "What is needed for the {}?")),
    ("has the following parts", ("What are the parts of the {}?", "Which parts does the {} have?")),
    ("lists these points", ("Which points does the {} list?", "What are the points of the {}?")),
    ("comes with", ("What comes with the {}?", "What does the {} come with?")),
    ("requires the following", ("What does the {} require?", "What is required by the {}?")),
)
_CELL_QUESTIONS = (
    "What is the {0} of {1}?",
    "Which {0} does {1} have?",
    "What is given as the {0} for {1}?",
    "In the table, what is the {0} of {1}?",
    "What does the table say about the {0} of {1}?",
)
_KEY_QUESTIONS = (
    "Which {0} has the {1} {2}?",
    "In the table, which {0} has {2} as {1}?",
)
_LOG_ACTS = (
    "started", "stopped", "failed with error {0}", "was switched off by {1}", "was reset by {1}",
    "reported {0}", "is running again", "was checked by {1}", "lost its connection to {0}",
    "sent warning {0}", "needs service", "was replaced by {1}",
)  # fmt: skip
