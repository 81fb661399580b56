"""The outbox as the administrator sees it: what has been sent, what has not and why.

It says what `fristvakt deliveries` says, in the same words, and changes nothing: trying again and
letting be stay on the command line, where they are written to the access log. Like that list it
shows no row of any case and so is no look at rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.texts import deliveries as words
from bot.texts.schedule import OUTBOX, only_administrator
from bot.web.page import Page, PageRequest, Shown
from bot.web.pages.outbox_filter import ON_A_PAGE, PATH, OutboxFilter, read_filter
from bot.web.pages.refused import is_administrator, refused, sees_to_the_service
from storage.records.outbox import (
    Channel,
    Delivery,
    DeliveryKind,
    DeliveryState,
    OutboxFigures,
    deliveries,
    outbox_figures,
)

_Choice = TypeVar("_Choice", DeliveryKind, Channel)


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose in a filter."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many deliveries stand in a state, and the address that shows them."""

    words: str
    number: int
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One delivery in words; `mark` is how its state is coloured, beside its word."""

    number: int
    kind: str
    period: str
    recipient: str
    channel: str
    state: str
    mark: str
    attempts: int
    why: str
    command: str


@dataclass(frozen=True, slots=True)
class OutboxView:
    """A page of the outbox, with how many there are of each state."""

    path: str
    states: tuple[StateCount, ...]
    kinds: tuple[Option, ...]
    channels: tuple[Option, ...]
    state: str
    rows: tuple[DeliveryRow, ...]
    nothing: str
    is_narrow: bool
    page: int
    newer: str | None
    older: str | None


def show_outbox(request: PageRequest) -> Shown:
    """Return the deliveries that are asked for, the newest first; to the administrator only."""
    if not is_administrator(request.visitor):
        return refused(request.visitor, PAGE.title, only_administrator(OUTBOX))
    asked = read_filter(request.query)
    found = deliveries(request.database, asked.wanted, most=ON_A_PAGE + 1, skip=asked.skipped)
    figures = outbox_figures(request.database, request.now)
    view = OutboxView(
        path=PATH,
        states=tuple(_states(figures, asked)),
        kinds=_options(words.KIND_WORDS, asked.kind),
        channels=_options(words.CHANNEL_WORDS, asked.channel),
        state=asked.state.value if asked.state else "",
        rows=tuple(map(_row, found[:ON_A_PAGE])),
        nothing=words.NOTHING,
        is_narrow=asked.is_narrow,
        page=asked.page,
        newer=asked.address(asked.state, asked.page - 1) if asked.page > 1 else None,
        older=asked.address(asked.state, asked.page + 1) if len(found) > ON_A_PAGE else None,
    )
    return Shown("outbox.html.j2", view)


def _states(figures: OutboxFigures, asked: OutboxFilter) -> Iterator[StateCount]:
    """Yield the states that something stands in, and the one that is asked for."""
    for state in words.STATE_WORDS:
        number = sum(figures.numbers[sort] for sort in asked.sorts(state))
        is_chosen = state is asked.state
        if number or is_chosen:
            address = asked.address(None if is_chosen else state)
            yield StateCount(words.state_words(state, number), number, address, is_chosen)


def _options(named: Mapping[_Choice, str], chosen: _Choice | None) -> tuple[Option, ...]:
    return tuple(Option(each.value, said, each is chosen) for each, said in named.items())


def _row(delivery: Delivery) -> DeliveryRow:
    return DeliveryRow(
        number=delivery.id,
        kind=words.KIND_WORDS[delivery.kind],
        period=delivery.period,
        recipient=delivery.recipient,
        channel=words.CHANNEL_WORDS[delivery.channel],
        state=words.STATE_WORDS[delivery.state],
        mark=_MARKS.get(delivery.state, ""),
        attempts=delivery.attempts,
        why=words.why(delivery) or "",
        command=_command(delivery),
    )


def _command(delivery: Delivery) -> str:
    """Return what the operator may write to have it tried again, where that can be done."""
    may = delivery.state in words.MAY_BE_RETRIED
    return f"fristvakt deliveries retry {delivery.id}" if may else ""


_MARKS = {
    DeliveryState.SENT: "is-fine",
    DeliveryState.FAILED: "is-late",
    DeliveryState.UNKNOWN: "is-soon",
    DeliveryState.RETRY: "is-soon",
}

PAGE = Page(PATH, "Utskick", show_outbox, sees_to_the_service)
