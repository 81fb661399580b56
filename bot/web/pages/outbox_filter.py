"""Which deliveries are asked for: by state, kind and channel, a page at a time."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import TypeVar
from urllib.parse import urlencode

from storage.records.outbox import Channel, DeliveriesWanted, DeliveryKind, DeliveryState

PATH = "/utskick"
ON_A_PAGE = 25
_MOST_PAGES = 10_000
_Choice = TypeVar("_Choice", DeliveryState, DeliveryKind, Channel)


@dataclass(frozen=True, slots=True)
class OutboxFilter:
    """What is asked for; what is None asks for all."""

    state: DeliveryState | None = None
    kind: DeliveryKind | None = None
    channel: Channel | None = None
    page: int = 1

    @property
    def is_narrow(self) -> bool:
        return bool(self.state or self.kind or self.channel)

    @property
    def skipped(self) -> int:
        """How many deliveries stand on the pages before."""
        return (self.page - 1) * ON_A_PAGE

    @property
    def wanted(self) -> DeliveriesWanted:
        states = (self.state,) if self.state else ()
        kinds = (self.kind,) if self.kind else ()
        return DeliveriesWanted(states=states, kinds=kinds, channel=self.channel)

    def sorts(self, state: DeliveryState) -> Iterator[tuple[Channel, DeliveryKind, DeliveryState]]:
        """Yield what the figures know of the state within what else is asked for."""
        channels = (self.channel,) if self.channel else tuple(Channel)
        kinds = (self.kind,) if self.kind else tuple(DeliveryKind)
        return product(channels, kinds, (state,))

    def address(self, state: DeliveryState | None, page: int = 1) -> str:
        """Return the address of the same deliveries in another state or on another page."""
        named = {"lage": state, "vad": self.kind, "vag": self.channel}
        query = {name: value.value for name, value in named.items() if value}
        asked = urlencode(query | ({"sida": str(page)} if page > 1 else {}))
        return f"{PATH}?{asked}" if asked else PATH


def read_filter(query: Mapping[str, str]) -> OutboxFilter:
    """Return what the address asks for; what is not known there asks for all."""
    page = 1
    with suppress(ValueError):
        page = min(max(int(query.get("sida", "1")), 1), _MOST_PAGES)
    return OutboxFilter(
        _one_of(DeliveryState, query.get("lage", "")),
        _one_of(DeliveryKind, query.get("vad", "")),
        _one_of(Channel, query.get("vag", "")),
        page,
    )


def _one_of(choices: type[_Choice], written: str) -> _Choice | None:
    with suppress(ValueError):
        return choices(written)
    return None
