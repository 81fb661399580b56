"""One pass over the municipality's cases, giving every unit its own rows.

Reading rows is what a digest run costs, so they are read once for all units. A row belongs to
the unit it names; whoever else works on the case sees nothing of it here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from digests.weekly.changes import changes_in_case
from digests.weekly.model import ChangedItem, RestartItem
from rules.case_duties import duties_of_case
from rules.data_gaps import DataGap, data_gaps_of_case
from rules.duties import OPEN_STATUSES, Duty
from rules.facts import CaseFacts, Investigation, InvestigationSpan, Unit
from rules.policy import Policy
from rules.restart import possible_restart
from storage.keys import name_key


@dataclass(slots=True)
class UnitRows:
    """What one unit's digest is told from, gathered case by case."""

    unit: Unit
    open_duties: list[Duty] = field(default_factory=list)
    extended: list[Duty] = field(default_factory=list)
    new: list[ChangedItem] = field(default_factory=list)
    closed: list[ChangedItem] = field(default_factory=list)
    gaps: list[DataGap] = field(default_factory=list)
    restarts: list[RestartItem] = field(default_factory=list)


class RowsByUnit:
    """Finds the unit a row belongs to, however its name is spelt.

    A row that names a unit nobody listed still gets one, so that no row is lost; a row without
    a unit belongs to none and is a data gap for its caseworker.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self._by_key = {name_key(unit.name): UnitRows(unit) for unit in units}
        self._by_spelling: dict[str, UnitRows | None] = {}

    def of(self, unit: str) -> UnitRows | None:
        if unit not in self._by_spelling:
            self._by_spelling[unit] = self._find(unit)
        return self._by_spelling[unit]

    def __iter__(self) -> Iterator[UnitRows]:
        return iter(self._by_key[key] for key in sorted(self._by_key))

    def _find(self, unit: str) -> UnitRows | None:
        key = name_key(unit)
        return self._by_key.setdefault(key, UnitRows(Unit(unit))) if key else None


def gather_rows(
    cases: Iterable[CaseFacts], units: Iterable[Unit], *, since: date, today: date, policy: Policy
) -> tuple[UnitRows, ...]:
    """Return every unit's rows as of `today`, units by name; `cases` are read once."""
    by_unit = RowsByUnit(units)
    for case in cases:
        duties = duties_of_case(case, today, policy)
        _sort_duties(duties, by_unit, since)
        _sort_changes(case, duties, by_unit, since, today)
        for gap in data_gaps_of_case(case, duties, today):
            if rows := by_unit.of(gap.unit):
                rows.gaps.append(gap)
        for restart in _restarts(case, since, today, policy):
            if rows := by_unit.of(restart.unit):
                rows.restarts.append(restart)
    return tuple(by_unit)


def _sort_duties(duties: Iterable[Duty], by_unit: RowsByUnit, since: date) -> None:
    for duty in duties:
        rows = by_unit.of(duty.unit)
        if rows is None:
            continue
        if duty.status in OPEN_STATUSES:
            rows.open_duties.append(duty)
        if _was_extended(duty, since):
            rows.extended.append(duty)


def _was_extended(duty: Duty, since: date) -> bool:
    """Whether the extension was decided on `since` or later; a duty knows none after its day."""
    decided_on = None if duty.extension is None else duty.extension.decided_on
    return decided_on is not None and decided_on >= since


def _sort_changes(
    case: CaseFacts, duties: Iterable[Duty], by_unit: RowsByUnit, since: date, today: date
) -> None:
    changes = changes_in_case(case, duties, since, today)
    for item in changes.new:
        if rows := by_unit.of(item.unit):
            rows.new.append(item)
    for item in changes.closed:
        if rows := by_unit.of(item.unit):
            rows.closed.append(item)


def _restarts(case: CaseFacts, since: date, today: date, policy: Policy) -> Iterator[RestartItem]:
    """Yield the possible restarts among investigations that were open on `since` or later."""
    if len(case.spans) < 2:
        return
    for row in case.investigations:
        if row.opened_on > today or (row.closed_on is not None and row.closed_on < since):
            continue
        earlier = possible_restart(row, case.spans, policy)
        if earlier is not None:
            yield _restart(case, row, earlier, policy)


def _restart(
    case: CaseFacts, row: Investigation, earlier: InvestigationSpan, policy: Policy
) -> RestartItem:
    """Return the line of a restart; the earlier investigation is named to its own unit only."""
    unit = name_key(row.unit)
    own = {each.number for each in case.investigations if name_key(each.unit) == unit}
    may_be_named = earlier.number in own
    return RestartItem(
        case=row.case,
        number=row.number,
        opened_on=row.opened_on,
        within_days=policy.restart_within_days,
        earlier_number=earlier.number if may_be_named else None,
        earlier_closed_on=earlier.closed_on if may_be_named else None,
        unit=row.unit,
        caseworker=row.caseworker,
    )
