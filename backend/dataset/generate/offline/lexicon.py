"""Closed classes of English words. Data only."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, which are parted by spaces."""
    return frozenset(text.split())


ARTICLES = word_set("a an the")
DETERMINERS = ARTICLES | word_set(
    "each every all both some any no most many few several another either neither half"
)
PRONOUNS = word_set(
    "i you he she it we they me him her us them my your his its our their mine yours hers ours"
    " theirs this that these those here there who whom whose which what someone somebody anyone"
    " anybody nobody everyone everybody one ones something anything nothing everything itself"
    " himself herself themselves yourself myself such same latter former others other"
)
# Pronouns that may stand in a question or an answer without pointing at another sentence.
FREE_PRONOUNS = word_set(
    "who someone somebody anyone anybody nobody everyone everybody nothing everything"
)
SUBJECT_PRONOUNS = word_set("he she it they")
PREPOSITIONS = word_set(
    "in on at by for from to of with within without after before until till during between"
    " behind below beneath under underneath above over near beside besides beyond into onto"
    " through across along around against towards toward past off outside inside about via per"
    " than as among amongst opposite since up down upon unlike despite like"
)
PLACE_PREPOSITIONS = word_set(
    "in on at behind below beneath under underneath above near beside beyond outside inside"
    " opposite between along across through against over"
)
CONJUNCTIONS = word_set("and or but nor")
SUBORDINATORS = word_set(
    "if when whenever while because since although though unless until so that which who whom"
    " whose where whether how what why as once before after"
)
RELATIVES = word_set("who which that whose whom where")
BE = word_set("is are was were be been being am")
FINITE_BE = word_set("is are was were")
HAVE = word_set("has have had")
MODALS = word_set("may can must should will might could would shall")
ADVERBS = word_set(
    "always usually normally often sometimes never also only then now still already once twice"
    " daily weekly monthly yearly annually hourly again soon later early ahead away together"
    " alone apart about almost nearly exactly roughly approximately just even too very well"
    " back out down up aloft ashore aboard indoors outdoors overnight afterwards first last"
    " therefore however thus hence moreover instead otherwise perhaps today tomorrow yesterday"
    " not straight twice home upstairs downstairs immediately directly free"
)
# Adverbs that say nothing which a question needs; they are left out of it.
LIGHT_ADVERBS = word_set(
    "also then now still already again therefore however thus hence moreover instead just even"
    " only about almost nearly exactly roughly approximately usually normally always"
)
NEGATIONS = word_set("not never no nor neither nobody nothing none cannot")
FREQUENCY_ADVERBS = word_set("daily weekly monthly yearly annually hourly once twice")

NUMBER_WORDS = word_set(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " hundred thousand million billion dozen"
)
QUANTIFIERS: tuple[tuple[str, ...], ...] = (
    ("no", "more", "than"),
    ("no", "fewer", "than"),
    ("no", "less", "than"),
    ("no", "later", "than"),
    ("not", "more", "than"),
    ("more", "than"),
    ("fewer", "than"),
    ("less", "than"),
    ("at", "least"),
    ("at", "most"),
    ("up", "to"),
    ("about",),
    ("around",),
    ("roughly",),
    ("approximately",),
    ("almost",),
    ("nearly",),
    ("exactly",),
    ("only",),
    ("over",),
    ("under",),
)
WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
WEEKDAYS_PLURAL = frozenset(f"{day}s" for day in WEEKDAYS)
MONTHS = word_set(
    "january february march april may june july august september october november december"
)
SEASONS = word_set("spring summer autumn winter")
DAY_PARTS = word_set("morning afternoon evening night noon midnight midday dawn dusk weekend")
TIME_NOUNS = (
    WEEKDAYS
    | WEEKDAYS_PLURAL
    | MONTHS
    | SEASONS
    | DAY_PARTS
    | word_set(
        "weekdays weekends weekday day days week weeks month months year years quarter season"
    )
    | word_set("holidays mornings afternoons evenings nights o'clock century")
)
DURATION_UNITS = word_set(
    "second seconds minute minutes hour hours day days week weeks month months year years night"
    " nights decade decades"
)
LENGTH_UNITS = word_set(
    "millimetre millimetres centimetre centimetres metre metres kilometre kilometres millimeter"
    " millimeters centimeter centimeters meter meters kilometer kilometers mile miles foot feet"
    " inch inches yard yards mm cm m km"
)
MONEY_UNITS = word_set("euro euros dollar dollars cent cents eur usd gbp pounds francs crowns")
OTHER_UNITS = word_set(
    "gram grams kilogram kilograms kilo kilos tonne tonnes ton tons g kg litre litres liter"
    " liters millilitre millilitres ml l knot knots percent per degree degrees watt watts"
    " kilowatts volt volts bar hertz"
)
UNITS = DURATION_UNITS | LENGTH_UNITS | MONEY_UNITS | OTHER_UNITS
MEASURE_ADJECTIVES = word_set("long high wide deep tall thick old heavy")
# Words without a plural that begin sentences without an article.
MASS_NOUNS = word_set(
    "waste paper glass food water oil fuel freight milk coffee tea sugar salt steel wood soup bread"
    " cheese butter flour rice music art sport time money work leave pay alcohol access admission"
    " entry lunch breakfast dinner supper traffic equipment clothing luggage baggage information"
    " mail post petrol diesel gas medicine snow rain ice fog honey wax compost grade level section"
    " staff children people men women police furniture homework research advice news progress"
    " smoke dust sand gravel plastic metal wool cotton cloth leather rubber paint glue ink soap"
    " everyone everybody nobody someone anyone nothing everything"
)
COLOURS = word_set(
    "red orange yellow green blue navy purple violet pink brown black white grey gray silver gold"
    " golden turquoise beige crimson scarlet"
)
IRREGULAR_PLURALS = word_set(
    "people children men women staff police data crew feet mice geese sheep"
)
TITLES = word_set("dr mr mrs ms prof dr. mr. mrs. ms. prof. sir captain")

# Words that say nothing about what a question asks for; used for word overlap and search.
STOP_WORDS = (
    ARTICLES
    | PREPOSITIONS
    | CONJUNCTIONS
    | BE
    | HAVE
    | MODALS
    | PRONOUNS
    | word_set(
        "do does did not how many much when where why long often far soon each every all any"
    )
)
