"""What deliveries are made with: the database, the channels, the contents, the choices."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from digests.outbox.choices import DeliveryChoices
from digests.outbox.contents import Contents
from digests.outbox.sending import Sender
from digests.outbox.steps import LEAST_JITTER
from storage.engine import Database
from storage.records.outbox import Channel, DeliveryKind


def some_jitter() -> float:
    """Return a share of a wait, so that those who wait do not all come back at once."""
    return random.uniform(LEAST_JITTER, 1)  # noqa: S311 — nothing is kept secret by it


@dataclass(frozen=True, slots=True)
class Means:
    """What one process delivers with; `owner` tells it from all others."""

    database: Database
    senders: Mapping[Channel, Sender]
    contents: Mapping[DeliveryKind, Contents]
    clock: Callable[[], datetime]
    owner: str
    choices: DeliveryChoices = field(default_factory=DeliveryChoices)
    jitter: Callable[[], float] = some_jitter

    @property
    def channels(self) -> frozenset[Channel]:
        return frozenset(self.senders)
