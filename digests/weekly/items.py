"""How a duty becomes a line in a digest, and which investigations count as over the limit."""

from collections.abc import Iterable

from digests.weekly.model import DutyItem, InvestigationItem, PastLimit
from digests.weekly.to_check import GapItem
from rules.catalogue import RuleId, rule_for
from rules.data_gap_kinds import DataGap
from rules.deadline import MOVING_EFFECTS
from rules.duties import Duty


def duty_item(duty: Duty) -> DutyItem:
    """Return the line of an open duty."""
    return DutyItem(
        case=duty.case,
        rule=duty.rule,
        title=rule_for(duty.rule).title,
        due_on=duty.due_on,
        shifted_due_on=duty.shifted_due_on,
        decisive_on=duty.decisive_on,
        days_left=(duty.decisive_on - duty.as_of).days,
        status=duty.status,
        unit=duty.unit,
        caseworker=duty.caseworker,
    )


def investigation_item(duty: Duty) -> InvestigationItem:
    """Return the line of an investigation and its limit, open or closed."""
    extension = duty.extension
    return InvestigationItem(
        case=duty.case,
        rule=duty.rule,
        opened_on=duty.triggered_on,
        base_due_on=duty.base_due_on,
        base_decisive_on=duty.base_decisive_on,
        due_on=duty.due_on,
        shifted_due_on=duty.shifted_due_on,
        decisive_on=duty.decisive_on,
        days_left=duty.days_left,
        status=duty.status,
        unit=duty.unit,
        caseworker=duty.caseworker,
        extended_to=None if extension is None else extension.extended_to,
        extension_decided_on=None if extension is None else extension.decided_on,
        extension_effect=duty.extension_effect,
    )


def past_limit(open_duties: Iterable[Duty]) -> PastLimit:
    """Return the open investigations whose four months are gone, the extended ones apart.

    An extension that was decided too late does not move the limit: such an investigation
    stands among those without extension.
    """
    without_extension: list[InvestigationItem] = []
    extended: list[InvestigationItem] = []
    for duty in open_duties:
        if duty.rule is not RuleId.INVESTIGATION or duty.base_decisive_on >= duty.as_of:
            continue
        is_extended = duty.extension_effect in MOVING_EFFECTS
        (extended if is_extended else without_extension).append(investigation_item(duty))
    return PastLimit(tuple(without_extension), tuple(extended))


def gap_item(gap: DataGap) -> GapItem:
    return GapItem(gap.kind, gap.case, gap.source, gap.unit, gap.caseworker)
