"""What a weekly digest says, as typed values: the one thing its templates and its JSON are given.

A digest holds the rows of one unit and nobody else's. Only open statutory duties are listed;
local goals are never called law, and no field could hold a child's name.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from digests.forecast.model import Forecast
from digests.periods import Week
from digests.rule_notes import RuleNote
from digests.stamp import DataStamp
from digests.weekly.own_figures import OwnFigures
from digests.weekly.to_check import ToCheck
from rules.catalogue import RuleId
from rules.deadline import ExtensionEffect
from rules.duties import DutyStatus


@dataclass(frozen=True, slots=True)
class DutyItem:
    """One open duty of the unit; `decisive_on` is the last day that counts here."""

    case: str
    rule: RuleId
    title: str
    due_on: date
    shifted_due_on: date
    decisive_on: date
    days_left: int
    status: DutyStatus
    unit: str
    caseworker: str


class Matter(StrEnum):
    """What kind of row began or ended."""

    REPORT = "report"  # anmälan
    APPLICATION = "application"  # ansökan
    INVESTIGATION = "investigation"  # utredning
    PLACEMENT = "placement"  # placering
    FOLLOW_UP = "follow_up"  # uppföljning


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """A row that began or ended, with the duty it stands for where it has one."""

    matter: Matter
    case: str
    happened_on: date
    unit: str
    caseworker: str
    rule: RuleId | None = None
    due_on: date | None = None
    shifted_due_on: date | None = None
    decisive_on: date | None = None
    days_left: int | None = None
    status: DutyStatus | None = None


@dataclass(frozen=True, slots=True)
class InvestigationItem:
    """An investigation and what became of its four months."""

    case: str
    rule: RuleId
    opened_on: date
    base_due_on: date
    base_decisive_on: date
    due_on: date
    shifted_due_on: date
    decisive_on: date
    days_left: int | None
    status: DutyStatus
    unit: str
    caseworker: str
    extended_to: date | None
    extension_decided_on: date | None
    extension_effect: ExtensionEffect


@dataclass(frozen=True, slots=True)
class Changes:
    """What has happened from `since` on, that day included, told from the dates in the facts."""

    since: date
    new: tuple[ChangedItem, ...] = ()
    closed: tuple[ChangedItem, ...] = ()
    newly_overdue: tuple[DutyItem, ...] = ()
    extended: tuple[InvestigationItem, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.closed or self.newly_overdue or self.extended)


@dataclass(frozen=True, slots=True)
class CaseworkerLoad:
    """How a caseworker's duties stand; `near` holds those that end today too."""

    caseworker: str
    cases: int
    open: int
    near: int
    overdue: int
    oldest_decisive_on: date


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is late and what comes, until thirty days on; worst first."""

    overdue: tuple[DutyItem, ...]
    this_week: tuple[DutyItem, ...]
    next_week: tuple[DutyItem, ...]
    later: tuple[DutyItem, ...]
    until: date
    open_duties: int
    next_due_on: date | None

    @property
    def due_soon(self) -> tuple[DutyItem, ...]:
        """What falls due from today and thirty days on."""
        return self.this_week + self.next_week + self.later


@dataclass(frozen=True, slots=True)
class PastLimit:
    """Open investigations whose four months are gone: two classes that are never mixed."""

    without_extension: tuple[InvestigationItem, ...]
    extended: tuple[InvestigationItem, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """How much is open in rows whose unit nobody can tell: counts of the whole municipality."""

    duties: int = 0
    cases: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class WeeklyDigest:
    """One unit's week as it stands on `as_of`; `unplaced` alone is of no unit."""

    unit: str
    recipients: tuple[str, ...]
    week: Week
    as_of: date
    stamp: DataStamp
    outlook: Outlook
    changes: Changes
    per_caseworker: tuple[CaseworkerLoad, ...]
    past_limit: PastLimit
    forecast: Forecast
    own_figures: OwnFigures
    to_check: ToCheck
    rule_notes: tuple[RuleNote, ...]
    unplaced: Unplaced = Unplaced()

    @property
    def has_moved_days(self) -> bool:
        """Whether a last day in the lists is the working day after the one that was counted."""
        duties = (*self.outlook.overdue, *self.outlook.due_soon)
        overruns = self.forecast.likely_overruns
        return any(each.decisive_on != each.due_on for each in duties) or any(
            each.decisive_on != each.due_on for each in overruns
        )

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to report but a sentence."""
        duties = (self.outlook.overdue, self.outlook.due_soon, self.past_limit.extended)
        checks = self.to_check
        asks = (checks.data_gaps, checks.unknown_caseworkers, checks.possible_restarts)
        return self.changes.is_empty and not any(duties) and not any(asks)
