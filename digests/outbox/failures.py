"""Telling the administrators that something did not arrive: at most once in a quarter of an hour.

A notice names deliveries by their numbers and says nothing of a case. It lists all that has been
given up since the notice before it, so that a server that is down for an hour gives a few notices
and not three hundred.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from digests.outbox.contents import Ready, Reason, Withheld
from digests.outbox.means import Means
from digests.outbox.sending import Message
from digests.render import failures_card_json, failures_html, failures_text
from rules.facts import Role
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.queries import all_staff, staff_by_email
from storage.records.outbox import (
    Channel,
    Delivery,
    DeliveryKind,
    NewDelivery,
    tell_in,
    told_by,
)

QUARTER = timedelta(minutes=15)
USEFUL_FOR = timedelta(days=3)
MOST_ON_A_CARD = 10
_SUBJECT = "Utskick som inte har kommit fram"


@dataclass(frozen=True, slots=True)
class Failures:
    """What was given up, the oldest first; never empty."""

    deliveries: tuple[Delivery, ...]

    @property
    def since(self) -> datetime:
        """When the first of them was given up, in Swedish time."""
        return min(each.changed_at for each in self.deliveries).astimezone(SWEDISH_TIME)

    @property
    def on_card(self) -> tuple[Delivery, ...]:
        return self.deliveries[:MOST_ON_A_CARD]

    @property
    def not_on_card(self) -> int:
        return len(self.deliveries) - len(self.on_card)


def tell_of_what_was_given_up(means: Means, now: datetime, run_id: str) -> tuple[int, ...]:
    """Queue a notice to every administrator, if anything was given up that nobody has heard of.

    Meant for every minute. Returns the numbers of the notices; one that does not arrive gives no
    other notice.
    """
    channel = means.choices.first_channel(DeliveryKind.FAILURE_NOTICE, means.channels)
    if channel is None:
        return ()
    notices = [
        _notice(each.email, channel, now, run_id)
        for each in all_staff(means.database)
        if each.role is Role.ADMINISTRATOR
    ]
    return tell_in(means.database, notices, now, at_most_every=QUARTER)


def _notice(email: str, channel: Channel, now: datetime, run_id: str) -> NewDelivery:
    return NewDelivery(
        recipient=email,
        kind=DeliveryKind.FAILURE_NOTICE,
        period=f"{now.astimezone(UTC):%Y-%m-%dT%H:%MZ}",
        channel=channel,
        send_from=now,
        useful_until=now + USEFUL_FOR,
        run_id=run_id,
    )


class FailureContents:
    """Makes the notices of what did not arrive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def made(self, delivery: Delivery, now: datetime) -> Ready | Withheld:  # noqa: ARG002 — the period tells
        """Return what the notice is of and nobody has seen to since."""
        staff = staff_by_email(self._database, delivery.recipient)
        if staff is None:
            return Withheld(Reason.GONE)
        if staff.role is not Role.ADMINISTRATOR:
            return Withheld(Reason.NO_RIGHT)
        told = told_by(self._database, delivery.period)
        return Ready(staff, _message(Failures(told))) if told else Withheld(Reason.NOT_NEEDED)

    def delivered(self, delivery: Delivery, ready: Ready, now: datetime) -> None:
        """Note nothing: no row of anybody's was shown."""

    def lost(self, delivery: Delivery, rows: int, now: datetime) -> None:
        """Note nothing here either."""


def _message(failures: Failures) -> Message:
    return Message(
        subject=_SUBJECT,
        notice=_SUBJECT,
        text=failures_text(failures),
        html=failures_html(failures),
        cards=(json.loads(failures_card_json(failures)),),
    )
