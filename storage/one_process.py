"""That one process at a time serves from a SQLite file, held to by the operating system.

The kernel frees the lock when its process ends, however it ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.engine import make_url

from storage import messages
from storage.errors import StorageError

_ONLY_ITS_OWNER = 0o600


@contextmanager
def only_process(url: str) -> Iterator[None]:
    """Serve as the only process on the SQLite file at `url`; on PostgreSQL any number may."""
    lock = _lock_beside(url)
    if lock is None:
        yield
        return
    _take(lock)
    try:
        yield
    finally:
        lock.release()


def _lock_beside(url: str) -> FileLock | None:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    file = Path(parsed.database).resolve()
    # Where the kernel keeps no locks, a file that a killed process leaves behind is no lock.
    return FileLock(
        file.with_name(f"{file.name}.serving"), mode=_ONLY_ITS_OWNER, fallback_to_soft=False
    )


def _take(lock: FileLock) -> None:
    try:
        lock.acquire(blocking=False)
    except Timeout as taken:
        raise StorageError("already_serving", messages.already_serving(lock.lock_file)) from taken
    except (OSError, NotImplementedError) as fault:
        raise StorageError("serving_lock", messages.no_serving_lock(lock.lock_file)) from fault
