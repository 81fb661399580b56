"""A person's open deadlines as a calendar (RFC 5545) that Outlook and others subscribe to.

The address lies in somebody's calendar programme, outside our control: an event says which
case and which duty, no person's name, and everything is read anew each time it is fetched.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from bot import texts
from bot.access import Reach, Refusal, granted_open_cases, rows_granted
from bot.age import age_of_data
from bot.conversation import Audience
from bot.texts import calendar as words
from digests.stamp import DataStamp
from rules.case_duties import open_duties
from rules.duties import Duty
from rules.facts import StaffMember
from rules.policy import Policy
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.queries import LookScope, record_look, staff_by_email
from storage.records import calendar_by_token

FETCHED = "calendar_feed"
"""What a fetched calendar is called in the access log."""

_FETCH_AGAIN_AFTER = timedelta(hours=6)


def calendar_feed(
    database: Database, policy: Policy, token: str, now: datetime, stale_after_hours: int
) -> bytes | None:
    """Return the calendar that the token opens; None where it opens none, or not any more."""
    subscription = calendar_by_token(database, token)
    if subscription is None:
        return None
    staff = staff_by_email(database, subscription.email_key)
    duties = None if staff is None else own_open_duties(database, policy, staff, now)
    record_look(
        database,
        who=subscription.email_key if staff is None else staff.email,
        at=now,
        intent=FETCHED,
        rows=len(duties or ()),
        scope=LookScope.MINE,
        denied=duties is None,
    )
    if duties is None:
        return None
    return as_calendar(duties, age_of_data(database, now, stale_after_hours), now)


def own_open_duties(
    database: Database, policy: Policy, staff: StaffMember, now: datetime
) -> list[Duty] | None:
    """Return the person's own open duties by date; None for a role that is shown no cases."""
    grant = rows_granted(staff, Audience.PERSONAL, Reach.OWN)
    if isinstance(grant, Refusal):
        return None
    today = now.astimezone(SWEDISH_TIME).date()
    return open_duties(granted_open_cases(database, grant, today), today, policy)


def as_calendar(duties: Iterable[Duty], stamp: DataStamp, now: datetime) -> bytes:
    """Return the duties as all-day events; `now` is when the calendar was made (aware)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Fristvakt//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words.NAME)
    calendar.add("x-wr-timezone", SWEDISH_TIME.key)
    calendar.add("refresh-interval", _FETCH_AGAIN_AFTER, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for duty in duties:
        calendar.add_component(_event(duty, stamp, now))
    return bytes(calendar.to_ical())


def _event(duty: Duty, stamp: DataStamp, now: datetime) -> Event:
    """Return one duty on its last day; it takes no time in the calendar and never rings."""
    event = Event()
    event.add("uid", f"{duty.rule.value}.{duty.source}@fristvakt")
    event.add("dtstamp", now)
    event.add("dtstart", duty.decisive_on)
    event.add("dtend", duty.decisive_on + timedelta(days=1))
    event.add("summary", words.event(texts.rule_title(duty), duty.case))
    event.add("description", f"{words.note(duty.case)} {texts.stamp(stamp)}")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
