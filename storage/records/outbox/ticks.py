"""When what comes again and again, such as the schedule's tick, was first and last done."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine import Database
from storage.tables import SERVICE_TICK

_COLUMNS = (SERVICE_TICK.c.first_at, SERVICE_TICK.c.last_at, SERVICE_TICK.c.owner)
_LAST = select(*_COLUMNS).where(SERVICE_TICK.c.name == bindparam("name"))


def _note(add: postgresql.Insert | sqlite.Insert) -> Executable:
    changes = {"last_at": add.excluded.last_at, "owner": add.excluded.owner}
    noted = add.on_conflict_do_update(index_elements=["name"], set_=changes)
    return noted.returning(*_COLUMNS)


_NOTE = {
    "postgresql": _note(postgresql.insert(SERVICE_TICK)),
    "sqlite": _note(sqlite.insert(SERVICE_TICK)),
}


@dataclass(frozen=True, slots=True)
class Tick:
    """When it was done the first time and the latest, and by which process."""

    first_at: datetime
    last_at: datetime
    owner: str


def note_tick(database: Database, name: str, owner: str, now: datetime) -> Tick:
    """Note that it has been done now, and return what is known of it then."""
    row = {"name": name, "first_at": now, "last_at": now, "owner": owner}
    with database.writing() as connection:
        return Tick(*connection.execute(_NOTE[connection.dialect.name], row).one())


def last_tick(database: Database, name: str) -> Tick | None:
    """Return when it was last done; None if never."""
    with database.reading() as connection:
        row = connection.execute(_LAST, {"name": name}).one_or_none()
    return None if row is None else Tick(*row)
