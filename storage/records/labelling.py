"""Whether the database's cases are labelled as they are to be now; mixed labels join nothing."""

from sqlalchemy import Connection, insert, select

from storage import messages
from storage.case_labels import CaseLabels
from storage.engine import Database
from storage.errors import StorageError
from storage.tables import CASE_LABELLING


def require_same_labels(database: Database) -> None:
    """Raise StorageError where what was imported is labelled in another way or by another key."""
    with database.reading() as connection:
        refuse_other_labels(connection, database.labels)


def refuse_other_labels(connection: Connection, labels: CaseLabels) -> None:
    """Do what `require_same_labels` does, within an import."""
    _is_decided(connection, labels)


def keep_labels(connection: Connection, labels: CaseLabels) -> None:
    """Settle the labels with the first import; raises StorageError where they are others."""
    if not _is_decided(connection, labels):
        row = insert(CASE_LABELLING).values(id=1, fingerprint=labels.fingerprint)
        connection.execute(row)


def _is_decided(connection: Connection, labels: CaseLabels) -> bool:
    kept = connection.execute(select(CASE_LABELLING.c.fingerprint)).one_or_none()
    if kept is None:
        return False
    if kept[0] != labels.fingerprint:
        was, now = kept[0] is not None, labels.hides_numbers
        raise StorageError("case_labels_changed", messages.other_labels(was=was, now=now))
    return True
