"""Who works in the invented municipality: its units, their managers and their caseworkers."""

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib import resources
from itertools import islice
from random import Random
from uuid import UUID

from rules.facts import Role, StaffMember

_MAIL_DOMAIN = "exempelkommun.example"


class UnitKind(Enum):
    """What a unit does, by the name it carries."""

    INTAKE = "Mottagningen barn och unga"
    CHILDREN = "Barnenheten"
    YOUTH = "Ungdomsenheten"
    PLACEMENT = "Placeringsenheten"


_CASEWORKERS = {
    UnitKind.INTAKE: 7,
    UnitKind.CHILDREN: 9,
    UnitKind.YOUTH: 9,
    UnitKind.PLACEMENT: 6,
}
_UNITS = {UnitKind.INTAKE: 1, UnitKind.CHILDREN: 2, UnitKind.YOUTH: 1, UnitKind.PLACEMENT: 1}


@dataclass(frozen=True, slots=True)
class StaffedUnit:
    """A unit and its people; `former` has left, but still stands on some cases."""

    kind: UnitKind
    name: str
    manager: StaffMember
    caseworkers: tuple[StaffMember, ...]
    desks: tuple[str, ...]  # where new matters land: the first two caseworkers have two each
    former: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody who works there."""

    units: tuple[StaffedUnit, ...]
    secretary: StaffMember
    administrator: StaffMember

    def of_kind(self, kind: UnitKind) -> tuple[StaffedUnit, ...]:
        return tuple(unit for unit in self.units if unit.kind is kind)

    def members(self) -> Iterator[StaffMember]:
        """Everybody in the order of personal.csv: unit by unit, the manager first."""
        for unit in self.units:
            yield unit.manager
            yield from unit.caseworkers
        yield self.secretary
        yield self.administrator


def hire_staff(rng: Random, units_per_kind: int) -> Staff:
    """The staff of a municipality with so many intake, youth and placement units.

    There are two children's units for each of the others.
    """
    names = _invented_names(rng)
    units = tuple(
        _staffed_unit(rng, names, kind, name)
        for kind in UnitKind
        for name in _unit_names(kind, units_per_kind * _UNITS[kind])
    )
    return Staff(
        units,
        secretary=_member(rng, next(names), Role.BOARD_SECRETARY, None),
        administrator=_member(rng, next(names), Role.ADMINISTRATOR, None),
    )


def _unit_names(kind: UnitKind, count: int) -> list[str]:
    if count == 1:
        return [kind.value]
    return [f"{kind.value} {number}" for number in range(1, count + 1)]


def _staffed_unit(rng: Random, names: Iterator[str], kind: UnitKind, unit: str) -> StaffedUnit:
    roles = [Role.UNIT_MANAGER] + [Role.CASEWORKER] * _CASEWORKERS[kind]
    manager, *caseworkers = (
        _member(rng, name, role, unit)
        for name, role in zip(islice(names, len(roles)), roles, strict=True)
    )
    desks = tuple(member.name for member in caseworkers + caseworkers[:2])
    return StaffedUnit(kind, unit, manager, tuple(caseworkers), desks, former=next(names))


def _member(rng: Random, name: str, role: Role, unit: str | None) -> StaffMember:
    object_id = str(UUID(int=rng.getrandbits(128), version=4))
    return StaffMember(name, _mail_address(name), role, unit, object_id)


def _mail_address(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return f"{plain.lower().replace(' ', '.')}@{_MAIL_DOMAIN}"


def _invented_names(rng: Random) -> Iterator[str]:
    """Names of which no two are alike, and no two neighbours share a first name or surname.

    Raises ValueError when there are no more: the municipality is larger than names.toml.
    """
    text = resources.files(__package__).joinpath("names.toml").read_text(encoding="utf-8")
    names: dict[str, list[str]] = tomllib.loads(text)
    first, last = names["first"], names["last"]
    rng.shuffle(first)
    rng.shuffle(last)
    for shift in range(len(last)):
        for place, given in enumerate(first):
            yield f"{given} {last[(place + shift) % len(last)]}"
    raise ValueError(f"names.toml is enough for {len(first) * len(last)} people, not for more")
