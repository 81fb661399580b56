"""Export files with the shape of tables that municipalities have published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path

REPORT_HEADER = (
    "Aktualiseringsnr;Ärendenr;Inkom datum;Typ;Orsak;Skyddsbedömning datum;Beslut datum;Beslut;"
    "Enhet;Handläggare;Kön;Ålder;Samtal med barnet"
)
INVESTIGATION_HEADER = (
    "Utredningsnr;Ärendenr;Aktualiseringsnr;Inledd datum;Avslutad datum;Förlängd t.o.m.;"
    "Förlängning beslutad;Utfall;Enhet;Handläggare;Kön;Ålder;Orsak;Insats påbörjad"
)
PLACEMENT_HEADER = (
    "Placeringsnr;Ärendenr;Utredningsnr;Placeringsform;Lagrum;Startdatum;Slutdatum;"
    "Senaste övervägande;Enhet;Handläggare;Kön;Ålder"
)
STAFF = "Namn;E-post;Roll;Enhet;Objekt-id\nKim Ek;kim.ek@kommun.example;handläggare;Utredning;\n"


@dataclass(frozen=True)
class Report:
    received_on: date
    decided_on: date | None = None
    spoken_with: str = "Nej"
    sex: str = "Flicka"
    unit: str = "Mottagningen"


@dataclass(frozen=True)
class Investigation:
    opened_on: date
    closed_on: date | None = None
    unit: str = "Utredning"


@dataclass(frozen=True)
class EmergencyStay:
    started_on: date
    ended_on: date | None = None


Row = Report | Investigation | EmergencyStay


def write_files(folder: Path, rows: Iterable[Row]) -> Path:
    """Write the four files of an export with these rows; return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    given = list(rows)
    _write(folder / "aktualiseringar.csv", REPORT_HEADER, map(_report, *_of(given, Report)))
    _write(
        folder / "utredningar.csv",
        INVESTIGATION_HEADER,
        map(_investigation, *_of(given, Investigation)),
    )
    _write(folder / "placeringar.csv", PLACEMENT_HEADER, map(_stay, *_of(given, EmergencyStay)))
    (folder / "personal.csv").write_text(STAFF, encoding="utf-8")
    return folder


def _of(rows: Iterable[Row], kind: type[Row]) -> tuple[Iterator[int], list[Row]]:
    return count(1), [row for row in rows if isinstance(row, kind)]


def _write(path: Path, header: str, lines: Iterable[str]) -> None:
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")


def _report(number: int, row: Report) -> str:
    decision = "Utredning inleds inte" if row.decided_on else ""
    return (
        f"AKT-{number:05};BU-A-{number:05};{row.received_on};Anmälan;Kriminalitet;{row.received_on};"
        f"{row.decided_on or ''};{decision};{row.unit};Kim Ek;{row.sex};10;{row.spoken_with}"
    )


def _investigation(number: int, row: Investigation) -> str:
    outcome = "Avslutas utan insats" if row.closed_on else ""
    return (
        f"UTR-{number:05};BU-U-{number:05};;{row.opened_on};{row.closed_on or ''};;;{outcome};"
        f"{row.unit};Kim Ek;Flicka;10;Kriminalitet;"
    )


def _stay(number: int, row: EmergencyStay) -> str:
    return (
        f"PLA-{number:05};BU-P-{number:05};;Jourhem;SoL;{row.started_on};{row.ended_on or ''};;"
        "Placeringsenheten;Kim Ek;Flicka;10"
    )


def share_of(number: int, per_cent: int) -> Iterator[bool]:
    """Yield as many times True as the share says, then False, `number` times in all."""
    yield from (position < number * per_cent // 100 for position in range(number))


def spread(number: int, first: date, last: date) -> Iterator[date]:
    """Yield so many days, spread over the period."""
    length = (last - first).days + 1
    yield from (first + timedelta(days=position % length) for position in range(number))
