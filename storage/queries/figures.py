"""What the indicators of a period are counted from."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_

from rules.facts import CaseFacts, ReportDecision, ReportOfConcern
from storage.engine import Database
from storage.queries.conditions import OPEN_BY_UNIT, day
from storage.queries.gather import Wanted, stream
from storage.queries.people import unit_spellings
from storage.queries.whose import rows_without_unit
from storage.rows import INVESTIGATIONS, REPORTS, CaseFact, CaseList
from storage.unit_names import NO_UNIT_NAMES, UnitNames, under_present_names

# Longer than the longest unextended time limit of its kind, with room for a weekend: a row
# that ended this long before the period cannot have had its limit in it.
_PRELIMINARY_ASSESSMENT = timedelta(days=40)
_INVESTIGATION = timedelta(days=130)

_SHORTEST_INVESTIGATION = timedelta(days=120)
"""Four months are never fewer days than this, and an extension does not shorten them."""

FIRST_POSSIBLE_DAY = date(1950, 1, 1) + _INVESTIGATION
"""The first day to ask from when every row is wanted: no export may hold an older one."""


def cases_for_figures(
    database: Database,
    first: date,
    last: date,
    unit: str | None,
    names: UnitNames = NO_UNIT_NAMES,
) -> Iterator[CaseFacts]:
    """Yield every row that can count in an indicator of the period, by case.

    Units that have changed their names are given, and asked for, by the present ones. A unit has
    one spelling, however its rows write it.
    """
    counted, days = (_begun_by_the_last, _may_count), _days(first, last)
    wanted = Wanted(counted, days)
    if unit is not None:
        given = {**days, "units": list(names.keys_of(unit))}
        wanted = Wanted((*counted, _in_units), given)
    cases = stream(database, wanted, with_caseworkers=True)
    return under_present_names(cases, names.with_spellings(unit_spellings(database)))


def cases_for_statutory_figures(
    database: Database, first: date, last: date, names: UnitNames = NO_UNIT_NAMES
) -> Iterator[CaseFacts]:
    """Yield the reports and investigations whose statutory time may end in the period, by case.

    The spans of its investigations are there where a report of the case needs them: one that
    neither its own day of decision nor a running investigation had ended by then.
    """
    limits = {**_days(first, last), "opened_by": last - _SHORTEST_INVESTIGATION}
    wanted = Wanted((_time_may_end,), limits, None, (REPORTS, INVESTIGATIONS))
    cases = stream(database, wanted, needs_spans=partial(_is_unanswered, last))
    return under_present_names(cases, names.with_spellings(unit_spellings(database)))


def _is_unanswered(last: date, row: CaseFact) -> bool:
    if not isinstance(row, ReportOfConcern) or row.decision is ReportDecision.JOINED:
        return False
    return row.decided_on is None or row.decided_on > last


def _days(first: date, last: date) -> dict[str, date]:
    return {
        "first": first,
        "last": last,
        "assessed_from": first - _PRELIMINARY_ASSESSMENT,
        "closed_from": first - _INVESTIGATION,
    }


def figure_cases_without_unit(
    database: Database, first: date, last: date, unit: str | None
) -> Iterator[CaseFacts]:
    """Yield the rows that can count in the period but in no unit's figures: they name none.

    With `unit` these are the rows of its own caseworkers only.
    """
    counted, days = (_begun_by_the_last, _may_count), _days(first, last)
    if unit is None:
        yield from stream(database, Wanted((*counted, _names_no_unit), days, OPEN_BY_UNIT))
    elif theirs := rows_without_unit(database, unit):
        given = {**days, **theirs.given}
        yield from stream(database, Wanted((*counted, theirs.rows), given, theirs.index))


def _names_no_unit(rows: CaseList[Any]) -> ColumnElement[bool]:
    return rows.table.c.unit_key == ""


def _in_units(rows: CaseList[Any]) -> ColumnElement[bool]:
    return rows.table.c.unit_key.in_(bindparam("units", expanding=True))


def _begun_by_the_last(rows: CaseList[Any]) -> ColumnElement[bool]:
    return rows.table.c[rows.begins_on] <= day("last")


def _may_count(rows: CaseList[Any]) -> ColumnElement[bool]:
    columns = rows.table.c
    if rows is REPORTS:
        recent = columns.received_on >= day("assessed_from")
        return or_(recent, columns.open_until >= day("first"))
    if rows is INVESTIGATIONS:
        recent = columns.open_until >= day("closed_from")
        return or_(recent, columns.extended_to >= day("first"))
    return columns.open_until >= day("first")


def _time_may_end(rows: CaseList[Any]) -> ColumnElement[bool]:
    columns = rows.table.c
    if rows is REPORTS:
        return columns.received_on.between(day("assessed_from"), day("last"))
    recent = columns.opened_on >= day("closed_from")
    return and_(
        columns.opened_on <= day("opened_by"), or_(recent, columns.extended_to >= day("first"))
    )
