"""Where to write to a person first: the conversation they have with the bot in Teams.

Teams moves conversations between addresses, so the newest one seen is kept. Only what an
authenticated activity said may be remembered here; that is for the Teams edge to see to.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update

from storage.engine import Database
from storage.keys import name_key
from storage.records.putting import put
from storage.tables import CONVERSATION


@dataclass(frozen=True, slots=True)
class Conversation:
    """A person's own chat with the bot (konversationsreferens); `last_seen_at` is aware."""

    object_id: str
    conversation_id: str
    service_url: str
    tenant_id: str
    bot_id: str
    channel_id: str
    user_id: str
    last_seen_at: datetime
    installed: bool = True


_COLUMNS = tuple(CONVERSATION.c[name] for name in Conversation.__match_args__)
_NEWEST = (
    select(*_COLUMNS)
    .where(CONVERSATION.c.installed)
    .order_by(CONVERSATION.c.last_seen_at.desc())
    .limit(1)
)


def remember_conversation(database: Database, seen: Conversation) -> bool:
    """Keep the conversation, unless a newer one is known; return whether it was kept."""
    row: dict[str, Any] = {name: getattr(seen, name) for name in Conversation.__match_args__}
    row["object_id"] = name_key(seen.object_id)
    with database.writing() as connection:
        return put(connection, CONVERSATION, row, key=("object_id",), may=_is_not_newer)


def conversation_of(database: Database, object_id: str) -> Conversation | None:
    """Return the conversation with the person, also one where the app was removed."""
    query = select(*_COLUMNS).where(_of(object_id))
    with database.reading() as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else Conversation(*row)


def newest_conversation(database: Database) -> Conversation | None:
    """Return the conversation heard of last: it knows the address that Teams answers at now."""
    with database.reading() as connection:
        row = connection.execute(_NEWEST).one_or_none()
    return None if row is None else Conversation(*row)


def note_uninstalled(database: Database, object_id: str, at: datetime) -> None:
    """Note that the person removed the app; the next conversation with them undoes it."""
    gone = update(CONVERSATION).values(installed=False, last_seen_at=at)
    with database.writing() as connection:
        connection.execute(gone.where(_of(object_id), CONVERSATION.c.last_seen_at <= at))


def _of(object_id: str) -> ColumnElement[bool]:
    return CONVERSATION.c.object_id == name_key(object_id)


def _is_not_newer(known: Any, seen: Any) -> ColumnElement[bool]:
    newer: ColumnElement[bool] = known.last_seen_at <= seen.last_seen_at
    return newer
