"""An invented municipality, written as the four files that a real one exports every night.

The demonstration needs cases around today's date, and the benchmarks need municipalities of
any size. Everything is made up: no name, number or case belongs to anybody.
"""

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TextIO

from bot.demo import export
from bot.demo.casting import Casting
from bot.demo.chance import seeded
from bot.demo.history import History
from bot.demo.staff import Staff, hire_staff

REPORTS_PER_DAY = 9.0
"""What the intake units of one set of units can take: the reference municipality's rate."""

_ROWS_PER_REPORT = 1.48
_DAYS = 690


@dataclass(frozen=True, slots=True)
class Municipality:
    """What was written, and who to be when trying it."""

    caseworker_email: str
    manager_email: str
    secretary_email: str
    administrator_email: str
    explained_case: str
    reports: int
    investigations: int
    placements: int
    staff: int

    @property
    def rows(self) -> int:
        """The rows of the three files of matters."""
        return self.reports + self.investigations + self.placements


@dataclass(frozen=True, slots=True)
class Size:
    """A municipality's size: how much comes in, and how many units share it."""

    reports_per_day: float = REPORTS_PER_DAY
    units_per_kind: int = 1


def size_for_rows(rows: int, days: int = _DAYS) -> Size:
    """The size at which about so many rows come about, with the usual load per caseworker."""
    reports_per_day = rows / _ROWS_PER_REPORT / days
    return Size(reports_per_day, max(1, round(reports_per_day / REPORTS_PER_DAY)))


def write_municipality(
    folder: Path,
    today: date,
    *,
    seed: int = 1,
    reports_per_day: float = REPORTS_PER_DAY,
    days: int = _DAYS,
    units_per_kind: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Municipality:
    """Write the four files as they stand on the evening of `today`, and say what is in them.

    The same arguments give the same bytes. An earlier `today` with as many fewer `days` gives
    an earlier night of the same municipality. `progress` hears (days done, days in all).
    """
    folder.mkdir(parents=True, exist_ok=True)
    staff = hire_staff(seeded(seed, "staff"), units_per_kind)
    history = History(seeded(seed, "history"), staff, reports_per_day)
    casting = Casting(staff, today)
    with _open_files(folder) as files:
        for member in staff.members():
            files.staff.write(export.staff_row(member))
        for done in range(days):
            day = today - timedelta(days=days - 1 - done)
            _write_day(files, history, casting, day, today)
            if progress is not None:
                progress(done + 1, days)
    return _describe(files, staff, casting)


class _File:
    """One of the files while it is written; counts its rows."""

    def __init__(self, file: TextIO, columns: export.Row) -> None:
        self._writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        self._writer.writerow(columns)
        self.rows = 0

    def write(self, row: export.Row) -> None:
        self._writer.writerow(row)
        self.rows += 1


@dataclass(frozen=True, slots=True)
class _Files:
    staff: _File
    reports: _File
    investigations: _File
    placements: _File


@contextmanager
def _open_files(folder: Path) -> Iterator[_Files]:
    with ExitStack() as stack:

        def begin(name: str, columns: export.Row) -> _File:
            path = folder / name
            return _File(stack.enter_context(path.open("w", encoding="utf-8", newline="")), columns)

        yield _Files(
            begin("personal.csv", export.STAFF_COLUMNS),
            begin("aktualiseringar.csv", export.REPORT_COLUMNS),
            begin("utredningar.csv", export.INVESTIGATION_COLUMNS),
            begin("placeringar.csv", export.PLACEMENT_COLUMNS),
        )


def _write_day(files: _Files, history: History, casting: Casting, day: date, today: date) -> None:
    for report in history.reports_on(day):
        files.reports.write(export.report_row(report, today))
    for investigation in history.investigations_on(day):
        casting.watch(investigation)
        files.investigations.write(export.investigation_row(investigation, today))
    for placement in history.placements_on(day):
        files.placements.write(export.placement_row(placement, today))


def _describe(files: _Files, staff: Staff, casting: Casting) -> Municipality:
    cast = casting.choose()
    return Municipality(
        caseworker_email=cast.caseworker.email,
        manager_email=cast.manager.email,
        secretary_email=staff.secretary.email,
        administrator_email=staff.administrator.email,
        explained_case=cast.explained_case,
        reports=files.reports.rows,
        investigations=files.investigations.rows,
        placements=files.placements.rows,
        staff=files.staff.rows,
    )
