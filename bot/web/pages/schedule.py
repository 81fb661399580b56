"""What is sent when, and what the service does at night: counts and moments, no row of any case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.health import LONGEST_BETWEEN_TICKS
from bot.outgoing import delivery_choices
from bot.settings import Settings
from bot.texts import schedule as words
from bot.texts.keeping import MEND_THE_CLOCK, clock_doubted
from bot.web.page import Page, PageRequest, Shown
from bot.web.pages.refused import refused, sees_to_the_service
from digests.schedule.believing import KEEPING, doubted_since
from digests.schedule.coming import (
    Coming,
    Exceptions,
    coming_monthly,
    coming_reminders,
    coming_weekly,
    exceptions,
    next_clearing_at,
    next_reminders_at,
)
from digests.schedule.tick import SCHEDULE
from digests.stamp import DataStamp, data_stamp
from rules.facts import Role
from rules.swedish_time import SWEDISH_TIME
from storage.queries import last_import
from storage.records import due_reminders
from storage.records.outbox import Channel, Recipient, last_tick, recipients

PATH = "/schema"


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that is to be sent, in words."""

    when: str
    what: str
    besides: str
    way: str


@dataclass(frozen=True, slots=True)
class Nightly:
    """What the service does by itself beside sending, and when it last did."""

    next_import: str
    stamp: DataStamp
    next_clearing: str
    last_clearing: str
    clearing_doubt: str


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """How the schedule goes, and what comes next."""

    ticked: str
    is_going: bool
    planned: tuple[Planned, ...]
    nightly: Nightly
    exceptions: Exceptions


def show_schedule(request: PageRequest) -> Shown:
    """Return what comes next, to the administrator; in the demo to everybody."""
    if not sees_to_the_service(request.visitor):
        return refused(request.visitor, PAGE.title, words.only_administrator(words.SCHEDULE))
    managers = recipients(request.database, Role.UNIT_MANAGER)
    secretaries = recipients(request.database, Role.BOARD_SECRETARY)
    tick = last_tick(request.database, SCHEDULE)
    is_going = tick is not None and request.now - tick.last_at < LONGEST_BETWEEN_TICKS
    view = ScheduleView(
        ticked=words.ticked(tick.last_at, is_recent=is_going) if tick else words.NEVER_TICKED,
        is_going=is_going,
        planned=tuple(_planned(request, managers, secretaries)),
        nightly=_nightly(request),
        exceptions=exceptions((*managers, *secretaries), request.now),
    )
    return Shown("schedule.html.j2", view)


def _planned(
    request: PageRequest, managers: tuple[Recipient, ...], secretaries: tuple[Recipient, ...]
) -> Iterator[Planned]:
    now, database = request.now, request.database
    morning = next_reminders_at(now)
    waiting = due_reminders(database, morning.astimezone(SWEDISH_TIME).date())
    coming = (
        *coming_weekly(managers, now),
        coming_monthly(secretaries, now),
        coming_reminders(waiting, morning),
    )
    for each in sorted(coming, key=lambda one: one.at):
        yield _words(each, request.settings)


def _words(coming: Coming, settings: Settings) -> Planned:
    choices = delivery_choices(settings)
    channel = choices.first_channel(coming.kind, _channels(settings))
    is_chosen = bool(choices.channels.get(coming.kind))
    return Planned(
        words.moment_words(coming.at),
        words.how_many(coming),
        words.besides(coming),
        words.way(channel, is_chosen=is_chosen),
    )


def _channels(settings: Settings) -> frozenset[Channel]:
    teams = {Channel.TEAMS} if settings.bot_app_id else set()
    return frozenset(teams | ({Channel.MAIL} if settings.sends_mail else set()))


def _nightly(request: PageRequest) -> Nightly:
    settings, database, now = request.settings, request.database, request.now
    cleared, known = last_tick(database, KEEPING), doubted_since(database, now)
    stamp = data_stamp(last_import(database), now, settings.stale_after_hours)
    return Nightly(
        next_import=words.imported_from(settings.import_hour)
        if settings.import_folder
        else words.NO_FOLDER,
        stamp=stamp,
        next_clearing=words.WAITS if known else _soon(next_clearing_at(cleared, now), now),
        last_clearing=words.passed_words(cleared.last_at) if cleared else "–",
        clearing_doubt=_doubt(known, now) if known else "",
    )


def _doubt(known: date, now: datetime) -> str:
    """Return why the clearing waits, and what to do about it."""
    return f"{clock_doubted(now.astimezone(SWEDISH_TIME).date(), known)} {MEND_THE_CLOCK}"


def _soon(at: datetime, now: datetime) -> str:
    return words.ABOUT_TO if at <= now else words.moment_words(at).capitalize()


PAGE = Page(PATH, "Schema", show_schedule, sees_to_the_service)
