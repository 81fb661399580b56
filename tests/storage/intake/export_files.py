"""Builds export files as case systems write them, for the tests of reading them."""

from datetime import date
from pathlib import Path

from rules.facts import Investigation, Placement, ReportOfConcern, StaffMember
from storage.intake import AcceptedRow, RejectedRow, load_profile, read_rows, recognise

IMPORT_DAY = date(2026, 11, 20)


def _cells(line: str) -> list[str]:
    return line.split(";")


REPORT_COLUMNS = _cells(
    "Aktualiseringsnr;Ärendenr;Inkom datum;Typ;Orsak;Skyddsbedömning datum;Beslut datum;Beslut;"
    "Enhet;Handläggare;Kön;Ålder;Samtal med barnet"
)
INVESTIGATION_COLUMNS = _cells(
    "Utredningsnr;Ärendenr;Aktualiseringsnr;Inledd datum;Avslutad datum;Förlängd t.o.m.;"
    "Förlängning beslutad;Utfall;Enhet;Handläggare;Kön;Ålder;Orsak;Insats påbörjad"
)
PLACEMENT_COLUMNS = _cells(
    "Placeringsnr;Ärendenr;Utredningsnr;Placeringsform;Lagrum;Startdatum;Slutdatum;"
    "Senaste övervägande;Enhet;Handläggare;Kön;Ålder"
)
STAFF_COLUMNS = ["Namn", "E-post", "Roll", "Enhet", "Objekt-id"]

_REPORT = _cells(
    "AKT-2026-1;BU-2026-1;2026-03-05;Anmälan;Bristande omsorg;2026-03-05;2026-03-10;"
    "Utredning inleds;Mottagningen;Åsa Holm;Flicka;7;Ja"
)
_INVESTIGATION = _cells(
    "UTR-2026-1;BU-2026-1;AKT-2026-1;2026-03-10;2026-06-01;2026-08-10;2026-05-30;"
    "Insats beviljad;Barnenheten;Björn Berg;Pojke;9;Kriminalitet;2026-04-01"
)
_PLACEMENT = _cells(
    "PLA-2026-1;BU-2026-1;UTR-2026-1;Jourhem;LVU 2 §;2026-02-01;2026-10-01;2026-08-01;"
    "Placeringsenheten;Elin Dahl;Flicka;12"
)
_STAFF = _cells("Åsa Holm;asa.holm@exempel.example;handläggare;Mottagningen;")

Fact = ReportOfConcern | Investigation | Placement | StaffMember


def report(**changed: str) -> list[str]:
    """A sound row of reports; a keyword is a column with its spaces written as _."""
    return _changed(REPORT_COLUMNS, _REPORT, changed)


def investigation(**changed: str) -> list[str]:
    return _changed(INVESTIGATION_COLUMNS, _INVESTIGATION, changed)


def placement(**changed: str) -> list[str]:
    return _changed(PLACEMENT_COLUMNS, _PLACEMENT, changed)


def staff(**changed: str) -> list[str]:
    return _changed(STAFF_COLUMNS, _STAFF, changed)


def _changed(columns: list[str], cells: list[str], changed: dict[str, str]) -> list[str]:
    by_name = {name.replace(" ", "_").replace("-", "_").replace(".", ""): name for name in columns}
    row = dict(zip(columns, cells, strict=True))
    for keyword, value in changed.items():
        row[by_name[keyword]] = value
    return list(row.values())


def text_of(*rows: list[str], delimiter: str = ";") -> str:
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


def written(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def rows_of(
    path: Path, profile: str | None = None, import_day: date = IMPORT_DAY
) -> list[AcceptedRow | RejectedRow]:
    chosen = load_profile(profile)
    return list(read_rows(recognise(path, chosen), chosen, import_day))


def facts_of(path: Path, profile: str | None = None) -> list[Fact]:
    """The facts of a file in which every row is expected to be accepted."""
    rows = rows_of(path, profile)
    assert [row for row in rows if isinstance(row, RejectedRow)] == []
    return [row.fact for row in rows if isinstance(row, AcceptedRow)]


def rejected_in(path: Path, profile: str | None = None) -> list[RejectedRow]:
    return [row for row in rows_of(path, profile) if isinstance(row, RejectedRow)]
