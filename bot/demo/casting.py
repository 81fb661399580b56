"""Who plays the caseworker in the demonstration: somebody whose list shows what Fristvakt does."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from bot.demo.export import extended_to_as_known
from bot.demo.investigations import statutory_limit
from bot.demo.staff import Staff, StaffedUnit, UnitKind
from rules.calendar import SWEDISH_CALENDAR
from rules.facts import Investigation, StaffMember

_A_WEEK = timedelta(days=7)
_NEAR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the demonstration, and the case whose date is worth an explanation."""

    caseworker: StaffMember
    manager: StaffMember
    explained_case: str


@dataclass(frozen=True, slots=True)
class _OpenCase:
    case: str
    opened_on: date
    due_on: date

    @property
    def interest(self) -> int:
        """How much there is to explain: a month without the day, else a limit on a day off."""
        if self.due_on.day < self.opened_on.day:
            return 2
        return 0 if SWEDISH_CALENDAR.is_working_day(self.due_on) else 1


class Casting:
    """Watches the investigations go by and remembers those open in the children's units."""

    def __init__(self, staff: Staff, today: date) -> None:
        self._today = today
        self._units = staff.of_kind(UnitKind.CHILDREN)
        self._unit_names = {unit.name for unit in self._units}
        self._open: defaultdict[str, list[_OpenCase]] = defaultdict(list)

    def watch(self, investigation: Investigation) -> None:
        closed_on = investigation.closed_on
        is_open = closed_on is None or closed_on > self._today
        if is_open and investigation.unit in self._unit_names:
            opened_on, due_on = investigation.opened_on, self._due_on(investigation)
            case = _OpenCase(investigation.case, opened_on, due_on)
            self._open[investigation.caseworker].append(case)

    def choose(self) -> Cast:
        """The caseworker whose list has most to show, with that unit's manager."""
        people = [(unit, person) for unit in self._units for person in unit.caseworkers]
        unit, caseworker = max(people, key=self._how_fit)
        cases = self._open[caseworker.name]
        told = max(cases, key=lambda case: (case.interest, case.due_on > self._today), default=None)
        return Cast(caseworker, unit.manager, told.case if told else "")

    def _how_fit(self, candidate: tuple[StaffedUnit, StaffMember]) -> tuple[bool, int, int, int]:
        """First what the list must show, then what is good to show, then how short it is."""
        cases = self._open[candidate[1].name]
        overdue = sum(case.due_on < self._today for case in cases)
        this_week = sum(self._falls_due_within(_A_WEEK, case) for case in cases)
        near = sum(self._falls_due_within(_NEAR, case) for case in cases)
        interesting = any(case.interest for case in cases)
        extras = (overdue >= 2, overdue <= 4, near >= 4, interesting)
        return overdue > 0 and this_week > 0, min(near, 3), sum(extras), -len(cases)

    def _falls_due_within(self, time: timedelta, case: _OpenCase) -> bool:
        return self._today <= case.due_on <= self._today + time

    def _due_on(self, investigation: Investigation) -> date:
        limit = statutory_limit(investigation.opened_on)
        extended_to = extended_to_as_known(investigation, self._today)
        decided_on = investigation.extension_decided_on
        in_time = decided_on is None or decided_on <= limit
        return extended_to if extended_to and in_time else limit
