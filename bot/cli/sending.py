"""`--send` of `digest weekly` and `summary monthly`: the same outbox, delivered here and now.

What stands in the outbox already is not queued again. Only what was asked for is sent: whatever
else is due waits for the service.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from bot.cli.duties import OPERATOR
from bot.cli.handing_over import Errand, deliver, usual_way
from bot.cli.refusals import CannotDo
from bot.cli.rows import require_unit
from bot.cli.sent import Sent, whose
from bot.clock import now_in_sweden
from bot.composition import opened
from bot.logs import logging_to
from bot.settings import Settings
from bot.texts import deliveries as words
from digests import events
from digests.periods import Month, Week, day_seen_from, require_begun
from digests.schedule.due import deputy_of
from digests.schedule.due_times import after, monthly_useful_until, weekly_useful_until
from rules.facts import Role
from storage.engine import Database
from storage.keys import name_key
from storage.queries import record_look
from storage.records.outbox import (
    DeliveriesWanted,
    Delivery,
    DeliveryKind,
    NewDelivery,
    deliveries,
    queue_deliveries,
    recipients,
)

_USEFUL_AT_LEAST = timedelta(days=1)
_Wanted = Callable[[Database, NewDelivery, datetime], Iterable[NewDelivery]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be sent: seen from which day if not today, and whether it is only shown."""

    settings: Settings
    as_of: date | None
    is_dry_run: bool


def send_weekly(asked: Asked, week: Week, unit: str | None) -> Sent:
    """Send the week's digests to the managers, or to whoever stands in for them."""
    today = now_in_sweden().date()
    _require_no_guess(asked, today)
    day_seen_from(week, today)  # a period that has not begun is not to take its row
    day_seen_from(week, asked.as_of or today)
    useful = weekly_useful_until(week)
    wanted = partial(_weekly, unit=unit)
    return _sent(asked, DeliveryKind.WEEKLY_DIGEST, str(week), useful, wanted)


def send_monthly(asked: Asked, month: Month) -> Sent:
    """Send the month's summary to the secretaries; raises CannotDo for a month not over."""
    today = now_in_sweden().date()
    _require_no_guess(asked, today)
    require_begun(month, today)
    if (asked.as_of or today) <= month.last_day:  # its row would take the place of the final one
        raise CannotDo(words.month_not_over(month.name))
    useful = monthly_useful_until(month)
    return _sent(asked, DeliveryKind.MONTHLY_SUMMARY, str(month), useful, _monthly)


def _require_no_guess(asked: Asked, today: date) -> None:
    """Refuse to send what is seen from a day to come: it would take the place of the real one."""
    if asked.as_of is not None and asked.as_of > today:
        raise CannotDo(words.NOT_FROM_THE_FUTURE)


def _weekly(
    database: Database, new: NewDelivery, now: datetime, *, unit: str | None
) -> Iterator[NewDelivery]:
    if unit is not None:
        require_unit(database, unit)
    everybody = {
        name_key(each.staff.email): each for each in recipients(database, Role.UNIT_MANAGER)
    }
    for manager in everybody.values():
        about = name_key(manager.staff.unit)
        if not about or (unit is not None and about != name_key(unit)):
            continue
        deputy = deputy_of(manager, everybody, now)
        absent = manager.staff.email if deputy else None
        recipient = (deputy or manager).staff.email
        yield replace(new, recipient=recipient, on_behalf_of=absent, about=about)


def _monthly(database: Database, new: NewDelivery, _now: datetime) -> Iterator[NewDelivery]:
    for secretary in recipients(database, Role.BOARD_SECRETARY):
        yield replace(new, recipient=secretary.staff.email)


def _sent(
    asked: Asked, kind: DeliveryKind, period: str, useful_until: datetime, wanted: _Wanted
) -> Sent:
    """Queue what has no row, deliver it, and return how all that was asked for stands."""
    now, run_id = now_in_sweden(), events.new_run_id()
    channel = usual_way(asked.settings, kind)
    if channel is None:
        raise CannotDo(words.NO_CHANNEL)
    useful_until = max(useful_until, after(now, _USEFUL_AT_LEAST))
    new = NewDelivery("", kind, period, channel, now, useful_until, run_id=run_id)
    log = logging_to(asked.settings.log_file)
    with log, opened(asked.settings, untouched=asked.is_dry_run) as database:
        all_new = tuple(wanted(database, new, now))
        before = _rows(database, all_new, kind, period)
        there = {whose(row) for row in before}
        planned = tuple(each for each in all_new if whose(each) not in there)
        already = frozenset(row.id for row in before)
        if asked.is_dry_run:
            return Sent(run_id, before, already, planned, is_dry_run=True)
        _queue(database, planned, kind, now)
        asyncio.run(deliver(asked.settings, database, Errand(kind, period, run_id, asked.as_of)))
        return Sent(run_id, _rows(database, all_new, kind, period), already)


def _rows(
    database: Database, of: Iterable[NewDelivery], kind: DeliveryKind, period: str
) -> tuple[Delivery, ...]:
    """Return the rows that these people have, by whichever channel, the oldest first."""
    asked = {whose(each) for each in of}
    rows = deliveries(database, DeliveriesWanted(kinds=(kind,), period=period))
    return tuple(row for row in reversed(rows) if whose(row) in asked)


def _queue(
    database: Database, planned: tuple[NewDelivery, ...], kind: DeliveryKind, now: datetime
) -> None:
    """Queue it, and write down that the operator did; what is shown is written down as sent."""
    queued = queue_deliveries(database, planned, now)
    record_look(database, who=OPERATOR, at=now, intent=f"{kind.value}_send", rows=0)
    run_id = planned[0].run_id if planned else ""
    events.event("sending_asked_for", run_id, kind=kind.value, queued=len(queued))
