"""Exports that were put away long ago go; nothing else in or near their folders does."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from export_folder import ANNA, BO, FIVE, STAFF_HEADER, Folder
from schedule_town import at

from digests.schedule.choices import KeepingChoices
from digests.schedule.keeping import Keeping, KeepingReport
from digests.schedule.put_away_files import PutAwayFiles, old_files, remove_old_files
from storage.engine import Database
from storage.tables import PURGE_RUN

STAFF = STAFF_HEADER + ANNA
REPORT = "rapport.txt"
OLD, NEW = "2026-10-16-0459", "2026-10-16-0500"
BEFORE = FIVE - timedelta(days=31)  # 2026-10-16 05:00


@pytest.fixture
def folder(sqlite_database: Database, tmp_path: Path) -> Folder:
    return Folder(sqlite_database, tmp_path / "in")


def put_away(folder: Folder, where: str, *names: str) -> None:
    (folder.path / where).mkdir(parents=True)
    for name in (*names, REPORT):
        (folder.path / where / name).write_text(STAFF, encoding="utf-8")


def keep(folder: Folder, when: datetime, **kept: int) -> KeepingReport:
    choices = KeepingChoices(**kept)
    report = Keeping(folder.database, choices, "one", folder.path).keep(when, "run-1")
    assert report is not None
    return report


def test_a_file_goes_when_it_was_put_away_long_ago_however_new_it_says_it_is(
    folder: Folder,
) -> None:
    put_away(folder, f"done/{OLD}", "personal.csv", "personal.csv.done", "B.XLSX")
    put_away(folder, f"failed/{OLD}-2", "personal.csv")
    put_away(folder, f"done/{NEW}", "personal.csv")
    for file in folder.path.glob(f"done/{NEW}/*"):
        os.utime(file, (0, 0))
    expected = PutAwayFiles(old=6, oldest_kept=BEFORE.date())
    before = folder.held()
    assert old_files(folder.path, BEFORE) == expected
    assert folder.held() == before
    assert remove_old_files(folder.path, BEFORE) == expected
    assert folder.held() == [f"done/{NEW}/personal.csv", f"done/{NEW}/{REPORT}"]
    assert [each.name for each in (folder.path / "failed").iterdir()] == []


def test_what_the_service_puts_away_is_cleared_by_the_night_a_month_later(folder: Folder) -> None:
    folder.put("personal.csv", STAFF_HEADER + ANNA + BO)
    folder.mark("personal.csv")
    folder.put("inköpslista.csv", "Vara;Antal\nKaffe;2\n")
    folder.looks(2)
    assert len(folder.held()) == 5
    assert keep(folder, at("ons 2026-12-16 03:30")).files == 0
    assert keep(folder, at("tor 2026-12-17 03:30")).files == 5
    assert folder.held() == []
    with folder.database.reading() as connection:
        runs = connection.execute(PURGE_RUN.select()).all()
    assert [(run.who, run.rows) for run in runs if run.table_name == "import_folder"] == [
        ("fristvakt", 5)
    ]


def test_only_what_was_put_there_by_the_service_goes(folder: Folder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("personal.csv", REPORT):
        (elsewhere / name).write_text(STAFF, encoding="utf-8")
    others = {
        f"done/{OLD}/anteckning.txt",  # somebody else's, beside ours
        f"done/{OLD}/.dold.csv",
        f"done/{OLD}/arkiv/personal.csv",
        "done/personal.csv",
        f"done/kopia {OLD}/personal.csv",
        "done/2026-13-40-0500/personal.csv",
        "failed/2025-01-01-0500/personal.csv",  # no report: not by us
        f"arkiv/{OLD}/{REPORT}",
        f"{OLD}/personal.csv",
        "personal.csv",
    }
    put_away(folder, f"done/{OLD}", "personal.csv")
    for name in others:
        (folder.path / name).parent.mkdir(parents=True, exist_ok=True)
        (folder.path / name).write_text(STAFF, encoding="utf-8")
    (folder.path / "done" / OLD / "link.csv").symlink_to(elsewhere / "personal.csv")
    (folder.path / "done" / "2025-01-02-0500").symlink_to(elsewhere)
    assert remove_old_files(folder.path, BEFORE).removed == 2
    assert set(folder.held()) - others == {f"done/{OLD}/link.csv"}
    assert (folder.path / "done" / "2025-01-02-0500").is_symlink()
    assert others <= set(folder.held())
    assert len(list(elsewhere.iterdir())) == 2


@pytest.mark.parametrize("place", ["done", "failed"])
def test_a_link_in_place_of_a_folder_is_told_and_not_followed(
    folder: Folder, tmp_path: Path, place: str, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = Folder(folder.database, tmp_path / "elsewhere")
    put_away(elsewhere, OLD, "personal.csv")
    (folder.path / place).symlink_to(elsewhere.path)
    with caplog.at_level("INFO"):
        assert keep(folder, FIVE).files == 0
    assert '"import_files_not_removed"' in caplog.text
    assert len(elsewhere.held()) == 2


def test_a_folder_that_is_not_there_has_nothing_to_clear(folder: Folder) -> None:
    assert remove_old_files(folder.path, BEFORE) == PutAwayFiles()
    folder.path.rmdir()
    assert remove_old_files(folder.path, BEFORE) == PutAwayFiles()


def test_what_cannot_be_removed_is_told_and_tried_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put_away(folder, f"done/{OLD}", "personal.csv")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    with caplog.at_level("INFO"), monkeypatch.context() as patched:
        patched.setattr(os, "unlink", refuse)
        assert keep(folder, FIVE).files == 0
    assert '"import_files_not_removed"' in caplog.text
    assert len(folder.held()) == 2
    assert keep(folder, FIVE + timedelta(days=1)).files == 2
