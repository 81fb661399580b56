"""Answers go by the day that decides, and a row without a unit is in its manager's answers."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from small_town import (
    INVESTIGATION_COLUMNS,
    KARIN,
    MANAGER,
    OTHER_MANAGER,
    STAFF,
    STOCKHOLM,
    DeskOver,
    ask,
    cases,
)

from bot.turns import Desk
from digests.periods import week_of
from digests.weekly.service import weekly_digests
from rules.policy import DEFAULT_POLICY, Policy, WeekendRule
from storage.engine import Database, open_database
from storage.intake import load_profile
from storage.intake.batch import import_files

SHIFTED = Policy(weekend_rule=WeekendRule.SHIFTED)
FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=STOCKHOLM)
SATURDAY = datetime(2026, 11, 21, 9, 30, tzinfo=STOCKHOLM)
SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=STOCKHOLM)
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=STOCKHOLM)

# the last day is lör 2026-11-21, the next working day mån 2026-11-23
ENDS_ON_A_SATURDAY = f"""\
{INVESTIGATION_COLUMNS}
UTR-1;BU-2026-00001;;2026-07-21;;;;;Barnenheten;Karin Larsson;Pojke;3;Kriminalitet;
"""
NO_UNIT = f"""\
{INVESTIGATION_COLUMNS}
UTR-1;BU-2026-00001;;2026-07-10;;;;;;Karin Larsson;Pojke;3;Kriminalitet;
UTR-2;BU-2026-00002;;2026-07-10;;;;;;Nils Okänd;Pojke;3;Kriminalitet;
UTR-3;BU-2026-00003;;2026-07-10;;;;;Barnenheten;Björn Berg;Pojke;3;Kriminalitet;
UTR-4;BU-2026-00004;;2026-07-10;;;;;Ungdomsenheten;Oskar Holm;Pojke;3;Kriminalitet;
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    (tmp_path / "personal.csv").write_text(STAFF, encoding="utf-8")
    (tmp_path / "utredningar.csv").write_text(ENDS_ON_A_SATURDAY, encoding="utf-8")
    opened = open_database(f"sqlite:///{tmp_path / 'weekend.db'}")
    import_files(opened, [tmp_path], profile=load_profile(None), now=FRIDAY, full=True)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("now", "strict", "shifted"),
    [
        (FRIDAY, False, False),
        (SATURDAY, True, False),
        (SUNDAY, False, False),
        (MONDAY, False, True),
    ],
)
def test_what_ends_today_is_what_has_no_day_left(
    database: Database, now: datetime, strict: bool, shifted: bool
) -> None:
    for policy, is_listed in ((DEFAULT_POLICY, strict), (SHIFTED, shifted)):
        desk = Desk(database, policy, stale_after_hours=200, rows_per_card=8)
        answer = ask(desk, "vad går ut idag", now=now)
        assert cases(answer) == (["BU-2026-00001"] if is_listed else [])
        assert [duty.days_left for duty in answer.duties] == [0] * is_listed


def test_a_line_tells_the_day_that_decides_and_the_one_it_stands_in_for(
    database: Database,
) -> None:
    for policy, words in (
        (DEFAULT_POLICY, "1 dag över · sista dag lör 21 nov"),
        (SHIFTED, "i morgon · sista dag mån 23 nov (nästa arbetsdag efter lör 21 nov)"),
    ):
        desk = Desk(database, policy, stale_after_hours=200, rows_per_card=8)
        assert f"utredning · {words}\n" in ask(desk, "mina ärenden", now=SUNDAY).text


def test_a_row_without_a_unit_is_in_its_managers_answers_as_in_the_digest(
    desk_over: DeskOver,
) -> None:
    desk = desk_over(rows_per_card=8, utredningar=NO_UNIT)
    digests = weekly_digests(
        desk.database, week=week_of(FRIDAY.date()), today=FRIDAY.date(), now=FRIDAY, policy=SHIFTED
    )
    for digest in digests:
        manager = digest.recipients[0]
        answered = cases(ask(desk, "försenade ärenden på enheten", manager))
        assert [item.case for item in digest.outlook.overdue] == answered
        assert "BU-2026-00002" not in answered
    assert cases(ask(desk, "försenade ärenden på enheten", MANAGER)) == [
        "BU-2026-00001",
        "BU-2026-00003",
    ]
    assert cases(ask(desk, "mina ärenden", KARIN)) == ["BU-2026-00001"]
    assert not ask(desk, "status på BU-2026-00001", MANAGER).denied
    for unseen in (MANAGER, OTHER_MANAGER):
        assert ask(desk, "status på BU-2026-00002", unseen).denied
    assert ask(desk, "status på BU-2026-00001", OTHER_MANAGER).denied
