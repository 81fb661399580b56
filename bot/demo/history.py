"""What happens in the invented municipality, one day after another.

Every matter's whole course is drawn when it begins, and what follows from it is put on the
agenda of the day it happens. So only what is still to come is kept in memory, and the history
up to a day is the same whatever day it is told on.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.demo.cases import TEENAGE, Child, Numbering, Registration, draw_child, office_day
from bot.demo.investigations import draw_investigation
from bot.demo.placements import PlacementCourse, draw_placement
from bot.demo.reports import Arrival, draw_report, how_many_arrive
from bot.demo.staff import Staff, UnitKind
from rules.facts import Investigation, Outcome, ReportDecision, ReportOfConcern

_ADULT = 18
_NEW_SHARE = 0.85  # of all reports; the rest follow from earlier ones
_REPORTED_AGAIN = 0.02  # while the first report is assessed
_JOINED = 0.21  # chance of one more report during an investigation
_RESTARTED = 0.012  # within 30 days after the last investigation
_CAME_BACK = 0.07  # later than that
_PLACED = 0.13  # of those granted an intervention
_ON_FORMER_STAFF = 0.01


@dataclass(frozen=True, slots=True)
class _Opening:
    report: ReportOfConcern
    child: Child


@dataclass(frozen=True, slots=True)
class _PlacementStart:
    investigation: Investigation
    child: Child


class History:
    """The days of one municipality; ask for each day once, in order."""

    def __init__(self, rng: Random, staff: Staff, reports_per_day: float) -> None:
        self._rng = rng
        self._units = {kind: staff.of_kind(kind) for kind in UnitKind}
        self._new_reports_per_day = reports_per_day * _NEW_SHARE
        self._numbers = Numbering()
        self._arrivals: defaultdict[date, list[Arrival]] = defaultdict(list)
        self._openings: defaultdict[date, list[_Opening]] = defaultdict(list)
        self._placements: defaultdict[date, list[_PlacementStart]] = defaultdict(list)

    def reports_on(self, day: date) -> Iterator[ReportOfConcern]:
        """The reports that come in; to be asked before the day's investigations."""
        arrivals = self._arrivals.pop(day, [])
        new = how_many_arrive(self._rng, day, self._new_reports_per_day)
        arrivals += [Arrival()] * new
        self._rng.shuffle(arrivals)
        for arrival in arrivals:
            yield self._receive(arrival, day)

    def investigations_on(self, day: date) -> Iterator[Investigation]:
        """The investigations that are opened; to be asked before the day's placements."""
        for opening in self._openings.pop(day, []):
            yield self._open(opening, day)

    def placements_on(self, day: date) -> Iterator[PlacementCourse]:
        """The placements that begin."""
        for start in self._placements.pop(day, []):
            registration = self._register("PLA", UnitKind.PLACEMENT, day)
            yield draw_placement(self._rng, start.investigation, start.child, registration)

    def _receive(self, arrival: Arrival, day: date) -> ReportOfConcern:
        rng = self._rng
        child = arrival.child or draw_child(rng, self._numbers.next("BU", day), day)
        report = draw_report(rng, arrival, child, self._register("AKT", UnitKind.INTAKE, day))
        if report.decided_on is not None and not arrival.repeats:
            self._plan_what_follows_report(report, child, report.decided_on)
        return report

    def _plan_what_follows_report(
        self, report: ReportOfConcern, child: Child, decided_on: date
    ) -> None:
        rng = self._rng
        if rng.random() < _REPORTED_AGAIN:
            self._report_again(report, child, decided_on)
        if report.decision is ReportDecision.INVESTIGATION_OPENED:
            self._openings[decided_on].append(_Opening(report, child))
        elif rng.random() < _CAME_BACK:
            self._expect(decided_on + timedelta(days=rng.randint(1, 400)), Arrival(child))

    def _report_again(self, report: ReportOfConcern, child: Child, decided_on: date) -> None:
        """Let one decision answer two reports on the same child."""
        wait = (decided_on - report.received_on).days
        if wait > 1:
            again_on = report.received_on + timedelta(days=self._rng.randint(1, wait - 1))
            self._expect(again_on, Arrival(child, report.decision, decided_on, repeats=True))

    def _open(self, opening: _Opening, day: date) -> Investigation:
        rng, child = self._rng, opening.child
        kind = UnitKind.YOUTH if child.age_on(day) >= TEENAGE else UnitKind.CHILDREN
        registration = self._register("UTR", kind, day)
        investigation = draw_investigation(rng, opening.report, child, registration)
        granted = investigation.outcome is Outcome.INTERVENTION_GRANTED
        if granted and rng.random() < _PLACED:
            self._plan_placement(investigation, child)
        if investigation.closed_on is not None:
            self._plan_what_follows_investigation(day, investigation.closed_on, child)
        return investigation

    def _plan_placement(self, investigation: Investigation, child: Child) -> None:
        starts_on = investigation.opened_on + timedelta(days=self._rng.randint(0, 17))
        self._placements[starts_on].append(_PlacementStart(investigation, child))

    def _plan_what_follows_investigation(
        self, opened_on: date, closed_on: date, child: Child
    ) -> None:
        rng, length = self._rng, (closed_on - opened_on).days
        while rng.random() < _JOINED:
            joined_on = opened_on + timedelta(days=rng.randint(1, length - 1))
            joined_on = office_day(joined_on, not_before=opened_on + timedelta(days=1))
            self._expect(joined_on, Arrival(child, ReportDecision.JOINED, repeats=True))
        draw = rng.random()
        if draw < _RESTARTED:
            self._restart_after(closed_on, child)
        elif draw < _CAME_BACK:
            self._expect(closed_on + timedelta(days=rng.randint(31, 400)), Arrival(child))

    def _restart_after(self, closed_on: date, child: Child) -> None:
        """Have the child reported and investigated again within 30 days."""
        received_on = closed_on + timedelta(days=self._rng.randint(1, 20))
        decided_on = received_on + timedelta(days=self._rng.randint(0, 7))
        self._expect(received_on, Arrival(child, ReportDecision.INVESTIGATION_OPENED, decided_on))

    def _expect(self, day: date, arrival: Arrival) -> None:
        child = arrival.child
        if child is not None and child.age_on(day) < _ADULT:
            self._arrivals[day].append(arrival)

    def _register(self, series: str, kind: UnitKind, day: date) -> Registration:
        """Number the matter and hand it to somebody; a few stand on staff who have left."""
        rng, number = self._rng, self._numbers.next(series, day)
        unit = rng.choice(self._units[kind])
        if kind is not UnitKind.INTAKE and rng.random() < _ON_FORMER_STAFF:
            return Registration(number, day, unit.name, unit.former)
        return Registration(number, day, unit.name, rng.choice(unit.desks))
