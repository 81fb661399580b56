"""How delivery is put together from the settings: channels, contents, choices, the schedule.

Part of the composition root, apart from it because most commands send nothing.
"""

import os
import secrets
import socket
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from bot.clock import now_in_sweden
from bot.reminders import ReminderContents
from bot.settings import Settings, SettingsError
from bot.teams import TeamsLimits
from digests.errors import DigestError
from digests.mail import MailSender, MailSettingsError, Security, SmtpSettings
from digests.outbox.choices import DeliveryChoices, OnUnknown
from digests.outbox.contents import Contents
from digests.outbox.failures import FailureContents
from digests.outbox.means import Means
from digests.outbox.monthly import MonthlyContents
from digests.outbox.sending import Sender
from digests.outbox.weekly import WeeklyContents
from digests.schedule.choices import ScheduleChoices
from digests.writing import SummaryFormat
from storage.engine import Database
from storage.records.outbox import Channel, DeliveryKind

_SETTING_OF = {
    "host": "smtp_host",
    "port": "smtp_port",
    "security": "smtp_security",
    "username": "smtp_username",
    "ca_file": "smtp_ca_file",
    "timeout_s": "smtp_timeout_s",
    "sender_address": "mail_sender",
    "sender_name": "mail_sender_name",
    "domains": "mail_domains",
}


def new_owner() -> str:
    """Return a name for this process that no other process has, on whatever machine."""
    return f"{socket.gethostname()[:20]}-{os.getpid()}-{secrets.token_hex(3)}"


def make_means(
    settings: Settings,
    database: Database,
    teams: Sender | None,
    owner: str,
    *,
    clock: Callable[[], datetime] = now_in_sweden,
) -> Means:
    """Return what this process delivers with; raises SettingsError where mail is not usable."""
    mail = mail_sender(settings, clock)
    senders = {each.channel: each for each in (teams, mail) if each is not None}
    contents = make_contents(settings, database)
    choices = delivery_choices(settings)
    if mail is not None:
        choices = choices.with_room_for(mail.longest)
    return Means(database, senders, contents, clock, owner, choices)


def make_contents(settings: Settings, database: Database) -> Mapping[DeliveryKind, Contents]:
    """Return who makes what is said, by kind."""
    policy, hours = settings.policy, settings.stale_after_hours
    targets = settings.board_targets
    formats = [SummaryFormat(name) for name in settings.summary_formats]
    return {
        DeliveryKind.WEEKLY_DIGEST: WeeklyContents(database, policy, hours, targets),
        DeliveryKind.MONTHLY_SUMMARY: MonthlyContents(
            database, policy, hours, formats, targets, _own_template(settings, formats)
        ),
        DeliveryKind.REMINDER: ReminderContents(database, policy, hours),
        DeliveryKind.FAILURE_NOTICE: FailureContents(database),
    }


def _own_template(settings: Settings, formats: Iterable[SummaryFormat]) -> Path | None:
    """Return the municipality's own Word template; raises SettingsError if it is not usable."""
    template = settings.summary_template
    if template is None or SummaryFormat.DOCX not in formats:
        return template
    from digests.monthly.docx import require_usable

    try:
        require_usable(template)
    except DigestError as unusable:
        raise SettingsError(unusable.message) from unusable
    return template


def mail_sender(settings: Settings, clock: Callable[[], datetime]) -> MailSender | None:
    """Return the way by e-mail, None where it is not set up; raises SettingsError."""
    if not settings.sends_mail:
        return None
    try:
        return MailSender(smtp_settings(settings), clock)
    except MailSettingsError as unusable:
        name = _SETTING_OF.get(unusable.setting, unusable.setting)
        raise SettingsError(f"{unusable.message} (FRISTVAKT_{name.upper()})") from None


def smtp_settings(settings: Settings) -> SmtpSettings:
    """Return the mail server as e-mail is handed over to it; raises MailSettingsError."""
    return SmtpSettings(
        host=settings.smtp_host,
        port=settings.smtp_port_used,
        security=Security(settings.smtp_security),
        username=settings.smtp_username or None,
        password=settings.smtp_password.get_secret_value() or None,
        ca_file=settings.smtp_ca_file,
        timeout_s=settings.smtp_timeout_s,
        sender_address=settings.mail_sender,
        sender_name=settings.mail_sender_name,
        domains=frozenset(settings.mail_domains),
    )


def teams_limits(settings: Settings) -> TeamsLimits:
    """Return how fast Teams may be asked by this process, one of several."""
    return TeamsLimits(replicas=settings.replicas)


def delivery_choices(settings: Settings) -> DeliveryChoices:
    """Return how deliveries are made; what nobody has set is as the outbox has it."""
    weekly = tuple(Channel(name) for name in settings.weekly_channels)
    summary = tuple(Channel(name) for name in settings.summary_channels)
    usual = DeliveryChoices()
    ways = {DeliveryKind.WEEKLY_DIGEST: weekly, DeliveryKind.MONTHLY_SUMMARY: summary}
    return DeliveryChoices(
        on_unknown=OnUnknown(settings.on_unknown), channels={**usual.channels, **ways}
    )


def schedule_choices(means: Means) -> ScheduleChoices:
    """Return what is queued and by which way: the first of its ways that is set up."""

    def first(kind: DeliveryKind) -> Channel | None:
        return means.choices.first_channel(kind, means.channels)

    return ScheduleChoices(
        weekly=first(DeliveryKind.WEEKLY_DIGEST),
        summary=first(DeliveryKind.MONTHLY_SUMMARY),
        reminders=first(DeliveryKind.REMINDER),
    )
