"""Short ways to write facts and days in rule tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from rules.case_duties import duties_of_case
from rules.catalogue import RuleId, version_in_force
from rules.data_gap_kinds import DataGapKind
from rules.data_gaps import data_gaps_of_case
from rules.deadline import Extension
from rules.duties import Duty, Owed, duty_at
from rules.facts import (
    CaseFacts,
    FollowUp,
    FollowUpKind,
    Investigation,
    InvestigationSpan,
    LegalBasis,
    Placement,
    PlacementForm,
    ReportOfConcern,
    ReportType,
)
from rules.policy import DEFAULT_POLICY, Policy, WeekendRule

SHIFTED = Policy(weekend_rule=WeekendRule.SHIFTED)
CASE = "BU-1"
_WEEKDAYS = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")


def day(text: str) -> date:
    """Return the date of for example *fre 2026-11-06*; the weekday must be right."""
    weekday, iso = text.split()
    found = date.fromisoformat(iso)
    assert _WEEKDAYS[found.weekday()] == weekday, f"{iso} is not a {weekday}"
    return found


def maybe_day(text: str | None) -> date | None:
    return day(text) if text else None


def a_report(received: str, number: str = "AKT-1", **facts: Any) -> ReportOfConcern:
    plain = ReportOfConcern(
        number=number,
        case=CASE,
        received_on=day(received),
        type=ReportType.REPORT,
        unit="Mottagningen",
        caseworker="Anna Ek",
    )
    return replace(plain, **facts)


def an_investigation(opened: str, number: str = "UTR-1", **facts: Any) -> Investigation:
    plain = Investigation(
        number=number,
        case=CASE,
        opened_on=day(opened),
        unit="Barnenheten",
        caseworker="Bo Alm",
    )
    return replace(plain, **facts)


def a_placement(
    started: str,
    form: PlacementForm | None = PlacementForm.FOSTER_HOME,
    basis: LegalBasis = LegalBasis.SOL,
    number: str = "PLA-1",
    **facts: Any,
) -> Placement:
    plain = Placement(
        number=number,
        case=CASE,
        started_on=day(started),
        form=form,
        legal_basis=basis,
        unit="Placeringsenheten",
        caseworker="Cia Dal",
    )
    return replace(plain, **facts)


def a_follow_up(began: str, completed: str | None = None) -> FollowUp:
    return FollowUp(
        number="UPP-1",
        case=CASE,
        kind=FollowUpKind.AFTER_INVESTIGATION,
        began_on=day(began),
        unit="Barnenheten",
        caseworker="Bo Alm",
        completed_on=maybe_day(completed),
    )


def a_case(
    *rows: ReportOfConcern | Investigation | Placement | FollowUp, case: str = CASE
) -> CaseFacts:
    rows = tuple(replace(row, case=case) for row in rows)
    investigations = tuple(row for row in rows if isinstance(row, Investigation))
    return CaseFacts(
        case=case,
        reports=tuple(row for row in rows if isinstance(row, ReportOfConcern)),
        investigations=investigations,
        placements=tuple(row for row in rows if isinstance(row, Placement)),
        follow_ups=tuple(row for row in rows if isinstance(row, FollowUp)),
        spans=tuple(
            InvestigationSpan(row.number, case, row.opened_on, row.closed_on)
            for row in investigations
        ),
    )


def duty(
    rule: RuleId,
    triggered: str,
    today: str,
    *,
    ended: str | None = None,
    extension: Extension | None = None,
    policy: Policy = DEFAULT_POLICY,
) -> Duty:
    owed = Owed(
        rule=rule,
        case=CASE,
        source="RAD-1",
        triggered_on=day(triggered),
        unit="Barnenheten",
        caseworker="Bo Alm",
        fulfilled_on=maybe_day(ended),
        extension=extension,
    )
    return duty_at(owed, day(today), policy)


def extended(to: str, decided: str | None) -> Extension:
    return Extension(day(to), maybe_day(decided))


def duties(case: CaseFacts, today: str, policy: Policy = DEFAULT_POLICY) -> tuple[Duty, ...]:
    return duties_of_case(case, day(today), policy)


def duty_of(case: CaseFacts, rule: RuleId, today: str, source: str | None = None) -> Duty:
    """Return the one duty of the case under the rule, or of the named row."""
    found = [
        owed for owed in duties(case, today) if owed.rule is rule and source in (None, owed.source)
    ]
    assert len(found) == 1, found
    return found[0]


def rules_owed(case: CaseFacts, today: str) -> list[RuleId]:
    return [owed.rule for owed in duties(case, today)]


def gaps(case: CaseFacts, today: str) -> list[DataGapKind]:
    found = data_gaps_of_case(case, duties(case, today), day(today))
    return [gap.kind for gap in found]


def due_on(rule: RuleId, triggered: str) -> date:
    return version_in_force(rule, day(triggered)).length.after(day(triggered))
