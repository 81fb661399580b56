"""How rows of the outbox become values, and the conditions its statements are made of.

The statements of the outbox are put together once, when their modules are loaded: they are
asked every few seconds.
"""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.records.outbox.model import (
    Attempt,
    Channel,
    Delivery,
    DeliveryKind,
    DeliveryState,
)
from storage.tables import DELIVERY, DELIVERY_ATTEMPT

NUMBER: BindParameter[int] = bindparam("number")
_A_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,60}")


def moment(name: str) -> BindParameter[datetime]:
    """A moment that is given with the question."""
    return bindparam(name, type_=UTCDateTime())


NOW = moment("now")


# People are named by the key of their address, which is the address as an import reads it.
_KEYS = {"recipient": "recipient_key", "on_behalf_of": "on_behalf_of_key"}
COLUMNS = tuple(DELIVERY.c[_KEYS.get(name, name)] for name in Delivery.__match_args__)
ATTEMPT_COLUMNS = tuple(DELIVERY_ATTEMPT.c[name] for name in Attempt.__match_args__)


def delivery_from(row: Any) -> Delivery:
    """The delivery that a row of COLUMNS is."""
    number, recipient, kind, period, about, channel, on_behalf_of, state, *rest = row
    said = (DeliveryKind(kind), period, about, Channel(channel), on_behalf_of)
    return Delivery(number, recipient, *said, DeliveryState(state), *rest)


def as_code(said: str | None) -> str | None:
    """What was said if it is a short code; a text from outside is never kept."""
    return said if said is None or _A_CODE.fullmatch(said) else "not_a_code"
