"""What a forecast says, as typed values.

Numbers of a forecast are never without their span, and where the history is too short there is
no number at all. Everything is in the order of the days; no field could rank a person.
"""

from dataclasses import dataclass
from datetime import date

from digests.periods import Week
from rules.catalogue import RuleId

FEWEST_CLOSED = 20
"""With fewer closed investigations than this there is no forecast, only what falls due."""

_FEW_WORKING_DAYS = 3
_HOLIDAY_WEEKS = range(28, 32)


@dataclass(frozen=True, slots=True)
class Chance:
    """How probable it is that an investigation is still open after a day, and between what."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class LateRange:
    """How many are likely late, and the span that the outcome is expected to stay within."""

    low: int
    likely: int
    high: int


@dataclass(frozen=True, slots=True)
class DayOff:
    """A weekday in the week on which nobody works, by its Swedish name."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class WeekAhead:
    """The open investigations whose last day is in the week, and how many are likely late.

    `late` is None where nothing can be said; `unclear` are those that too few in the history
    can be compared with. In the first week only the days that are left count.
    """

    week: Week
    due: int
    late: LateRange | None
    unclear: int
    working_days: int
    days_off: tuple[DayOff, ...]

    @property
    def has_few_working_days(self) -> bool:
        return self.working_days <= _FEW_WORKING_DAYS

    @property
    def is_in_holiday_season(self) -> bool:
        """Whether it is one of the four weeks in July when most are on holiday."""
        return self.week.number in _HOLIDAY_WEEKS


@dataclass(frozen=True, slots=True)
class LikelyOverrun:
    """An open investigation that is more likely than not to pass its last day.

    `tens_of_percent` is its probability, rounded: 7 for 70 percent.
    """

    case: str
    rule: RuleId
    due_on: date
    decisive_on: date
    tens_of_percent: int
    unit: str
    caseworker: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """The weeks ahead of a unit as of a day; `closed` is how many the history has an end for."""

    as_of: date
    opened_from: date
    closed: int
    weeks: tuple[WeekAhead, ...]
    late: LateRange | None
    likely_overruns: tuple[LikelyOverrun, ...]

    @property
    def fewest_closed(self) -> int:
        """How many must have been closed for there to be a forecast."""
        return FEWEST_CLOSED

    @property
    def has_history(self) -> bool:
        return self.closed >= FEWEST_CLOSED

    @property
    def due(self) -> int:
        """How many open investigations have their last day within the weeks."""
        return sum(each.due for each in self.weeks)

    @property
    def unclear(self) -> int:
        return sum(each.unclear for each in self.weeks)

    @property
    def last_day(self) -> date:
        return self.weeks[-1].week.last_day
