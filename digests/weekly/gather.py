"""One pass over the municipality's cases, giving every unit its own rows.

Reading rows is what a digest run costs, so they are read once for all units. A row belongs to
the unit it names; whoever else works on the case sees nothing of it here. One that names none
belongs where its caseworker works. Where personal.csv does not tell that, it may be anybody's:
no manager is shown it, and how many there are is told instead.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from digests.weekly.caseworkers import StaffDirectory
from digests.weekly.changes import changes_in_case
from digests.weekly.model import ChangedItem, Unplaced
from digests.weekly.to_check import RestartItem
from rules.case_duties import duties_of_case
from rules.data_gap_kinds import DataGap
from rules.data_gaps import data_gaps_of_case
from rules.duties import OPEN_STATUSES, Duty, DutyStatus
from rules.facts import CaseFacts, Investigation, InvestigationSpan, InvestigationTime, Unit
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
    times: list[InvestigationTime] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every unit's rows, and how much is open in rows that are no unit's."""

    units: tuple[UnitRows, ...]
    unplaced: Unplaced


class RowsByUnit:
    """Finds the unit a row belongs to, however its name is spelt.

    A row that names a unit nobody listed still gets one, so that no row is lost.
    """

    def __init__(self, units: Iterable[Unit], directory: StaffDirectory) -> None:
        self._by_key = {name_key(unit.name): UnitRows(unit) for unit in units}
        self._by_spelling: dict[str, UnitRows | None] = {}
        self._directory = directory

    def of(self, unit: str, caseworker: str) -> UnitRows | None:
        """Return the rows of the unit, else of the caseworker's; None where neither is told."""
        if unit not in self._by_spelling:
            self._by_spelling[unit] = self._find(unit)
        named = self._by_spelling[unit]
        return self._find(self._directory.workplace_of(caseworker)) if named is None else named

    def add_times(self, times: Iterable[InvestigationTime]) -> None:
        """Give each unit the history of its investigations."""
        for each in times:
            if rows := self.of(each.unit, each.caseworker):
                rows.times.append(each)

    def __iter__(self) -> Iterator[UnitRows]:
        return iter(self._by_key[key] for key in sorted(self._by_key))

    def _find(self, unit: str) -> UnitRows | None:
        key = name_key(unit)
        return self._by_key.setdefault(key, UnitRows(Unit(unit))) if key else None


def gather_rows(
    cases: Iterable[CaseFacts], by_unit: RowsByUnit, *, since: date, today: date, policy: Policy
) -> Gathered:
    """Return every unit's rows as of `today`, units by name; `cases` are read once."""
    unplaced: list[Duty] = []
    for case in cases:
        duties = duties_of_case(case, today, policy)
        unplaced += _sort_duties(duties, by_unit, since)
        _sort_changes(case, duties, by_unit, since, today)
        for gap in data_gaps_of_case(case, duties, today):
            if rows := by_unit.of(gap.unit, gap.caseworker):
                rows.gaps.append(gap)
        for restart in _restarts(case, by_unit, since, today, policy):
            if rows := by_unit.of(restart.unit, restart.caseworker):
                rows.restarts.append(restart)
    return Gathered(tuple(by_unit), _counted(unplaced))


def _sort_duties(duties: Iterable[Duty], by_unit: RowsByUnit, since: date) -> list[Duty]:
    """Give each unit its duties; return the open ones that are left over."""
    left_over = []
    for duty in duties:
        is_open, rows = duty.status in OPEN_STATUSES, by_unit.of(duty.unit, duty.caseworker)
        if rows is None:
            left_over += [duty] if is_open else []
            continue
        if is_open:
            rows.open_duties.append(duty)
        if _was_extended(duty, since):
            rows.extended.append(duty)
    return left_over


def _counted(unplaced: list[Duty]) -> Unplaced:
    return Unplaced(
        duties=len(unplaced),
        cases=len({duty.case for duty in unplaced}),
        overdue=sum(duty.status is DutyStatus.OVERDUE for duty in unplaced),
    )


def _was_extended(duty: Duty, since: date) -> bool:
    """Whether the extension was decided on `since` or later; a duty knows none after its day."""
    decided_on = None if duty.extension is None else duty.extension.decided_on
    return decided_on is not None and decided_on >= since


def _sort_changes(
    case: CaseFacts, duties: Iterable[Duty], by_unit: RowsByUnit, since: date, today: date
) -> None:
    changes = changes_in_case(case, duties, since, today)
    for item in changes.new:
        if rows := by_unit.of(item.unit, item.caseworker):
            rows.new.append(item)
    for item in changes.closed:
        if rows := by_unit.of(item.unit, item.caseworker):
            rows.closed.append(item)


def _restarts(
    case: CaseFacts, by_unit: RowsByUnit, since: date, today: date, policy: Policy
) -> Iterator[RestartItem]:
    """Yield the possible restarts among investigations that were open on `since` or later."""
    if len(case.spans) < 2:
        return
    for row in case.investigations:
        if row.opened_on > today or (row.closed_on is not None and row.closed_on < since):
            continue
        earlier = possible_restart(row, case.spans, policy)
        if earlier is not None:
            own = by_unit.of(row.unit, row.caseworker)
            may_be_named = own is not None and own is by_unit.of(earlier.unit, "")
            yield _restart(row, earlier if may_be_named else None, policy)


def _restart(row: Investigation, earlier: InvestigationSpan | None, policy: Policy) -> RestartItem:
    """Return the line of a restart; `earlier` is named where it is the same unit's."""
    return RestartItem(
        case=row.case,
        number=row.number,
        opened_on=row.opened_on,
        within_days=policy.restart_within_days,
        earlier_number=None if earlier is None else earlier.number,
        earlier_closed_on=None if earlier is None else earlier.closed_on,
        unit=row.unit,
        caseworker=row.caseworker,
    )
