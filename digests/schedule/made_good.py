"""What was withheld because its recipient seemed to have left, and who is back: it is made good.

A staff list that lacked somebody for an hour takes nobody's digest of the week. Whatever may
have been shown, by any way and to whoever stood in, is never sent again for that.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digests.outbox.contents import Reason, Withheld
from digests.outbox.rights import entitled
from digests.schedule.due import Due, series_of
from rules.facts import Role
from storage.engine import Database
from storage.queries import staff_by_email
from storage.records.outbox import Delivery, DeliveryKind, DeliveryState, NewDelivery

_SEEMED_GONE = frozenset({Reason.GONE, Reason.NO_RIGHT})
_ROLES = {
    DeliveryKind.WEEKLY_DIGEST: Role.UNIT_MANAGER,
    DeliveryKind.MONTHLY_SUMMARY: Role.BOARD_SECRETARY,
}


@dataclass(frozen=True, slots=True)
class Owed:
    """A delivery that somebody is owed once more; `row` is its own in the outbox, if it has one."""

    new: NewDelivery
    row: Delivery | None


def owed_again(
    database: Database, due: Iterable[Due], rows: Sequence[Delivery], now: datetime
) -> Iterator[Owed]:
    """Give what is due, has only rows of that kind, and may be sent now."""
    for each in due:
        theirs = [row for row in rows if _is_of_the_same(row, each.new)]
        if each.withheld or not theirs or not all(map(_seemed_gone, theirs)):
            continue
        row = next((row for row in theirs if _identity(row) == _identity(each.new)), None)
        if row is None or _may_have(database, row, now):
            yield Owed(replace(each.new, is_late=True), row)


def _is_of_the_same(row: Delivery, new: NewDelivery) -> bool:
    """Whether it is the person's of that period; a unit may have changed its name meanwhile."""
    (whose, kind, about), (their, _, other) = series_of(new), series_of(row)
    is_about = kind is not DeliveryKind.REMINDER or about == other
    return (whose, kind, new.period) == (their, row.kind, row.period) and is_about


def _seemed_gone(row: Delivery) -> bool:
    return row.state is DeliveryState.CANCELLED and row.last_error in _SEEMED_GONE


def _may_have(database: Database, row: Delivery, now: datetime) -> bool:
    """Whether it would be sent now: else it would be opened and withheld over and over."""
    role = _ROLES.get(row.kind)
    if role is None:
        return staff_by_email(database, row.recipient) is not None
    return not isinstance(entitled(database, row, role, now), Withheld)


def _identity(delivery: Delivery | NewDelivery) -> tuple[str, ...]:
    whose, kind, about = series_of(delivery)
    return whose, kind, about, delivery.recipient.casefold(), delivery.period, delivery.channel
