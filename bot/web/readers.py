"""Who is a reader of which digest, by the same rights as in the chat and at delivery.

Whoever stands in for somebody who is away reads what is sent to them in that person's place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.access import FiguresGrant, FiguresOf, Grant, Reach, figures_granted, rows_granted
from bot.conversation import Audience
from rules.facts import Role, StaffMember
from storage.engine import Database
from storage.keys import name_key
from storage.queries import staff_by_email
from storage.records.outbox import absences


@dataclass(frozen=True, slots=True)
class Reader:
    """A right to a digest: of the unit where it is about one, in place of whom if not oneself."""

    unit: str
    in_place_of: str | None = None


def letters_for(database: Database, staff: StaffMember | None, today: date) -> tuple[Reader, ...]:
    """Return the units whose weekly digests the person reads, their own first."""
    if staff is None:
        return ()
    own = [Reader(unit) for unit in _unit_of(staff)]
    if staff.role is not Role.UNIT_MANAGER:
        return tuple(own)
    absent = _away(database, staff, Role.UNIT_MANAGER, today)
    return (*own, *(Reader(unit, each.name) for each in absent for unit in _unit_of(each)))


def summary_for(database: Database, staff: StaffMember | None, today: date) -> Reader | None:
    """Return the right to the board's summary, None without one."""
    if staff is None:
        return None
    if _reads_summary(staff):
        return Reader("")
    absent = filter(_reads_summary, _away(database, staff, Role.BOARD_SECRETARY, today))
    return next((Reader("", each.name) for each in absent), None)


def _unit_of(staff: StaffMember) -> tuple[str, ...]:
    grant = rows_granted(staff, Audience.PERSONAL, Reach.UNIT)
    has_a_unit = isinstance(grant, Grant) and grant.reach is Reach.UNIT
    return (staff.unit,) if has_a_unit and staff.unit else ()


def _reads_summary(staff: StaffMember) -> bool:
    grant = figures_granted(staff, Audience.PERSONAL)
    return isinstance(grant, FiguresGrant) and grant.of is FiguresOf.ALL and not grant.only_counts


def _away(
    database: Database, deputy: StaffMember, role: Role, today: date
) -> Iterator[StaffMember]:
    """Yield those with the role whom the person stands in for on the day."""
    for absence in absences(database):
        if absence.covers(today) and name_key(absence.deputy) == name_key(deputy.email):
            absent = staff_by_email(database, absence.email)
            if absent is not None and absent.role is role:
                yield absent
