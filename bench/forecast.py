"""The forecast held against what happened: twelve month-starts, forecast from what was known then.

The municipality is invented, so this tells whether the arithmetic is honest, and not how well a
real unit can be foretold.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bench.municipality import NOW, imported
from digests.forecast.build import due_in, likely_late
from digests.forecast.calendar_weeks import WEEKS_AHEAD, weeks_from
from digests.forecast.chances import Coming, History, coming_until, unit_history
from digests.forecast.curve import LEVEL
from digests.periods import Month, month_of, twelve_months_to
from rules.case_duties import owed_for_investigation, predates_its_rule
from rules.duties import Duty, duty_at
from rules.facts import Investigation, InvestigationTime
from rules.policy import DEFAULT_POLICY
from storage.keys import name_key
from storage.queries import FIRST_POSSIBLE_DAY, cases_for_statutory_figures

_ROWS = 100_000
_OVER_BY_NOW = NOW.date() - timedelta(weeks=WEEKS_AHEAD)
_HEADING = f"{'forecast chance':<18}{'investigations':>15}{'mean forecast':>15}{'happened':>12}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An investigation that was forecast, and what came of it."""

    coming: Coming
    was_late: bool
    was_extended: bool


@dataclass(slots=True)
class BackTest:
    """What was forecast beside what happened, added up over units, months and weeks."""

    judged: list[Outcome] = field(default_factory=list)
    unclear: int = 0
    forecasts: int = 0
    without_history: int = 0
    weeks: int = 0
    weeks_within: int = 0
    widths: int = 0

    def add_investigations(self, outcomes: Iterable[Outcome]) -> None:
        for each in outcomes:
            if each.coming.chance is None:
                self.unclear += 1
            else:
                self.judged.append(each)

    def add_week(self, due: Sequence[Outcome], history: History) -> None:
        found = likely_late([each.coming for each in due], history)
        if due and found is not None:
            self.weeks += 1
            self.widths += found.high - found.low
            self.weeks_within += found.low <= sum(each.was_late for each in due) <= found.high


def measure(say: Callable[[str], None]) -> Iterator[str]:
    """Yield the table of what was forecast and what came of it."""
    place = imported(_ROWS, say)
    by_unit: dict[str, list[Investigation]] = defaultdict(list)
    for case in cases_for_statutory_figures(place.database, FIRST_POSSIBLE_DAY, NOW.date()):
        for row in case.investigations:
            by_unit[name_key(row.unit)].append(row)
    place.database.close()
    last = month_of(_OVER_BY_NOW)
    yield from back_test_lines(by_unit.values(), twelve_months_to(last))


def back_test_lines(
    units: Iterable[Sequence[Investigation]], months: Sequence[Month]
) -> Iterator[str]:
    """Yield the lines for forecasts on the first day of each month."""
    found = BackTest()
    for rows in units:
        for month in months:
            _judge(rows, month.first_day, found)
    yield f"\nForecasts of eight weeks on the first of {months[0]} … {months[-1]}, each unit's own"
    yield _HEADING
    yield from _calibration(found.judged)
    yield from _coverage(found)


def _judge(rows: Sequence[Investigation], today: date, found: BackTest) -> None:
    times = [InvestigationTime(each.unit, "", each.opened_on, each.closed_on) for each in rows]
    weeks, history = weeks_from(today), unit_history(times, today)
    by_number = {row.number: row for row in rows}
    coming = coming_until(weeks[-1].last_day, _open_duties(rows, today), history)
    outcomes = {each.duty.source: _outcome(each, by_number) for each in coming}
    found.forecasts += bool(coming)
    if history.curve is None:
        found.without_history += bool(coming)
        return
    found.add_investigations(outcomes.values())
    for week in weeks:
        found.add_week([outcomes[each.duty.source] for each in due_in(week, coming)], history)


def _open_duties(rows: Iterable[Investigation], today: date) -> Iterator[Duty]:
    for row in rows:
        owed = owed_for_investigation(row)
        if row.opened_on <= today and not predates_its_rule(owed):
            duty = duty_at(owed, today, DEFAULT_POLICY)
            if duty.is_open:
                yield duty


def _outcome(coming: Coming, rows: Mapping[str, Investigation]) -> Outcome:
    """Return what came of it: late is open after the last day that was known at the time."""
    row, last_day = rows[coming.duty.source], coming.duty.decisive_on
    was_late = row.closed_on is None or row.closed_on > last_day
    decided_on = row.extension_decided_on
    was_extended = decided_on is not None and coming.duty.as_of < decided_on <= last_day
    return Outcome(coming, was_late, was_extended)


def _calibration(judged: Sequence[Outcome]) -> Iterator[str]:
    by_tenth: dict[int, list[Outcome]] = defaultdict(list)
    for each in judged:
        by_tenth[min(int(_chance(each) * 10), 9)].append(each)
    for tenth in sorted(by_tenth):
        yield _line(f"{tenth * 10}–{tenth * 10 + 10} %", by_tenth[tenth])
    if judged:
        yield _line("all", judged)


def _line(name: str, outcomes: Sequence[Outcome]) -> str:
    number = len(outcomes)
    forecast = sum(map(_chance, outcomes)) / number
    happened = sum(each.was_late for each in outcomes) / number
    return f"{name:<18}{number:>15,}{forecast:>15.1%}{happened:>12.1%}"


def _chance(outcome: Outcome) -> float:
    return 0.0 if outcome.coming.chance is None else outcome.coming.chance.likely


def _coverage(found: BackTest) -> Iterator[str]:
    weeks, late = max(found.weeks, 1), [each for each in found.judged if each.was_late]
    yield (
        f"the number late was within the span in {found.weeks_within:,} of {found.weeks:,} weeks "
        f"({found.weeks_within / weeks:.1%}, promised {LEVEL:.0%}), mean width "
        f"{found.widths / weeks:.1f}"
    )
    extended = sum(each.was_extended for each in late)
    yield f"of the {len(late):,} open after their last day {extended:,} had been extended by then"
    yield (
        f"too few to compare with: {found.unclear:,} investigations; too little history: "
        f"{found.without_history:,} of {found.forecasts:,} forecasts"
    )
