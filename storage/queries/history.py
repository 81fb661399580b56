"""How long investigations have taken: what a forecast is made from, and nothing else of them."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from rules.facts import InvestigationTime
from storage.engine import Database
from storage.queries.conditions import day
from storage.tables import INVESTIGATION
from storage.unit_names import NO_UNIT_NAMES, UnitNames

_ROWS_AT_A_TIME = 2_000
_COLUMNS = INVESTIGATION.c
_OPENED_IN_THE_PERIOD = select(
    _COLUMNS.unit, _COLUMNS.caseworker, _COLUMNS.opened_on, _COLUMNS.closed_on
).where(
    _COLUMNS.opened_on >= day("first"),
    _COLUMNS.opened_on <= day("last"),
    _COLUMNS.gone_since.is_(None),
)


def investigation_times(
    database: Database, first: date, last: date, names: UnitNames = NO_UNIT_NAMES
) -> Iterator[InvestigationTime]:
    """Yield when each investigation opened in the period began and ended, in no order."""
    with database.reading() as connection:
        found = connection.execute(
            _OPENED_IN_THE_PERIOD,
            {"first": first, "last": last},
            execution_options={"yield_per": _ROWS_AT_A_TIME},
        )
        for unit, caseworker, opened_on, closed_on in found:
            yield InvestigationTime(names.now(unit), caseworker, opened_on, closed_on)
