"""That figures reach further back than what is kept, said beside them."""

from datetime import date

from digests.words import cleared_before
from rules.length import add_months
from storage.engine import Database
from storage.records import facts_kept_from

_ALWAYS_KEPT_MONTHS = 25


def history_notes(database: Database, first: date, today: date) -> list[str]:
    """Return what is to be said of figures that begin on the day; nothing where all is kept.

    `today` is the real one, also of figures seen from another: it tells what was never cleared.
    """
    if first >= add_months(today, -_ALWAYS_KEPT_MONTHS):
        return []
    kept_from = facts_kept_from(database)
    return [] if kept_from is None or first >= kept_from else [cleared_before(kept_from)]
