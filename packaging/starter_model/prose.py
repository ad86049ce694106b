"""Ten passages as a real handbook would have them, written by hand, to judge reading. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with questions that it answers (answer as a span) and some that it doesn't."""

    text: str
    asked: tuple[tuple[str, str], ...]
    absent: tuple[str, ...]


PASSAGES = (
    Passage(
        "Loans from the reading room are recorded by the duty archivist. A reader may take out "
        "four volumes at a time and keep them for 21 days. Maps larger than one metre stay in the "
        "vault, where the humidity is held at 45 percent.",
        (
            ("How long may a reader keep the volumes?", "21 days"),
            ("Who records loans from the reading room?", "duty archivist"),
            ("What is the humidity in the vault?", "45 percent"),
        ),
        ("What is the fine for a late return?", "Who founded the reading room?"),
    ),
    Passage(
        "The dome of the observatory is opened half an hour before sunset so that the mirror can "
        "cool down. If the wind rises above 15 metres per second, the dome has to be closed at "
        "once. The night assistant, Ilka Thornby, keeps the logbook.",
        (
            ("Who keeps the logbook?", "Ilka Thornby"),
            ("When is the dome opened?", "half an hour before sunset"),
            ("Above which wind speed must the dome be closed?", "15 metres per second"),
        ),
        ("How heavy is the mirror?", "Who cleans the dome?"),
    ),
    Passage(
        "Samples arrive at the hatch on the north side of the laboratory. Each sample gets a "
        "barcode and is placed in the blue refrigerator at 4 degrees. After 72 hours, samples that "
        "nobody has claimed are destroyed.",
        (
            ("At what temperature are samples stored?", "4 degrees"),
            ("What happens to samples after 72 hours?", "destroyed"),
            ("What does each sample get?", "a barcode"),
        ),
        ("Who destroys the samples?", "What colour is the barcode?"),
    ),
    Passage(
        "Fire drills\nThe building is cleared twice a year. When the siren sounds, walk to the car "
        "park behind the bakery and wait there. The fire warden for the second floor is Pelle "
        "Astrom; his deputy is Gudrun Hale.",
        (
            ("How often is the building cleared?", "twice a year"),
            ("Who is the fire warden for the second floor?", "Pelle Astrom"),
            ("Who is the deputy of Pelle Astrom?", "Gudrun Hale"),
        ),
        ("Who is the fire warden for the third floor?", "How long does a drill last?"),
    ),
    Passage(
        "Cleaning the seawater filter\n1. Close the inlet valve\n2. Lift out the basket\n3. Rinse "
        "the basket with fresh water\n4. Fit the basket and open the valve",
        (
            (
                "What are the steps to clean the seawater filter?",
                "Close the inlet valve; Lift out the basket; Rinse the basket with fresh water; "
                "Fit the basket and open the valve",
            ),
            ("What is the second step of cleaning the seawater filter?", "Lift out the basket"),
            ("What is the first step of cleaning the seawater filter?", "Close the inlet valve"),
        ),
        ("What are the steps to clean the air filter?", "How often is the filter cleaned?"),
    ),
    Passage(
        "Name | Role | Extension\nMarit Oyen | Head of conservation | 214\nJoao Pinto | Registrar "
        "| 305\nSela Brandt | Workshop technician | 118",
        (
            ("What is the Extension of Joao Pinto?", "305"),
            ("What is the Role of Sela Brandt?", "Workshop technician"),
            ("Which Name has the Extension 214?", "Marit Oyen"),
        ),
        ("What is the Extension of Tom Reed?", "What is the Room of Joao Pinto?"),
    ),
    Passage(
        "A dead load is the weight of the structure itself, without people or goods. The gallery "
        "floor carries 500 kilograms per square metre. Heavy crates are moved on the hand truck "
        "that stands next to the goods lift.",
        (
            ("What is a dead load?", "the weight of the structure itself"),
            ("How much does the gallery floor carry?", "500 kilograms per square metre"),
            ("Where does the hand truck stand?", "next to the goods lift"),
        ),
        ("What is a live load?", "How many people may enter the gallery?"),
    ),
    Passage(
        "The first-aid box contains:\n- plasters\n- sterile gauze\n- scissors\nIt hangs in the "
        "corridor by the kitchen and is checked by Nurse Adeyemi every second Tuesday.",
        (
            ("What does the first-aid box contain?", "plasters; sterile gauze; scissors"),
            ("Who checks the first-aid box?", "Nurse Adeyemi"),
            ("How often is the first-aid box checked?", "every second Tuesday"),
        ),
        ("What does the toolbox contain?", "Who bought the first-aid box?"),
    ),
    Passage(
        "Guided tours start at 11:00 and 15:30 in the entrance hall and last 50 minutes. Groups of "
        "more than ten people must book by telephone. Tickets cost 9 euros, students pay 5 euros.",
        (
            ("How long do guided tours last?", "50 minutes"),
            ("How much do students pay?", "5 euros"),
            ("Where do guided tours start?", "in the entrance hall"),
        ),
        ("How much do children pay?", "Who leads the tours?"),
    ),
    Passage(
        "Invoices are sent to the finance office in building C before the tenth of the month. The "
        "controller, Bastian Kroll, signs every payment above 2,000 euros. Questions go to "
        "accounts@hillmuseum.example.",
        (
            ("Who signs payments above 2,000 euros?", "Bastian Kroll"),
            ("Where are invoices sent?", "finance office in building C"),
            ("What is the address for questions?", "accounts@hillmuseum.example"),
        ),
        ("Who signs the contracts?", "When are salaries paid?"),
    ),
)
