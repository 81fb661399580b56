"""Who is to have what at a moment: the deliveries that have fallen due, as values.

Only the latest period of a kind is ever due, so that a service that was down sends no storm.
What had fallen due before the service first ran, or before its recipient was known or had their
role and unit, is nobody's: a new manager begins with the next week, as a renamed unit does.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from digests.outbox.contents import Reason
from digests.schedule import due_times
from digests.schedule.looking_back import REMINDERS_LOOK_BACK_DAYS
from rules.swedish_time import SWEDISH_TIME
from storage.keys import name_key
from storage.records import DigestPause, Reminder
from storage.records.outbox import (
    Channel,
    Delivery,
    DeliveryKind,
    NewDelivery,
    Recipient,
)

_REMINDERS_LOOK_BACK = timedelta(days=REMINDERS_LOOK_BACK_DAYS)

Series: TypeAlias = tuple[str, DeliveryKind, str]
"""For whom, what and about what: period after period, by whichever channel, whoever stands in."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that has fallen due, or why it is noted and not sent.

    What fell due before the service first ran, or before its recipient had their post, is
    theirs only where the outbox says that it was: it stands there, withheld.
    """

    new: NewDelivery
    withheld: Reason | None = None
    is_ours: bool = True

    @property
    def series(self) -> Series:
        return series_of(self.new)


@dataclass(frozen=True, slots=True)
class Moment:
    """When is asked, since when the service has run, and which run asks; moments are aware."""

    now: datetime
    began_at: datetime
    run_id: str

    def is_ours(self, due_at: datetime, recipient: Recipient) -> bool:
        """Whether the service was there when it fell due, and the recipient in their post."""
        return due_at >= self.began_at and due_at >= recipient.known_since


def series_of(delivery: Delivery | NewDelivery) -> Series:
    """Return which run of periods the delivery belongs to."""
    whose = delivery.on_behalf_of or delivery.recipient
    return name_key(whose), delivery.kind, delivery.about


def weekly_due(managers: Iterable[Recipient], channel: Channel, moment: Moment) -> Iterator[Due]:
    """Give what `weekly_fallen_due` gives and is its recipient's."""
    return (each for each in weekly_fallen_due(managers, channel, moment) if each.is_ours)


def weekly_fallen_due(
    managers: Iterable[Recipient], channel: Channel, moment: Moment
) -> Iterator[Due]:
    """Give the digest of each manager's unit, to the deputy where the manager is away."""
    everybody = {name_key(manager.staff.email): manager for manager in managers}
    for manager in everybody.values():
        week = due_times.latest_due_week(moment.now, manager.wish)
        due_at = due_times.weekly_due_at(week, manager.wish)
        if not manager.staff.unit:
            continue
        deputy = deputy_of(manager, everybody, moment.now)
        new = NewDelivery(
            recipient=(deputy or manager).staff.email,
            kind=DeliveryKind.WEEKLY_DIGEST,
            period=str(week),
            channel=channel,
            send_from=due_at,
            useful_until=due_times.weekly_useful_until(week, manager.wish),
            about=name_key(manager.staff.unit),
            on_behalf_of=manager.staff.email if deputy else None,
            is_late=due_times.is_late(due_at, moment.now),
            run_id=moment.run_id,
        )
        withheld = _withheld(new, None if deputy else manager.pause, moment.now)
        yield Due(new, withheld, moment.is_ours(due_at, manager))


def monthly_due(
    secretaries: Iterable[Recipient], channel: Channel, moment: Moment
) -> Iterator[Due]:
    """Give what `monthly_fallen_due` gives and is its recipient's."""
    return (each for each in monthly_fallen_due(secretaries, channel, moment) if each.is_ours)


def monthly_fallen_due(
    secretaries: Iterable[Recipient], channel: Channel, moment: Moment
) -> Iterator[Due]:
    """Give the summary of the latest month to each secretary; nobody stands in for one."""
    month = due_times.latest_due_month(moment.now)
    due_at = due_times.monthly_due_at(month)
    for secretary in secretaries:
        new = NewDelivery(
            recipient=secretary.staff.email,
            kind=DeliveryKind.MONTHLY_SUMMARY,
            period=str(month),
            channel=channel,
            send_from=due_at,
            useful_until=due_times.monthly_useful_until(month),
            is_late=due_times.is_late(due_at, moment.now),
            run_id=moment.run_id,
        )
        withheld = _withheld(new, secretary.pause, moment.now)
        yield Due(new, withheld, moment.is_ours(due_at, secretary))


def reminders_due(reminders: Iterable[Reminder], channel: Channel, moment: Moment) -> Iterator[Due]:
    """Give each reminder whose morning has come, a missed one too."""
    for reminder in reminders:
        due_at = due_times.reminder_due_at(reminder.on)
        if not due_at <= moment.now < due_times.after(due_at, _REMINDERS_LOOK_BACK):
            continue
        yield Due(
            NewDelivery(
                recipient=reminder.email_key,
                kind=DeliveryKind.REMINDER,
                period=reminder.on.isoformat(),
                channel=channel,
                send_from=due_at,
                useful_until=due_times.reminder_useful_until(moment.now),
                about=str(reminder.id),
                is_late=reminder.on < moment.now.astimezone(SWEDISH_TIME).date(),
                run_id=moment.run_id,
            )
        )


def deputy_of(
    manager: Recipient, everybody: Mapping[str, Recipient], now: datetime
) -> Recipient | None:
    """Return who stands in for the manager today; nobody stands in for a deputy.

    Where the deputy is away too, has paused or is no manager any more, the digest goes to the
    manager and waits there: no right is passed on.
    """
    if manager.absence is None or not _is_away(manager, now):
        return None
    deputy = everybody.get(name_key(manager.absence.deputy))
    if deputy is None or deputy is manager or _is_away(deputy, now):
        return None
    if name_key(deputy.staff.unit) == name_key(manager.staff.unit):
        return None  # has the digest of that unit already
    return None if _is_paused(deputy.pause, now) else deputy


def _is_away(recipient: Recipient, now: datetime) -> bool:
    today = now.astimezone(SWEDISH_TIME).date()
    return recipient.absence is not None and recipient.absence.covers(today)


def _withheld(new: NewDelivery, pause: DigestPause | None, now: datetime) -> Reason | None:
    """Return why it is not sent: what fell due in a pause is not sent when the pause is over."""
    if _is_paused(pause, new.send_from) or _is_paused(pause, now):
        return Reason.PAUSED
    return Reason.TOO_LATE if now >= new.useful_until else None


def _is_paused(pause: DigestPause | None, at: datetime) -> bool:
    if pause is None or at < pause.paused_at:
        return False
    return pause.covers(at.astimezone(SWEDISH_TIME).date())
