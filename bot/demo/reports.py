"""How reports come in and what becomes of them, at the rates of the reference municipality."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.demo.cases import Child, Registration, draw_reason, office_day
from rules.facts import ReportDecision, ReportOfConcern, ReportType, Sex

# Reports come on working days; July is quiet. Mean over a year: a little under one.
_WEEKDAY_SHARE = 1.33
_WEEKEND_SHARE = 0.15
_JULY_SHARE = 0.7
_JULY = 7

_APPLICATIONS = 0.02
_OPENED = 0.545
_DECIDED_LATE = 0.155
_SAME_DAY = 0.909
_NEXT_DAY = 0.961
_ASSESSED_LATE = 0.987
_SPOKEN_WITH = {Sex.GIRL: 0.31, Sex.BOY: 0.21}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report on its way in: on a known child or a new one, its decision known or not yet."""

    child: Child | None = None
    decision: ReportDecision | None = None
    decided_on: date | None = None
    repeats: bool = False  # the matter is being assessed or investigated already


@dataclass(frozen=True, slots=True)
class _Decision:
    type: ReportType
    decision: ReportDecision
    decided_on: date | None


def how_many_arrive(rng: Random, day: date, mean: float) -> int:
    """The number of reports of one day, when `mean` come on an average day."""
    expected = mean * (_WEEKDAY_SHARE if day.weekday() < 5 else _WEEKEND_SHARE)
    if day.month == _JULY:
        expected *= _JULY_SHARE
    return max(0, round(rng.gauss(expected, expected**0.5)))


def draw_report(
    rng: Random, arrival: Arrival, child: Child, registration: Registration
) -> ReportOfConcern:
    """A report with its whole course, also what lies after the day of the export."""
    day = registration.day
    outcome = _draw_decision(rng, arrival, day)
    age = child.age_on(day)
    is_application = outcome.type is ReportType.APPLICATION
    is_assessed = not is_application and outcome.decision is not ReportDecision.JOINED
    return ReportOfConcern(
        registration.number,
        child.case,
        day,
        outcome.type,
        registration.unit,
        registration.caseworker,
        draw_reason(rng, age),
        assessed_on=day if is_application else _draw_protection_assessment(rng, day),
        decided_on=outcome.decided_on,
        decision=outcome.decision,
        sex=child.sex,
        age=age,
        child_spoken_with=rng.random() < _SPOKEN_WITH[child.sex] if is_assessed else None,
    )


def _draw_decision(rng: Random, arrival: Arrival, day: date) -> _Decision:
    if arrival.decision is not None:
        return _Decision(ReportType.REPORT, arrival.decision, arrival.decided_on)
    opened = ReportDecision.INVESTIGATION_OPENED
    if rng.random() < _APPLICATIONS:
        return _Decision(ReportType.APPLICATION, opened, day)
    decided_on = office_day(day + timedelta(days=_draw_days_to_decision(rng)), not_before=day)
    decision = opened if rng.random() < _OPENED else ReportDecision.NO_INVESTIGATION
    return _Decision(ReportType.REPORT, decision, decided_on)


def _draw_days_to_decision(rng: Random) -> int:
    if rng.random() < _DECIDED_LATE:
        return round(rng.triangular(16, 45, 16))
    return min(14, max(0, round(rng.gauss(9, 4))))


def _draw_protection_assessment(rng: Random, day: date) -> date | None:
    """The day of the assessment; None where it was never written down."""
    draw = rng.random()
    if draw < _SAME_DAY:
        return day
    if draw < _NEXT_DAY:
        return day + timedelta(days=1)
    if draw < _ASSESSED_LATE:
        return day + timedelta(days=rng.randint(2, 6))
    return None
