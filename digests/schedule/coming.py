"""What the schedule will do next, told beforehand by the very code that does it.

Each coming moment is asked as the tick will ask it then, with what is known now of pauses,
absences and wishes. Numbers only: nothing here says anything of a case.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.periods import Month, Week, month_of, parse_week, week_of
from digests.schedule import due_times
from digests.schedule.due import Due, Moment, monthly_due, reminders_due, weekly_due
from digests.schedule.keeping import FROM
from rules.swedish_time import SWEDISH_TIME
from storage.records import Reminder
from storage.records.outbox import Channel, DeliveryKind, Recipient, Tick

_ONE_DAY = timedelta(days=1)
_ANY_WAY = Channel.TEAMS  # by which channel it goes decides nothing about when


@dataclass(frozen=True, slots=True)
class Coming:
    """A moment to come: how many are sent, and how many are not since their readers paused."""

    at: datetime
    kind: DeliveryKind
    period: Week | Month | None
    sent: int
    withheld: int
    to_deputies: int


@dataclass(frozen=True, slots=True)
class Exceptions:
    """How many recipients have paused, are away and have chosen a time of their own."""

    paused: int
    away: int
    own_times: int


def coming_weekly(managers: Sequence[Recipient], now: datetime) -> Iterator[Coming]:
    """Yield the moments at which the next digests are due, the soonest first."""
    moments = {_next_weekly_at(each, now) for each in managers if each.staff.unit}
    for at in sorted(moments):
        due = list(weekly_due(managers, _ANY_WAY, _only_at(at)))
        for period in sorted({each.new.period for each in due}):
            of_period = [each for each in due if each.new.period == period]
            yield _coming(at, DeliveryKind.WEEKLY_DIGEST, parse_week(period), of_period)


def coming_monthly(secretaries: Sequence[Recipient], now: datetime) -> Coming:
    """Return the moment at which the next summary is due."""
    last = due_times.latest_due_month(now)
    month = month_of(last.last_day + _ONE_DAY)
    at = due_times.monthly_due_at(month)
    due = list(monthly_due(secretaries, _ANY_WAY, _only_at(at)))
    return _coming(at, DeliveryKind.MONTHLY_SUMMARY, month, due)


def next_reminders_at(now: datetime) -> datetime:
    """Return the next morning at which reminders are due."""
    today = now.astimezone(SWEDISH_TIME).date()
    at = due_times.reminder_due_at(today)
    return at if at > now else due_times.reminder_due_at(today + _ONE_DAY)


def coming_reminders(waiting: Iterable[Reminder], at: datetime) -> Coming:
    """Return how many of those waiting are due at the morning, and at no earlier one."""
    due = reminders_due(waiting, _ANY_WAY, Moment(at, at, ""))
    return _coming(
        at, DeliveryKind.REMINDER, None, [each for each in due if each.new.send_from == at]
    )


def next_clearing_at(last: Tick | None, now: datetime) -> datetime:
    """Return when what is old is cleared next; `now` where it is about to be."""
    local = now.astimezone(SWEDISH_TIME)
    is_done = last is not None and last.last_at.astimezone(SWEDISH_TIME).date() == local.date()
    day = local.date() + _ONE_DAY if is_done else local.date()
    return max(now, datetime.combine(day, FROM, SWEDISH_TIME))


def exceptions(recipients: Iterable[Recipient], now: datetime) -> Exceptions:
    """Return how many recipients there are today for whom all is not as usual."""
    today, found = now.astimezone(SWEDISH_TIME).date(), tuple(recipients)
    return Exceptions(
        paused=sum(each.pause is not None and each.pause.covers(today) for each in found),
        away=sum(each.absence is not None and each.absence.covers(today) for each in found),
        own_times=sum(each.wish != due_times.USUAL_WISH for each in found),
    )


def _next_weekly_at(manager: Recipient, now: datetime) -> datetime:
    last = due_times.latest_due_week(now, manager.wish)
    return due_times.weekly_due_at(week_of(last.last_day + _ONE_DAY), manager.wish)


def _only_at(at: datetime) -> Moment:
    """Return the moment as seen by a service that began then: nothing earlier is its own."""
    return Moment(at, at, "")


def _coming(
    at: datetime, kind: DeliveryKind, period: Week | Month | None, due: Sequence[Due]
) -> Coming:
    sent = [each for each in due if each.withheld is None]
    deputies = sum(each.new.on_behalf_of is not None for each in sent)
    return Coming(at, kind, period, len(sent), len(due) - len(sent), deputies)
