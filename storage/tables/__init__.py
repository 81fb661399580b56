"""The tables, as SQLModel classes: a copy of the case system's rows, and what people told us.

No column holds a name of a child, a personal identity number or free text. Coded values are
short strings.
"""

from sqlalchemy import Table
from sqlmodel import SQLModel

from storage.tables import cases, delivery, labelling, sent, staff, told, trail
from storage.tables.cases import FAR_FUTURE, LACKING
from storage.tables.columns import IDENTIFIER

metadata = SQLModel.metadata


def _table(model: type[SQLModel]) -> Table:
    return metadata.tables[str(model.__tablename__)]


REPORT = _table(cases.Report)
INVESTIGATION = _table(cases.Investigation)
INVESTIGATION_CASEWORKER = _table(cases.InvestigationCaseworker)
PLACEMENT = _table(cases.Placement)
CASE_LABELLING = _table(labelling.CaseLabelling)
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
DELIVERY = _table(delivery.Delivery)
DELIVERY_ATTEMPT = _table(delivery.DeliveryAttempt)
DELIVERY_WISH = _table(delivery.DeliveryWish)
ABSENCE = _table(delivery.Absence)
CHANNEL_HOLD = _table(delivery.ChannelHold)
SERVICE_TICK = _table(delivery.ServiceTick)
SENT_SUMMARY = _table(sent.SentSummary)

__all__ = [
    "ABSENCE",
    "ACCESS_LOG",
    "CALENDAR_SUBSCRIPTION",
    "CASE_LABELLING",
    "CHANNEL_HOLD",
    "CONVERSATION",
    "DELIVERY",
    "DELIVERY_ATTEMPT",
    "DELIVERY_WISH",
    "DIGEST_PAUSE",
    "FAR_FUTURE",
    "IDENTIFIER",
    "IMPORT_BATCH",
    "IMPORT_FILE",
    "INVESTIGATION",
    "INVESTIGATION_CASEWORKER",
    "LACKING",
    "OVERRUN_CAUSE_RECORD",
    "PLACEMENT",
    "PURGE_RUN",
    "REJECTED_ROW",
    "REMINDER",
    "REPORT",
    "SENT_SUMMARY",
    "SERVICE_TICK",
    "STAFF",
    "UNIT",
    "metadata",
]
