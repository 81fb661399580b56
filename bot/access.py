"""Who may see what: the one place that decides, for Teams and the command line alike.

|                 | own cases | unit's cases | other units | shares of all units |
| caseworker      | yes       | no           | no          | no                  |
| unit manager    | yes       | yes          | no          | no                  |
| board secretary | no        | no           | no          | yes, suppressed     |
| administrator   | no        | no           | no          | counts only         |

Rows are read through the grants given here and in no other way, so what may not be shown is
not loaded. A refusal never tells whether the thing asked for exists.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from bot.conversation import Audience
from bot.understanding import ScopeSlot, Understanding
from rules.facts import CaseFacts, Role, StaffMember
from storage.engine import Database
from storage.queries import (
    cases_for_figures,
    caseworker_case,
    caseworker_cases,
    caseworker_history,
    figure_cases_without_unit,
    manager_case,
    unit_cases,
    unit_history,
)
from storage.unit_names import UnitNames


class Reach(StrEnum):
    """Whose rows a grant gives."""

    OWN = "own"
    UNIT = "unit"


class Refusal(StrEnum):
    """Why no rows are given."""

    UNKNOWN_PERSON = "unknown_person"
    GUEST = "guest"
    ANOTHER_IDENTITY = "another_identity"
    NOT_A_PERSONAL_CHAT = "not_a_personal_chat"
    NO_ROWS_FOR_ROLE = "no_rows_for_role"
    NO_ROWS_FOR_ADMINISTRATOR = "no_rows_for_administrator"
    OWN_CASES_ONLY = "own_cases_only"
    NO_UNIT = "no_unit"
    OWN_UNIT_ONLY = "own_unit_only"


@dataclass(frozen=True, slots=True)
class Grant:
    """The right of one person to one set of rows."""

    staff: StaffMember
    reach: Reach


def rows_granted(staff: StaffMember | None, audience: Audience, wanted: Reach) -> Grant | Refusal:
    """Return the right to the rows that are wanted, or why there is none."""
    if audience is not Audience.PERSONAL:
        return Refusal.NOT_A_PERSONAL_CHAT
    if staff is None:
        return Refusal.UNKNOWN_PERSON
    match staff.role:
        case Role.CASEWORKER:
            return Grant(staff, Reach.OWN) if wanted is Reach.OWN else Refusal.OWN_CASES_ONLY
        case Role.UNIT_MANAGER:
            if wanted is Reach.UNIT and not staff.unit:
                return Refusal.NO_UNIT
            return Grant(staff, wanted)
        case Role.BOARD_SECRETARY:
            return Refusal.NO_ROWS_FOR_ROLE
        case Role.ADMINISTRATOR:
            return Refusal.NO_ROWS_FOR_ADMINISTRATOR
        case _:
            assert_never(staff.role)


def widest_reach(staff: StaffMember) -> Reach:
    """Return the rows that a person works with when nothing else is said."""
    has_a_unit = staff.role is Role.UNIT_MANAGER and bool(staff.unit)
    return Reach.UNIT if has_a_unit else Reach.OWN


def reach_wanted(scope: ScopeSlot | None, scope_was_said: bool, staff: StaffMember) -> Reach:
    """Return whose rows a question asks for; a colleague's are part of the unit's."""
    if scope in (ScopeSlot.UNIT, ScopeSlot.CASEWORKER):
        return Reach.UNIT
    return Reach.OWN if scope_was_said else widest_reach(staff)


def granted_open_cases(database: Database, grant: Grant, today: date) -> tuple[CaseFacts, ...]:
    """Return the open rows that the grant gives, by case."""
    if grant.reach is Reach.OWN:
        return caseworker_cases(database, grant.staff, today)
    return unit_cases(database, grant.staff.unit or "", today)


def granted_rows(database: Database, grant: Grant, today: date) -> Iterable[CaseFacts]:
    """Return the rows that the grant gives, open and closed, by case."""
    if grant.reach is Reach.OWN:
        return caseworker_history(database, grant.staff, today)
    return unit_history(database, grant.staff.unit or "", today)


def is_beyond_own_unit(staff: StaffMember, meant: Understanding) -> bool:
    """Whether a manager names another unit than their own in what they ask.

    Nobody else is told by a refusal of its own which units there are.
    """
    return staff.role is Role.UNIT_MANAGER and meant.beside.other_unit


def granted_case(
    database: Database, grant: Grant, wordings: Iterable[str]
) -> tuple[CaseFacts, ...]:
    """Return the rows, open or closed, of the cases that are meant within the grant.

    `wordings` are ways to write the number; the first that finds anything decides.
    """
    found = (_case_worded(database, grant, wording) for wording in dict.fromkeys(wordings))
    return next(filter(None, found), ())


def _case_worded(database: Database, grant: Grant, case: str) -> tuple[CaseFacts, ...]:
    """Return the person's own rows, and where the grant gives them the unit's."""
    find = manager_case if grant.reach is Reach.UNIT else caseworker_case
    return find(database, grant.staff, case)


def may_read_access_log(staff: StaffMember | None) -> bool:
    """Whether the person may see who has looked at what."""
    return staff is not None and staff.role is Role.ADMINISTRATOR


class FiguresOf(StrEnum):
    """Whose rows figures are counted from."""

    OWN = "own"
    UNIT = "unit"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class FiguresGrant:
    """The right of one person to figures, never to the rows that they are counted from."""

    staff: StaffMember
    of: FiguresOf
    only_counts: bool = False

    @property
    def hides_small(self) -> bool:
        """Whether counts under five are left out: what leaves a unit must point at nobody."""
        return self.of is FiguresOf.ALL


def figures_granted(staff: StaffMember, audience: Audience) -> FiguresGrant | Refusal:
    """Return the right to the figures that go with the person's role, or why there is none."""
    if audience is not Audience.PERSONAL:
        return Refusal.NOT_A_PERSONAL_CHAT
    match staff.role:
        case Role.CASEWORKER:
            return FiguresGrant(staff, FiguresOf.OWN)
        case Role.UNIT_MANAGER:
            return FiguresGrant(staff, FiguresOf.UNIT) if staff.unit else Refusal.NO_UNIT
        case Role.BOARD_SECRETARY:
            return FiguresGrant(staff, FiguresOf.ALL)
        case Role.ADMINISTRATOR:
            return FiguresGrant(staff, FiguresOf.ALL, only_counts=True)
        case _:
            assert_never(staff.role)


def rows_behind_figures(
    database: Database, grant: FiguresGrant, first: date, last: date, today: date, names: UnitNames
) -> Iterable[CaseFacts]:
    """Return the rows that figures of the period are counted from; they must not be shown."""
    if grant.of is FiguresOf.OWN:
        return caseworker_history(database, grant.staff, today)
    unit = grant.staff.unit if grant.of is FiguresOf.UNIT else None
    return cases_for_figures(database, first, last, unit, names)


def rows_left_out_of_figures(
    database: Database, grant: FiguresGrant, first: date, last: date
) -> Iterable[CaseFacts]:
    """Return the rows of the unit's caseworkers that its figures lack, since they name no unit."""
    if grant.of is not FiguresOf.UNIT:
        return ()
    return figure_cases_without_unit(database, first, last, grant.staff.unit)
