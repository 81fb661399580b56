"""A month's summary is kept once, as it was, whoever else wants to keep another."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier

from storage.engine import Database
from storage.records import SentSummary, keep_sent_summary, note_summary_sent, sent_summary

FROZEN = datetime(2026, 11, 2, 6, 0, 1, tzinfo=UTC)
NEW = SentSummary(
    month="2026-10",
    schema_version=1,
    context='{"unit": "Åsö ”Östra” \\n", "share": 0.1}',
    imported_at=datetime(2026, 11, 2, 4, 12, 33, 123456, tzinfo=UTC),
    frozen_at=FROZEN,
)
LATER = datetime(2026, 11, 3, 6, 0, tzinfo=UTC)


def test_a_summary_is_read_as_it_was_kept(database: Database) -> None:
    assert keep_sent_summary(database, NEW) == NEW
    assert sent_summary(database, "2026-10") == NEW
    assert sent_summary(database, "2026-11") is None


def test_the_first_one_kept_stays(database: Database) -> None:
    keep_sent_summary(database, NEW)
    other = replace(NEW, context="{}", schema_version=2, frozen_at=LATER)
    assert keep_sent_summary(database, other) == NEW
    assert sent_summary(database, "2026-10") == NEW
    keep_sent_summary(database, replace(other, month="2026-11"))
    assert sent_summary(database, "2026-10") == NEW


def test_of_those_that_come_at_once_one_wins_and_the_others_read_it(database: Database) -> None:
    at_once = Barrier(6)

    def keep(number: int) -> SentSummary:
        at_once.wait()
        return keep_sent_summary(database, replace(NEW, context=f'"{number}"'))

    with ThreadPoolExecutor(6) as threads:
        kept = set(threads.map(keep, range(6)))
    assert kept == {sent_summary(database, "2026-10")}


def test_when_it_was_first_sent_is_noted_once(database: Database) -> None:
    note_summary_sent(database, "2026-10", FROZEN)
    assert sent_summary(database, "2026-10") is None
    keep_sent_summary(database, NEW)
    keep_sent_summary(database, replace(NEW, month="2026-09"))
    note_summary_sent(database, "2026-10", FROZEN)
    note_summary_sent(database, "2026-10", LATER)
    assert sent_summary(database, "2026-10") == replace(NEW, sent_at=FROZEN)
    assert sent_summary(database, "2026-09") == replace(NEW, month="2026-09")
