"""A batch that looks cut off or old is refused, and nothing has changed then."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from case_lists import NOW, TODAY, caseworker, decided, report

from storage.engine import Database
from storage.intake import FileKind
from storage.intake.batch import ImportRefusedError, ImportReport
from storage.queries import all_open_cases, last_import

Import = Callable[..., ImportReport]

TEN = [report(number) for number in range(1, 11)]


def open_reports(database: Database) -> int:
    return sum(len(case.reports) for case in all_open_cases(database, TODAY))


def test_a_full_export_with_less_than_seventy_per_cent_of_the_rows_is_refused(
    database: Database, imported: Import
) -> None:
    imported(*TEN, full=True)
    with pytest.raises(ImportRefusedError) as refused:
        imported(*TEN[:6], caseworker("Åsa Holm"), full=True)
    assert refused.value.code == "too_few_rows"
    assert "6 rader" in refused.value.message
    assert "10" in refused.value.message
    assert "--force" in refused.value.message
    assert open_reports(database) == 10
    last = last_import(database)
    assert last is not None
    assert [kind.kind for kind in last.kinds] == ["reports"]


def test_seventy_per_cent_of_the_rows_is_enough(imported: Import) -> None:
    imported(*TEN, full=True)
    assert imported(*TEN[:7], full=True).files[0].gone == 3


def test_the_rows_of_the_last_full_export_are_what_counts(imported: Import) -> None:
    imported(*TEN, full=True)
    imported(*TEN[:7], full=True)
    assert imported(*TEN[:5], full=True).files[0].gone == 2


def test_before_any_full_export_the_rows_we_have_are_what_counts(imported: Import) -> None:
    imported(*TEN)
    with pytest.raises(ImportRefusedError):
        imported(*TEN[:6], full=True)


def test_an_empty_full_export_is_refused(imported: Import) -> None:
    imported(*TEN, full=True)
    with pytest.raises(ImportRefusedError):
        imported(empty=[FileKind.REPORTS], full=True)


def test_force_believes_a_short_export(database: Database, imported: Import) -> None:
    imported(*TEN, full=True)
    assert imported(*TEN[:2], full=True, force=True).files[0].gone == 8
    assert open_reports(database) == 2


def test_a_short_partial_export_is_not_refused(imported: Import) -> None:
    imported(*TEN, full=True)
    assert imported(TEN[0]).files[0].unchanged == 1


def test_a_file_written_twelve_hours_before_the_last_one_is_refused(
    database: Database, imported: Import
) -> None:
    imported(*TEN)
    with pytest.raises(ImportRefusedError) as refused:
        imported(report(1, caseworker="Eva Ek"), modified_at=NOW - timedelta(hours=12))
    assert refused.value.code == "older_file"
    assert "2026-11-19 kl. 19.00" in refused.value.message
    assert all_open_cases(database, TODAY)[0].reports[0].caseworker == "Åsa Holm"


def test_a_file_written_a_little_earlier_is_believed(imported: Import) -> None:
    imported(*TEN)
    told = imported(report(11), modified_at=NOW - timedelta(hours=11, minutes=59))
    assert told.files[0].inserted == 1


def test_the_same_bytes_are_never_older(imported: Import) -> None:
    imported(*TEN)
    told = imported(*TEN, modified_at=NOW - timedelta(days=30))
    assert told.files[0].unchanged == 10


def test_force_believes_an_older_file(imported: Import) -> None:
    imported(*TEN)
    told = imported(report(11), modified_at=NOW - timedelta(days=2), force=True)
    assert told.files[0].inserted == 1


def test_a_full_list_whose_newest_event_is_earlier_is_refused(
    database: Database, imported: Import
) -> None:
    imported(*TEN, decided(11, on=date(2026, 11, 19)), full=True)
    with pytest.raises(ImportRefusedError) as refused:
        imported(*TEN, report(11), full=True)
    assert refused.value.code == "older_content"
    assert "2026-11-10" in refused.value.message
    assert "2026-11-19" in refused.value.message
    assert open_reports(database) == 10


def test_a_list_of_most_rows_is_looked_at_like_a_full_one(imported: Import) -> None:
    many = [report(number) for number in range(1, 31)]
    imported(*many, decided(31, on=date(2026, 11, 19)))
    with pytest.raises(ImportRefusedError):
        imported(*many[:25])


def test_a_partial_list_may_end_earlier(imported: Import) -> None:
    many = [report(number) for number in range(1, 31)]
    imported(*many, decided(31, on=date(2026, 11, 19)))
    assert imported(*many[:5]).files[0].unchanged == 5


def test_a_day_that_is_yet_to_come_is_no_event(imported: Import) -> None:
    tomorrow = TODAY + timedelta(days=1)
    imported(*TEN, report(11, assessed_on=tomorrow), full=True)
    assert imported(*TEN, report(11), full=True, modified_at=NOW).rejected == ()
