"""Channels that all workers leave alone for a while, because their other side has asked for it.

No hold is longer than a day. One that says more was set by a clock that went wrong: it holds
nobody, and the next one takes its place.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select

from storage.engine import Database
from storage.records.outbox.model import Channel
from storage.records.outbox.rows import NOW, moment
from storage.records.putting import put
from storage.tables import CHANNEL_HOLD

LONGEST_HOLD = timedelta(days=1)
_CLOCKS_DIFFER = timedelta(hours=1)  # what one process sets another must believe

AT_MOST = moment("at_most")
IS_IN_FORCE = and_(CHANNEL_HOLD.c.until > NOW, CHANNEL_HOLD.c.until <= AT_MOST)
"""Whether a channel is held at `now`; `at_most` is the longest that anybody may be held then."""

_HELD_UNTIL = select(CHANNEL_HOLD.c.until).where(
    CHANNEL_HOLD.c.channel == bindparam("channel"), IS_IN_FORCE
)
_NONSENSE = delete(CHANNEL_HOLD).where(CHANNEL_HOLD.c.until > AT_MOST)
_ANY_NONSENSE = select(CHANNEL_HOLD.c.channel).where(CHANNEL_HOLD.c.until > AT_MOST)


def hold_channel(database: Database, channel: Channel, until: datetime, now: datetime) -> None:
    """Let nobody take deliveries by the channel before the moment, nor before one set earlier."""
    at_most = now + LONGEST_HOLD
    row = {"channel": channel, "until": min(until, at_most)}

    def may(known: Any, new: Any) -> ColumnElement[bool]:
        return or_(known.until < new.until, known.until > at_most)

    with database.writing() as connection:
        put(connection, CHANNEL_HOLD, row, key=("channel",), may=may)


def held_until(database: Database, channel: Channel, now: datetime) -> datetime | None:
    """Return until when the channel is left alone; None if it is not."""
    given = {"channel": channel, "now": now, "at_most": believed_until(now)}
    with database.reading() as connection:
        held: datetime | None = connection.execute(_HELD_UNTIL, given).scalar()
    return held


def believed_until(now: datetime) -> datetime:
    """Return the latest moment until which anybody can have asked for a hold by now."""
    return now + LONGEST_HOLD + _CLOCKS_DIFFER


def forget_impossible_holds(database: Database, now: datetime) -> int:
    """Delete holds that a wrong clock has set, before their last day comes; return how many."""
    given = {"at_most": believed_until(now)}
    with database.reading() as connection:
        if connection.execute(_ANY_NONSENSE, given).first() is None:
            return 0
    with database.writing() as connection:
        return connection.execute(_NONSENSE, given).rowcount
