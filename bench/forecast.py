"""The forecast held against what happened: twelve month-starts, forecast from what was known then.

The municipality is invented, so this tells whether the arithmetic is honest and not how well
any real unit can be foretold.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bench.municipality import NOW, imported
from digests.forecast.build import due_in, likely_late
from digests.forecast.calendar_weeks import WEEKS_AHEAD, weeks_from
from digests.forecast.chances import Coming, coming_until, unit_history
from digests.forecast.curve import LEVEL
from digests.periods import Month, month_of, twelve_months_to
from rules.case_duties import owed_for_investigation, predates_its_rule
from rules.duties import Duty, duty_at
from rules.facts import Investigation, InvestigationTime
from rules.policy import DEFAULT_POLICY
from storage.keys import name_key
from storage.queries import FIRST_POSSIBLE_DAY, cases_for_statutory_figures

_ROWS = 100_000
_LAST_START = NOW.date() - timedelta(weeks=WEEKS_AHEAD + 1)
_TENTHS = range(10)


@dataclass(slots=True)
class Outcomes:
    """What was forecast beside what happened, added up over units and weeks."""

    chances: dict[int, list[tuple[float, bool]]] = field(default_factory=lambda: defaultdict(list))
    weeks: int = 0
    weeks_within: int = 0
    sizes: int = 0
    unclear: int = 0
    units: int = 0
    units_without_history: int = 0

    def add(self, coming: Coming, is_late: bool) -> None:
        if coming.chance is None:
            self.unclear += 1
        else:
            tenth = min(int(coming.chance.likely * 10), 9)
            self.chances[tenth].append((coming.chance.likely, is_late))


def measure(say: Callable[[str], None]) -> Iterator[str]:
    """Yield the table of what was forecast and what came of it."""
    place = imported(_ROWS, say)
    cases = cases_for_statutory_figures(place.database, FIRST_POSSIBLE_DAY, NOW.date())
    by_unit: dict[str, list[Investigation]] = defaultdict(list)
    for case in cases:
        for row in case.investigations:
            by_unit[name_key(row.unit)].append(row)
    place.database.close()
    yield from table(by_unit, month_of(_LAST_START))


def table(by_unit: Mapping[str, Iterable[Investigation]], last: Month) -> Iterator[str]:
    """Yield the lines for the twelve month-starts that end with `last`."""
    outcomes = Outcomes()
    for month in twelve_months_to(last):
        for rows in by_unit.values():
            _judge(list(rows), month.first_day, outcomes)
    yield f"\nForecasts on {twelve_months_to(last)[0]}-01 … {last}-01, all units, eight weeks each"
    yield from _calibration(outcomes)
    yield from _coverage(outcomes)


def _judge(rows: list[Investigation], today: date, outcomes: Outcomes) -> None:
    times = [
        InvestigationTime(row.unit, row.caseworker, row.opened_on, row.closed_on) for row in rows
    ]
    weeks, history = weeks_from(today), unit_history(times, today)
    coming = coming_until(weeks[-1].last_day, _open_duties(rows, today), history)
    outcomes.units += bool(coming)
    if history.curve is None:
        outcomes.units_without_history += bool(coming)
        return
    closed_on = {row.number: row.closed_on for row in rows}
    late = {each.duty.source: _is_late(each, closed_on) for each in coming}
    for each in coming:
        outcomes.add(each, late[each.duty.source])
    for due in (due_in(week, coming) for week in weeks):
        found = likely_late(due, history)
        if due and found is not None:
            outcomes.weeks += 1
            outcomes.sizes += found.high - found.low
            happened = sum(late[each.duty.source] for each in due)
            outcomes.weeks_within += found.low <= happened <= found.high


def _open_duties(rows: Iterable[Investigation], today: date) -> Iterator[Duty]:
    for row in rows:
        owed = owed_for_investigation(row)
        if row.opened_on <= today and not predates_its_rule(owed):
            duty = duty_at(owed, today, DEFAULT_POLICY)
            if duty.is_open:
                yield duty


def _is_late(coming: Coming, closed_on: Mapping[str, date | None]) -> bool:
    ended_on = closed_on[coming.duty.source]
    return ended_on is None or ended_on > coming.duty.decisive_on


def _calibration(outcomes: Outcomes) -> Iterator[str]:
    yield f"{'forecast chance':<18}{'investigations':>15}{'mean forecast':>15}{'still open':>12}"
    for tenth in _TENTHS:
        if found := outcomes.chances.get(tenth):
            mean = sum(chance for chance, _ in found) / len(found)
            share = sum(is_late for _, is_late in found) / len(found)
            span = f"{tenth * 10}–{tenth * 10 + 10} %"
            yield f"{span:<18}{len(found):>15,}{mean:>15.1%}{share:>12.1%}"
    everything = [each for found in outcomes.chances.values() for each in found]
    if everything:
        mean = sum(chance for chance, _ in everything) / len(everything)
        share = sum(is_late for _, is_late in everything) / len(everything)
        yield f"{'all':<18}{len(everything):>15,}{mean:>15.1%}{share:>12.1%}"


def _coverage(outcomes: Outcomes) -> Iterator[str]:
    weeks = max(outcomes.weeks, 1)
    yield (
        f"outcome within the span in {outcomes.weeks_within:,} of {outcomes.weeks:,} weeks "
        f"({outcomes.weeks_within / weeks:.1%}, promised {LEVEL:.0%}); "
        f"mean width {outcomes.sizes / weeks:.1f}"
    )
    yield (
        f"too few to compare with: {outcomes.unclear:,} investigations; "
        f"too little history: {outcomes.units_without_history:,} of {outcomes.units:,} forecasts"
    )
