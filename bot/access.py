"""Who may see what: the one place that decides, for Teams and the command line alike.

|                 | own cases | unit's cases | other units | shares of all units |
| caseworker      | yes       | no           | no          | no                  |
| unit manager    | yes       | yes          | no          | no                  |
| board secretary | no        | no           | no          | yes, suppressed     |
| administrator   | no        | no           | no          | counts only         |

Rows are read through the grants given here and in no other way, so what may not be shown is
not loaded. A refusal never tells whether the thing asked for exists.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from bot.conversation import Audience
from bot.understanding import ScopeSlot
from rules.facts import CaseFacts, Role, StaffMember
from storage.engine import Database
from storage.keys import name_key
from storage.queries import (
    FIRST_POSSIBLE_DAY,
    cases_for_figures,
    caseworker_case,
    caseworker_cases,
    caseworker_history,
    unit_case,
    unit_cases,
    unit_keys_within,
)


class Reach(StrEnum):
    """Whose rows a grant gives."""

    OWN = "own"
    UNIT = "unit"


class Refusal(StrEnum):
    """Why no rows are given."""

    UNKNOWN_PERSON = "unknown_person"
    NOT_A_PERSONAL_CHAT = "not_a_personal_chat"
    NO_ROWS_FOR_ROLE = "no_rows_for_role"
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
        case Role.BOARD_SECRETARY | Role.ADMINISTRATOR:
            return Refusal.NO_ROWS_FOR_ROLE
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
    return cases_for_figures(database, FIRST_POSSIBLE_DAY, today, grant.staff.unit or "")


def names_another_unit(database: Database, staff: StaffMember, text: str) -> bool:
    """Whether a manager names another unit than their own in what they ask.

    Nobody else is told by a refusal of its own which units there are.
    """
    if staff.role is not Role.UNIT_MANAGER:
        return False
    asked = name_key(text)
    others = set(unit_keys_within(database, asked)) - {name_key(staff.unit)}
    if not others:
        return False
    keys = others | {name_key(staff.unit)} - {""}
    in_order = sorted(keys, key=len, reverse=True)  # Barnenheten Norr before Barnenheten
    a_unit = re.compile(rf"(?<!\w)(?P<unit>{'|'.join(map(re.escape, in_order))})s?(?!\w)")
    named = {found["unit"] for found in a_unit.finditer(asked)}
    return bool(named - {name_key(staff.unit)})


def granted_case(
    database: Database, grant: Grant, wordings: Iterable[str]
) -> tuple[CaseFacts, ...]:
    """Return the rows, open or closed, of the cases that are meant within the grant.

    `wordings` are ways to write the number; the first that finds anything decides.
    """
    found = (_case_worded(database, grant, wording) for wording in dict.fromkeys(wordings))
    return next(filter(None, found), ())


def _case_worded(database: Database, grant: Grant, case: str) -> tuple[CaseFacts, ...]:
    if grant.reach is Reach.OWN:
        return caseworker_case(database, grant.staff, case)
    return unit_case(database, grant.staff.unit or "", case)
