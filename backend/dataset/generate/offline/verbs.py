"""English verbs and their forms, by rule and by a table of exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

_REGULAR = """
accept act add address admit agree allow announce answer appear apply appoint approve arrive ask
assist attach attend award belong book borrow burn call cancel carry cause celebrate change charge
check clean clear climb close collect complain complete compose conduct confirm connect consist
consult contain continue control convert cook cool copy count cover create cross deal decide
decorate dedicate deduct deliver depart depend deposit describe design develop dial direct discover
display dispose distribute divide donate dry earn edit elect employ empty enable end enter ensure
establish examine exceed exchange exclude expect expire explain extend fail fasten fetch file fill
finish fix flow follow form found fund gather generate govern guard guide handle happen harvest
head heat help hire host house hunt identify import improve include increase indicate inform
inspect ignore install introduce invent invite investigate involve issue join label land last launch
learn lift limit link list live load locate lock look lower maintain manage mark measure melt mend
mention migrate mix monitor mount move name need nest note notify obey observe occupy occur offer
open operate order organise organize own pack paint park pass perform phone pick place plant play
polish post pour practise prepare preserve press prevent print process produce protect provide
publish pull pump purchase push raise reach receive record recover recycle reduce refund refuse
register reject release rely remain remove renew rent repair repeat replace reply report represent
request require rescue reserve respond rest restore retire return review roast rotate sail save
scan schedule score seal seat select separate serve settle share shelter shower sign signal sort
sound span specify sponsor stack staff stamp start state stay store stretch study submit supervise
supply support surround suspend switch talk taste test tie touch track trade train transfer
transport travel treat turn update use vary verify view visit vote wait walk warm warn wash watch
water weigh welcome work wrap write repay measure rinse inflate tighten escort translate line burn
contact adopt hand slow mention shout drain oil carve lease donate invoice bill lend hatch ferment
graze swap guarantee stock tow kill link trust charge
"""
_IRREGULAR = """
bear bore borne|become became become|begin began begun|blow blew blown|break broke broken
bring brought brought|build built built|buy bought bought|catch caught caught|choose chose chosen
come came come|cost cost cost|cut cut cut|dig dug dug|draw drew drawn|drink drank drunk
drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought
find found found|fly flew flown|forbid forbade forbidden|freeze froze frozen|get got got
give gave given|go went gone|grow grew grown|hang hung hung|hear heard heard|hide hid hidden
hold held held|keep kept kept|know knew known|lay laid laid|lead led led|leave left left
lend lent lent|let let let|lie lay lain|light lit lit|lose lost lost|make made made|mean meant meant
meet met met
oversee oversaw overseen|pay paid paid|put put put|read read read|ride rode ridden|ring rang rung
rise rose risen|run ran run|say said said|see saw seen|sell sold sold|send sent sent|set set set
sew sewed sewn|shine shone shone|show showed shown|shut shut shut|sink sank sunk|sit sat sat
sleep slept slept|speak spoke spoken|spend spent spent|spread spread spread|stand stood stood
sweep swept swept|swim swam swum|take took taken|teach taught taught|tell told told
throw threw thrown|wear wore worn|win won won|withdraw withdrew withdrawn|write wrote written
overhaul overhauled overhauled|refer referred referred|permit permitted permitted
transmit transmitted transmitted|travel travelled travelled|cancel cancelled cancelled
label labelled labelled|fit fitted fitted|plan planned planned|stop stopped stopped
ship shipped shipped|swap swapped swapped|drop dropped dropped|wrap wrapped wrapped
submit submitted submitted|tag tagged tagged|log logged logged|pin pinned pinned
stir stirred stirred|occur occurred occurred|transfer transferred transferred
scan scanned scanned|control controlled controlled|ban banned banned|admit admitted admitted
call called called|polish polished polished|calibrate calibrated calibrated|own owned owned
"""


@dataclass(frozen=True, slots=True)
class VerbForm:
    """What a word can be as a form of a verb.

    Attributes:
        base: The infinitive.
        forms: Any of `base`, `s`, `past`, `participle`.
    """

    base: str
    forms: frozenset[str]


def third_person(base: str) -> str:
    """The form after he, she or it: `carry` becomes `carries`."""
    if base in {"go", "do"} or base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def past_of(base: str) -> str:
    """The simple past."""
    return _past_forms().get(base, (_regular_past(base),))[0]


def verb_form(word: str) -> VerbForm | None:
    """What a lower-case word is as a verb; None when it is no known verb form."""
    return _forms().get(word)


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + "ed"


@cache
def _past_forms() -> dict[str, tuple[str, str]]:
    rows = (row.split() for line in _IRREGULAR.strip().splitlines() for row in line.split("|"))
    return {base: (past, participle) for base, past, participle in rows}


@cache
def _forms() -> dict[str, VerbForm]:
    irregular = _past_forms()
    bases = [*irregular, *(base for base in _REGULAR.split() if base not in irregular)]
    found: dict[str, dict[str, set[str]]] = {}
    for base in bases:
        past, participle = irregular.get(base, (_regular_past(base),) * 2)
        for word, form in (
            (base, "base"),
            (third_person(base), "s"),
            (past, "past"),
            (participle, "participle"),
        ):
            found.setdefault(word, {}).setdefault(base, set()).add(form)
    return {word: _best(options) for word, options in found.items()}


def _best(options: dict[str, set[str]]) -> VerbForm:
    # "found" is the past of find far more often than the base of found; an irregular past wins.
    base = max(options, key=lambda option: ("past" in options[option], len(options[option])))
    return VerbForm(base, frozenset(options[base]))
