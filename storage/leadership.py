"""Which of several processes on one PostgreSQL keeps the schedule: the holder of a lock.

PostgreSQL frees the lock when the session of its holder ends. Where the holder's machine is
gone no end is ever told, so both sides ask after each other every few seconds. The lock saves
work and nothing rests on it: what is queued twice is stopped by the outbox's key. It is of the
session, so a pooler that lends sessions out by transaction must not stand between.
"""

from threading import Lock

from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from storage.engine import Database

# Any number will do that no other lock of this database has; see storage.schema.
SCHEDULE_LOCK = 7_205_004

_CONNECT_S = 5
_IDLE_S, _BETWEEN_S, _TIMES = 5, 3, 3  # an end that is never told is known after 14 s
_GIVE_UP_MS = 10_000
_OUR_SIDE = {
    "connect_timeout": _CONNECT_S,
    "keepalives": 1,
    "keepalives_idle": _IDLE_S,
    "keepalives_interval": _BETWEEN_S,
    "keepalives_count": _TIMES,
    "tcp_user_timeout": _GIVE_UP_MS,
    "application_name": "fristvakt schedule",
}
_THEIR_SIDE = (
    f"SET tcp_keepalives_idle = {_IDLE_S}",
    f"SET tcp_keepalives_interval = {_BETWEEN_S}",
    f"SET tcp_keepalives_count = {_TIMES}",
    f"SET tcp_user_timeout = {_GIVE_UP_MS}",
)
_TRY = text("SELECT pg_try_advisory_lock(:lock)").bindparams(lock=SCHEDULE_LOCK)
_IS_ALIVE = text("SELECT 1")


class Leadership:
    """One process's part in who keeps the schedule; on SQLite there is only one (one_process)."""

    def __init__(self, database: Database, owner: str) -> None:
        self.owner = owner
        self._engine = _engine_of_its_own(database.engine)
        self._connection: Connection | None = None
        self._has_lock = False
        self._one_at_a_time = Lock()

    def is_held(self) -> bool:
        """Whether this process keeps the schedule now; it takes the lock if nobody has it.

        False while the database cannot be asked.
        """
        if self._engine is None:
            return True
        with self._one_at_a_time:
            try:
                return self._ask(self._engine)
            except SQLAlchemyError:
                self._drop()
                return False

    def let_go(self) -> None:
        """Leave the lock to another process."""
        with self._one_at_a_time:
            self._drop()

    def _ask(self, engine: Engine) -> bool:
        if self._connection is None:
            self._connection = engine.connect()
            for setting in _THEIR_SIDE:
                self._connection.execute(text(setting))
        if self._has_lock:
            self._connection.execute(_IS_ALIVE)
        else:
            self._has_lock = bool(self._connection.execute(_TRY).scalar())
        return self._has_lock

    def _drop(self) -> None:
        connection, self._connection, self._has_lock = self._connection, None, False
        if connection is not None:
            connection.invalidate()
            connection.close()


def _engine_of_its_own(engine: Engine) -> Engine | None:
    """Return an engine whose connections are nobody else's; None where no lock is needed."""
    if engine.dialect.name != "postgresql":
        return None
    return create_engine(
        engine.url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        connect_args=_OUR_SIDE,
    )
