"""What the board's summary says when it is sent: the month's figures, with its files beside.

The first one that is sent of a month is frozen, and all that is sent after it is the same.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

from digests.monthly.frozen import as_sent, note_sent
from digests.monthly.model import MonthlySummary
from digests.monthly.targets import DEFAULT_TARGETS, Targets
from digests.notices import Notices
from digests.outbox.contents import Ready, Withheld
from digests.outbox.digest_builds import monthly_builds
from digests.outbox.rights import entitled
from digests.outbox.sending import Attachment, Message
from digests.periods import parse_month
from digests.render import monthly_card_json, monthly_html, monthly_text
from digests.stamp import DEFAULT_STALE_AFTER_HOURS
from digests.writing import SummaryFormat, monthly_content, monthly_file_name
from rules.facts import Role
from rules.policy import Policy
from storage.engine import Database
from storage.queries import LookScope, record_look
from storage.records.outbox import Delivery

SHOWN = "monthly_summary_delivery"
"""What a delivered summary is called in the access log."""


class MonthlyContents:
    """Makes the board's summary; one build serves every secretary."""

    def __init__(
        self,
        database: Database,
        policy: Policy,
        stale_after_hours: float = DEFAULT_STALE_AFTER_HOURS,
        formats: Iterable[SummaryFormat] = (SummaryFormat.HTML,),
        targets: Targets = DEFAULT_TARGETS,
        template: Path | None = None,
    ) -> None:
        self._database = database
        self._formats = tuple(dict.fromkeys(formats))
        self._template = template
        self._builds = monthly_builds(database, policy, targets, stale_after_hours)

    def made(self, delivery: Delivery, now: datetime) -> Ready | Withheld:
        """Return the month's summary, if its recipient is still the board's secretary."""
        who = entitled(self._database, delivery, Role.BOARD_SECRETARY, now)
        if isinstance(who, Withheld):
            return who
        summary = self._as_sent(delivery.period, now)
        message = _message(summary, who.notices(delivery), self._attachments(summary))
        return Ready(who.recipient, message)

    def delivered(self, delivery: Delivery, ready: Ready, now: datetime) -> None:
        """Write to the access log that the municipality's figures were shown."""
        self._note(delivery, ready.recipient.email, ready.message.rows, now)

    def lost(self, delivery: Delivery, rows: int, now: datetime) -> None:
        """Write to the access log that they may have been shown."""
        self._note(delivery, delivery.recipient, rows, now)

    def _note(self, delivery: Delivery, who: str, rows: int, at: datetime) -> None:
        scope = LookScope.ALL
        note_sent(self._database, parse_month(delivery.period), at)
        record_look(self._database, who=who, at=at, intent=SHOWN, rows=rows, scope=scope)

    def _attachments(self, summary: MonthlySummary) -> tuple[Attachment, ...]:
        """Return the summary as files, ready for the agenda and so without notices."""
        return tuple(
            Attachment(
                monthly_file_name(summary, each),
                each.media_type,
                monthly_content(summary, each, self._template),
            )
            for each in self._formats
        )

    def _as_sent(self, period: str, now: datetime) -> MonthlySummary:
        build = partial(self._builds.of, period, now)
        return as_sent(self._database, parse_month(period), now, build)


def _message(
    summary: MonthlySummary, notices: Notices, attachments: tuple[Attachment, ...]
) -> Message:
    title = f"Sammanställning till nämnden, {summary.month.name}"
    return Message(
        subject=title,
        notice=title,
        text=monthly_text(summary, notices),
        html=monthly_html(summary, notices),
        cards=(json.loads(monthly_card_json(summary, notices)),),
        attachments=attachments,
    )
