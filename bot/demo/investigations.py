"""How investigations go: their length, their extensions, their outcome."""

from datetime import date, timedelta
from random import Random

from bot.demo.cases import Child, Registration, office_day
from rules.facts import Investigation, Outcome, ReportOfConcern
from rules.length import add_months

# Huddinge's bands: closed within 90 days, within 91 to 123, later.
_WITHIN_90_DAYS = 0.36
_WITHIN_123_DAYS = 0.72

# Of those that outlast four months.
_EXTENDED_IN_TIME = 0.235
_EXTENDED_TOO_LATE = 0.26
_EXTENDED_UNDATED = 0.27

_GRANTED = 0.4
_DECLINED = 0.48
_BEGUN_EARLY = 0.61


def statutory_limit(opened_on: date) -> date:
    """The last day of the four months."""
    return add_months(opened_on, 4)


def draw_investigation(
    rng: Random, report: ReportOfConcern, child: Child, registration: Registration
) -> Investigation:
    """An investigation opened by the report's decision, with its whole course."""
    opened_on = registration.day
    closed_on = office_day(opened_on + timedelta(days=_draw_length(rng)), not_before=opened_on)
    extended_to, extension_decided_on = _draw_extension(rng, opened_on, closed_on)
    outcome = _draw_outcome(rng)
    return Investigation(
        registration.number,
        child.case,
        opened_on,
        registration.unit,
        registration.caseworker,
        report.number,
        closed_on,
        extended_to,
        extension_decided_on,
        outcome,
        report.reason,
        intervention_began_on=_draw_intervention(rng, outcome, opened_on, closed_on),
        sex=child.sex,
        age=child.age_on(opened_on),
    )


def _draw_length(rng: Random) -> int:
    """Days; most of those that pass 90 are closed in the last weeks before the limit."""
    band = rng.random()
    if band < _WITHIN_90_DAYS:
        return rng.randint(20, 90)
    if band < _WITHIN_123_DAYS:
        return round(rng.triangular(96, 123, 122))
    return rng.randint(126, 265)


def _draw_extension(
    rng: Random, opened_on: date, closed_on: date
) -> tuple[date | None, date | None]:
    """The extended-to day and the day of that decision: mostly none, some late, few undated."""
    limit = statutory_limit(opened_on)
    draw = rng.random()
    if closed_on <= limit or draw >= _EXTENDED_UNDATED:
        return None, None
    extended_to = add_months(opened_on, rng.choice((5, 6, 6, 7)))
    if draw < _EXTENDED_IN_TIME:
        return extended_to, office_day(limit - timedelta(days=rng.randint(0, 20)), opened_on)
    if draw < _EXTENDED_TOO_LATE:
        return extended_to, min(closed_on, limit + timedelta(days=rng.randint(1, 12)))
    return extended_to, None


def _draw_outcome(rng: Random) -> Outcome:
    draw = rng.random()
    if draw < _GRANTED:
        return Outcome.INTERVENTION_GRANTED
    return Outcome.INTERVENTION_DECLINED if draw < _DECLINED else Outcome.NO_INTERVENTION


def _draw_intervention(
    rng: Random, outcome: Outcome, opened_on: date, closed_on: date
) -> date | None:
    """When the granted intervention began, where it began before the investigation ended."""
    if outcome is not Outcome.INTERVENTION_GRANTED or rng.random() >= _BEGUN_EARLY:
        return None
    length = (closed_on - opened_on).days
    return opened_on + timedelta(days=rng.randint(length // 5, length))
