"""Deliveries as the outbox has them while they are handed over."""

from dataclasses import replace
from typing import Any

from small_town import NOW

from storage.records import Reminder
from storage.records.outbox import Channel, Delivery, DeliveryKind, DeliveryState


def delivery(recipient: str, **changes: Any) -> Delivery:
    """Return a delivery of a digest to the person, but for the changes."""
    known = Delivery(
        id=1,
        recipient=recipient,
        kind=DeliveryKind.WEEKLY_DIGEST,
        period="2026-W47",
        about="barnenheten",
        channel=Channel.TEAMS,
        on_behalf_of=None,
        state=DeliveryState.SUBMITTING,
        queued_at=NOW,
        send_from=NOW,
        useful_until=NOW,
        next_attempt_at=NOW,
        attempts=1,
        is_late=False,
        is_repeat=False,
        run_id="run-1",
        last_error=None,
        changed_at=NOW,
    )
    return replace(known, **changes)


def delivery_of(reminder: Reminder, **changes: Any) -> Delivery:
    """Return the delivery of a reminder."""
    return delivery(
        reminder.email_key,
        kind=DeliveryKind.REMINDER,
        period=reminder.on.isoformat(),
        about=str(reminder.id),
        **changes,
    )
