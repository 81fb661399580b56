"""What a person may ask to see: a caseworker's own cases, a unit's cases, one case.

Each is a function of its own, so that a reader cannot be given more than its name says.
An open row is one whose last event, if it has any, is dated after `today`. A unit's rows are
those that name it, and those of its caseworkers that name no unit.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from rules.facts import CaseFacts, StaffMember
from storage.engine import Database
from storage.keys import name_key
from storage.queries.conditions import (
    OPEN_BY_UNIT,
    Choice,
    Condition,
    begun_by_today,
    in_any_unit,
    in_unit,
    means,
    numbered_exactly,
    numbered_like,
    open_on_today,
)
from storage.queries.gather import Wanted, gather
from storage.queries.whose import rows_of, rows_without_unit


def caseworker_cases(database: Database, staff: StaffMember, today: date) -> tuple[CaseFacts, ...]:
    """Return the caseworker's own open rows, by case."""
    return _open_cases(database, _of_caseworker(database, staff), today)


def caseworker_history(
    database: Database, staff: StaffMember, today: date
) -> tuple[CaseFacts, ...]:
    """Return the caseworker's own rows that have begun, open and closed, by case."""
    return _history(database, _of_caseworker(database, staff), today)


def unit_cases(database: Database, unit: str, today: date) -> tuple[CaseFacts, ...]:
    """Return the unit's open rows, by case."""
    return _open_cases(database, _of_unit(database, unit), today)


def unit_history(database: Database, unit: str, today: date) -> tuple[CaseFacts, ...]:
    """Return the unit's rows that have begun, open and closed, by case."""
    return _history(database, _of_unit(database, unit), today)


def all_open_cases(database: Database, today: date) -> tuple[CaseFacts, ...]:
    """Return every open row of the municipality, by case."""
    return _open_cases(database, [Choice(in_any_unit, OPEN_BY_UNIT, {})], today)


def caseworker_case(database: Database, staff: StaffMember, case: str) -> tuple[CaseFacts, ...]:
    """Return the caseworker's rows, open or closed, of the cases that `case` may mean."""
    return _one_case(database, _of_caseworker(database, staff), case)


def unit_case(database: Database, unit: str, case: str) -> tuple[CaseFacts, ...]:
    """Return the unit's rows, open or closed, of the cases that `case` may mean."""
    return _one_case(database, _of_unit(database, unit), case)


def manager_case(database: Database, staff: StaffMember, case: str) -> tuple[CaseFacts, ...]:
    """Return the rows of the manager's unit and those that are the manager's own, in any unit.

    They are of the cases that `case` may mean, open or closed.
    """
    found: dict[str, CaseFacts] = {}
    of_unit = unit_case(database, staff.unit or "", case)
    for each in (*of_unit, *caseworker_case(database, staff, case)):
        known = found.get(each.case)
        found[each.case] = each if known is None else _with_rows_of(known, each)
    return _nearest(database.labels.asked(case), tuple(found.values()))


def _with_rows_of(known: CaseFacts, other: CaseFacts) -> CaseFacts:
    """Return the case with the rows that another reading of it found, each once."""
    return replace(
        known,
        reports=tuple(dict.fromkeys((*known.reports, *other.reports))),
        investigations=tuple(dict.fromkeys((*known.investigations, *other.investigations))),
        placements=tuple(dict.fromkeys((*known.placements, *other.placements))),
    )


def _of_caseworker(database: Database, staff: StaffMember) -> list[Choice]:
    theirs = rows_of(database, staff)
    return [] if theirs is None else [theirs]


def _of_unit(database: Database, unit: str) -> list[Choice]:
    unnamed = rows_without_unit(database, unit)
    return [in_unit(unit)] if unnamed is None else [in_unit(unit), unnamed]


def _open_cases(database: Database, mine: Iterable[Choice], today: date) -> tuple[CaseFacts, ...]:
    return gather(database, *(_as_of(each, open_on_today, today) for each in mine))


def _history(database: Database, mine: Iterable[Choice], today: date) -> tuple[CaseFacts, ...]:
    return gather(database, *(_as_of(each, begun_by_today, today) for each in mine))


def _as_of(mine: Choice, on_the_day: Condition, today: date) -> Wanted:
    return Wanted((mine.rows, on_the_day), {**mine.given, "today": today}, mine.index)


def _one_case(database: Database, mine: Iterable[Choice], case: str) -> tuple[CaseFacts, ...]:
    case = database.labels.asked(case)
    named = numbered_exactly if database.labels.hides_numbers else numbered_like
    of_case = named(case)
    wanted = (
        Wanted((each.rows, of_case.rows), {**each.given, **of_case.given}, of_case.index)
        for each in mine
    )
    found = gather(database, *wanted)
    return _nearest(case, tuple(each for each in found if means(case, each.case)))


def _nearest(asked: str, found: tuple[CaseFacts, ...]) -> tuple[CaseFacts, ...]:
    """Return the case numbered just as asked, however it is spelt; all of them if none is.

    A number that is asked for whole must never mean several cases, or asking which of them
    is meant would never end.
    """
    key = name_key(asked)
    same = [case for case in found if case.case == asked]
    same = same or [case for case in found if name_key(case.case) == key]
    return tuple(same) or found
