"""What a weekly digest says when it is sent: the unit's week as it stands at that moment."""

import json
from datetime import datetime

from digests.monthly.targets import DEFAULT_TARGETS, Targets
from digests.notices import Notices
from digests.outbox.contents import Ready, Reason, Withheld
from digests.outbox.digest_builds import digest_of, weekly_builds
from digests.outbox.rights import entitled
from digests.outbox.sending import Message
from digests.periods import parse_week, week_of
from digests.render import fitting_weekly_card, weekly_html, weekly_subject, weekly_text
from digests.stamp import DEFAULT_STALE_AFTER_HOURS
from digests.weekly.card import WeeklyCard
from digests.weekly.model import WeeklyDigest
from rules.facts import Role
from rules.policy import Policy
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.queries import LookScope, record_look
from storage.records.outbox import Channel, Delivery

SHOWN = "weekly_digest_delivery"
"""What a delivered digest is called in the access log."""


class WeeklyContents:
    """Makes the weekly digests; one build serves all units."""

    def __init__(
        self,
        database: Database,
        policy: Policy,
        stale_after_hours: float = DEFAULT_STALE_AFTER_HOURS,
        targets: Targets = DEFAULT_TARGETS,
    ) -> None:
        self._database, self._policy = database, policy
        self._builds = weekly_builds(database, policy, targets, stale_after_hours)

    def made(self, delivery: Delivery, now: datetime) -> Ready | Withheld:
        """Return the digest of the unit that the delivery is about, if it may still be sent."""
        who = entitled(self._database, delivery, Role.UNIT_MANAGER, now)
        if isinstance(who, Withheld):
            return who
        digests = self._builds.of(_week_told(delivery, now), now)
        digest = digest_of(self._database, digests, delivery.about, self._policy)
        if digest is None:
            return Withheld(Reason.NOT_NEEDED)
        return Ready(who.recipient, _message(digest, delivery, who.notices(delivery)))

    def delivered(self, delivery: Delivery, ready: Ready, now: datetime) -> None:  # noqa: ARG002 — who and how much is in `ready`
        """Write to the access log that the unit's rows were shown."""
        self._note(ready.recipient.email, ready.message.rows, now)

    def lost(self, delivery: Delivery, rows: int, now: datetime) -> None:
        """Write to the access log that they may have been shown."""
        self._note(delivery.recipient, rows, now)

    def _note(self, who: str, rows: int, at: datetime) -> None:
        scope = LookScope.UNIT
        record_look(self._database, who=who, at=at, intent=SHOWN, rows=rows, scope=scope)


def _week_told(delivery: Delivery, now: datetime) -> str:
    """Return the week that is told: that of the day, where what was due then has gone by.

    A digest is of the day on which it is sent. One that had to wait over a week-end would
    otherwise be told from a Monday long ago.
    """
    return str(max(parse_week(delivery.period), week_of(now.astimezone(SWEDISH_TIME).date())))


def _message(digest: WeeklyDigest, delivery: Delivery, notices: Notices) -> Message:
    fitting = fitting_weekly_card(digest, notices)
    is_letter = delivery.channel is Channel.MAIL
    return Message(
        subject=weekly_subject(digest),
        notice=f"Veckobrev vecka {digest.week.number}",
        text=weekly_text(digest, notices),
        html=weekly_html(digest, notices),
        cards=(json.loads(fitting.json),),
        rows=_rows_in_letter(digest) if is_letter else _rows_on_card(fitting.card),
    )


def _rows_on_card(card: WeeklyCard) -> int:
    return sum(len(shown.items) for shown in (card.overdue, card.this_week, card.next_week))


def _rows_in_letter(digest: WeeklyDigest) -> int:
    outlook, changes, past = digest.outlook, digest.changes, digest.past_limit
    lists = (
        *(outlook.overdue, outlook.due_soon, past.without_extension, past.extended),
        *(changes.new, changes.closed, changes.newly_overdue, changes.extended),
        digest.forecast.likely_overruns,
    )
    return sum(map(len, lists)) + digest.to_check.size
