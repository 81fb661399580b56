"""The nightly import of a folder, with real files and real databases."""

import logging
import os
import resource
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from export_folder import (
    ANNA,
    BO,
    FIVE,
    INVESTIGATIONS,
    STAFF_HEADER,
    Folder,
)
from schedule_town import HERE, environment

from digests.schedule.watched_folder import FolderReport
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.errors import StorageError
from storage.queries import last_import

STAFF = STAFF_HEADER + ANNA
NOTHING = FolderReport()


@pytest.fixture
def folder(sqlite_database: Database, tmp_path: Path) -> Folder:
    return Folder(sqlite_database, tmp_path / "in")


def test_whole_files_are_imported_together_and_moved_with_a_report(
    database: Database, tmp_path: Path
) -> None:
    folder = Folder(database, tmp_path / "in")
    folder.put("personal.csv", STAFF)
    folder.put("utredningar.csv", INVESTIGATIONS)
    assert folder.looks(2) == [NOTHING, FolderReport(imported=2)]
    assert folder.people() == ["Anna Ek"]
    assert folder.held() == [
        "done/2026-11-16-0502/personal.csv",
        "done/2026-11-16-0502/rapport.txt",
        "done/2026-11-16-0502/utredningar.csv",
    ]
    assert folder.report("done") == (
        "Filerna lästes in 2026-11-16 kl. 05.02.\n\n"
        "personal.csv: 1\N{NO-BREAK SPACE}rad – 1 nya, 0 ändrade, 0 oförändrade, 0 avvisade, "
        "0 borta ur källan.\n"
        "utredningar.csv: 1\N{NO-BREAK SPACE}rad – 1 nya, 0 ändrade, 0 oförändrade, 0 avvisade, "
        "0 borta ur källan.\n"
    )
    latest = last_import(database)
    assert latest is not None
    assert latest.batch == 1


def test_a_file_that_grows_is_not_taken_until_it_has_stopped(folder: Folder) -> None:
    folder.put("personal.csv", STAFF_HEADER)
    assert folder.look() == NOTHING
    folder.put("personal.csv", STAFF)
    assert folder.look() == NOTHING
    folder.put("personal.csv", STAFF + BO)
    assert folder.looks(2) == [NOTHING, FolderReport(imported=1)]
    assert folder.people() == ["Anna Ek", "Bo Alm"]


def test_two_looks_too_close_to_each_other_do_not_make_a_file_whole(folder: Folder) -> None:
    folder.put("personal.csv", STAFF)
    for seconds in (0, 20, 40, 59):
        assert folder.look(FIVE + timedelta(seconds=seconds)) == NOTHING
    assert folder.look(FIVE + timedelta(seconds=60)).imported == 1


def test_a_file_with_its_marker_is_taken_at_once_and_the_marker_goes_with_it(
    folder: Folder,
) -> None:
    folder.put("personal.csv", STAFF)
    folder.mark("personal.csv")
    assert folder.look() == FolderReport(imported=1)
    assert folder.held() == [
        "done/2026-11-16-0501/personal.csv",
        "done/2026-11-16-0501/personal.csv.done",
        "done/2026-11-16-0501/rapport.txt",
    ]


def test_a_marker_older_than_its_file_says_nothing(folder: Folder) -> None:
    folder.mark("personal.csv")
    folder.put("personal.csv", STAFF, FIVE + timedelta(seconds=1))
    assert folder.look() == NOTHING


def test_a_whole_file_waits_for_one_that_grows_but_not_for_ever(folder: Folder) -> None:
    folder.put("personal.csv", STAFF)
    imported = []
    for number in range(40):
        folder.put("utredningar.csv", INVESTIGATIONS + "\n" * number)
        imported.append(folder.look().imported)
    assert imported.index(1) == 30
    assert sum(imported) == 1
    folder.looks(2)
    assert "utredningar.csv" not in folder.held()


@pytest.mark.parametrize("hour", [0, 3, 4])
def test_before_the_chosen_hour_nothing_is_looked_at(folder: Folder, hour: int) -> None:
    folder.put("personal.csv", STAFF)
    folder.mark("personal.csv")
    assert folder.look(FIVE.replace(hour=hour, minute=59)) == NOTHING
    assert folder.look(FIVE).imported == 1


def test_a_clock_that_is_put_forward_does_not_make_a_file_stable(folder: Folder) -> None:
    night = datetime(2026, 3, 29, 1, 59, 40, tzinfo=SWEDISH_TIME)
    folder.watched._choices = type(folder.watched._choices)(
        folder.path, folder.watched._choices.profile, from_hour=0
    )
    folder.put("personal.csv", STAFF, night)
    folder.look(night)
    assert folder.look(night.replace(hour=3, minute=0, second=10)) == NOTHING
    assert folder.look(night.replace(hour=3, minute=0, second=40)).imported == 1


