"""When a duty's time runs out: its two dates, and what an extension does to them.

The arithmetic is the same for every rule; what differs is data in the catalogue. The unshifted
date carries all warnings. The shifted one is lag (1930:173) 2 §: no authority that we found
says whether it holds for the 14 days and the four months, so both are kept (ADR 0004).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rules.calendar import SWEDISH_CALENDAR, Calendar
from rules.catalogue import RuleId, RuleNotInForceError, RuleVersion, rule_for, version_in_force
from rules.catalogue.model import SOL_2025_FROM
from rules.policy import Policy, WeekendRule

_FOLLOW_UPS = (RuleId.FOLLOW_UP_AFTER_INVESTIGATION, RuleId.FOLLOW_UP_AFTER_PLACEMENT)


class DueDates(NamedTuple):
    """A duty's last day as counted, and as moved to the next working day."""

    due_on: date
    shifted_due_on: date

    def decisive(self, weekend_rule: WeekendRule) -> date:
        """Return the date that decides lateness where that rule is chosen."""
        return self.shifted_due_on if weekend_rule is WeekendRule.SHIFTED else self.due_on


class ExtensionEffect(StrEnum):
    """What an extended-to day did to the limit."""

    NONE = "none"  # ingen förlängning
    MOVED = "moved"  # flyttar gränsen
    DECIDED_TOO_LATE = "decided_too_late"  # beslutad efter gränsen, flyttar den inte
    NOT_LONGER = "not_longer"  # slutar före gränsen, flyttar den inte
    DECISION_DAY_MISSING = "decision_day_missing"  # räknas som beslutad i tid, datalucka


MOVING_EFFECTS = frozenset({ExtensionEffect.MOVED, ExtensionEffect.DECISION_DAY_MISSING})


@dataclass(frozen=True, slots=True)
class Extension:
    """A longer time that somebody decided on (förlängning)."""

    extended_to: date
    decided_on: date | None = None


class Deadline(NamedTuple):
    """Where a duty's limit lies before (`base`) and after an extension (`final`).

    The decisive date is the one of each pair that decides lateness in this municipality.
    """

    base: DueDates
    base_decisive_on: date
    final: DueDates
    decisive_on: date
    effect: ExtensionEffect


class NotExtendableError(ValueError):
    """Raised when an extension is claimed for a duty that the law does not let be extended."""

    def __init__(self, version: RuleVersion) -> None:
        super().__init__(f"{version.rule.value} cannot be extended")
        self.version = version


@lru_cache(maxsize=65_536)
def due_dates(
    triggered_on: date, version: RuleVersion, calendar: Calendar = SWEDISH_CALENDAR
) -> DueDates:
    """Return the last day on which the duty can be fulfilled in time, unshifted and shifted.

    The day of the triggering event is day zero. Raises RuleNotInForceError when the event
    predates or outlives `version`, except for follow-ups that were running on 1 July 2025.
    """
    if not version.applies_on(triggered_on) and not _runs_into(version, triggered_on):
        raise RuleNotInForceError(rule_for(version.rule), triggered_on)
    due_on = version.length.after(triggered_on)
    return DueDates(due_on, _shift(due_on, version, calendar))


def _shift(due_on: date, version: RuleVersion, calendar: Calendar) -> date:
    return calendar.first_working_day_from(due_on) if version.is_shiftable else due_on


def _runs_into(version: RuleVersion, triggered_on: date) -> bool:
    is_new_follow_up = version.rule in _FOLLOW_UPS and version.in_force_from == SOL_2025_FROM
    return is_new_follow_up and triggered_on < SOL_2025_FROM


def version_for(rule: RuleId, triggered_on: date, fulfilled_on: date | None = None) -> RuleVersion:
    """Return the version by the day of the event, with the one exception for follow-ups.

    A follow-up that was still running on 1 July 2025 gets the new act's six months; that is
    our interpretation (`is_interpretation`). Raises RuleNotInForceError.
    """
    version = version_in_force(rule, triggered_on)
    if rule not in _FOLLOW_UPS or version.in_force_from == SOL_2025_FROM:
        return version
    ended_before = fulfilled_on is not None and fulfilled_on < SOL_2025_FROM
    ran_out_before = version.length.after(triggered_on) < SOL_2025_FROM
    return version if ended_before or ran_out_before else version_in_force(rule, SOL_2025_FROM)


def is_interpretation(version: RuleVersion, triggered_on: date) -> bool:
    """Whether `version` was chosen by our reading of the change of acts, not by the law's words."""
    return _runs_into(version, triggered_on)


def deadline(
    triggered_on: date,
    version: RuleVersion,
    extension: Extension | None,
    policy: Policy,
    calendar: Calendar = SWEDISH_CALENDAR,
) -> Deadline:
    """Return the limit with the extension weighed in; an extension never shortens.

    An extension counts only if it was decided on or before the limit it extends. Raises
    RuleNotInForceError, and NotExtendableError where the law gives no longer time.
    """
    plain = unextended_deadline(triggered_on, version, policy.weekend_rule, calendar)
    if extension is None:
        return plain
    if version.extension_grounds is None:
        raise NotExtendableError(version)
    effect = _effect_of(extension, plain)
    if effect not in MOVING_EFFECTS:
        return plain._replace(effect=effect)
    moved_to = extension.extended_to
    final = DueDates(moved_to, _shift(moved_to, version, calendar))
    decisive_on = final.decisive(policy.weekend_rule)
    return Deadline(plain.base, plain.decisive_on, final, decisive_on, effect)


@lru_cache(maxsize=65_536)
def unextended_deadline(
    triggered_on: date, version: RuleVersion, weekend_rule: WeekendRule, calendar: Calendar
) -> Deadline:
    """Return the limit that holds as long as nobody has decided on a longer time."""
    base = due_dates(triggered_on, version, calendar)
    decisive_on = base.decisive(weekend_rule)
    return Deadline(base, decisive_on, base, decisive_on, ExtensionEffect.NONE)


def _effect_of(extension: Extension, plain: Deadline) -> ExtensionEffect:
    if extension.extended_to <= plain.base.due_on:
        return ExtensionEffect.NOT_LONGER
    if extension.decided_on is None:
        return ExtensionEffect.DECISION_DAY_MISSING
    if extension.decided_on > plain.decisive_on:
        return ExtensionEffect.DECIDED_TOO_LATE
    return ExtensionEffect.MOVED
