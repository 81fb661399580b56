"""Channels that all workers leave alone for a while, because their other side has asked for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select

from storage.engine import Database
from storage.records.outbox.model import Channel
from storage.records.outbox.rows import NOW
from storage.records.putting import put
from storage.tables import CHANNEL_HOLD

_HELD_UNTIL = select(CHANNEL_HOLD.c.until).where(
    CHANNEL_HOLD.c.channel == bindparam("channel"), CHANNEL_HOLD.c.until > NOW
)


def hold_channel(database: Database, channel: Channel, until: datetime) -> None:
    """Let nobody take deliveries by the channel before the moment, nor before one set earlier."""
    row = {"channel": channel, "until": until}
    with database.writing() as connection:
        put(connection, CHANNEL_HOLD, row, key=("channel",), may=_is_later)


def held_until(database: Database, channel: Channel, now: datetime) -> datetime | None:
    """Return until when the channel is left alone; None if it is not."""
    with database.reading() as connection:
        held: datetime | None = connection.execute(
            _HELD_UNTIL, {"channel": channel, "now": now}
        ).scalar()
    return held


def _is_later(known: Any, new: Any) -> ColumnElement[bool]:
    later: ColumnElement[bool] = known.until < new.until
    return later
