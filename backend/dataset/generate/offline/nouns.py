"""Kinds of nouns: which ones name people, buildings, papers, events. Data and lookups only."""

from __future__ import annotations

from backend.dataset.generate.offline.lexicon import word_set

PERSON = "person"
ROLE = "role"
PLACE = "place"
VEHICLE = "vehicle"
PAPER = "paper"
EVENT = "event"
THING = "thing"
GROUP = "group"

_PERSON_NOUNS = word_set(
    "director manager master engineer officer clerk lead bookkeeper purser deckhand lookout"
    " captain keeper teacher secretary treasurer chair chairman chairwoman president head cook"
    " chef nurse doctor vet gardener librarian curator porter guard caretaker cashier trainer"
    " coach assistant apprentice owner founder editor author architect painter designer poet"
    " mayor judge lawyer accountant analyst scientist technician operator driver pilot"
    " supervisor foreman janitor receptionist warden ranger steward stewardess waiter baker"
    " butcher farmer tenant landlord guest visitor member employee worker volunteer student"
    " pupil inspector auditor coordinator administrator mechanic electrician plumber carpenter"
    " mate boatswain commander sergeant chief deputy colleague boss expert specialist"
    " consultant adviser advisor representative spokesman spokeswoman astronomer physicist"
    " biologist conductor organist beekeeper brewer miller weaver potter sender receiver"
    " customer passenger person man woman child musician singer actor historian archivist"
    " minister king queen"
)
_GROUP_NOUNS = word_set(
    "people children staff crew police deckhands masters pursers members employees workers"
    " passengers visitors guests pupils students volunteers drivers owners reporters groups"
    " tenants customers parents teachers nurses doctors adults women men players residents"
    " islanders team committee council board"
)
_PLACE_NOUNS = word_set(
    "office room hall house pier loft shed workshop archive cellar school clinic street lane"
    " road town village city island bay harbour port quay dock station building museum library"
    " garden kitchen galley saloon deck bridge cabin gate berth yard tower barn field park"
    " store shop market laboratory lab observatory theatre gallery church bank hotel hostel"
    " hut tent camp warehouse reception lobby basement attic court square bin cabinet cupboard"
    " locker drawer box shelf chest safe fridge freezer counter desk table rack wall door"
    " corner floor roof stern bow hill valley river lake forest beach coast sea north south"
    " east west centre center factory mill farm greenhouse pond pool bay wing entrance exit"
    " corridor stairs ramp"
)
_VEHICLE_NOUNS = word_set(
    "boat ship ferry workboat car van bus lorry truck train tram bicycle bike crane tractor"
    " plane aircraft lift fleet raft"
)
_PAPER_NOUNS = word_set(
    "ticket pass card form log book sheet list plan label badge certificate licence license"
    " permit report letter note contract receipt invoice voucher timetable notebook map key"
    " certificate payslip policy manual handbook diary register passport"
)
_EVENT_NOUNS = word_set(
    "drill meeting course sailing crossing trip shift break overhaul check inspection lesson"
    " concert festival exam test tour visit training delivery auction exhibition lecture"
    " workshop departure arrival repair refund complaint delay alarm evacuation harvest race"
    " match"
)
# Heads after "in", "on" or "at" that do not say where something is.
_ABSTRACT_NOUNS = word_set(
    "order case time way fog ink writing advance detail person turn use force charge addition"
    " favour fact general part whole end beginning future past grade colour hand foot duty"
    " leave holiday request demand board average total rest sale strike call line name pain"
    " danger emergency trouble row course event course price rate cost speed temperature level"
    " distance age amount least most once work extension channel knots day morning night peace"
    " sight weather wind rain summer winter spring autumn public private minutes hours english"
    " french german circumstances conditions cash mind practice theory progress force length"
    " width height weight condition pairs pieces parts groups"
)
_PLACE_NAME_ENDINGS = word_set(
    "island islands pier house street lane road bay harbour hall loft slip hill valley river"
    " lake park square bridge tower station school college university museum gallery theatre"
    " library hospital clinic church castle court garden gardens county city town village"
    " sound holm office company ferries recycling ltd inc gmbh group team council trust"
    " society"
)


def singular(noun: str) -> str:
    """A plural noun's singular by the common rules; other words unchanged."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


def is_plural(noun: str) -> bool:
    """Whether a lower-case noun looks plural."""
    return noun in {"people", "children", "men", "women", "police", "staff", "data", "feet"} or (
        noun.endswith("s") and not noun.endswith(("ss", "us", "is"))
    )


def names_person(noun: str) -> bool:
    """Whether a lower-case singular noun names a person by what they are or do."""
    return noun in _PERSON_NOUNS


def names_people(noun: str) -> bool:
    """Whether a lower-case noun names several people."""
    return noun in _GROUP_NOUNS or (is_plural(noun) and singular(noun) in _PERSON_NOUNS)


_BODIES = word_set("group team committee council board society family company crew club union firm")


def names_body(noun: str) -> bool:
    """Whether a lower-case singular noun names people who act as one."""
    return noun in _BODIES


def names_place(noun: str) -> bool:
    """Whether a lower-case noun names something that other things can be in, at or on."""
    return noun in _PLACE_NOUNS or singular(noun) in _PLACE_NOUNS


def is_abstract(noun: str) -> bool:
    """Whether `in`, `on` or `at` before this noun does not say where."""
    return noun in _ABSTRACT_NOUNS


def ends_place_name(word: str) -> bool:
    """Whether a capitalised name that ends in `word` names a place or a firm, not a person."""
    return word.lower() in _PLACE_NAME_ENDINGS


def kind_of(noun: str) -> str:
    """The kind of thing that a lower-case head noun names; `thing` when it is not known."""
    one = singular(noun)
    if names_people(noun):
        return GROUP
    for kind, nouns in (
        (ROLE, _PERSON_NOUNS),
        (VEHICLE, _VEHICLE_NOUNS),
        (PAPER, _PAPER_NOUNS),
        (EVENT, _EVENT_NOUNS),
        (PLACE, _PLACE_NOUNS),
    ):
        if noun in nouns or one in nouns:
            return kind
    return THING
