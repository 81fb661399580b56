"""One obligation at a day: which rule, until when, and how it stands.

A duty is seen from a day, and what is dated after that day has not happened yet. So the same
facts give the same answer in chat, digest and board summary, and an earlier day can be
asked about again.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from rules.calendar import SWEDISH_CALENDAR, Calendar
from rules.catalogue import RuleId, RuleVersion
from rules.deadline import (
    Extension,
    ExtensionEffect,
    deadline,
    is_interpretation,
    version_for,
)
from rules.law import Sureness
from rules.policy import Policy


class DutyStatus(StrEnum):
    """How a duty stands at a day (läge)."""

    UPCOMING = "upcoming"  # kommande
    NEAR = "near"  # nära
    DUE_TODAY = "due_today"  # i dag
    OVERDUE = "overdue"  # över tiden
    FULFILLED = "fulfilled"  # klar
    FULFILLED_LATE = "fulfilled_late"  # klar, men för sent
    NOT_REQUIRED = "not_required"  # behövs inte


OPEN_STATUSES = frozenset(
    {DutyStatus.UPCOMING, DutyStatus.NEAR, DutyStatus.DUE_TODAY, DutyStatus.OVERDUE}
)
PRESSING_STATUSES = frozenset({DutyStatus.NEAR, DutyStatus.DUE_TODAY, DutyStatus.OVERDUE})
"""What *nära deadline* means without a window."""


class Owed(NamedTuple):
    """What is owed, before the law is asked: the rule, the event, and whose row it is."""

    rule: RuleId
    case: str
    source: str
    triggered_on: date
    unit: str
    caseworker: str
    fulfilled_on: date | None = None
    extension: Extension | None = None
    is_required: bool = True


class Duty(NamedTuple):
    """One obligation as it stands at a day (`as_of`).

    `source` is the number of the row it comes from, `decisive_on` the date that decides
    lateness in this municipality, `days_left` whole days to it: 0 on the day, negative after,
    None when nothing is owed any more. The base dates are those without any extension.
    """

    rule: RuleId
    version: RuleVersion
    case: str
    source: str
    unit: str
    caseworker: str
    as_of: date
    triggered_on: date
    due_on: date
    shifted_due_on: date
    decisive_on: date
    base_due_on: date
    base_decisive_on: date
    extension: Extension | None
    extension_effect: ExtensionEffect
    fulfilled_on: date | None
    status: DutyStatus
    days_left: int | None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def is_pressing(self) -> bool:
        return self.status in PRESSING_STATUSES

    @property
    def is_interpretation(self) -> bool:
        """Whether the version was chosen by our reading of the change of acts in July 2025."""
        return is_interpretation(self.version, self.triggered_on)

    @property
    def sureness(self) -> Sureness:
        """How sure the date is: professional knowledge where our reading chose the version."""
        return Sureness.PROFESSIONAL if self.is_interpretation else self.version.sureness


def duty_at(owed: Owed, today: date, policy: Policy, calendar: Calendar = SWEDISH_CALENDAR) -> Duty:
    """Return what is owed, with its dates and its status at `today`.

    Raises RuleNotInForceError when the event predates the rule, NotExtendableError when an
    extension is claimed that the law does not give.
    """
    fulfilled_on = known_by(owed.fulfilled_on, today)
    version = version_for(owed.rule, owed.triggered_on, fulfilled_on)
    extension = _known_extension(owed.extension, today)
    base, base_decisive_on, final, decisive_on, effect = deadline(
        owed.triggered_on, version, extension, policy, calendar
    )
    if not owed.is_required:
        status = DutyStatus.NOT_REQUIRED
    elif fulfilled_on is not None:
        status = DutyStatus.FULFILLED if fulfilled_on <= decisive_on else DutyStatus.FULFILLED_LATE
    else:
        status = _open_status(version, final.due_on, decisive_on, today, policy)
    return Duty(
        owed.rule,
        version,
        owed.case,
        owed.source,
        owed.unit,
        owed.caseworker,
        today,
        owed.triggered_on,
        final.due_on,
        final.shifted_due_on,
        decisive_on,
        base.due_on,
        base_decisive_on,
        extension,
        effect,
        fulfilled_on,
        status,
        (decisive_on - today).days if status in OPEN_STATUSES else None,
    )


def known_by(day: date | None, today: date) -> date | None:
    """Return the day of an event if it has happened by `today`, else None."""
    return day if day is not None and day <= today else None


def _known_extension(extension: Extension | None, today: date) -> Extension | None:
    if extension is None or (extension.decided_on or today) > today:
        return None
    return extension


def _open_status(
    version: RuleVersion, due_on: date, decisive_on: date, today: date, policy: Policy
) -> DutyStatus:
    if today > decisive_on:
        return DutyStatus.OVERDUE
    if today == decisive_on:
        return DutyStatus.DUE_TODAY
    is_near = (due_on - today).days <= policy.near_days_for(version)
    return DutyStatus.NEAR if is_near else DutyStatus.UPCOMING
