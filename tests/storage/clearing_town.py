"""A municipality of many years for the tests of clearing: rows of every age and state."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from case_lists import investigation, placement, report

from rules.case_duties import open_duties
from rules.duties import Duty
from rules.facts import (
    Investigation,
    LegalBasis,
    Outcome,
    PlacementForm,
    ReportDecision,
    ReportOfConcern,
    ReportType,
)
from rules.indicators import Figure, compute_indicators
from rules.length import add_months
from rules.policy import Policy
from storage.engine import Database
from storage.queries import all_open_cases, cases_for_figures
from storage.records.clearing import Cleared, Kept, Terms

TODAY = date(2026, 11, 20)
NOW = datetime.combine(TODAY, time(6), ZoneInfo("Europe/Stockholm"))
POLICY = Policy()
KEPT_FROM = add_months(TODAY, -25)
_DAY = timedelta(days=1)


def terms(**changes: Any) -> Terms:
    old = NOW - timedelta(days=90)
    usual = Terms(KEPT_FROM, old, add_months_at(-24), old, old, old, old, old)
    return replace(usual, **changes)


def add_months_at(months: int) -> datetime:
    return datetime.combine(add_months(TODAY, months), time(6), NOW.tzinfo)


def municipality(seed: int, cases: int) -> Iterator[Any]:
    """Rows around the day from which facts are kept, each case with a few of them."""
    chance = Random(seed)  # noqa: S311 — a test that can be run again
    for case in range(1, cases + 1):
        number = case * 10
        begins = KEPT_FROM + chance.randrange(-700, 300) * _DAY
        for _ in range(chance.choice((1, 1, 2))):
            number += 1
            yield _report(chance, number, case, begins)
        for _ in range(chance.choice((0, 1, 1, 2))):
            number += 1
            yield _investigation(chance, number, case, begins + chance.randrange(-40, 60) * _DAY)
        if chance.random() < 0.4:
            number += 1
            yield _placement(chance, number, case, begins + chance.randrange(0, 90) * _DAY)


def figures_of_24_months(database: Database) -> list[tuple[Figure, ...]]:
    """Every indicator of each of the last 24 whole months."""
    months = [add_months(TODAY.replace(day=1), -number) for number in range(1, 25)]
    spans = [(first, add_months(first, 1) - _DAY) for first in months]
    return [
        compute_indicators(
            cases_for_figures(database, first, last, None), first, last, TODAY, POLICY
        )
        for first, last in spans
    ]


def open_duties_today(database: Database) -> list[Duty]:
    return open_duties(all_open_cases(database, TODAY), TODAY, POLICY)


def rows_cleared(cleared: tuple[Cleared, ...]) -> dict[Kept, int]:
    return {each.kind: each.rows for each in cleared if each.rows}


def _maybe(chance: Random, share: float, begins: date, within: int) -> date | None:
    if chance.random() > share:
        return None
    return min(begins + chance.randrange(within) * _DAY, TODAY)


def _report(chance: Random, number: int, case: int, begins: date) -> ReportOfConcern:
    decision = chance.choice((None, *ReportDecision))
    decided_on = _maybe(chance, 0.85, begins, 60)
    kind = ReportType.REPORT if chance.random() < 0.9 else ReportType.APPLICATION
    said = {"assessed_on": _maybe(chance, 0.9, begins, 4), "decided_on": decided_on}
    return report(number, case, received_on=begins, type=kind, decision=decision, **said)


def _investigation(chance: Random, number: int, case: int, begins: date) -> Investigation:
    closed_on = _maybe(chance, 0.8, begins, 240)
    extended_to = begins + chance.randrange(100, 300) * _DAY if chance.random() < 0.3 else None
    decided_on = _maybe(chance, 0.9, begins, 130) if extended_to else None
    outcome = chance.choice((None, *Outcome)) if closed_on else None
    said = {"closed_on": closed_on, "outcome": outcome, "extended_to": extended_to}
    return investigation(number, case, opened_on=begins, extension_decided_on=decided_on, **said)


def _placement(chance: Random, number: int, case: int, begins: date) -> Any:
    form, basis = chance.choice(tuple(PlacementForm)), chance.choice(tuple(LegalBasis))
    ended_on = _maybe(chance, 0.7, begins, 400)
    said = {"started_on": begins, "ended_on": ended_on, "form": form, "legal_basis": basis}
    return placement(number, case, **said)
