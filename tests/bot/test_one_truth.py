"""The same case has the same date and status in ask, duties, digest and summary."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sample_municipality import DATA, NOW, TODAY, sample_municipality
from small_town import ask

from bot.turns import Desk
from digests.monthly.service import monthly_summary
from digests.periods import Month, week_of
from digests.weekly.service import weekly_digests
from rules.case_duties import duties_of_case
from rules.duties import Duty, DutyStatus
from rules.facts import Role
from rules.indicators import Grouping, IndicatorId, compute_indicators, suppress_small
from rules.policy import DEFAULT_POLICY
from storage.engine import Database
from storage.queries import all_open_cases, all_staff, cases_for_figures

Row = tuple[str, str, date, date, int | None, DutyStatus]


@pytest.fixture(scope="module")
def municipality(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = sample_municipality(tmp_path_factory.mktemp("exempelkommun") / "exempelkommun.db")
    yield database
    database.close()


@pytest.fixture(scope="module")
def listed(municipality: Database) -> dict[tuple[str, str], Duty]:
    """Every open duty of the municipality, by case and rule."""
    return {
        (duty.source, duty.rule): duty
        for case in all_open_cases(municipality, TODAY)
        for duty in duties_of_case(case, TODAY, DEFAULT_POLICY)
        if duty.is_open
    }


def as_row(duty: Duty) -> Row:
    return (
        duty.case,
        duty.rule,
        duty.due_on,
        duty.shifted_due_on,
        duty.days_left,
        duty.status,
    )


def test_every_caseworkers_answer_is_their_part_of_the_list(
    municipality: Database, listed: dict[tuple[str, str], Duty]
) -> None:
    desk = Desk(municipality, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=8)
    answered: list[Row] = []
    for person in all_staff(municipality):
        if person.role is Role.CASEWORKER:
            answered += map(as_row, ask(desk, "mina ärenden", person.email, now=NOW).duties)
    assert answered
    assert sorted(answered) == sorted(map(as_row, listed.values()))


def test_every_digest_lists_what_the_manager_is_answered(municipality: Database) -> None:
    desk = Desk(municipality, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=8)
    digests = weekly_digests(
        municipality, week=week_of(TODAY), today=TODAY, now=NOW, policy=DEFAULT_POLICY
    )
    assert len(digests) == 5
    for digest in digests:
        overdue = ask(desk, "försenade ärenden på enheten", digest.recipients[0], now=NOW)
        soon = ask(desk, "enhetens frister inom 30 dagar", digest.recipients[0], now=NOW)
        assert [item.case for item in digest.outlook.overdue] == [
            duty.case for duty in overdue.duties
        ]
        assert sorted((item.case, item.due_on) for item in digest.outlook.due_soon) == sorted(
            (duty.case, duty.due_on) for duty in soon.duties
        )


def test_the_summary_counts_the_same_duties_as_the_list(municipality: Database) -> None:
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    cases = list(cases_for_figures(municipality, first, last, None))
    due = [
        duty
        for case in cases
        for duty in duties_of_case(case, TODAY, DEFAULT_POLICY)
        if duty.rule == "investigation" and first <= duty.decisive_on <= last
    ]
    late = sum(duty.status is not DutyStatus.FULFILLED for duty in due)
    figures = {
        figure.id: figure
        for figure in compute_indicators(cases, first, last, TODAY, DEFAULT_POLICY)
    }
    counted = figures[IndicatorId.INVESTIGATION_IN_TIME]
    assert (counted.numerator, counted.denominator) == (len(due) - late, len(due))
    summary = monthly_summary(
        municipality, month=Month(2026, 10), today=TODAY, now=NOW, policy=DEFAULT_POLICY
    )
    shown = {each.id: each.figure for each in summary.indicators}
    assert shown == {figure.id: figure for figure in suppress_small(figures.values())}


@pytest.fixture
def shouting(tmp_path: Path) -> Iterator[Database]:
    """The municipality, with a unit in capitals in every third row of its exports."""
    exports = shutil.copytree(DATA, tmp_path / "exports")
    for kind in ("utredningar", "aktualiseringar", "placeringar"):
        file = exports / f"{kind}.csv"
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        lines[::3] = [line.replace("Barnenheten 2", "BARNENHETEN 2") for line in lines[::3]]
        file.write_text("\n".join(lines), encoding="utf-8")
    database = sample_municipality(tmp_path / "shouting.db", exports=exports)
    yield database
    database.close()


def test_the_spelling_of_a_units_name_changes_no_figure(
    municipality: Database, shouting: Database
) -> None:
    assert _figures_everywhere(shouting) == _figures_everywhere(municipality)


def _figures_everywhere(database: Database) -> list[object]:
    """Return a unit's figures in the summary, the letters, the chat and `stats --by unit`."""
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    summary = monthly_summary(
        database, month=Month(2026, 10), today=TODAY, now=NOW, policy=DEFAULT_POLICY
    )
    letters = weekly_digests(
        database, week=week_of(TODAY), today=TODAY, now=NOW, policy=DEFAULT_POLICY
    )
    desk = Desk(database, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=8)
    cases = cases_for_figures(database, first, last, None)
    return [
        summary.units,
        [(letter.unit, letter.own_figures) for letter in letters],
        [
            ask(desk, "andel utredningar i tid i oktober", letter.recipients[0], now=NOW).text
            for letter in letters
        ],
        compute_indicators(cases, first, last, TODAY, DEFAULT_POLICY, Grouping.UNIT),
    ]
