"""A SQLite file opened by itself, without tables or engine: for copies, and what may be damaged."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage import messages
from storage.errors import StorageError

WAIT_S = 30
"""How long is waited for somebody else who has the file."""


@contextmanager
def opened(file: Path, named: str = "") -> Iterator[sqlite3.Connection]:
    """Give a connection to a file that is there; its faults are sentences about it.

    The sentences call it what it is `named`, where that is not the file's own name.
    """
    try:
        with closing(sqlite3.connect(file, timeout=WAIT_S, isolation_level=None)) as connection:
            yield connection
    except sqlite3.DatabaseError as fault:
        raise _as_sentence(fault, named or str(file)).with_traceback(fault.__traceback__) from None


def _as_sentence(fault: sqlite3.DatabaseError, name: str) -> StorageError:
    reason = str(fault).lower()
    if "locked" in reason or "busy" in reason:
        return StorageError("database_busy", messages.busy(name))
    if "full" in reason:
        return StorageError("database_full", messages.full(name))
    if "not a database" in reason or "malformed" in reason:
        return StorageError("database_damaged", messages.damaged(name))
    return StorageError("database_unavailable", messages.unavailable(name))


def write_through(file: Path) -> None:
    """Let the disk have what has been written before the file gets its name."""
    with file.open("rb") as written:
        os.fsync(written.fileno())


def remove(file: Path) -> None:
    """Let neither the file nor a journal of it be there."""
    file.unlink(missing_ok=True)
    remove_journals(file)


def remove_journals(file: Path) -> None:
    """Let nothing lie beside the file that could be played into it."""
    for journal in ("-wal", "-shm", "-journal"):
        file.with_name(file.name + journal).unlink(missing_ok=True)
