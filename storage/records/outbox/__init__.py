"""The outbox: what is to be sent, who is sending it just now, and what has become of it."""

from storage.records.outbox.attempts import begin_attempt, finish_attempt
from storage.records.outbox.claiming import claim_deliveries, put_back, withhold
from storage.records.outbox.holds import (
    LONGEST_HOLD,
    forget_impossible_holds,
    held_until,
    hold_channel,
)
from storage.records.outbox.listing import (
    DeliveriesWanted,
    OutboxFigures,
    attempts_of,
    deliveries,
    delivery_by_id,
    outbox_figures,
)
from storage.records.outbox.lost import Submission, lost_submissions, overdue_submissions
from storage.records.outbox.model import (
    NO_SEQUEL,
    OPEN_STATES,
    Attempt,
    Channel,
    Claim,
    Delivery,
    DeliveryKind,
    DeliveryState,
    NewDelivery,
    Sequel,
)
from storage.records.outbox.operating import cancel_delivery, retry_delivery
from storage.records.outbox.queueing import queue_cancelled, queue_deliveries, reopen_delivery
from storage.records.outbox.recipients import Recipient, recipients
from storage.records.outbox.telling import tell_in, told_by
from storage.records.outbox.ticks import Tick, last_tick, note_tick
from storage.records.outbox.wishes import (
    Absence,
    DeliveryWish,
    absences,
    end_absence,
    set_absence,
    set_wish,
    wish_of,
    wishes,
)

__all__ = [
    "LONGEST_HOLD",
    "NO_SEQUEL",
    "OPEN_STATES",
    "Absence",
    "Attempt",
    "Channel",
    "Claim",
    "DeliveriesWanted",
    "Delivery",
    "DeliveryKind",
    "DeliveryState",
    "DeliveryWish",
    "NewDelivery",
    "OutboxFigures",
    "Recipient",
    "Sequel",
    "Submission",
    "Tick",
    "absences",
    "attempts_of",
    "begin_attempt",
    "cancel_delivery",
    "claim_deliveries",
    "deliveries",
    "delivery_by_id",
    "end_absence",
    "finish_attempt",
    "forget_impossible_holds",
    "held_until",
    "hold_channel",
    "last_tick",
    "lost_submissions",
    "note_tick",
    "outbox_figures",
    "overdue_submissions",
    "put_back",
    "queue_cancelled",
    "queue_deliveries",
    "recipients",
    "reopen_delivery",
    "retry_delivery",
    "set_absence",
    "set_wish",
    "tell_in",
    "told_by",
    "wish_of",
    "wishes",
    "withhold",
]
