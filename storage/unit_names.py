"""Units that have changed their names between imports, counted as the ones they have become.

Rows that are no longer exported keep the name they came with, and exports spell a name in more
ways than one, so figures would have two units for one. The rows are left as they are; only what
is counted goes by the new name, and by one spelling.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from rules.facts import (
    CaseFacts,
    Investigation,
    InvestigationSpan,
    Placement,
    ReportOfConcern,
    StaffMember,
    Unit,
)
from storage.keys import name_key

_Row = TypeVar("_Row", ReportOfConcern, Investigation, Placement, InvestigationSpan)


@dataclass(frozen=True, slots=True)
class UnitNames:
    """The present name of each unit that had another, found by any spelling of the old one.

    `spelt` has one spelling of each name, by its key; a name that is not there stays as written.
    """

    present: Mapping[str, str]
    spelt: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.present or self.spelt)

    def now(self, unit: str) -> str:
        """Return what the unit is called now."""
        name = self.present.get(name_key(unit), unit)
        return self.spelt.get(name_key(name), name)

    def with_spellings(self, listed: Mapping[str, str]) -> "UnitNames":
        """Return the names in one spelling each: a present name's own, else that of the list."""
        own = {name_key(new): new for new in self.present.values()}
        return replace(self, spelt={**listed, **own})

    def keys_of(self, unit: str) -> tuple[str, ...]:
        """Return the keys of every name that the unit has had."""
        own = name_key(self.now(unit))
        return (own, *(old for old, new in self.present.items() if name_key(new) == own))


NO_UNIT_NAMES = UnitNames({})


def unit_names(renamed: Mapping[str, str]) -> UnitNames:
    """Return the names, followed to the last one. Raises ValueError where that leads nowhere."""
    by_key = {name_key(old): new for old, new in renamed.items()}
    if not all(by_key) or not all(name_key(new) for new in by_key.values()):
        raise ValueError("a unit without a name")
    return UnitNames({old: _last(old, by_key) for old in by_key})


def under_present_names(cases: Iterable[CaseFacts], names: UnitNames) -> Iterator[CaseFacts]:
    """Yield the cases with every row under its unit's present name."""
    for case in cases:
        lists = (case.reports, case.investigations, case.placements, case.spans)
        named = {row.unit for rows in lists for row in rows}
        yield case if all(names.now(unit) == unit for unit in named) else _under(case, names)


def units_by_present_name(units: Iterable[Unit], names: UnitNames) -> tuple[Unit, ...]:
    """Return the units, those that have become one with the managers of them all."""
    found: dict[str, Unit] = {}
    for unit in units:
        name = names.now(unit.name)
        known = found.get(name_key(name), Unit(name))
        found[name_key(name)] = replace(known, managers=(*known.managers, *unit.managers))
    return tuple(found.values())


def staff_by_present_unit(
    staff: Iterable[StaffMember], names: UnitNames
) -> tuple[StaffMember, ...]:
    """Return the staff, each in the unit by its present name."""
    return tuple(replace(each, unit=each.unit and names.now(each.unit)) for each in staff)


def _last(old: str, by_key: Mapping[str, str]) -> str:
    seen, name = {old}, by_key[old]
    while (key := name_key(name)) in by_key:
        if key in seen:
            raise ValueError("unit names in a ring")
        seen.add(key)
        name = by_key[key]
    return name


def _under(case: CaseFacts, names: UnitNames) -> CaseFacts:
    return replace(
        case,
        reports=_renamed(case.reports, names),
        investigations=_renamed(case.investigations, names),
        placements=_renamed(case.placements, names),
        spans=_renamed(case.spans, names),
    )


def _renamed(rows: tuple[_Row, ...], names: UnitNames) -> tuple[_Row, ...]:
    return tuple(_row_renamed(row, names) for row in rows)


def _row_renamed(row: _Row, names: UnitNames) -> _Row:
    name = names.now(row.unit)
    return row if name == row.unit else replace(row, unit=name)
