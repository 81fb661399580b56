"""A small municipality with fixed numbers, seen on Friday 20 November 2026 (week 47).

Every case is there for one thing that a digest must tell; its comment says which.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from digests.monthly.build import build_monthly_summary
from digests.monthly.model import MonthlySummary
from digests.monthly.targets import DEFAULT_TARGETS, Targets
from digests.periods import Month, Week
from digests.stamp import DataStamp
from digests.weekly.build import build_weekly_digests
from digests.weekly.model import WeeklyDigest
from digests.weekly.own_figures import figures_by_unit
from rules.facts import (
    CaseFacts,
    Investigation,
    InvestigationSpan,
    InvestigationTime,
    LegalBasis,
    Outcome,
    OverrunCause,
    Placement,
    PlacementForm,
    Reason,
    ReportDecision,
    ReportOfConcern,
    ReportType,
    Role,
    Sex,
    StaffMember,
    Unit,
)
from rules.policy import DEFAULT_POLICY, Policy

TODAY = date(2026, 11, 20)  # a Friday
WEEK = Week(2026, 47)
FRESH = DataStamp(datetime(2026, 11, 20, 4, 12, tzinfo=UTC))

CHILDREN, YOUTH, RECEPTION = "Barnenheten", "Ungdomsenheten", "Mottagningen"
MARIA = StaffMember("Maria Lind", "maria.lind@kommun.example", Role.UNIT_MANAGER, CHILDREN)
ALI = StaffMember("Ali Hassan", "ali.hassan@kommun.example", Role.UNIT_MANAGER, YOUTH)
ANNA = StaffMember("Anna Ek", "anna.ek@kommun.example", Role.CASEWORKER, CHILDREN)
BO = StaffMember("Bo Åberg", "bo.aberg@kommun.example", Role.CASEWORKER, CHILDREN)
EVA = StaffMember("Eva Ström", "eva.strom@kommun.example", Role.CASEWORKER, RECEPTION)
STAFF = (MARIA, ALI, ANNA, BO, EVA)
UNITS = (Unit(CHILDREN, (MARIA,)), Unit(RECEPTION), Unit(YOUTH, (ALI,)))


def investigation(
    case: int, opened: str, closed: str | None = None, **facts: object
) -> Investigation:
    given: dict[str, object] = {"unit": CHILDREN, "caseworker": ANNA.name, **facts}
    return Investigation(
        number=str(given.pop("number", f"UTR-{case}")),
        case=f"BU-{case}",
        opened_on=date.fromisoformat(opened),
        closed_on=date.fromisoformat(closed) if closed else None,
        **given,
    )


def report(number: int, received: str, **facts: object) -> ReportOfConcern:
    given: dict[str, object] = {
        "type": ReportType.REPORT,
        "unit": RECEPTION,
        "caseworker": EVA.name,
        **facts,
    }
    return ReportOfConcern(
        number=f"AKT-{number}",
        case=f"BU-{number}",
        received_on=date.fromisoformat(received),
        **given,
    )


def case_of(*rows: ReportOfConcern | Investigation | Placement) -> CaseFacts:
    investigations = tuple(row for row in rows if isinstance(row, Investigation))
    return CaseFacts(
        rows[0].case,
        reports=tuple(row for row in rows if isinstance(row, ReportOfConcern)),
        investigations=investigations,
        placements=tuple(row for row in rows if isinstance(row, Placement)),
        spans=tuple(
            InvestigationSpan(row.number, row.case, row.opened_on, row.closed_on, row.unit)
            for row in investigations
        ),
    )


CASES = (
    # over four months without any extension, since October
    case_of(investigation(1, "2026-06-10")),
    # became overdue on Tuesday this week
    case_of(investigation(2, "2026-07-17", caseworker=BO.name)),
    # extended on Monday this week, two days before its four months ended
    case_of(
        investigation(
            3,
            "2026-07-18",
            extended_to=date(2027, 1, 18),
            extension_decided_on=date(2026, 11, 16),
        )
    ),
    # extended too late: the limit stays where it was
    case_of(
        investigation(
            4,
            "2026-06-20",
            extended_to=date(2026, 12, 20),
            extension_decided_on=date(2026, 10, 25),
            caseworker=BO.name,
        )
    ),
    # ends on Saturday; the next working day is Monday
    case_of(investigation(5, "2026-07-21")),
    # the decision is due today, the caseworker is not in personal.csv
    case_of(report(6, "2026-11-06", assessed_on=date(2026, 11, 6), caseworker="Vikarie <Ny> & Co")),
    # decided this week in time, but the day of the protection assessment is missing
    case_of(
        report(
            7,
            "2026-11-09",
            decided_on=date(2026, 11, 17),
            decision=ReportDecision.NO_INVESTIGATION,
        )
    ),
    # a new report joined to an investigation that another unit runs
    case_of(
        report(8, "2026-11-18", assessed_on=date(2026, 11, 18), decision=ReportDecision.JOINED),
        investigation(8, "2026-09-01"),
    ),
    # opened two weeks after another investigation on the same child was closed
    case_of(
        investigation(
            9, "2026-07-01", "2026-10-30", number="UTR-9", outcome=Outcome.NO_INTERVENTION
        ),
        investigation(9, "2026-11-14", number="UTR-9B"),
    ),
    # a consideration that is due in December
    case_of(
        Placement(
            "PLA-10",
            "BU-10",
            date(2026, 6, 10),
            PlacementForm.FOSTER_HOME,
            LegalBasis.SOL,
            CHILDREN,
            BO.name,
        )
    ),
    # closed this week, too late
    case_of(investigation(11, "2026-06-01", "2026-11-18", outcome=Outcome.INTERVENTION_GRANTED)),
    # a new application, which owes no preliminary assessment
    case_of(report(12, "2026-11-19", type=ReportType.APPLICATION)),
)

OWN_FIGURES = figures_by_unit(CASES, TODAY, DEFAULT_POLICY)


def times_of(
    *days: int, unit: str = CHILDREN, closed: bool = True, today: date = TODAY
) -> tuple[InvestigationTime, ...]:
    """Investigations that took so many days each; where not closed, open for so long today."""
    if not closed:
        return tuple(InvestigationTime(unit, "", today - timedelta(days=each)) for each in days)
    long_ago = today - timedelta(days=400)
    return tuple(
        InvestigationTime(unit, "", long_ago, long_ago + timedelta(days=each)) for each in days
    )


# forty that took between 62 and 140 days, and six that run
HISTORY = (
    *times_of(*range(62, 142, 2)),
    *times_of(20, 60, 80, 100, 122, 150, closed=False),
)


def digests_of(
    cases: Iterable[CaseFacts] = CASES,
    *,
    today: date = TODAY,
    week: Week = WEEK,
    policy: Policy = DEFAULT_POLICY,
    stamp: DataStamp = FRESH,
    staff: Iterable[StaffMember] = STAFF,
    times: Iterable[InvestigationTime] = HISTORY,
    left: Iterable[StaffMember] = (),
) -> dict[str, WeeklyDigest]:
    """The digests by unit."""
    found = build_weekly_digests(
        cases,
        staff,
        UNITS,
        week=week,
        today=today,
        policy=policy,
        stamp=stamp,
        times=times,
        left=left,
        figures=OWN_FIGURES,
    )
    return {digest.unit: digest for digest in found}


def summary_of(
    cases: Iterable[CaseFacts],
    *,
    month: Month = Month(2026, 10),  # noqa: B008 — a frozen value
    today: date = TODAY,
    stamp: DataStamp = FRESH,
    targets: Targets = DEFAULT_TARGETS,
    history_from: date | None = None,
    kept_from: date | None = None,
) -> MonthlySummary:
    return build_monthly_summary(
        cases,
        month=month,
        today=today,
        policy=DEFAULT_POLICY,
        stamp=stamp,
        targets=targets,
        history_from=history_from,
        kept_from=kept_from,
    )


def steady_cases() -> tuple[CaseFacts, ...]:
    """Thirteen months of investigations and reports, some late, so that figures are not small."""
    cases = []
    for number in range(520):
        received = date(2025, 6, 1).toordinal() + number
        in_time = number % 5 != 0
        day = date.fromordinal(received)
        row = report(
            1000 + number,
            day.isoformat(),
            assessed_on=day,
            decided_on=date.fromordinal(received + (10 if in_time else 20)),
            decision=ReportDecision.INVESTIGATION_OPENED,
            child_spoken_with=number % 4 == 0,
            sex=Sex.GIRL if number % 2 else Sex.BOY,
            age=number % 18,
        )
        opened = date.fromordinal(received + 10)
        closed = date.fromordinal(received + 10 + (80 if number % 3 else 130))
        cases.append(
            case_of(
                row,
                investigation(
                    1000 + number,
                    opened.isoformat(),
                    closed.isoformat(),
                    unit=YOUTH if number % 18 > 12 else CHILDREN,
                    reason=Reason.WITNESSED_VIOLENCE if number % 2 else Reason.NEGLECT,
                    intervention_began_on=opened if number % 5 == 0 else None,
                    outcome=(
                        Outcome.INTERVENTION_GRANTED if number % 5 == 0 else Outcome.NO_INTERVENTION
                    ),
                    overrun_cause=OverrunCause.COMPLEX if number % 2 else None,
                ),
            )
        )
    return tuple(cases)


def cases_in(items: Iterable[Any]) -> list[str]:
    """The case numbers of a digest's lines, in their order."""
    return [item.case for item in items]
