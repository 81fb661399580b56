"""What a sentence is understood as: the closed sets and typed slots that answers are chosen by."""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from rules.facts import OverrunCause


class Intent(StrEnum):
    LIST_CASES = "list_cases"
    LIST_DUE = "list_due"
    LIST_OVERDUE = "list_overdue"
    SHOW_CASE = "show_case"
    EXPLAIN_DEADLINE = "explain_deadline"
    EXPLAIN_RULE = "explain_rule"
    UNIT_STATUS = "unit_status"
    STATISTICS = "statistics"
    RECORD_CAUSE = "record_cause"
    SET_REMINDER = "set_reminder"
    LIST_REMINDERS = "list_reminders"
    CANCEL_REMINDER = "cancel_reminder"
    EXPORT_CALENDAR = "export_calendar"
    PAUSE_DIGEST = "pause_digest"
    RESUME_DIGEST = "resume_digest"
    HELP = "help"
    GREETING = "greeting"
    THANKS = "thanks"
    OUT_OF_SCOPE = "out_of_scope"


class ScopeSlot(StrEnum):
    """Whose cases the sentence is about."""

    MINE = "mine"
    UNIT = "unit"
    CASEWORKER = "caseworker"


class Kind(StrEnum):
    """Which kind of matter the sentence is about."""

    INVESTIGATION = "investigation"  # utredning
    PRELIMINARY_ASSESSMENT = "preliminary_assessment"  # förhandsbedömning
    PROTECTION_ASSESSMENT = "protection_assessment"  # skyddsbedömning
    PLACEMENT = "placement"  # placering
    FOLLOW_UP = "follow_up"  # uppföljning


class Measure(StrEnum):
    """Which figure a statistics question asks for."""

    SHARE_ON_TIME = "share_on_time"  # andel i tid
    MEDIAN_DAYS = "median_days"  # mediantid
    COUNT = "count"  # antal
    BANDS = "bands"  # fördelning i intervaller


class CalendarWish(StrEnum):
    """What is asked about the calendar address, where it is more than to have one."""

    NEW = "new"
    CLOSE = "close"


class DayFault(StrEnum):
    """Why the days that were said are no days."""

    NO_SUCH_DAY = "no_such_day"  # 31 april
    NO_SUCH_WEEK = "no_such_week"  # vecka 54
    BACKWARDS = "backwards"  # mellan 10 december och 1 december


@dataclass(frozen=True, slots=True)
class DateWindow:
    """A stretch of days; both ends belong to it."""

    first: date
    last: date

    def as_json(self) -> dict[str, str]:
        return {"from": self.first.isoformat(), "to": self.last.isoformat()}


@dataclass(frozen=True, slots=True)
class DayCount:
    """The reference day and `days` days onwards."""

    days: int

    def as_json(self) -> dict[str, int]:
        return {"days": self.days}


@dataclass(frozen=True, slots=True)
class Slots:
    """What was said beside the intent; None where nothing was said."""

    scope: ScopeSlot | None = None
    caseworker: str | None = None
    kind: Kind | None = None
    window: DateWindow | DayCount | None = None
    case: str | None = None
    period: DateWindow | None = None
    measure: Measure | None = None
    cause: OverrunCause | None = None
    on: date | None = None
    until: date | None = None

    def as_json(self) -> dict[str, object]:
        """Return the slots that were said, as in the labelled sentences."""
        named = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: _plain(value) for name, value in named if value is not None}


def _plain(value: object) -> object:
    match value:
        case DateWindow() | DayCount():
            return value.as_json()
        case date():
            return value.isoformat()
        case _:
            return str(value)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a sentence says beside the slots that sentences are labelled with.

    `colleague` is a name, `unit` tells that one is named and `other_unit` that it is not the
    asker's own; which units and colleagues there are is known to `bot.naming` only.
    """

    calendar: CalendarWish | None = None
    day_fault: DayFault | None = None
    colleague: str | None = None
    caseworkers: bool = False
    ours: bool = False
    unit: bool = False
    other_unit: bool = False
    municipality: bool = False


@dataclass(frozen=True, slots=True)
class Understanding:
    """One reading of one sentence.

    `scope_said` is False where the scope is only the default, so that a manager's bot may
    choose another one. `case_as_typed` is the case number before it was given its one form:
    a municipality may number its cases in another way than ours. `near` holds the other
    readings that are nearly as good, so that the one who asks can choose.
    """

    intent: Intent
    slots: Slots
    scope_said: bool = False
    case_as_typed: str | None = None
    near: "tuple[Understanding, ...]" = ()
    beside: Beside = Beside()

    def as_json(self) -> dict[str, object]:
        return {"intent": str(self.intent), "slots": self.slots.as_json()}
