"""The tables, as SQLModel classes: a copy of the case system's rows, and what people told us.

No column holds a name of a child, a personal identity number or free text. Coded values are
short strings.
"""

from sqlalchemy import Table
from sqlmodel import SQLModel

from storage.tables import cases, staff, told, trail
from storage.tables.cases import FAR_FUTURE, LACKING
from storage.tables.columns import IDENTIFIER

metadata = SQLModel.metadata


def _table(model: type[SQLModel]) -> Table:
    return metadata.tables[str(model.__tablename__)]


REPORT = _table(cases.Report)
INVESTIGATION = _table(cases.Investigation)
PLACEMENT = _table(cases.Placement)
UNIT = _table(cases.Unit)
STAFF = _table(staff.Staff)
IMPORT_BATCH = _table(trail.ImportBatch)
IMPORT_FILE = _table(trail.ImportFile)
REJECTED_ROW = _table(trail.RejectedRow)
ACCESS_LOG = _table(trail.AccessLog)
PURGE_RUN = _table(trail.PurgeRun)
CONVERSATION = _table(told.Conversation)
REMINDER = _table(told.Reminder)
OVERRUN_CAUSE_RECORD = _table(told.OverrunCauseRecord)
CALENDAR_SUBSCRIPTION = _table(told.CalendarSubscription)
DIGEST_PAUSE = _table(told.DigestPause)

__all__ = [
    "ACCESS_LOG",
    "CALENDAR_SUBSCRIPTION",
    "CONVERSATION",
    "DIGEST_PAUSE",
    "FAR_FUTURE",
    "IDENTIFIER",
    "IMPORT_BATCH",
    "IMPORT_FILE",
    "INVESTIGATION",
    "LACKING",
    "OVERRUN_CAUSE_RECORD",
    "PLACEMENT",
    "PURGE_RUN",
    "REJECTED_ROW",
    "REMINDER",
    "REPORT",
    "STAFF",
    "UNIT",
    "metadata",
]
