"""A unit's forecast out of facts; pure, so that a day gone by can be forecast again and judged."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from digests.forecast.calendar_weeks import days_off_in, weeks_from, working_days_in
from digests.forecast.chances import Coming, History, coming_until, unit_history
from digests.forecast.counts import late_range
from digests.forecast.model import Forecast, LateRange, LikelyOverrun, WeekAhead
from digests.periods import Week
from rules.duties import Duty
from rules.facts import InvestigationTime

_LIKELY = 0.5


def forecast_unit(
    open_duties: Iterable[Duty], times: Iterable[InvestigationTime], today: date
) -> Forecast:
    """Return the forecast of the unit that has these open duties and this history."""
    history, weeks = unit_history(times, today), weeks_from(today)
    coming = coming_until(weeks[-1].last_day, open_duties, history)
    return Forecast(
        as_of=today,
        opened_from=history.opened_from,
        closed=history.closed,
        weeks=tuple(_week_ahead(week, coming, history) for week in weeks),
        late=likely_late(coming, history),
        likely_overruns=tuple(_overruns(coming)),
    )


def due_in(week: Week, coming: Iterable[Coming]) -> tuple[Coming, ...]:
    """Return those whose last day is in the week."""
    return tuple(
        each for each in coming if week.first_day <= each.duty.decisive_on <= week.last_day
    )


def likely_late(coming: Sequence[Coming], history: History) -> LateRange | None:
    """Return how many of these are likely late, None where nothing can be said."""
    if history.curve is None:
        return None
    chances = [each.chance for each in coming if each.chance is not None]
    return late_range(chances, len(coming) - len(chances))


def _week_ahead(week: Week, coming: Iterable[Coming], history: History) -> WeekAhead:
    due = due_in(week, coming)
    return WeekAhead(
        week=week,
        due=len(due),
        late=likely_late(due, history),
        unclear=sum(each.chance is None for each in due) if history.curve else 0,
        working_days=working_days_in(week),
        days_off=days_off_in(week),
    )


def _overruns(coming: Iterable[Coming]) -> Iterator[LikelyOverrun]:
    for duty, chance in ((each.duty, each.chance) for each in coming):
        if chance is not None and chance.likely >= _LIKELY:
            yield LikelyOverrun(
                case=duty.case,
                rule=duty.rule,
                due_on=duty.due_on,
                decisive_on=duty.decisive_on,
                tens_of_percent=int(chance.likely * 10 + 0.5),
                unit=duty.unit,
                caseworker=duty.caseworker,
            )
