"""What a driver reports, as a sentence for the person who asked."""

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from storage import messages
from storage.errors import StorageError


def as_sentence(fault: DBAPIError, url: URL) -> StorageError:
    """Return what is wrong with the database at `url`; no value of a row is in it."""
    where = url.set(query={}).render_as_string(hide_password=True)  # a query may hold one too
    if not isinstance(fault, OperationalError | InterfaceError) and not _is_damaged(fault):
        kind = type(fault.orig).__name__
        return StorageError("database_fault", messages.unexpected_fault(where, kind))
    reason = str(fault.orig).lower()
    if _is_damaged(fault):
        return StorageError("database_damaged", messages.damaged(where))
    if "full" in reason or "no space" in reason:
        return StorageError("database_full", messages.full(where))
    if "locked" in reason:
        return StorageError("database_busy", messages.busy(where))
    return StorageError("database_unavailable", messages.unavailable(where))


def _is_damaged(fault: DBAPIError) -> bool:
    reason = str(fault.orig).lower()
    return "not a database" in reason or "malformed" in reason