def test_a_refused_import_changes_nothing_and_goes_to_failed_with_the_reason(
    folder: Folder,
) -> None:
    folder.put("personal.csv", STAFF_HEADER + ANNA + BO)
    folder.looks(2)
    folder.put("personal.csv", STAFF_HEADER + ANNA)
    assert folder.looks(2)[1] == FolderReport(refused=1)
    assert folder.people() == ["Anna Ek", "Bo Alm"]
    said = folder.report("failed")
    assert "De här filerna lästes inte in 2026-11-16 kl. 05.04: personal.csv" in said
    assert "personal.csv har 1 rader, men förra gången fanns det 2." in said
    assert "personal.csv" not in folder.held()


def test_rejected_rows_are_listed_and_the_others_land(folder: Folder) -> None:
    folder.put("personal.csv", STAFF + "Bo Alm;ingen adress;handläggare;Barnenheten;\n")
    assert folder.looks(2)[1] == FolderReport(imported=1)
    assert folder.people() == ["Anna Ek"]
    said = folder.report("done")
    assert "Avvisade rader (tidigare uppgifter om dem är kvar):" in said
    assert "personal.csv, rad 3, kolumnen ”E-post”: Det är ingen e-postadress." in said


@pytest.mark.parametrize("number", ["19121212-1212", "121212-1212", "191212121212"])
def test_a_personal_number_in_a_file_is_never_repeated(
    folder: Folder, number: str, caplog: pytest.LogCaptureFixture
) -> None:
    rows = f"Bo {number};bo@kommun.example;handläggare;Barnenheten;\n"
    with caplog.at_level(logging.DEBUG):
        folder.put("personal.csv", STAFF + rows)
        folder.put(f"okänd {number}.csv", f"Namn;Nummer\nBo;{number}\n")
        folder.looks(2)
    assert "personnummer eller samordningsnummer" in folder.report("done")
    for said in (folder.report("done"), folder.report("failed"), caplog.text):
        assert number not in said
        assert "1212" not in said


def test_a_file_that_is_no_export_is_put_aside_and_the_others_land(folder: Folder) -> None:
    folder.put("personal.csv", STAFF)
    folder.put("inköpslista.csv", "Vara;Antal\nKaffe;2\n")
    folder.put("tom.csv", b"")
    folder.put("trasig.xlsx", b"PK\x03\x04 no workbook")
    assert folder.looks(2)[1] == FolderReport(imported=1, refused=3)
    assert folder.people() == ["Anna Ek"]
    said = folder.report("failed")
    assert "Jag hittar ingen rubrikrad" in said
    assert "Filen tom.csv är tom." in said
    assert "Jag kan inte öppna Excelfilen trasig.xlsx." in said


def test_other_files_hidden_files_and_folders_are_left_alone(folder: Folder) -> None:
    others = ["läs mig.txt", ".personal.csv", "~$personal.xlsx", "lista.pdf"]
    for name in others:
        folder.put(name, STAFF)
    (folder.path / "arkiv").mkdir()
    folder.put("arkiv/personal.csv", STAFF)
    (folder.path / "mapp.csv").mkdir()
    os.mkfifo(folder.path / "rör.csv")
    assert folder.looks(3) == [NOTHING] * 3
    assert folder.held() == sorted([*others, "arkiv/personal.csv", "rör.csv"])


