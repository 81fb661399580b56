"""The desk over the large municipality, opened by the process that answers."""

from collections.abc import Iterator
from contextlib import contextmanager

from bench.municipality import imported
from bot.turns import Desk
from rules.policy import DEFAULT_POLICY

ROWS = 100_000


@contextmanager
def large_desk() -> Iterator[Desk]:
    """Give the desk; its rows have been imported before."""
    database = imported(ROWS, _silent).database
    try:
        yield Desk(database, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=8)
    finally:
        database.close()


def _silent(_what: object) -> None:
    """Leave it to the process that is waited for to say what is prepared."""
