"""All that is stored of a person who works here, for whoever asks what there is (registerutdrag).

Of the children's cases there are only counts: a case number says that a child is known to the
social services, and a register extract leaves the house. The same holds for reminders and
recorded causes, which are told without the case they are about.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from rules.facts import StaffMember
from storage.engine import Database
from storage.keys import name_key
from storage.queries.looks import Look, LooksWanted, looks
from storage.records.conversations import Conversation, conversation_of
from storage.records.outbox.model import Delivery
from storage.records.outbox.rows import COLUMNS, delivery_from
from storage.records.outbox.wishes import WISH_COLUMNS, DeliveryWish
from storage.rows import STAFF_LIST
from storage.tables import (
    ABSENCE,
    CALENDAR_SUBSCRIPTION,
    DELIVERY,
    DELIVERY_WISH,
    DIGEST_PAUSE,
    IMPORT_BATCH,
    INVESTIGATION,
    INVESTIGATION_CASEWORKER,
    OVERRUN_CAUSE_RECORD,
    PLACEMENT,
    REMINDER,
    REPORT,
    STAFF,
)

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Employment:
    """What personal.csv says, since when, and since when it says nothing any more."""

    staff: StaffMember
    named_at: datetime
    post_since: datetime | None
    gone_since: datetime | None


@dataclass(frozen=True, slots=True)
class CasesNamed:
    """How many rows of the case lists name the person as caseworker."""

    reports: int
    investigations: int
    placements: int
    investigations_seen: int

    @property
    def any(self) -> bool:
        return bool(
            self.reports or self.investigations or self.placements or self.investigations_seen
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What the person has told Fristvakt; each row is days, moments and codes."""

    wish: DeliveryWish | None
    pauses: tuple[Row, ...]  # until, paused_at
    absences: tuple[Row, ...]  # whose, deputy, from_on, until_on, set_at
    reminders: tuple[Row, ...]  # remind_on, state, created_at, changed_at
    calendars: tuple[Row, ...]  # created_at, revoked_at
    causes: tuple[Row, ...]  # cause, at


@dataclass(frozen=True, slots=True)
class PersonalData:
    """All that is stored under an e-mail address.

    Where nobody in the staff list has the object id that was asked for, that is the address.
    """

    email: str
    employment: Employment | None
    cases: CasesNamed
    conversation: Conversation | None
    told: Told
    deliveries: tuple[Delivery, ...]
    looks: tuple[Look, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is stored of anybody with the address."""
        told = self.told
        records = (told.pauses, told.absences, told.reminders, told.calendars, told.causes)
        found = (self.employment, self.conversation, told.wish, self.deliveries, self.looks)
        return not (self.cases.any or any(records) or any(found))


def personal_data(database: Database, who: str) -> PersonalData:
    """Return all that is stored of whoever has the e-mail address, or the Entra object id."""
    with database.one_moment() as moment:
        with moment.reading() as connection:
            key = _address_of(connection, name_key(who))
            employment = _employment(connection, key)
            names = {key, name_key(employment.staff.name) if employment else key}
            object_id = (employment.staff.entra_object_id if employment else None) or key
            cases, told = _cases(connection, names), _told(connection, key, object_id)
            deliveries = _deliveries(connection, key)
        conversation = conversation_of(moment, object_id)
        seen = _looks(moment, key) + (_looks(moment, object_id) if object_id != key else ())
    return PersonalData(key, employment, cases, conversation, told, deliveries, seen)


def _address_of(connection: Connection, key: str) -> str:
    """Return the address of whoever has the object id, the one in the list first; else the key."""
    has_it = select(STAFF.c.email_key).where(STAFF.c.entra_object_id == key)
    in_order = has_it.order_by(STAFF.c.gone_since.is_not(None), STAFF.c.email_key)
    return connection.execute(in_order).scalars().first() or key


def _employment(connection: Connection, key: str) -> Employment | None:
    since = (IMPORT_BATCH.c.imported_at, STAFF.c.post_since, STAFF.c.gone_since)
    query = select(*STAFF_LIST.columns, *since).join(
        IMPORT_BATCH, IMPORT_BATCH.c.id == STAFF.c.first_batch_id
    )
    row = connection.execute(query.where(STAFF.c.email_key == key)).one_or_none()
    if row is None:
        return None
    width = len(STAFF_LIST.columns)
    return Employment(STAFF_LIST.fact(row[:width]), *row[width:])


def _cases(connection: Connection, names: set[str]) -> CasesNamed:
    tables = (REPORT, INVESTIGATION, PLACEMENT, INVESTIGATION_CASEWORKER)
    counts = (
        select(func.count()).select_from(each).where(each.c.caseworker_key.in_(sorted(names)))
        for each in tables
    )
    return CasesNamed(*(connection.execute(each).scalar_one() for each in counts))


def _told(connection: Connection, key: str, object_id: str) -> Told:
    wish = connection.execute(
        select(*WISH_COLUMNS).where(DELIVERY_WISH.c.email_key == key)
    ).one_or_none()
    away, whose = ABSENCE.c, (key, object_id)
    return Told(
        wish=None if wish is None else DeliveryWish(*wish),
        pauses=_found(
            connection,
            (DIGEST_PAUSE.c.until, DIGEST_PAUSE.c.paused_at),
            DIGEST_PAUSE.c.email_key == key,
        ),
        absences=_found(
            connection,
            (away.email_key, away.deputy_key, away.from_on, away.until_on, away.set_at),
            or_(away.email_key == key, away.deputy_key == key),
        ),
        reminders=_rows(
            connection, REMINDER, ("remind_on", "state", "created_at", "changed_at"), whose
        ),
        calendars=_rows(connection, CALENDAR_SUBSCRIPTION, ("created_at", "revoked_at"), whose),
        causes=_causes(connection, key),
    )


def _causes(connection: Connection, key: str) -> tuple[Row, ...]:
    of = OVERRUN_CAUSE_RECORD.c
    rows = connection.execute(select(of.who, of.cause, of.at).order_by(of.id))
    return tuple((cause, at) for who, cause, at in rows if name_key(who) == key)


def _rows(
    connection: Connection, table: Any, names: tuple[str, ...], whose: tuple[str, str]
) -> tuple[Row, ...]:
    """Return what is kept by the address or, wherever it stands, by the object id."""
    key, object_id = whose
    theirs = or_(table.c.email_key == key, table.c.object_id == object_id)
    return _found(connection, tuple(table.c[name] for name in names), theirs)


def _found(
    connection: Connection, columns: tuple[Any, ...], which: ColumnElement[bool]
) -> tuple[Row, ...]:
    return tuple(map(tuple, connection.execute(select(*columns).where(which))))


def _deliveries(connection: Connection, key: str) -> tuple[Delivery, ...]:
    theirs = or_(DELIVERY.c.recipient_key == key, DELIVERY.c.on_behalf_of_key == key)
    rows = connection.execute(select(*COLUMNS).where(theirs).order_by(DELIVERY.c.id))
    return tuple(map(delivery_from, rows))


def _looks(database: Database, who: str) -> tuple[Look, ...]:
    return tuple(looks(database, LooksWanted(who=who)))
