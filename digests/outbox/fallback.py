"""Another way for what did not arrive by the first: the next channel, else the deputy.

The ways are only named here. The first that is still open is queued in the transaction that
gives the delivery up, so that neither a stop nor a late answer leaves anybody without or gives
anybody two.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from digests.outbox.means import Means
from digests.outbox.rights import absence_of
from storage.records.outbox import Channel, Delivery, DeliveryKind, NewDelivery

_DEPUTISED = frozenset({DeliveryKind.WEEKLY_DIGEST, DeliveryKind.MONTHLY_SUMMARY})


def other_ways(
    means: Means, delivery: Delivery, now: datetime, run_id: str
) -> tuple[NewDelivery, ...]:
    """Return the ways that are left for the delivery, the best first."""
    anew = _anew(delivery, now, run_id)
    left = _ways_after(means, delivery)
    return (*(replace(anew, channel=way) for way in left), *_by_deputy(means, delivery, anew, now))


def ways_back(
    means: Means, delivery: Delivery, now: datetime, run_id: str
) -> tuple[NewDelivery, ...]:
    """Return the ways to the absent person, of what their deputy may not have after all.

    They have come back, or their deputy has left: somebody must hear of the unit's week.
    """
    if delivery.on_behalf_of is None:
        return ()
    own = replace(
        _anew(delivery, now, run_id),
        recipient=delivery.on_behalf_of,
        on_behalf_of=None,
        is_late=True,
        is_repeat=False,
    )
    ways = means.choices.ways(delivery.kind, means.channels)
    return tuple(replace(own, channel=way) for way in ways)


def _ways_after(means: Means, delivery: Delivery) -> tuple[Channel, ...]:
    ways = means.choices.ways(delivery.kind, means.channels)
    return ways[ways.index(delivery.channel) + 1 :] if delivery.channel in ways else ways


def _by_deputy(
    means: Means, delivery: Delivery, anew: NewDelivery, now: datetime
) -> Iterator[NewDelivery]:
    """Give it to whoever stands in for the recipient today; a deputy has no deputy."""
    if delivery.kind not in _DEPUTISED or delivery.on_behalf_of is not None:
        return
    absence = absence_of(means.database, delivery.recipient, now)
    if absence is None:
        return
    theirs = replace(
        anew, recipient=absence.deputy, on_behalf_of=delivery.recipient, is_repeat=False
    )
    for way in means.choices.ways(delivery.kind, means.channels):
        yield replace(theirs, channel=way)


def _anew(delivery: Delivery, now: datetime, run_id: str) -> NewDelivery:
    """Return the delivery as one to queue now."""
    return NewDelivery(
        recipient=delivery.recipient,
        kind=delivery.kind,
        period=delivery.period,
        channel=delivery.channel,
        send_from=now,
        useful_until=delivery.useful_until,
        about=delivery.about,
        on_behalf_of=delivery.on_behalf_of,
        is_late=delivery.is_late,
        run_id=run_id,
        is_repeat=delivery.is_repeat,
    )
