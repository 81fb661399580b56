"""One import is one batch: what lands, what is left out, what is written down about it."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from case_lists import (
    NOW,
    PROFILE,
    TODAY,
    caseworker,
    decided,
    investigation,
    load,
    placement,
    report,
    write_list,
    write_lists,
)
from sqlalchemy import text

from rules.facts import CaseFacts
from storage.engine import Database
from storage.intake import FileKind, ReceivedDate, UnusableFileError
from storage.intake.batch import FileReport, ImportReport, import_files
from storage.queries import all_open_cases, all_staff, last_import

Import = Callable[..., ImportReport]


def counts(told: FileReport) -> tuple[int, int, int, int, int]:
    return told.inserted, told.updated, told.unchanged, told.rejected, told.gone


def numbers(database: Database) -> list[str]:
    return [row.number for case in all_open_cases(database, TODAY) for row in case.reports]


def spoil(folder: Path, old: str, new: str) -> None:
    """Change what stands in the list of reports."""
    path = folder / "aktualiseringar.csv"
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new), "utf-8")
    os.utime(path, (NOW.timestamp(),) * 2)


def test_every_fact_comes_back_as_it_was_written(database: Database, imported: Import) -> None:
    facts = CaseFacts(
        "BU-2026-00001",
        (report(1, assessed_on=date(2026, 11, 11), age=7, child_spoken_with=False),),
        (investigation(1, report_number="AKT-2026-00001", extended_to=date(2027, 1, 31)),),
        (placement(1, investigation_number="UTR-2026-00001"),),
    )
    person = caseworker("Åsa Holm", entra_object_id="b80469b8-4b2d-451c-a2f7-46b484e61ceb")
    imported(*facts.reports, *facts.investigations, *facts.placements, person)

    (found,) = all_open_cases(database, TODAY)
    assert replace(found, spans=()) == facts
    assert all_staff(database) == (person,)


def test_the_same_files_twice_change_nothing_but_are_a_fresh_import(
    database: Database, imported: Import
) -> None:
    rows = [report(1), report(2), investigation(1), placement(1), caseworker("Åsa Holm")]
    first = imported(*rows)
    again = imported(*rows, now=NOW + timedelta(days=1))

    assert sum(file.inserted for file in first.files) == len(rows)
    assert sum(file.unchanged for file in again.files) == len(rows)
    last = last_import(database)
    assert last is not None
    assert (last.batch, last.finished_at) == (again.batch, NOW + timedelta(days=1))


def test_a_changed_row_is_updated_and_the_others_are_left_alone(
    database: Database, imported: Import
) -> None:
    imported(report(1), report(2))
    told = imported(report(2), report(1, caseworker="Erik Lund"))

    assert counts(told.files[0]) == (0, 1, 1, 0, 0)
    first, second = all_open_cases(database, TODAY)
    assert first.reports[0].caseworker == "Erik Lund"
    assert second.reports[0].caseworker == "Åsa Holm"


def test_a_row_gone_from_a_full_export_is_marked_not_deleted(
    database: Database, imported: Import
) -> None:
    rows = [report(number) for number in range(1, 6)]
    imported(*rows, full=True)
    told = imported(*rows[:4], full=True)

    assert counts(told.files[0]) == (0, 0, 4, 0, 1)
    assert len(numbers(database)) == 4
    with database.reading() as connection:
        kept = text("SELECT number FROM report WHERE gone_since IS NOT NULL")
        assert list(connection.execute(kept).scalars()) == ["AKT-2026-00005"]


def test_a_row_that_comes_back_is_no_longer_gone(database: Database, imported: Import) -> None:
    rows = [report(number) for number in range(1, 6)]
    imported(*rows, full=True)
    imported(*rows[:4], full=True)
    told = imported(*rows, full=True)

    assert counts(told.files[0]) == (0, 1, 4, 0, 0)
    assert len(numbers(database)) == 5


def test_a_partial_export_marks_nothing_gone(database: Database, imported: Import) -> None:
    imported(report(1), report(2))
    assert imported(report(1)).files[0].gone == 0
    assert len(numbers(database)) == 2


def test_identical_rows_count_once(imported: Import) -> None:
    told = imported(report(1), report(1), report(2))
    assert counts(told.files[0]) == (2, 0, 0, 0, 0)
    assert told.files[0].rows == 2


def test_rows_of_one_number_that_disagree_are_all_rejected_and_the_earlier_version_stays(
    database: Database, imported: Import
) -> None:
    imported(*(report(number) for number in range(1, 6)), full=True)
    kept = [report(number) for number in range(2, 6)]
    told = imported(
        report(1, caseworker="Erik Lund"), *kept, report(1, caseworker="Eva Ek"), full=True
    )

    assert counts(told.files[0]) == (0, 0, 4, 2, 0)
    assert [(row.line, row.code, row.number) for row in told.rejected] == [
        (2, "contradictory_rows", "AKT-2026-00001"),
        (7, "contradictory_rows", "AKT-2026-00001"),
    ]
    assert "AKT-2026-00001" in numbers(database)
    assert all_open_cases(database, TODAY)[0].reports[0].caseworker == "Åsa Holm"


def test_a_row_is_not_believed_when_another_of_its_number_was_rejected(
    database: Database, tmp_path: Path
) -> None:
    folder = write_lists(tmp_path / "a", report(1), report(1, caseworker="Erik Lund"))
    spoil(folder, "Erik Lund;okänt", "Erik Lund;okänt slag")
    told = import_files(database, [folder], profile=PROFILE, now=NOW)

    assert [row.line for row in told.rejected] == [2, 3]
    assert numbers(database) == []


def test_a_rejected_row_keeps_its_earlier_version_and_is_not_marked_gone(
    database: Database, imported: Import, tmp_path: Path
) -> None:
    rows = [report(number) for number in range(1, 6)]
    imported(*rows, full=True)
    folder = write_lists(tmp_path / "next", *rows)
    spoil(folder, "AKT-2026-00003;BU-2026-00003;2026-11-10", "AKT-2026-00003;BU-2026-00003;okänt")
    told = import_files(database, [folder], profile=PROFILE, now=NOW, full=True)

    assert counts(told.files[0]) == (0, 0, 4, 1, 0)
    assert told.rejected[0].number == "AKT-2026-00003"
    assert len(numbers(database)) == 5


def test_nothing_is_marked_gone_when_a_rejected_row_has_no_readable_number(
    database: Database, imported: Import, tmp_path: Path
) -> None:
    rows = [report(number) for number in range(1, 7)]
    imported(*rows, investigation(1), full=True)
    folder = write_lists(tmp_path / "next", *rows[:5], empty=[FileKind.INVESTIGATIONS])
    spoil(folder, "AKT-2026-00003;BU", ";BU")
    told = import_files(database, [folder], profile=PROFILE, now=NOW, full=True, force=True)

    assert [file.gone for file in told.files] == [0, 1]
    assert len(numbers(database)) == 6
    assert len(told.warnings) == 1
    assert "aktualiseringar.csv" in told.warnings[0]


@pytest.mark.parametrize("end", ["\0" * 50, "AKT-2026-00006;BU" + "\0" * 140_000])
def test_nothing_is_marked_gone_when_the_file_ends_in_nul_bytes(
    database: Database, imported: Import, tmp_path: Path, end: str
) -> None:
    rows = [report(number) for number in range(1, 8)]
    imported(*rows, full=True)
    path = write_lists(tmp_path / "next", *rows[:5]) / "aktualiseringar.csv"
    path.write_text(path.read_text("utf-8") + end, "utf-8")
    os.utime(path, (NOW.timestamp(),) * 2)
    told = import_files(database, [path], profile=PROFILE, now=NOW, full=True)
    assert (told.files[0].rejected, told.files[0].gone) == (1, 0)


def test_several_files_of_one_kind_are_one_list(database: Database, tmp_path: Path) -> None:
    write_list(tmp_path / "nord.csv", FileKind.REPORTS, [report(1), report(2)])
    write_list(tmp_path / "syd.csv", FileKind.REPORTS, [report(2), report(3)])
    told = import_files(database, [tmp_path], profile=PROFILE, now=NOW, full=True)
    again = import_files(database, [tmp_path], profile=PROFILE, now=NOW, full=True)

    assert [counts(file) for file in told.files] == [(2, 0, 0, 0, 0), (1, 0, 0, 0, 0)]
    assert sum(file.gone for file in again.files) == 0
    assert len(numbers(database)) == 3


def test_a_folder_gives_its_lists_and_each_file_once(database: Database, tmp_path: Path) -> None:
    folder = write_lists(tmp_path / "in", report(1), caseworker("Åsa Holm"))
    (folder / "~$öppen.xlsx").write_bytes(b"lock")
    (folder / "läsmig.txt").write_text("hej")
    twice = [folder, folder / "aktualiseringar.csv"]
    told = import_files(database, twice, profile=PROFILE, now=NOW)
    assert [Path(file.path).name for file in told.files] == ["aktualiseringar.csv", "personal.csv"]


def test_a_folder_without_lists_is_a_usage_fault(database: Database, tmp_path: Path) -> None:
    with pytest.raises(UnusableFileError) as refused:
        import_files(database, [tmp_path], profile=PROFILE, now=NOW)
    assert refused.value.code == "nothing_to_import"


def test_one_unusable_file_keeps_the_others_out(database: Database, tmp_path: Path) -> None:
    folder = write_lists(tmp_path / "in", report(1))
    (folder / "okänd.csv").write_text("Namn;Färg\nx;y\n", "utf-8")
    with pytest.raises(UnusableFileError):
        import_files(database, [folder], profile=PROFILE, now=NOW)
    assert last_import(database) is None
    assert numbers(database) == []


def test_the_import_day_is_the_day_in_stockholm(database: Database, tmp_path: Path) -> None:
    late = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)  # 00.30 on the 20th in Stockholm
    told = load(database, tmp_path / "in", report(1, received_on=TODAY), now=late)
    assert told.rejected == ()


def test_an_empty_cell_never_loses_an_object_id(database: Database, imported: Import) -> None:
    object_id = "b80469b8-4b2d-451c-a2f7-46b484e61ceb"
    imported(caseworker("Åsa Holm", entra_object_id=object_id))
    imported(caseworker("Åsa Holm", unit="Barnenheten Norr"))
    assert all_staff(database) == (
        caseworker("Åsa Holm", unit="Barnenheten Norr", entra_object_id=object_id),
    )


def test_staff_are_one_person_however_the_address_is_written(
    database: Database, imported: Import
) -> None:
    imported(caseworker("Åsa Holm", email="asa@exempelkommun.example"))
    told = imported(caseworker("Åsa Holm", email="Asa@Exempelkommun.example"))
    assert told.files[0].inserted == 0
    assert len(all_staff(database)) == 1


def test_the_record_tells_the_file_and_what_it_did_but_not_what_it_held(
    database: Database, tmp_path: Path
) -> None:
    folder = write_lists(tmp_path / "in", report(1), decided(2, date(2026, 11, 17)))
    spoil(folder, "AKT-2026-00001;BU-2026-00001;2026-11-10", "AKT-2026-00001;BU-2026-00001;hemligt")
    import_files(database, [folder], profile=PROFILE, now=NOW)

    with database.reading() as connection:
        (file,) = connection.execute(text("SELECT * FROM import_file")).mappings()
        (rejected,) = connection.execute(text("SELECT * FROM rejected_row")).mappings()
    assert (file["name"], file["kind"], file["rows"]) == ("aktualiseringar.csv", "reports", 2)
    assert str(file["newest_event_on"]) == "2026-11-17"
    assert len(file["sha256"]) == 64
    assert (rejected["line"], rejected["column"]) == (2, "Inkom datum")
    assert "hemligt" not in str(dict(rejected))


def test_a_personal_number_in_a_folder_is_in_no_record_and_no_report(
    database: Database, tmp_path: Path
) -> None:
    folder = write_lists(tmp_path / "19850709-9805", report(1, age=21), report(2))
    spoil(folder, ";21;", ";99;")
    told = import_files(database, [folder], profile=PROFILE, now=NOW)

    assert told.files[0].path == str(tmp_path / "…" / "aktualiseringar.csv")
    assert "9805" not in repr(told)
    with database.reading() as connection:
        for table in ("import_file", "rejected_row"):
            (row,) = connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608 — our own names
            assert "9805" not in repr(tuple(row))


def test_a_date_and_time_in_a_name_that_look_like_a_number_stop_no_import(
    database: Database, tmp_path: Path
) -> None:
    folder = write_lists(tmp_path / "in", report(1))
    (folder / "aktualiseringar.csv").rename(folder / "aktualiseringar_20261120_0300.csv")
    told = import_files(database, [folder], profile=PROFILE, now=NOW)
    assert (told.files[0].inserted, told.files[0].path) == (
        1,
        str(folder / "aktualiseringar_….csv"),
    )


def test_a_personal_number_in_the_name_of_an_empty_folder_is_not_echoed(
    database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "19850709-9805"
    folder.mkdir()
    with pytest.raises(UnusableFileError, match="ingen fil som slutar på") as refused:
        import_files(database, [folder], profile=PROFILE, now=NOW)
    assert "9805" not in refused.value.message


def test_that_days_are_of_registration_is_told_and_remembered(
    database: Database, imported: Import
) -> None:
    late = replace(PROFILE, received_date_means=ReceivedDate.REGISTERED)
    told = imported(report(1), caseworker("Åsa Holm"), profile=late)
    (warning,) = told.warnings
    assert "aktualiseringar.csv är dagen då anmälan registrerades" in warning
    assert "received_date_means" in warning
    assert registration_dates(database)

    assert imported(investigation(1), caseworker("Åsa Holm")).warnings == ()
    assert registration_dates(database)
    assert imported(report(1)).warnings == ()
    assert not registration_dates(database)


def test_a_list_without_reports_has_no_days_of_registration(
    database: Database, imported: Import
) -> None:
    late = replace(PROFILE, received_date_means=ReceivedDate.REGISTERED)
    assert imported(investigation(1), caseworker("Åsa Holm"), profile=late).warnings == ()
    assert not registration_dates(database)


def registration_dates(database: Database) -> bool:
    last = last_import(database)
    assert last is not None
    return last.received_dates_are_registration


def test_progress_tells_how_many_rows_have_been_read(database: Database, tmp_path: Path) -> None:
    heard: list[tuple[str, int]] = []
    folder = write_lists(tmp_path / "in", *(report(number) for number in range(1, 4)))
    import_files(
        database,
        [folder],
        profile=PROFILE,
        now=NOW,
        progress=lambda source, rows: heard.append((source.path.name, rows)),
    )
    assert heard == [("aktualiseringar.csv", 3)]


def test_the_example_municipality_is_imported_whole(database: Database) -> None:
    folder = Path(__file__).parents[2] / "data" / "exempelkommun"
    told = import_files(database, [folder], profile=PROFILE, now=NOW, full=True)
    assert told.rejected == ()
    for file in told.files:
        lines = Path(file.path).read_text("utf-8-sig").splitlines()
        assert file.inserted == file.rows == len(lines) - 1
