"""When a digest is due: a day and an hour in Sweden, counted from the calendar alone.

Nothing here asks what day it is now and acts on it. Which period is the latest that has fallen
due is counted back from a moment, so that a service that was down, a clock that changed and a
second replica all come to the same answer.
"""

from datetime import UTC, date, datetime, time, timedelta

from digests.errors import DigestError
from digests.periods import Month, Week, month_of, week_of
from rules.calendar import SWEDISH_CALENDAR
from rules.swedish_time import SWEDISH_TIME
from storage.records.outbox import DeliveryWish

MONDAY, HOUR = 0, 7
LATE_AFTER = timedelta(minutes=15)
"""How long after its time a delivery is queued before it is called late (försenad)."""

USUAL_WISH = DeliveryWish()

_NEVER = 2  # in spring there is no such hour, in autumn there are two
_ONE_WEEK = timedelta(days=7)
_WEEKLY_USEFUL = timedelta(days=6)
_MONTHLY_USEFUL = timedelta(days=20)
_REMINDER_USEFUL = timedelta(days=7)


def require_usable_hour(hour: int) -> None:
    """Raise DigestError for an hour at which nothing is sent, that of the clock changes."""
    if hour == _NEVER:
        raise DigestError(
            "hour_not_usable",
            "Klockan 2 går inte att välja: den timmen finns inte när klockan ställs fram och "
            "kommer två gånger när den ställs tillbaka. Välj en annan timme, till exempel 7.",
        )


def weekly_due_at(week: Week, wish: DeliveryWish = USUAL_WISH) -> datetime:
    """Return when the week's digest is due: Monday 07:00, or as the person wishes.

    On a day off it comes the next working day at the same hour, even if that is in the next
    week. A wish for the hour of the clock changes means the hour after it.
    """
    weekday = MONDAY if wish.weekday is None else wish.weekday
    hour = HOUR if wish.hour is None else wish.hour
    return _on_working_day(
        week.first_day + timedelta(days=weekday), hour if hour != _NEVER else _NEVER + 1
    )


def monthly_due_at(month: Month) -> datetime:
    """Return when the summary of the month is due: 07:00 on the next month's first working day."""
    return _on_working_day(month.last_day + timedelta(days=1), HOUR)


def reminder_due_at(day: date) -> datetime:
    """Return when a reminder for the day is due: at 07:00, working day or not."""
    return _at(day, HOUR)


def latest_due_week(now: datetime, wish: DeliveryWish = USUAL_WISH) -> Week:
    """Return the last week whose digest has fallen due."""
    week = week_of(now.astimezone(SWEDISH_TIME).date())
    while weekly_due_at(week, wish) > now:
        week = week_of(week.first_day - _ONE_WEEK)
    return week


def latest_due_month(now: datetime) -> Month:
    """Return the last month whose summary has fallen due."""
    month = month_of(now.astimezone(SWEDISH_TIME).date()).previous
    return month if monthly_due_at(month) <= now else month.previous


def weekly_useful_until(week: Week, wish: DeliveryWish = USUAL_WISH) -> datetime:
    """Return when the week's digest is too old to send: six days on, or when the next is due."""
    following = week_of(week.first_day + _ONE_WEEK)
    return min(after(weekly_due_at(week, wish), _WEEKLY_USEFUL), weekly_due_at(following, wish))


def monthly_useful_until(month: Month) -> datetime:
    """Return when the summary of the month is too old to send."""
    return after(monthly_due_at(month), _MONTHLY_USEFUL)


def reminder_useful_until(queued_at: datetime) -> datetime:
    """Return until when a reminder is tried; it waits for the person, so from when it is queued."""
    return after(queued_at, _REMINDER_USEFUL)


def is_late(due_at: datetime, now: datetime) -> bool:
    """Whether what was due is queued so long after its time that its reader is told."""
    return now > after(due_at, LATE_AFTER)


def after(moment: datetime, length: timedelta) -> datetime:
    """Return the moment so much later as a clock that is never changed would say.

    Python adds to the clock on the wall: over a clock change an hour comes or goes.
    """
    return (moment.astimezone(UTC) + length).astimezone(SWEDISH_TIME)


def _on_working_day(day: date, hour: int) -> datetime:
    return _at(SWEDISH_CALENDAR.first_working_day_from(day), hour)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SWEDISH_TIME)