def test_a_link_is_never_followed(folder: Folder, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere.csv"
    outside.write_text(STAFF, encoding="utf-8")
    link = folder.path / "personal.csv"
    link.symlink_to(outside)
    os.utime(link, (FIVE.timestamp(),) * 2, follow_symlinks=False)
    folder.mark("personal.csv")
    assert folder.look() == FolderReport(refused=1)
    assert folder.people() == []
    assert outside.read_text(encoding="utf-8") == STAFF
    assert "personal.csv är en länk till en annan plats" in folder.report("failed")
    assert folder.look() == NOTHING


@pytest.mark.parametrize("place", ["done", "failed"])
def test_nothing_is_moved_through_a_link_to_elsewhere(
    folder: Folder, tmp_path: Path, place: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder.path / place).symlink_to(elsewhere)
    folder.put("personal.csv", STAFF_HEADER + ANNA)
    folder.mark("personal.csv")
    assert folder.looks(2) == [FolderReport(), FolderReport()]
    assert folder.people() == []
    assert list(elsewhere.iterdir()) == []
    (folder.path / place).unlink()
    assert folder.look().imported == 1


def test_a_link_to_nothing_holds_nothing_up(folder: Folder, tmp_path: Path) -> None:
    (folder.path / "utredningar.csv").symlink_to(tmp_path / "nothing.csv")
    folder.put("personal.csv", STAFF)
    assert folder.looks(2) == [FolderReport(refused=1), FolderReport(imported=1)]


def test_a_name_that_is_no_text_is_refused_calmly(folder: Folder) -> None:
    name = os.fsdecode(b"utredningar_\xe5.csv")
    folder.put(name, INVESTIGATIONS)
    folder.put("personal.csv", STAFF)
    assert folder.looks(2)[1] == FolderReport(imported=1, refused=1)
    assert "Filnamnet utredningar_?.csv har tecken" in folder.report("failed")


def test_files_of_the_same_name_in_the_same_minute_do_not_replace_each_other(
    folder: Folder,
) -> None:
    for content in (STAFF, STAFF + BO):
        folder.put("personal.csv", content)
        folder.mark("personal.csv")
        folder.look(FIVE)
    reports = [name for name in folder.held() if name.endswith("personal.csv")]
    assert reports == [
        "done/2026-11-16-0500-2/personal.csv",
        "done/2026-11-16-0500/personal.csv",
    ]


def test_what_cannot_be_moved_is_not_imported_again_and_is_moved_when_it_can_be(
    folder: Folder, caplog: pytest.LogCaptureFixture
) -> None:
    folder.put("personal.csv", STAFF)
    in_the_way = folder.put("done", b"a file where the folder should be")
    with caplog.at_level(logging.INFO):
        assert [look.unmoved for look in folder.looks(4)] == [0, 1, 1, 1]
    assert caplog.text.count("import_files_not_moved") == 1
    assert last_batch(folder) == 1
    in_the_way.unlink()
    assert folder.look().unmoved == 0
    assert folder.held() == [
        "done/2026-11-16-0502/personal.csv",
        "done/2026-11-16-0502/rapport.txt",
    ]
    assert last_batch(folder) == 1


def test_a_new_file_in_place_of_one_that_could_not_be_moved_is_imported(folder: Folder) -> None:
    folder.put("personal.csv", STAFF)
    in_the_way = folder.put("done", b"a file where the folder should be")
    folder.looks(2)
    folder.put("personal.csv", STAFF + BO)
    in_the_way.unlink()
    folder.looks(2)
    assert folder.people() == ["Anna Ek", "Bo Alm"]
    assert folder.report("done").startswith("Filerna lästes in 2026-11-16 kl. 05.04")


def test_a_full_disk_leaves_no_half_report_and_the_files_where_they_were(folder: Folder) -> None:
    folder.put("personal.csv", STAFF)
    in_the_way = folder.put("done", b"a file where the folder should be")
    folder.looks(2)
    in_the_way.unlink()
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, most))
    try:
        assert folder.look().unmoved == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
    assert folder.held() == ["personal.csv"]
    assert folder.look().unmoved == 0
    assert folder.report("done").startswith("Filerna lästes in 2026-11-16 kl. 05.02")


def test_a_folder_that_is_not_there_is_said_once_and_looked_for_again(
    folder: Folder, caplog: pytest.LogCaptureFixture
) -> None:
    folder.path.rmdir()
    with caplog.at_level(logging.INFO):
        assert folder.looks(3) == [NOTHING] * 3
    assert caplog.text.count("import_folder_unreadable") == 1
    folder.path.mkdir()
    folder.put("personal.csv", STAFF)
    assert folder.looks(2)[1].imported == 1


def test_files_wait_while_the_database_is_away(folder: Folder, tmp_path: Path) -> None:
    folder.put("personal.csv", STAFF)
    folder.look()
    folder.database.close()
    file, away = tmp_path / "fristvakt.db", tmp_path / "away.db"
    file.rename(away)
    file.mkdir()
    with pytest.raises(StorageError):
        folder.look()
    assert folder.held() == ["personal.csv"]
    file.rmdir()
    away.rename(file)
    assert folder.look().imported == 1


def test_a_kill_between_the_import_and_the_move_doubles_nothing(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    folder = Folder(database, tmp_path / "in")
    folder.put("personal.csv", STAFF)
    folder.put("utredningar.csv", INVESTIGATIONS)
    program = subprocess.Popen(
        [sys.executable, str(HERE / "looking_program.py"), database_url, str(folder.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == "waiting\n"
        program.send_signal(signal.SIGKILL)
    assert last_batch(folder) == 1
    assert folder.held() == ["personal.csv", "utredningar.csv"]

    folder.start_anew()
    folder.look(FIVE + timedelta(days=1))
    folder.look()
    assert folder.people() == ["Anna Ek"]
    said = folder.report("done")
    assert said.count("0 nya, 0 ändrade, 1 oförändrade, 0 avvisade, 0 borta") == 2
    assert [name.rpartition("/")[2] for name in folder.held()] == [
        "personal.csv",
        "rapport.txt",
        "utredningar.csv",
    ]


def test_what_only_some_files_tell_does_not_mark_the_rest_as_gone(folder: Folder) -> None:
    folder.full = False
    folder.start_anew()
    folder.put("personal.csv", STAFF)
    folder.looks(2)
    folder.put("personal.csv", STAFF_HEADER + BO)
    folder.looks(2)
    assert folder.people() == ["Anna Ek", "Bo Alm"]


def last_batch(folder: Folder) -> int:
    latest = last_import(folder.database)
    assert latest is not None
    return latest.batch
