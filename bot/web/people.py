"""Who looks: the signed-in person as personal.csv has them now, or the one the demo has chosen."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.access import Refusal
from bot.conversation import Asker
from bot.identity import identify
from bot.web.sessions import Session
from bot.web.visitor import Visitor
from rules.facts import Role, StaffMember
from storage.engine import Database
from storage.queries import all_staff, caseworker_cases, staff_by_email

_MOST_OF_A_ROLE = 40
_MOST_LOOKED_AT = 8
_TITLES = {
    Role.CASEWORKER: "Handläggare",
    Role.UNIT_MANAGER: "Enhetschefer",
    Role.BOARD_SECRETARY: "Nämndsekreterare",
    Role.ADMINISTRATOR: "Systemförvaltare",
}
NOBODY = Visitor("", "", None, is_demo=True)


@dataclass(frozen=True, slots=True)
class Choice:
    """A person that the demo can be tried as."""

    email: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Those of one role."""

    title: str
    people: tuple[Choice, ...]


def signed_in(database: Database, session: Session) -> Visitor | Refusal:
    """Return who the session belongs to as they are now, or why they are not let in."""
    staff = identify(database, Asker(email=session.email, object_id=session.object_id))
    if isinstance(staff, Refusal):
        return staff
    return Visitor(staff.email, staff.name, staff, is_demo=False, object_id=session.object_id)


def tried_as(database: Database, session: Session) -> Visitor:
    """Return the person that the demo is tried as; nobody where there is no such person."""
    staff = staff_by_email(database, session.email) if session.email else None
    return NOBODY if staff is None else Visitor(staff.email, staff.name, staff, is_demo=True)


def first_to_try(database: Database, today: date) -> str:
    """Return the e-mail of a caseworker with something to show, or of whoever there is."""
    staff = all_staff(database)
    caseworkers = [each for each in staff if each.role is Role.CASEWORKER and each.unit]
    first = max(
        caseworkers[:_MOST_LOOKED_AT],
        key=lambda each: len(caseworker_cases(database, each, today)),
        default=next(iter(staff), None),
    )
    return "" if first is None else first.email


def choices(database: Database, visitor: Visitor) -> tuple[ChoiceGroup, ...]:
    """Return whom the demo can be tried as, by role; of a large role the first and the chosen."""
    staff = sorted(all_staff(database), key=lambda each: (each.unit or "", each.name))
    groups = (_group(visitor, role, staff) for role in Role)
    return tuple(group for group in groups if group.people)


def _group(visitor: Visitor, role: Role, staff: list[StaffMember]) -> ChoiceGroup:
    of_role = [each for each in staff if each.role is role]
    rest = [each for each in of_role[_MOST_OF_A_ROLE:] if each.email == visitor.email]
    choose = partial(_choice, visitor)
    return ChoiceGroup(_TITLES[role], tuple(map(choose, [*of_role[:_MOST_OF_A_ROLE], *rest])))


def _choice(visitor: Visitor, staff: StaffMember) -> Choice:
    words = f"{staff.name}, {staff.unit}" if staff.unit else staff.name
    return Choice(staff.email, words, is_chosen=staff.email == visitor.email)
