"""A town for the client: its cases stand a given number of days from their last day, today.

One caseworker has a longer list than fits on a card, another has few; both have a manager.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta
from playground import Person

KARIN = Person(
    "Karin Åkesson",
    "karin.akesson@smastad.example",
    "handläggare",
    "Barnenheten",
    "11111111-1111-4111-8111-111111111111",
)
MANAGER = Person(
    "Östen Wallin",
    "osten.wallin@smastad.example",
    "enhetschef",
    "Barnenheten",
    "22222222-2222-4222-8222-222222222222",
)
NEWCOMER = Person(
    "Oskar Holm",
    "oskar.holm@smastad.example",
    "handläggare",
    "Ungdomsenheten",
    "44444444-4444-4444-8444-444444444444",
)
STAFF = (
    KARIN,
    MANAGER,
    NEWCOMER,
    Person(
        "Björn Berg",
        "bjorn.berg@smastad.example",
        "handläggare",
        "Barnenheten",
        "33333333-3333-4333-8333-333333333333",
    ),
    Person(
        "Emma Dahl",
        "emma.dahl@smastad.example",
        "nämndsekreterare",
        "",
        "55555555-5555-4555-8555-555555555555",
    ),
    Person(
        "Maria Lund",
        "maria.lund@smastad.example",
        "administratör",
        "",
        "66666666-6666-4666-8666-666666666666",
    ),
)

# Days from today to the last day. Three days between them keep the order also where a month
# lacks the day that four months back would need.
_OVERDUE = (-13, -6)
_NEAR = (1, 4, 7, 10, 13, 16, 19, 22, 25)
_FAR = (70,)
_OF_ANOTHER = (-40, 2)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open investigation: its number, when it began and its last day."""

    case: str
    opened_on: date

    @property
    def due_on(self) -> date:
        return self.opened_on + relativedelta(months=4)


@dataclass(frozen=True, slots=True)
class Town:
    """Karin's cases, each list in the order in which it is to be shown."""

    overdue: Sequence[OpenCase]
    near: Sequence[OpenCase]
    far: Sequence[OpenCase]
    of_another: Sequence[OpenCase]

    @property
    def near_deadline(self) -> list[str]:
        """The case numbers that Karin's question about near deadlines is to give."""
        return [each.case for each in (*self.overdue, *self.near)]


def town_on(today: date) -> Town:
    """Return the town as it stands on the day."""
    numbers = iter(range(1, 100))

    def cases(days: Sequence[int]) -> list[OpenCase]:
        return [_open_case(next(numbers), today + timedelta(days=each)) for each in days]

    return Town(cases(_OVERDUE), cases(_NEAR), cases(_FAR), cases(_OF_ANOTHER))


def write_exports(folder: Path, town: Town) -> None:
    """Write the town as the files that a municipality exports."""
    _write(folder / "personal.csv", _staff_rows())
    _write(folder / "utredningar.csv", _investigation_rows(town))


def _open_case(number: int, due_on: date) -> OpenCase:
    return OpenCase(f"BU-2026-{number:05}", due_on - relativedelta(months=4))


def _staff_rows() -> Iterator[str]:
    yield "Namn;E-post;Roll;Enhet;Objekt-id"
    for each in STAFF:
        yield ";".join((each.name, each.email, each.role, each.unit, each.object_id))


def _investigation_rows(town: Town) -> Iterator[str]:
    yield (
        "Utredningsnr;Ärendenr;Aktualiseringsnr;Inledd datum;Avslutad datum;Förlängd t.o.m.;"
        "Förlängning beslutad;Utfall;Enhet;Handläggare;Kön;Ålder;Orsak;Insats påbörjad"
    )
    # The last to fall due comes first in the file: the order on the card is the bot's own.
    for each in reversed((*town.overdue, *town.near, *town.far)):
        yield _investigation_row(each, KARIN.name)
    for each in town.of_another:
        yield _investigation_row(each, "Björn Berg")


def _investigation_row(each: OpenCase, caseworker: str) -> str:
    number = each.case.replace("BU", "UTR")
    of_whom = f"Barnenheten;{caseworker};Flicka;9;Skolfrånvaro"
    return f"{number};{each.case};;{each.opened_on};;;;;{of_whom};"


def _write(file: Path, rows: Iterator[str]) -> None:
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
