"""A frozen summary is the one that was built: thawed, every format of it is the same bytes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache, partial
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from board_paper import HOSTILE_UNITS, STAMP, board_paper
from digest_facts import CASES, steady_cases, summary_of
from golden_files import GOLDEN
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.errors import DigestError
from digests.monthly.as_json import monthly_as_json
from digests.monthly.frozen import (
    SCHEMA_VERSION,
    as_sent,
    frozen_summary,
    frozen_text,
    thawed_text,
)
from digests.monthly.model import MonthlySummary
from digests.monthly.pdf_data import pdf_data
from digests.monthly.targets import Targets, TargetValues
from digests.monthly.xlsx_sheets import sheets_of
from digests.periods import Month
from digests.render import monthly_card_json, monthly_html, monthly_text
from digests.stamp import DataStamp
from digests.writing import SummaryFormat, monthly_content, monthly_file_name
from rules.indicators import IndicatorId
from storage.engine import Database
from storage.records import SentSummary, keep_sent_summary

STOCKHOLM = ZoneInfo("Europe/Stockholm")
OCTOBER = Month(2026, 10)
NOW = datetime(2026, 11, 2, 7, 0, tzinfo=STOCKHOLM)
IN_SWEDISH_TIME = DataStamp(datetime(2026, 11, 2, 5, 12, 33, tzinfo=STOCKHOLM), is_stale=True)
WHOLE_NUMBERS = Targets({IndicatorId.INVESTIGATION_IN_TIME: {2026: TargetValues(1, 1)}})
KINDS = ("steady", "small", "empty", "hostile", "stale")


@cache
def summaries() -> Mapping[str, MonthlySummary]:
    return {
        "steady": summary_of(steady_cases()),
        "small": summary_of(CASES),
        "empty": summary_of([]),
        "hostile": board_paper(HOSTILE_UNITS),
        "stale": board_paper(stamp=IN_SWEDISH_TIME),
    }


def rendered(summary: MonthlySummary) -> dict[str, bytes | str]:
    """Everything that is made of a summary."""
    return {
        "text": monthly_text(summary),
        "letter": monthly_html(summary),
        "card": monthly_card_json(summary),
        **{each.value: monthly_content(summary, each) for each in SummaryFormat},
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_of_the_thawed_summary_is_that_of_the_built_one(kind: str) -> None:
    built = summaries()[kind]
    thawed = thawed_text(frozen_text(built))
    assert thawed == built
    assert frozen_text(thawed) == frozen_text(built)
    again = rendered(thawed)
    for name, content in rendered(built).items():
        assert again[name] == content, name


def test_what_is_sent_is_what_was_frozen_and_not_what_was_built(sqlite_database: Database) -> None:
    built = summary_of(steady_cases(), targets=WHOLE_NUMBERS)  # 1 is stored as 1.0
    sent = rendered(as_sent(sqlite_database, OCTOBER, NOW, lambda: built))
    again = frozen_summary(sqlite_database, OCTOBER)
    assert again is not None
    assert rendered(again.summary) == sent
    assert rendered(as_sent(sqlite_database, OCTOBER, NOW, board_paper)) == sent


@given(
    units=st.lists(st.text(min_size=1), min_size=1, max_size=3, unique=True),
    share=st.floats(min_value=0, max_value=1),
    imported_at=st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001 — hypothesis wants them naive
    hours=st.integers(min_value=-12, max_value=12),
)
@settings(max_examples=40, deadline=None)
def test_names_fractions_and_moments_come_back_as_they_were(
    units: list[str], share: float, imported_at: datetime, hours: int
) -> None:
    stamp = DataStamp(imported_at.replace(tzinfo=timezone(timedelta(hours=hours))))
    paper = board_paper(units, stamp)
    changed = tuple(replace(each, change=share) for each in paper.indicators)
    built = replace(paper, indicators=changed)
    thawed = thawed_text(frozen_text(built))
    assert thawed == built
    assert monthly_as_json(thawed) == monthly_as_json(built)


def test_what_the_first_version_stored_can_still_be_read() -> None:
    """Another shape than this is another SCHEMA_VERSION, and needs a way to read this one."""
    stored = (GOLDEN / "frozen-summary-1.json").read_text(encoding="utf-8").rstrip("\n")
    thawed = thawed_text(stored)
    assert frozen_text(thawed) == stored
    assert SCHEMA_VERSION == 1
    assert all(rendered(thawed).values())


def kept(
    database: Database, schema_version: int = SCHEMA_VERSION, context: str | None = None
) -> None:
    text = frozen_text(board_paper()) if context is None else context
    moment = STAMP.imported_at
    assert moment is not None
    keep_sent_summary(database, SentSummary("2026-10", schema_version, text, moment, NOW))


@pytest.mark.parametrize(
    ("schema_version", "context"),
    [
        (SCHEMA_VERSION + 1, None),
        (0, None),
        (SCHEMA_VERSION, "{}"),
        (SCHEMA_VERSION, "not JSON"),
        (SCHEMA_VERSION, '{"month": {"year": 2026, "number": 13}}'),
    ],
)
def test_what_another_version_froze_is_said_to_be_unreadable(
    sqlite_database: Database, schema_version: int, context: str | None
) -> None:
    kept(sqlite_database, schema_version, context)
    with pytest.raises(DigestError, match="--recompute") as caught:
        frozen_summary(sqlite_database, OCTOBER)
    assert caught.value.code == "frozen_summary_unreadable"
    with pytest.raises(DigestError):
        as_sent(sqlite_database, OCTOBER, NOW, board_paper)


def test_an_indicator_that_nobody_knows_is_no_summary() -> None:
    known = IndicatorId.INVESTIGATION_IN_TIME.value
    with pytest.raises(ValueError, match="unheard_of"):
        thawed_text(frozen_text(board_paper()).replace(f'"{known}"', '"unheard_of"'))


def test_it_is_seen_from_the_day_it_was_frozen_and_after(sqlite_database: Database) -> None:
    kept(sqlite_database)
    assert frozen_summary(sqlite_database, Month(2026, 9)) is None
    found = frozen_summary(sqlite_database, OCTOBER)
    assert found is not None
    assert found.summary == board_paper()
    assert found.existed_on(None)
    assert found.existed_on(NOW.date())
    assert not found.existed_on(NOW.date() - timedelta(days=1))


def test_a_month_that_is_not_over_or_without_data_is_never_frozen(
    sqlite_database: Database,
) -> None:
    for built in (board_paper(is_preliminary=True), summary_of([], stamp=DataStamp(None))):
        assert as_sent(sqlite_database, OCTOBER, NOW, partial(replace, built)) == built
        assert frozen_summary(sqlite_database, OCTOBER) is None


def test_what_is_frozen_names_no_case_and_no_person() -> None:
    text = frozen_text(summary_of(CASES))
    assert not any(word in text for word in ("BU-", "UTR-", "AKT-", "Anna Ek", "Maria", "Vikarie"))


def word_document(summary: MonthlySummary) -> str:
    with ZipFile(BytesIO(monthly_content(summary, SummaryFormat.DOCX))) as parts:
        return parts.read("word/document.xml").decode()


def test_every_format_says_that_it_is_not_the_one_that_was_sent() -> None:
    again, sent = board_paper(stamp=replace(STAMP, is_recomputed=True)), board_paper()
    said = "räknade på nytt"
    assert said not in str(rendered(sent))
    for words in (
        monthly_text(again),
        monthly_html(again),
        monthly_card_json(again),
        str(pdf_data(again)),
        word_document(again),
        str(tuple(sheets_of(again))),
    ):
        assert said in words
    assert monthly_as_json(again)["recomputed"] is True
    assert monthly_file_name(again, SummaryFormat.PDF) == "sammanstallning-2026-10-omraknad.pdf"
    assert monthly_file_name(sent, SummaryFormat.PDF) == "sammanstallning-2026-10.pdf"
