"""Delivering from the command line, in a process that does not serve."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.clock import now_in_sweden
from bot.composition import credentials_from
from bot.outgoing import delivery_choices, mail_sender, make_means, new_owner, teams_limits
from bot.registration import Credentials
from bot.settings import Settings
from bot.teams import teams_sender
from digests.outbox.contents import Contents, Ready, Withheld
from digests.outbox.deliverer import Deliverer
from digests.outbox.ending import RunReport
from digests.outbox.rights import entitled
from rules.facts import Role
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.records.outbox import Channel, Delivery, DeliveryKind

_ROLES = {
    DeliveryKind.WEEKLY_DIGEST: Role.UNIT_MANAGER,
    DeliveryKind.MONTHLY_SUMMARY: Role.BOARD_SECRETARY,
}


@dataclass(frozen=True, slots=True)
class Errand:
    """Which deliveries are to be made in this run, and seen from which day if not today."""

    kind: DeliveryKind
    period: str
    run_id: str
    as_of: date | None


def usual_way(settings: Settings, kind: DeliveryKind) -> Channel | None:
    """Return by which channel the kind is sent first; raises SettingsError for an unusable one."""
    teams = {Channel.TEAMS} if _registration(settings) else set()
    mail = {Channel.MAIL} if mail_sender(settings, now_in_sweden) else set()
    return delivery_choices(settings).first_channel(kind, frozenset(teams | mail))


async def deliver(settings: Settings, database: Database, errand: Errand) -> RunReport:
    """Deliver what is due of the kind, in this process; what else is due is left to the service."""
    async with AsyncExitStack() as stack:
        registration, teams = _registration(settings), None
        if registration is not None:
            limits = teams_limits(settings)
            sender = teams_sender(database, registration, now_in_sweden, limits=limits)
            teams = await stack.enter_async_context(sender)
        means = make_means(settings, database, teams, new_owner())
        contents = _SeenFrom(database, means.contents[errand.kind], errand)
        only_this = replace(means, contents={errand.kind: contents})
        return await Deliverer(only_this).deliver_due(errand.run_id)


def _registration(settings: Settings) -> Credentials | None:
    """Return the bot's registration, None where Teams is not set up; raises SettingsError."""
    return credentials_from(settings) if settings.bot_app_id else None


@dataclass(frozen=True, slots=True)
class _SeenFrom:
    """The contents of the errand's period as they stand on its day; of all others, as today.

    Who may have them is asked as of today all the same.
    """

    database: Database
    contents: Contents
    errand: Errand

    def made(self, delivery: Delivery, now: datetime) -> Ready | Withheld:
        day = self.errand.as_of
        if day is None or delivery.period != self.errand.period:
            return self.contents.made(delivery, now)
        who = entitled(self.database, delivery, _ROLES[delivery.kind], now)
        if isinstance(who, Withheld):
            return who
        return self.contents.made(delivery, datetime.combine(day, now.time(), SWEDISH_TIME))

    def delivered(self, delivery: Delivery, ready: Ready, now: datetime) -> None:
        self.contents.delivered(delivery, ready, now)

    def lost(self, delivery: Delivery, rows: int, now: datetime) -> None:
        self.contents.lost(delivery, rows, now)
