"""The tick: what has fallen due and has no row in the outbox gets one.

It may be run as often as one likes, by several processes at once and after any interruption:
the unique key of the outbox lets each delivery in once. Missed runs, restarts and clock changes
need nothing else.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from digests.events import event
from digests.outbox.contents import Reason
from digests.periods import month_of, week_of
from digests.schedule.choices import ScheduleChoices
from digests.schedule.due import (
    Due,
    Moment,
    Series,
    monthly_fallen_due,
    reminders_due,
    series_of,
    weekly_fallen_due,
)
from digests.schedule.made_good import owed_again
from rules.facts import Role
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.records import due_reminders
from storage.records.outbox import (
    DeliveriesWanted,
    Delivery,
    DeliveryKind,
    NewDelivery,
    deliveries,
    forget_impossible_holds,
    last_tick,
    note_tick,
    queue_cancelled,
    queue_deliveries,
    recipients,
    reopen_delivery,
)

SCHEDULE = "schedule"
"""The name under which the schedule's ticks are noted."""


@dataclass(frozen=True, slots=True)
class TickReport:
    """What a tick did: rows queued, how many of them late, rows withheld."""

    queued: int = 0
    late: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """Queues what is due; `owner` names this process."""

    database: Database
    choices: ScheduleChoices
    owner: str

    def tick(self, now: datetime, run_id: str) -> TickReport:
        """Queue what has fallen due by `now` (aware) and has no row, and say how much that was."""
        forget_impossible_holds(self.database, now)
        earlier = last_tick(self.database, SCHEDULE)
        began_at = min(earlier.first_at, now) if earlier else now
        due = list(self._due(Moment(now, began_at, run_id)))
        rows = list(self._rows(due))
        new = _without_row([each for each in due if each.is_ours], rows, now)
        report = self._queue(new, self._made_good(due, new, rows, now), now)
        if report != TickReport():
            told = {"queued": report.queued, "withheld": report.withheld}
            event("queued", run_id, owner=self.owner, **told)
        note_tick(self.database, SCHEDULE, self.owner, now)
        return report

    def _due(self, moment: Moment) -> Iterator[Due]:
        choices = self.choices
        if choices.weekly:
            managers = recipients(self.database, Role.UNIT_MANAGER)
            yield from weekly_fallen_due(managers, choices.weekly, moment)
        if choices.summary:
            secretaries = recipients(self.database, Role.BOARD_SECRETARY)
            yield from monthly_fallen_due(secretaries, choices.summary, moment)
        if choices.reminders:
            today = moment.now.astimezone(SWEDISH_TIME).date()
            waiting = due_reminders(self.database, today)
            yield from reminders_due(waiting, choices.reminders, moment)

    def _made_good(
        self, due: list[Due], new: list[Due], rows: list[Delivery], now: datetime
    ) -> list[Due]:
        """Open what was withheld from somebody who is back; return what has no row to open."""
        others = [each for each in due if each not in new]
        without_row = []
        for owed in owed_again(self.database, others, rows, now):
            if owed.row is None:
                without_row.append(Due(owed.new))
            elif reopen_delivery(self.database, owed.row.id, owed.new, now):
                event("delivery_reopened", owed.new.run_id, delivery=owed.row.id)
        return without_row

    def _rows(self, due: Iterable[Due]) -> Iterator[Delivery]:
        for kind, period in {(each.new.kind, _period_asked(each.new)) for each in due}:
            wanted = DeliveriesWanted(kinds=(kind,), period=period)
            yield from deliveries(self.database, wanted)

    def _queue(self, due: list[Due], made_good: list[Due], now: datetime) -> TickReport:
        to_send = [each.new for each in (*due, *made_good) if each.withheld is None]
        queued = queue_deliveries(self.database, to_send, now) if to_send else ()
        withheld = [self._withhold(due, reason, now) for reason in Reason]
        late = sum(each.is_late for each in to_send) if queued else 0
        return TickReport(len(queued), late, sum(withheld))

    def _withhold(self, due: list[Due], reason: Reason, now: datetime) -> int:
        """Note what is not to be sent for this reason, so that it is not queued later either."""
        noted = [each.new for each in due if each.withheld is reason]
        return len(queue_cancelled(self.database, noted, now, reason)) if noted else 0


def _without_row(due: list[Due], rows: Iterable[Delivery], now: datetime) -> list[Due]:
    """Leave out what has a row already, and what is older than what has one.

    A wish for a later weekday makes last week the latest that has fallen due. Rows of weeks
    to come, which the command line can make, say nothing of it.
    """
    known: dict[Series, set[str]] = defaultdict(set)
    for row in rows:
        known[series_of(row)].add(row.period)
    today = now.astimezone(SWEDISH_TIME).date()
    return [each for each in due if not _is_behind(each.new, known[each.series], today)]


def _period_asked(new: NewDelivery) -> str | None:
    """Return the period to look among: a reminder has one, a digest a row for every week."""
    return new.period if new.kind is DeliveryKind.REMINDER else None


def _is_behind(new: NewDelivery, known: Collection[str], today: date) -> bool:
    """Whether its period, or a later one that has begun, is among the known."""
    present = month_of(today) if new.kind is DeliveryKind.MONTHLY_SUMMARY else week_of(today)
    return new.period in known or any(new.period < each <= str(present) for each in known)
