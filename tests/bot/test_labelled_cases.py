"""With tokens, everything is as it was but for what a case is called, and no number is anywhere."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from labelled_town import LABELS, labelled_town, numbers
from sample_municipality import NOW, TODAY, sample_municipality
from small_town import ask, press, row_buttons

from bot.calendar_feed import calendar_feed
from bot.conversation import Answer
from bot.turns import Desk
from bot.understanding import Intent
from digests.monthly.service import monthly_summary
from digests.periods import Month, week_of
from digests.weekly.as_json import weekly_as_json
from digests.weekly.service import weekly_digests
from rules.case_duties import duties_of_case
from rules.facts import Role, StaffMember
from rules.indicators import compute_indicators
from rules.policy import DEFAULT_POLICY
from storage.engine import Database
from storage.queries import all_open_cases, all_staff, cases_for_figures
from storage.records import open_calendar, waiting_reminders

FIRST, LAST = date(2025, 1, 1), date(2026, 10, 31)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("labelled") / "labelled.db"


@pytest.fixture(scope="module")
def town_with_tokens(file: Path) -> Iterator[Database]:
    database = labelled_town(file)
    yield database
    database.close()


@pytest.fixture(scope="module")
def town_with_numbers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = sample_municipality(tmp_path_factory.mktemp("numbered") / "numbered.db")
    yield database
    database.close()


@pytest.fixture
def desk_with_tokens(town_with_tokens: Database) -> Desk:
    return Desk(town_with_tokens, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=8)


@pytest.fixture(scope="module")
def somebody(town_with_numbers: Database) -> tuple[StaffMember, str]:
    """A caseworker with a case, and the case's number."""
    cases = {
        row.caseworker: case.case
        for case in all_open_cases(town_with_numbers, TODAY)
        for row in case.investigations
    }
    for staff in all_staff(town_with_numbers):
        if staff.role is Role.CASEWORKER and staff.name in cases:
            return staff, cases[staff.name]
    raise AssertionError("nobody has a case")


def duties_of(cases: Any) -> list[tuple[Any, ...]]:
    return sorted(
        (duty.case, duty.rule, duty.due_on, duty.status, duty.unit, duty.caseworker, duty.source)
        for case in cases
        for duty in duties_of_case(case, TODAY, DEFAULT_POLICY)
    )


def test_every_duty_is_the_same_but_for_its_names(
    town_with_tokens: Database, town_with_numbers: Database
) -> None:
    plain = duties_of(all_open_cases(town_with_numbers, TODAY))
    assert len(plain) > 50
    assert duties_of(all_open_cases(town_with_tokens, TODAY)) == sorted(
        (LABELS.of_case(case), *said, LABELS.of_row(source)) for case, *said, source in plain
    )


def test_every_figure_is_the_same(town_with_tokens: Database, town_with_numbers: Database) -> None:
    def figures(database: Database) -> list[Any]:
        cases = cases_for_figures(database, FIRST, LAST, None)
        return list(compute_indicators(cases, FIRST, LAST, TODAY, DEFAULT_POLICY))

    assert figures(town_with_tokens) == figures(town_with_numbers)


def test_no_number_is_anywhere_in_the_file_or_in_what_is_sent(
    town_with_tokens: Database, file: Path, somebody: tuple[StaffMember, str]
) -> None:
    week = week_of(TODAY)
    digests = weekly_digests(
        town_with_tokens, week=week, today=TODAY, now=NOW, policy=DEFAULT_POLICY
    )
    summary = monthly_summary(
        town_with_tokens, month=Month(2026, 10), today=TODAY, now=NOW, policy=DEFAULT_POLICY
    )
    opened = open_calendar(town_with_tokens, somebody[0], NOW)
    feed = calendar_feed(town_with_tokens, DEFAULT_POLICY, opened, NOW, 36) or b""
    sent = json.dumps(weekly_as_json(week, digests), ensure_ascii=False)
    with closing(sqlite3.connect(file)) as connection:
        dump = "\n".join(connection.iterdump())
    everything = "\n".join([dump, sent, repr(summary), feed.decode()])
    token = LABELS.of_case(somebody[1])
    assert all(token in each for each in (dump, sent, feed.decode()))
    hidden = numbers()
    assert len(hidden) > 500
    assert [number for number in hidden if number in everything] == []
    assert b"BU-20" not in file.read_bytes()


def told(answer: Answer) -> str:
    """Return all that leaves the house with an answer."""
    return json.dumps([answer.text, answer.summary, *answer.cards], ensure_ascii=False)


@pytest.mark.parametrize("asked", ["status på {}", "hur räknas fristen på {}?", "{}"])
def test_a_case_is_found_by_token_and_by_number_and_called_by_its_token(
    desk_with_tokens: Desk, somebody: tuple[StaffMember, str], asked: str
) -> None:
    staff, number = somebody
    token = LABELS.of_case(number)
    shown = ask(desk_with_tokens, asked.format(token), staff.email)
    assert {duty.case for duty in shown.duties} == {token}
    for typed in (number, number.lower(), token.lower().replace("-", " "), token.replace("-", "")):
        answer = ask(desk_with_tokens, asked.format(typed), staff.email)
        assert (answer.text, answer.duties) == (shown.text, shown.duties)
        assert number.casefold() not in told(answer).casefold()


def test_what_somebody_may_not_see_is_refused_in_the_same_words_as_what_is_not_there(
    desk_with_tokens: Desk, somebody: tuple[StaffMember, str]
) -> None:
    staff, _ = somebody
    others = {
        row.investigations[0].case
        for row in all_open_cases(desk_with_tokens.database, TODAY)
        if row.investigations and all(each.caseworker != staff.name for each in row.investigations)
    }
    hidden, absent = min(others), LABELS.of_case("BU-2099-1")
    answers = [ask(desk_with_tokens, f"status på {each}", staff.email) for each in (hidden, absent)]
    assert all(answer.denied for answer in answers)
    assert answers[0].text.replace(hidden, "#") == answers[1].text.replace(absent, "#")
    unknown = ask(desk_with_tokens, "status på BU-2099-00001", staff.email)
    assert absent in unknown.text
    assert "2099" not in told(unknown)


def test_every_row_of_a_list_leads_to_its_case(
    desk_with_tokens: Desk, somebody: tuple[StaffMember, str]
) -> None:
    staff, _ = somebody
    listed = ask(desk_with_tokens, "mina ärenden", staff.email)
    assert not numbers() & set(told(listed).replace('"', " ").split())
    for button in row_buttons(listed):
        answer = press(desk_with_tokens, button, staff.email)
        assert {duty.case for duty in answer.duties} == {button["data"]["case"]}


def test_a_reminder_is_set_by_number_kept_by_token_and_taken_back_by_either(
    desk_with_tokens: Desk, somebody: tuple[StaffMember, str]
) -> None:
    staff, number = somebody
    token, on = LABELS.of_case(number), TODAY + timedelta(days=7)
    for typed in (number, token):
        answer = ask(desk_with_tokens, f"påminn mig om {number} om 7 dagar", staff.email)
        assert answer.understanding is not None
        assert answer.understanding.intent is Intent.SET_REMINDER
        waiting = waiting_reminders(desk_with_tokens.database, staff)
        assert [(each.case, each.on) for each in waiting] == [(token, on)]
        assert number not in told(answer)
        ask(desk_with_tokens, f"ta bort påminnelsen om {typed}", staff.email)
        assert waiting_reminders(desk_with_tokens.database, staff) == ()
