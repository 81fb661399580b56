"""Who may use Fristvakt, and the units that they work in."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is to Fristvakt (roll)."""

    CASEWORKER = "caseworker"  # handläggare
    UNIT_MANAGER = "unit_manager"  # enhetschef
    BOARD_SECRETARY = "board_secretary"  # nämndsekreterare
    ADMINISTRATOR = "administrator"  # administratör


WORKS_IN_A_UNIT = frozenset({Role.CASEWORKER, Role.UNIT_MANAGER})
"""The roles whose unit in personal.csv is where they have their cases."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person who may use Fristvakt (medarbetare), as listed in personal.csv."""

    name: str
    email: str
    role: Role
    unit: str | None = None
    entra_object_id: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit (enhet) with the managers who answer for it."""

    name: str
    managers: tuple[StaffMember, ...] = ()
