"""An outbox with something of most kinds in it, for the page that shows it."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import now_in_sweden
from bot.demo.municipality import Municipality
from digests.periods import week_of
from storage.engine import open_database
from storage.records.outbox import (
    Channel,
    DeliveryKind,
    DeliveryState,
    NewDelivery,
    begin_attempt,
    claim_deliveries,
    finish_attempt,
    queue_deliveries,
)


def fill_the_outbox(database: Path, municipality: Municipality) -> None:
    """Let letters have been sent, refused and lost; the service has no way by mail to send more."""
    opened, now = open_database(f"sqlite:///{database}"), now_in_sweden()
    ends = {
        1: (DeliveryState.SENT, "sent", None),
        2: (DeliveryState.FAILED, "refused", "no_mailbox"),
        3: (DeliveryState.UNKNOWN, "unknown", "lost"),
    }
    new = [_letter(number, municipality.manager_email, now) for number in range(1, 5)]
    queue_deliveries(opened, new, now)
    lease = timedelta(minutes=5)
    claims = claim_deliveries(opened, "e2e", now, lease=lease, most=3, channels=[Channel.MAIL])
    for claim, (state, outcome, error) in zip(claims, ends.values(), strict=True):
        begun = begin_attempt(opened, claim, "e2e", now, until=now + lease)
        assert begun is not None
        end = {"outcome": outcome, "status": None, "retry_after": None, "error": error}
        assert finish_attempt(opened, begun, state=state, now=now, **end)
    opened.close()


def _letter(number: int, recipient: str, now: datetime) -> NewDelivery:
    week = week_of(now.date() - timedelta(weeks=number))
    useful_until = now + timedelta(days=6)
    kind, mail = DeliveryKind.WEEKLY_DIGEST, Channel.MAIL
    return NewDelivery(recipient, kind, str(week), mail, now, useful_until, about=str(number))
