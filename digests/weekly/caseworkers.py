"""Which caseworkers a unit's rows name, and which of those names are nobody's.

A row reaches its caseworker by name only. Where the name fits nobody in personal.csv, or two
persons that the unit does not tell apart, no caseworker sees it: the manager has to know. A row
that names no unit is told by its caseworker, where everybody of that name works in one unit
and no other of that name has left another one.
"""

from collections.abc import Iterable, Sequence

from digests.weekly.model import CaseworkerLoad
from digests.weekly.to_check import CaseworkerFault, UnknownCaseworker
from rules.duties import Duty, DutyStatus
from rules.facts import WORKS_IN_A_UNIT, StaffMember
from storage.keys import name_key

_NEAR = frozenset({DutyStatus.NEAR, DutyStatus.DUE_TODAY})


class StaffDirectory:
    """Tells whose name a row bears; `left` are people whom rows may still name."""

    def __init__(self, staff: Iterable[StaffMember], left: Iterable[StaffMember] = ()) -> None:
        self._units: dict[str, list[str]] = {}
        self._workplaces: dict[str, set[str]] = {}
        self._people: set[tuple[str, str]] = set()
        self._held_to_own_unit: set[str] = set()
        for member in staff:
            unit = name_key(member.unit)
            workplace = unit if member.role in WORKS_IN_A_UNIT else ""
            for key in _keys(member):
                self._units.setdefault(key, []).append(unit)
                self._workplaces.setdefault(key, set()).add(workplace)
                self._people.add((key, member.entra_object_id or ""))
        for member in left:
            self._add_who_left(member)

    def fault_of(self, caseworker: str, unit: str) -> CaseworkerFault | None:
        """Return why a row with this name reaches nobody, or None where it does."""
        key = name_key(caseworker)
        if not key:
            return CaseworkerFault.MISSING
        units = self._units.get(key, [])
        if not units:
            return CaseworkerFault.UNKNOWN
        is_alone = len(units) == 1 and key not in self._held_to_own_unit
        is_settled = is_alone or units.count(name_key(unit)) == 1
        return None if is_settled else CaseworkerFault.AMBIGUOUS

    def workplace_of(self, caseworker: str) -> str:
        """Return the key of the one unit where everybody of that name works, else nothing."""
        workplaces = self._workplaces.get(name_key(caseworker), {""})
        return next(iter(workplaces)) if len(workplaces) == 1 else ""

    def _add_who_left(self, member: StaffMember) -> None:
        """Let the unit left count for the names of others; one person is nobody's namesake."""
        object_id, unit = member.entra_object_id, name_key(member.unit)
        for key in _keys(member) & self._workplaces.keys():
            if not object_id or (key, object_id) not in self._people:
                self._workplaces[key].add(unit)
                if unit not in self._units[key]:
                    self._held_to_own_unit.add(key)


def _keys(member: StaffMember) -> set[str]:
    return {name_key(member.name), name_key(member.email)} - {""}


def by_caseworker(duties: Iterable[Duty]) -> dict[str, list[Duty]]:
    """Return the duties by caseworker as first spelt, names in order, an empty name last."""
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        found.setdefault(name_key(duty.caseworker), []).append(duty)
    in_order = sorted(found, key=lambda key: (not key, key))
    return {found[key][0].caseworker: found[key] for key in in_order}


def loads(duties: Iterable[Duty]) -> tuple[CaseworkerLoad, ...]:
    """Return how each caseworker's open duties stand."""
    return tuple(_load(name, theirs) for name, theirs in by_caseworker(duties).items())


def unknown_caseworkers(
    duties: Iterable[Duty], directory: StaffDirectory
) -> tuple[UnknownCaseworker, ...]:
    """Return the names on open duties of one unit that are nobody's."""
    found = []
    for name, theirs in by_caseworker(duties).items():
        fault = directory.fault_of(name, theirs[0].unit)
        if fault is not None:
            found.append(UnknownCaseworker(name, fault, len(theirs), _cases(theirs)))
    return tuple(found)


def _load(caseworker: str, duties: Sequence[Duty]) -> CaseworkerLoad:
    return CaseworkerLoad(
        caseworker=caseworker,
        cases=len(_cases(duties)),
        open=len(duties),
        near=sum(duty.status in _NEAR for duty in duties),
        overdue=sum(duty.status is DutyStatus.OVERDUE for duty in duties),
        oldest_decisive_on=min(duty.decisive_on for duty in duties),
    )


def _cases(duties: Iterable[Duty]) -> tuple[str, ...]:
    return tuple(sorted({duty.case for duty in duties}))
