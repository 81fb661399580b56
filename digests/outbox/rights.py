"""Whether a recipient may still have a delivery, asked at the moment when it is sent."""

from dataclasses import dataclass
from datetime import datetime

from digests.notices import Notices
from digests.outbox.contents import Reason, Withheld
from rules.facts import Role, StaffMember
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.keys import name_key
from storage.queries import staff_by_email
from storage.records import digest_pause_of
from storage.records.outbox import Absence, Delivery, absences

_MAY_DEPUTISE = {
    Role.UNIT_MANAGER: frozenset({Role.UNIT_MANAGER}),
    Role.BOARD_SECRETARY: frozenset(Role),
}
"""Who may stand in for whom: a unit's rows are only for who is a manager on that day."""


@dataclass(frozen=True, slots=True)
class Entitled:
    """The recipient as personal.csv has them now, and whom they stand in for, if anybody."""

    recipient: StaffMember
    deputises_for: StaffMember | None = None

    def notices(self, delivery: Delivery) -> Notices:
        """Return what must stand at the top of the delivery."""
        absent = self.deputises_for
        in_place_of = None if absent is None else absent.name
        return Notices(delivery.is_late, delivery.is_repeat, in_place_of)


def entitled(
    database: Database, delivery: Delivery, role: Role, now: datetime
) -> Entitled | Withheld:
    """Return who gets what is meant for this role, of the unit it is about where it has one."""
    day = now.astimezone(SWEDISH_TIME).date()
    staff = staff_by_email(database, delivery.recipient)
    if staff is None:
        return Withheld(Reason.GONE)
    pause = digest_pause_of(database, staff)
    if pause is not None and pause.covers(day):
        return Withheld(Reason.PAUSED)
    if delivery.on_behalf_of is None:
        has_right = _holds(staff, role, delivery.about)
        return Entitled(staff) if has_right else Withheld(Reason.NO_RIGHT)
    absent = staff_by_email(database, delivery.on_behalf_of)
    if absent is None or not _holds(absent, role, delivery.about):
        return Withheld(Reason.NO_RIGHT)
    absence = absence_of(database, absent.email, now)
    is_deputy = absence is not None and name_key(absence.deputy) == name_key(staff.email)
    if not is_deputy or staff.role not in _MAY_DEPUTISE[role]:
        return Withheld(Reason.NO_RIGHT)
    return Entitled(staff, absent)


def absence_of(database: Database, email: str, now: datetime) -> Absence | None:
    """Return the absence that the person is on, on this day in Sweden."""
    day = now.astimezone(SWEDISH_TIME).date()
    for absence in absences(database):
        if name_key(absence.email) == name_key(email) and absence.covers(day):
            return absence
    return None


def _holds(staff: StaffMember, role: Role, unit: str) -> bool:
    """Whether the person has the role, and where the delivery is about a unit, that unit."""
    return staff.role is role and (role is not Role.UNIT_MANAGER or name_key(staff.unit) == unit)
