"""All units' weekly digests, beside reading the rows that they are told from."""

from collections.abc import Callable, Iterator
from functools import partial

from bench.municipality import NOW, imported
from bench.ratio import Goal, Way, compare, line
from digests.periods import week_of
from digests.weekly.build import DAYS_BACK
from digests.weekly.service import weekly_digests
from rules.policy import DEFAULT_POLICY
from storage.engine import Database
from storage.queries import digest_cases

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
    units, cases = len(build()), len(_read(place.database))
    place.database.close()
    yield line(f"weekly digests of {units} units ÷ reading their {cases:,} cases", pairs, Goal(4))


def _read(database: Database) -> list[object]:
    return list(digest_cases(database, _TODAY - DAYS_BACK, _TODAY))
