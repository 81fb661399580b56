"""The outbox: what is to be sent, who is sending it just now, and what has become of it."""

from storage.records.outbox.model import (
    OPEN_STATES,
    Attempt,
    Channel,
    Claim,
    Delivery,
    DeliveryKind,
    DeliveryState,
    NewDelivery,
)

__all__ = [
    "OPEN_STATES",
    "Attempt",
    "Channel",
    "Claim",
    "Delivery",
    "DeliveryKind",
    "DeliveryState",
    "NewDelivery",
]
