"""That somebody wants no digests for a while."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, select

from rules.facts import StaffMember
from storage.engine import Database
from storage.keys import name_key
from storage.records.putting import put
from storage.tables import DIGEST_PAUSE


@dataclass(frozen=True, slots=True)
class DigestPause:
    """A pause in a person's digests; on `until` they come again, never by themselves if None."""

    until: date | None
    paused_at: datetime

    def covers(self, day: date) -> bool:
        """Whether nothing is to be sent on the day."""
        return self.until is None or day < self.until


def pause_digest(database: Database, staff: StaffMember, until: date | None, at: datetime) -> None:
    """Keep the pause, in place of an earlier one."""
    row = {"email_key": name_key(staff.email), "until": until, "paused_at": at}
    with database.writing() as connection:
        put(connection, DIGEST_PAUSE, row, key=("email_key",))


def resume_digest(database: Database, staff: StaffMember) -> DigestPause | None:
    """End the person's pause and return it; None if there was none."""
    pause = digest_pause_of(database, staff)
    with database.writing() as connection:
        connection.execute(delete(DIGEST_PAUSE).where(_of(staff)))
    return pause


def digest_pause_of(database: Database, staff: StaffMember) -> DigestPause | None:
    """Return the person's latest pause, which may have passed; `covers` tells."""
    query = select(DIGEST_PAUSE.c.until, DIGEST_PAUSE.c.paused_at).where(_of(staff))
    with database.reading() as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else DigestPause(*row)


def _of(staff: StaffMember) -> ColumnElement[bool]:
    return DIGEST_PAUSE.c.email_key == name_key(staff.email)
