"""A computer whose clock runs far ahead clears nothing by it."""

import json
import logging
import os
from datetime import date, timedelta

import pytest
from schedule_town import PROFILE, Town, at

from digests.schedule.believing import KEEPING, doubted_since
from digests.schedule.choices import KeepingChoices
from digests.schedule.keeping import Keeping, KeepingReport
from storage.intake.batch import import_files
from storage.queries import record_look
from storage.records.outbox import note_tick

LAST_CLEARED = "fre 2026-11-20 03:30"
HEADER = (
    "Aktualiseringsnr;Ärendenr;Inkom datum;Typ;Orsak;Skyddsbedömning datum;Beslut datum;Beslut;"
    "Enhet;Handläggare;Kön;Ålder;Samtal med barnet\n"
)


def keep(town: Town, when: str) -> KeepingReport | None:
    return Keeping(town.database, KeepingChoices(), "one").keep(at(when), "run-1")


def reports(town: Town, when: str, newest: str) -> None:
    """Let a list of reports be imported, the newest of which came in on the day."""
    file = town.folder / "aktualiseringar.csv"
    row = f"AKT-1;BU-1;{newest};Anmälan;;{newest};;;Barnenheten Norr;Eva Alm;flicka;7;\n"
    file.write_text(HEADER + row, encoding="utf-8")
    os.utime(file, (at(when).timestamp(),) * 2)
    told = import_files(town.database, [file], profile=PROFILE, now=at(when), force=True)
    assert told.rejected == ()


@pytest.mark.parametrize(
    ("now", "is_cleared"),
    [
        ("mån 2026-12-21 03:30", True),  # 31 days
        ("mån 2026-12-21 23:59", True),
        ("tis 2026-12-22 03:30", False),  # 32 days
        ("lör 2030-01-05 03:30", False),
        ("tor 2026-11-19 03:30", True),  # the clock was set back
    ],
)
def test_clearing_waits_when_the_clock_is_over_31_days_after_the_last_one(
    town: Town, now: str, is_cleared: bool
) -> None:
    note_tick(town.database, KEEPING, "one", at(LAST_CLEARED))
    assert (keep(town, now) is not None) is is_cleared


@pytest.mark.parametrize(
    ("newest", "now", "known"),
    [
        ("2026-12-31", "sön 2027-01-31 03:30", None),  # 31 days
        ("2026-12-31", "mån 2027-02-01 03:30", date(2026, 12, 31)),  # 32 days
        ("2026-01-07", "mån 2027-02-01 03:30", date(2026, 11, 20)),
    ],
)
def test_the_newest_report_speaks_for_the_clock_as_the_last_clearing_does(
    town: Town, newest: str, now: str, known: date | None
) -> None:
    note_tick(town.database, KEEPING, "one", at(LAST_CLEARED))
    reports(town, "fre 2027-01-01 05:00", newest)
    assert doubted_since(town.database, at(now)) == known
    assert (keep(town, now) is None) is (known is not None)


def test_an_import_by_the_same_wrong_clock_does_not_speak_for_it(town: Town) -> None:
    note_tick(town.database, KEEPING, "one", at(LAST_CLEARED))
    record_look(town.database, who="eva", at=at(LAST_CLEARED), intent="list_due", rows=1)
    reports(town, "fre 2030-01-04 05:00", "2026-11-19")
    assert keep(town, "lör 2030-01-05 03:30") is None


def test_a_service_that_has_been_off_goes_on_after_an_import(town: Town) -> None:
    note_tick(town.database, KEEPING, "one", at(LAST_CLEARED))
    assert keep(town, "fre 2027-01-29 03:30") is None
    reports(town, "fre 2027-01-29 05:00", "2027-01-28")
    assert keep(town, "lör 2027-01-30 03:30") is not None
    assert keep(town, "sön 2027-01-31 03:30") is not None


def test_where_nothing_is_known_nothing_waits(town: Town) -> None:
    assert keep(town, "lör 2030-01-05 03:30") is not None


def test_that_it_waits_is_logged_as_a_warning_once_a_day(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    note_tick(town.database, KEEPING, "one", at(LAST_CLEARED))
    for night in ("lör 2030-01-05 03:30", "sön 2030-01-06 03:30"):
        for minute in range(3):
            moment = at(night) + timedelta(minutes=minute)
            Keeping(town.database, KeepingChoices(), "one").keep(moment, "run-1")
    told = [json.loads(str(record.msg)) for record in caplog.records]
    assert [(each["event"], each["reason"]) for each in told] == [("clearing_waits", "clock")] * 2
    assert {record.levelno for record in caplog.records} == {logging.WARNING}
