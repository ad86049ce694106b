"""Fills the slots of sentence frames: names, things, places, amounts, each drawn from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable

from starter_model import words as w


def plural(noun: str) -> str:
    """The regular plural of an English noun phrase's last word."""
    if noun.endswith(("s", "x", "ch", "sh", "z")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith("shelf"):
        return noun[:-1] + "ves"
    return noun + "s"


class Slots:
    """Draws values for slot kinds; the same random state gives the same values."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._makers: dict[str, Callable[[], str]] = {
            "P": self.person, "R": self.role, "T": self.thing, "Ts": self.things,
            "L": self.place, "K": self.spot, "G": self.group, "D": self.document,
            "E": self.event, "M": lambda: rng.choice(w.MATERIALS), "C": self.colour,
            "U": self.substance, "V": lambda: self.action()[0], "Vg": lambda: self.action()[1],
            "X": lambda: rng.choice(w.VERBS)[2], "n": self.number, "dur": self.duration,
            "time": self.time, "date": self.date, "day": self.day, "hours": self.hours,
            "code": self.code, "money": lambda: self.amount("money"), "O": self.organisation,
            "W": self.term, "A": lambda: rng.choice(w.ABSTRACT),
            "len": lambda: self.amount("length"),
            "wt": lambda: self.amount("weight"), "vol": lambda: self.amount("volume"),
            "temp": lambda: self.amount("temperature"), "pow": lambda: self.amount("power"),
            "speed": lambda: self.amount("speed"), "press": lambda: self.amount("pressure"),
            "share": lambda: self.amount("share"), "data": lambda: self.amount("data"),
            "hz": lambda: self.amount("frequency"), "tel": self.telephone, "mail": self.email,
            "year": lambda: str(rng.randint(1580, 2029)), "town": self.town, "freq": self.frequency,
            "F": lambda: rng.choice(w.FIELDS), "adv": self.adverb,
        }  # fmt: skip

    def make(self, kind: str) -> str:
        """A fresh value for the slot kind, e.g. `P` for a person."""
        return self._makers[kind]()

    def near(self, kind: str, value: str) -> str:
        """A value of the same kind that differs from `value`, often in a single word."""
        parts = value.split()
        if kind in {"T", "Ts", "L", "R", "P", "V", "Vg", "K", "E"} and self.rng.random() < 0.5:
            for _ in range(8):
                other = self.make(kind).split()
                if len(other) == len(parts):
                    place = self.rng.randrange(len(parts))
                    changed = [*parts[:place], other[place], *parts[place + 1 :]]
                    if changed != parts:
                        return " ".join(changed)
        for _ in range(20):
            fresh = self.make(kind)
            if fresh != value:
                return fresh
        return value + " " + self.syllables(2)

    def syllables(self, count: int) -> str:
        """A made-up lower-case word of `count` syllables."""
        pick = self.rng.choice
        return "".join(pick(w.ONSETS) + pick(w.VOWELS) + pick(w.CODAS) for _ in range(count))

    def proper(self) -> str:
        """A made-up word with a capital, as a family or brand name has."""
        if self.rng.random() < 0.5:
            return (self.syllables(1) + self.rng.choice(w.NAME_ENDS)).capitalize()
        return self.syllables(self.rng.choice([1, 2, 2, 3])).capitalize()

    def person(self) -> str:
        """A full name, at times with a title or an initial."""
        first = self.rng.choice(w.FIRST_NAMES) if self.rng.random() < 0.7 else self.proper()
        kind = self.rng.random()
        if kind < 0.82:
            return f"{first} {self.proper()}"
        if kind < 0.92:
            return f"{self.rng.choice(['Dr', 'Mr', 'Ms', 'Mrs', 'Professor'])} {self.proper()}"
        return f"{first} {self.rng.choice('ABCDEFGHJKLMPRSTW')}. {self.proper()}"

    def role(self) -> str:
        """What somebody is employed as: `safety engineer`, `head of catering`."""
        role, field = self.rng.choice(w.ROLES), self.rng.choice(w.FIELDS)
        kind = self.rng.random()
        if kind < 0.45:
            return f"{field} {role}"
        if kind < 0.6:
            return f"head of {field}"
        if kind < 0.75:
            return f"{self.rng.choice(['chief', 'deputy', 'senior', 'night', 'assistant'])} {role}"
        if kind < 0.85:
            return f"{self.rng.choice(w.PLACES)} {role}"
        return role

    def _noun(self) -> str:
        return self.syllables(2) if self.rng.random() < 0.08 else self.rng.choice(w.THINGS)

    def thing(self) -> str:
        """A noun phrase for an object, without article."""
        kind = self.rng.random()
        noun, pick = self._noun(), self.rng.choice
        if kind < 0.22:
            phrase = noun
        elif kind < 0.52:
            phrase = f"{pick(w.ADJECTIVES)} {noun}"
        elif kind < 0.72:
            phrase = f"{pick(w.THINGS + w.SUBSTANCES)} {noun}"
        elif kind < 0.82:
            phrase = f"{pick(w.ADJECTIVES)} {pick(w.THINGS)} {noun}"
        elif kind < 0.9:
            phrase = f"{self.proper()} {noun}"
        elif kind < 0.95:
            phrase = f"{noun} {self.code()}"
        else:
            phrase = f"{pick(w.PLACES)} {noun}"
        return phrase

    def things(self) -> str:
        """The plural of a thing."""
        for _ in range(10):
            value = self.thing()
            if value[-1].isalpha() and value[-1].islower():
                return plural(value)
        return plural(self.rng.choice(w.THINGS))

    def place(self) -> str:
        """A room, building or ground, without article."""
        place = self.rng.choice(w.PLACES)
        kind = self.rng.random()
        if kind < 0.25:
            return place
        if kind < 0.55:
            return f"{self.rng.choice(w.ADJECTIVES)} {place}"
        if kind < 0.7:
            return f"{self.proper()} {place}"
        if kind < 0.85:
            return f"{self.rng.choice(w.FIELDS + w.THINGS)} {place}"
        return f"{self.rng.choice(w.THINGS)} {self.rng.choice(['room', 'store', 'area', 'wing'])}"

    def spot(self) -> str:
        """Where something is, with its preposition: `behind the north gate`."""
        kind = self.rng.random()
        before = self.rng.choice(
            [
                "in",
                "behind",
                "next to",
                "under",
                "above",
                "beside",
                "near",
                "inside",
                "opposite",
                "at",
            ]
        )
        if kind < 0.4:
            adjective = self.rng.choice(w.ADJECTIVES)
            return f"{before} the {adjective} {self.rng.choice(w.SPOTS + w.THINGS)}"
        if kind < 0.6:
            return f"{before} the {self.place()}"
        if kind < 0.72:
            return f"in room {self.rng.randint(1, 499)}"
        if kind < 0.82:
            return f"on the {self.rng.choice([*w.ORDINALS, 'ground', 'top'])} floor"
        return f"{before} the {self.rng.choice(w.SPOTS)}"

    def group(self) -> str:
        """Several people: `new members`."""
        group = plural(self.rng.choice(w.GROUPS)).replace("childs", "children")
        if self.rng.random() < 0.3:
            return f"{self.rng.choice(['new', 'all', 'regular', 'registered', 'young'])} {group}"
        return group

    def document(self) -> str:
        """A paper that is handed in or signed."""
        document = self.rng.choice(w.DOCUMENTS)
        if self.rng.random() < 0.6:
            return f"{self.rng.choice(w.FIELDS + w.EVENTS + w.ADJECTIVES)} {document}"
        return document

    def event(self) -> str:
        """Something that takes place."""
        event = self.rng.choice(w.EVENTS)
        return f"{self.rng.choice(w.FIELDS + w.ADJECTIVES)} {event}"

    def colour(self) -> str:
        """A colour, at times with a shade."""
        shade = self.rng.choice(["dark ", "light ", "pale ", "", "", "", ""])
        return shade + self.rng.choice(w.COLOURS)

    def substance(self) -> str:
        """A liquid, powder or gas."""
        adjective = self.rng.choice(w.ADJECTIVES) + " " if self.rng.random() < 0.4 else ""
        return adjective + self.rng.choice(w.SUBSTANCES)

    def action(self) -> tuple[str, str, str]:
        """One deed in three forms: base, gerund, and passive (`the lamp is cleaned`)."""
        base, _, participle, gerund = self.rng.choice(w.VERBS)
        article = self.rng.choice(["the", "the", "the", "a", "your", "each"])
        noun = self.thing()
        if article == "a" and noun[0] in "aeiouAEIOU":
            article = "an"
        tail = f" {self.adverb()}" if self.rng.random() < 0.15 else ""
        return (
            f"{base} {article} {noun}{tail}",
            f"{gerund} {article} {noun}{tail}",
            f"{article} {noun} is {participle}{tail}",
        )

    def adverb(self) -> str:
        """How something is done."""
        return self.rng.choice(w.ADVERBS).replace("_", " ")

    def number(self) -> str:
        """A count in digits or as a word."""
        if self.rng.random() < 0.25:
            return self.rng.choice(w.NUMBER_WORDS)
        return str(self.rng.choice([self.rng.randint(2, 20), self.rng.randint(2, 999)]))

    def figure(self) -> str:
        """A figure as text: whole, decimal or with thousands."""
        kind = self.rng.random()
        if kind < 0.5:
            return str(self.rng.randint(1, 99))
        if kind < 0.7:
            return str(self.rng.randint(100, 999))
        if kind < 0.9:
            return f"{self.rng.randint(0, 99)}.{self.rng.randint(1, 99)}"
        return f"{self.rng.randint(1, 99)},{self.rng.randint(0, 999):03d}"

    def amount(self, kind: str) -> str:
        """A figure with a unit of the kind, e.g. `weight`."""
        unit = self.rng.choice(w.UNIT_TABLE[kind])
        gap = "" if unit == "%" else " "
        if self.rng.random() < 0.08:
            low = self.rng.randint(1, 60)
            return f"{low} to {low + self.rng.randint(1, 40)}{gap}{unit}"
        return f"{self.figure()}{gap}{unit}"

    def duration(self) -> str:
        """A length of time."""
        unit = self.rng.choice(w.UNIT_TABLE["duration"])
        number = self.number()
        if self.rng.random() < 0.08:
            return self.rng.choice(["half an hour", "a quarter of an hour", "one week", "one day"])
        return f"{number} {unit}"

    def time(self) -> str:
        """A time of day."""
        hour, minute = self.rng.randint(0, 23), self.rng.choice([0, 0, 15, 30, 45, 5, 20, 50])
        style = self.rng.random()
        if style < 0.7:
            return f"{hour}:{minute:02d}"
        return self.rng.choice([f"{hour % 12 + 1} am", f"{hour % 12 + 1} pm", "noon", "midnight"])

    def hours(self) -> str:
        """From when to when."""
        return f"{self.time()} to {self.time()}"

    def date(self) -> str:
        """A day of the year, at times with the year."""
        day, month = self.rng.randint(1, 28), self.rng.choice(w.MONTHS)
        year = f" {self.rng.randint(1890, 2029)}" if self.rng.random() < 0.4 else ""
        return f"{day} {month}{year}"

    def day(self) -> str:
        """A day of the week, at times more exactly."""
        day = self.rng.choice(w.DAYS)
        kind = self.rng.random()
        if kind < 0.5:
            return day
        if kind < 0.7:
            return f"the {self.rng.choice([*w.ORDINALS[:4], 'last'])} {day} of the month"
        return f"{day} {self.rng.choice(['morning', 'afternoon', 'evening'])}"

    def code(self) -> str:
        """Letters and digits: a part number, a form, a room."""
        letters = "".join(self.rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(2))
        number = self.rng.randint(1, 9999)
        return self.rng.choice(
            [f"{letters}-{number}", f"{letters[0]}{number % 100}", f"{letters}{number}",
             f"{number % 100}-{letters[0]}", f"{letters[0]}-{number % 100}-{letters[1]}"]
        )  # fmt: skip

    def telephone(self) -> str:
        """An extension or a telephone number."""
        if self.rng.random() < 0.6:
            return str(self.rng.randint(100, 9999))
        return f"0{self.rng.randint(100, 999)} {self.rng.randint(10000, 999999)}"

    def email(self) -> str:
        """A made-up e-mail address."""
        host = self.syllables(2) + self.rng.choice([".example", ".test", ".org"])
        return f"{self.rng.choice([*w.FIELDS, self.syllables(2)])}@{host}"

    def town(self) -> str:
        """A made-up town."""
        return self.proper()

    def organisation(self) -> str:
        """A made-up organisation."""
        middle = self.rng.choice([*w.FIELDS, *w.THINGS]).capitalize()
        start = self.proper() if self.rng.random() < 0.7 else self.rng.choice(["Royal", "National"])
        return f"{start} {middle} {self.rng.choice(w.ORG_KINDS)}"

    def term(self) -> str:
        """A term that a text might define."""
        kind = self.rng.random()
        if kind < 0.35:
            return self.syllables(self.rng.choice([2, 3]))
        if kind < 0.7:
            return f"{self.rng.choice(w.ADJECTIVES)} {self._noun()}"
        return f"{self.rng.choice(w.THINGS)} {self.rng.choice(w.VERBS)[0]}"

    def frequency(self) -> str:
        """How often: `twice a week`."""
        period = self.rng.choice(["day", "week", "month", "year", "hour", "shift", "season"])
        kind = self.rng.random()
        if kind < 0.35:
            return f"every {self.number()} {plural(period)}"
        if kind < 0.6:
            return f"{self.rng.choice(['once', 'twice', 'three times', 'four times'])} a {period}"
        return (
            f"every {self.rng.choice([*w.DAYS, 'morning', 'evening', 'day', 'other day', 'year'])}"
        )
