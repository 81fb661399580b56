"""Who may be sent something, with all that decides when: read in one question."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from rules.facts import Role, StaffMember
from storage.engine import Database
from storage.records.digest_pauses import DigestPause
from storage.records.outbox.wishes import IS_OF_THE_SAME, WISH_COLUMNS, Absence, DeliveryWish
from storage.rows import STAFF_LIST
from storage.tables import ABSENCE, DELIVERY_WISH, DIGEST_PAUSE, IMPORT_BATCH, STAFF


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person and what steers their deliveries.

    `known_since` is when personal.csv first named them with the role and unit they have.
    """

    staff: StaffMember
    known_since: datetime
    wish: DeliveryWish
    pause: DigestPause | None
    absence: Absence | None


_PAUSE_COLUMNS = (DIGEST_PAUSE.c.until, DIGEST_PAUSE.c.paused_at)
_ABSENCE_COLUMNS = (ABSENCE.c.deputy_key, ABSENCE.c.from_on, ABSENCE.c.until_on)
_ALL_THAT_DECIDES = (
    STAFF.join(IMPORT_BATCH, IMPORT_BATCH.c.id == STAFF.c.first_batch_id)
    .outerjoin(DELIVERY_WISH, DELIVERY_WISH.c.email_key == STAFF.c.email_key)
    .outerjoin(DIGEST_PAUSE, DIGEST_PAUSE.c.email_key == STAFF.c.email_key)
    .outerjoin(ABSENCE, IS_OF_THE_SAME)
)
_OF_ROLE = (
    select(
        *STAFF_LIST.columns,
        IMPORT_BATCH.c.imported_at,
        STAFF.c.post_since,
        *WISH_COLUMNS,
        *_PAUSE_COLUMNS,
        *_ABSENCE_COLUMNS,
    )
    .select_from(_ALL_THAT_DECIDES)
    .where(STAFF.c.role == bindparam("role"), STAFF.c.gone_since.is_(None))
    .order_by(STAFF.c.name_key, STAFF.c.email_key)
)


def recipients(database: Database, role: Role) -> tuple[Recipient, ...]:
    """Return everybody in personal.csv with the role, by name."""
    with database.reading() as connection:
        return tuple(map(_recipient, connection.execute(_OF_ROLE, {"role": role})))


def _recipient(row: Any) -> Recipient:
    values = iter(row)
    staff = STAFF_LIST.fact([next(values) for _ in STAFF_LIST.columns])
    named_at, post_since = next(values), next(values)
    wish = DeliveryWish(*(next(values) for _ in WISH_COLUMNS))
    until, paused_at, deputy, from_on, until_on = values
    pause = None if paused_at is None else DigestPause(until, paused_at)
    away = None if from_on is None else Absence(staff.email, deputy, from_on, until_on)
    return Recipient(staff, post_since or named_at, wish, pause, away)
