"""All units' weekly digests, beside reading the rows that they are told from.

That is what is open or has changed, how long investigations have taken for the forecasts, and
six months of reports and investigations for the units' own figures.
"""

from collections.abc import Callable, Iterator
from functools import partial

from bench.municipality import NOW, imported
from bench.ratio import Goal, Way, compare, line
from digests.forecast.chances import history_begins
from digests.periods import week_of
from digests.weekly.build import DAYS_BACK
from digests.weekly.own_figures import months_told
from digests.weekly.service import weekly_digests
from rules.policy import DEFAULT_POLICY
from storage.engine import Database
from storage.queries import cases_for_statutory_figures, digest_cases, investigation_times

_ROWS = 100_000
_TODAY = NOW.date()


def measure(say: Callable[[str], None]) -> Iterator[str]:
    """Yield the lines about digests."""
    place = imported(_ROWS, say)
    build = partial(
        weekly_digests,
        place.database,
        week=week_of(_TODAY),
        today=_TODAY,
        now=NOW,
        policy=DEFAULT_POLICY,
    )
    pairs = compare(Way(build), Way(partial(_read, place.database)))
    units, rows = len(build()), len(_read(place.database))
    place.database.close()
    told_from = f"weekly digests of {units} units ÷ reading their {rows:,} cases and times"
    yield line(told_from, pairs, Goal(4))


def _read(database: Database) -> list[object]:
    months = months_told(_TODAY)
    return [
        *digest_cases(database, _TODAY - DAYS_BACK, _TODAY),
        *investigation_times(database, history_begins(_TODAY), _TODAY),
        *cases_for_statutory_figures(database, months[0].first_day, months[-1].last_day),
    ]
