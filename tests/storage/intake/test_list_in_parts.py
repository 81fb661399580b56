"""A list that comes in several files, one of which is late or cannot be read."""

import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from case_lists import NOW, PROFILE, TODAY, caseworker, report, write_list

from storage.engine import Database
from storage.intake import FileKind
from storage.intake.batch import ImportRefusedError, ImportReport, import_files
from storage.queries import all_open_cases, all_staff

NORTH, SOUTH = [[report(10 * part + at) for at in range(1, 6)] for part in (1, 2)]
STAFF_NORTH, STAFF_SOUTH = (
    [caseworker(f"{part} {at}") for at in range(5)] for part in ("Norr", "Söder")
)


class Nights:
    """Full imports, each a day after the one before, of files with these rows."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder, self.now = database, folder, NOW

    def night(self, *files: Sequence[Any], force: bool = False) -> ImportReport:
        self.now += timedelta(days=1)
        folder = self.folder / f"{self.now:%d}"
        folder.mkdir()
        kind = FileKind.REPORTS if files[0][0].__class__ is NORTH[0].__class__ else FileKind.STAFF
        for number, rows in enumerate(files):
            written = write_list(folder / f"{number}.csv", kind, rows)
            os.utime(written, (self.now.timestamp(),) * 2)
        terms = {"profile": PROFILE, "now": self.now, "full": True, "force": force}
        return import_files(self.database, [folder], **terms)

    @property
    def cases(self) -> int:
        return len(all_open_cases(self.database, TODAY))


@pytest.fixture
def nights(database: Database, tmp_path: Path) -> Nights:
    return Nights(database, tmp_path)


def test_a_file_that_is_not_there_takes_no_rows_with_it_and_comes_late_without_harm(
    nights: Nights,
) -> None:
    nights.night(NORTH, SOUTH)
    (warning,) = nights.night(NORTH).warnings
    assert warning.startswith("Listan kom i en fil (0.csv), färre än förra gången")
    assert nights.cases == 10
    assert nights.night(SOUTH).files[0].gone == 0
    assert nights.cases == 10


def test_what_a_part_brings_is_taken_in_however_few_rows_it_has(nights: Nights) -> None:
    nights.night(NORTH, SOUTH)
    nights.night([NORTH[0], report(31)])
    assert nights.cases == 11


def test_when_all_files_are_there_again_what_is_missing_is_gone(nights: Nights) -> None:
    nights.night(NORTH, SOUTH)
    nights.night(NORTH)
    assert sum(file.gone for file in nights.night(NORTH[:-1], SOUTH).files) == 1
    assert nights.cases == 9


@pytest.mark.parametrize("rows", [[*NORTH, *SOUTH], [*NORTH, *SOUTH[1:], report(31)]])
def test_the_whole_list_in_one_file_is_whole(nights: Nights, rows: list[Any]) -> None:
    nights.night(NORTH, SOUTH)
    told = nights.night(rows)
    assert told.warnings == ()
    assert nights.cases == 10


def test_a_copy_of_a_file_is_not_missed_the_next_night(nights: Nights) -> None:
    nights.night(STAFF_NORTH, STAFF_NORTH)
    nights.night(STAFF_NORTH[:-1])
    assert len(all_staff(nights.database)) == 4


def test_force_says_that_the_list_comes_in_fewer_files_from_now_on(nights: Nights) -> None:
    nights.night(NORTH, SOUTH)
    assert nights.night(NORTH, force=True).files[0].gone == 5
    assert nights.night(NORTH[:-1]).files[0].gone == 1


def test_a_staff_list_in_fewer_files_is_refused_and_nobody_loses_access(nights: Nights) -> None:
    nights.night(STAFF_NORTH, STAFF_SOUTH)
    with pytest.raises(ImportRefusedError, match="förra gången i 2 filer") as refused:
        nights.night(STAFF_NORTH)
    assert refused.value.code == "too_few_files"
    assert len(all_staff(nights.database)) == 10
    nights.night(STAFF_NORTH, force=True)
    assert len(all_staff(nights.database)) == 5
