"""Details that a text may give about a thing, and the words that would show that it does. Data."""

from __future__ import annotations

from dataclasses import dataclass

from backend.dataset.generate.offline import nouns


@dataclass(frozen=True, slots=True)
class Attribute:
    """A detail to ask for.

    Attributes:
        kinds: The kinds of things that it suits.
        question: With `{is_}`, `{does}`, `{was}` and `{it}` as places.
        triggers: Words of which none may occur in a context that is to lack the detail; `#` stands
            for any number, `@` for a person's name.
    """

    kinds: frozenset[str]
    question: str
    triggers: tuple[str, ...]


_ALL = f"{nouns.VEHICLE} {nouns.THING} {nouns.PLACE} {nouns.PAPER} {nouns.EVENT}"


def _attribute(kinds: str, question: str, triggers: str) -> Attribute:
    return Attribute(frozenset(kinds.split()), question, tuple(triggers.split()))


_LENGTH = "metre metres kilometre kilometres meter meters feet length"
_MONEY = (
    "euro euros dollar dollars pound pounds cost costs price fee pay pays paid fare charge free"
)
_SPAN = "minute minutes hour hours day days week weeks month months year years lasts takes"

ATTRIBUTES: tuple[Attribute, ...] = (
    _attribute(nouns.PERSON, "What is the extension of {it}?", "extension phone telephone call"),
    _attribute(nouns.PERSON, "Which room does {it} have?", "room office hut floor building"),
    _attribute(
        nouns.PERSON, "When did {it} join?", "join joined since began started hired founded"
    ),
    _attribute(nouns.PERSON, "Where does {it} live?", "live lives lived home from street address"),
    _attribute(nouns.ROLE, "What is the extension of {it}?", "extension phone telephone call"),
    _attribute(nouns.ROLE, "Where is the office of {it}?", "office room hut floor building"),
    _attribute(
        f"{nouns.VEHICLE} {nouns.PLACE}", "When {was} {it} built?", "built build dates since"
    ),
    _attribute(f"{nouns.VEHICLE} {nouns.PLACE}", "Who built {it}?", "@ built builder yard build"),
    _attribute(nouns.VEHICLE, "How long {is_} {it}?", _LENGTH),
    _attribute(
        nouns.VEHICLE, "How much {does} {it} weigh?", "weigh weighs weight tonnes kilograms"
    ),
    _attribute(
        f"{nouns.VEHICLE} {nouns.PLACE}",
        "What colour {is_} {it}?",
        "colour color red orange yellow green blue navy brown black white grey silver",
    ),
    _attribute(f"{nouns.PAPER} {nouns.EVENT}", "How much {does} {it} cost?", _MONEY),
    _attribute(
        nouns.PAPER,
        "Where {is_} {it} kept?",
        "kept stored hangs hang lies lie archive cabinet shelf drawer box room keep stand",
    ),
    _attribute(
        _ALL,
        "Who {is_} responsible for {it}?",
        "@ responsible charge looks manages leads by who director manager master officer",
    ),
    _attribute(
        f"{nouns.VEHICLE} {nouns.PAPER}",
        "How often {is_} {it} checked?",
        "checked check checks inspected every daily weekly monthly once twice tested",
    ),
    _attribute(
        f"{nouns.PAPER} {nouns.EVENT}",
        "Who approves {it}?",
        "@ approve approves approved approval signs signed sign decides decided",
    ),
    _attribute(nouns.PAPER, "How long {is_} {it} valid?", f"valid {_SPAN}"),
    _attribute(nouns.EVENT, "How long {does} {it} last?", _SPAN),
    _attribute(nouns.EVENT, "Where {does} {it} take place?", "place held hall room loft at"),
    _attribute(nouns.PLACE, "When {is_} {it} open?", "open opens opened closed hours # closes"),
    _attribute(nouns.PLACE, "How many people {does} {it} hold?", "people seats persons holds room"),
    _attribute(nouns.PLACE, "What is the telephone number of {it}?", "telephone phone extension"),
    _attribute(
        nouns.GROUP, "How many {it} are there?", "# one two three four five six seven eight"
    ),
    _attribute(
        nouns.GROUP, "How much {does} {it} earn?", f"{_MONEY} wage wages salary earn percent"
    ),
    _attribute(nouns.VEHICLE, "Who made {it}?", "@ made makes maker built by from"),
)
