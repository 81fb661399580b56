"""What a sending on the command line came to, as a table or as JSON."""

from dataclasses import dataclass
from typing import Any

from bot.cli.delivery_lines import delivery_document, delivery_lines
from bot.cli.table import table
from bot.texts import deliveries as words
from storage.keys import name_key
from storage.records.outbox import Delivery, DeliveryState, NewDelivery


@dataclass(frozen=True, slots=True)
class Sent:
    """The rows that stand in the outbox, `already` before this run, and those only planned."""

    run_id: str
    rows: tuple[Delivery, ...]
    already: frozenset[int] = frozenset()
    planned: tuple[NewDelivery, ...] = ()
    is_dry_run: bool = False

    @property
    def all_went(self) -> bool:
        """Whether everybody has been sent theirs, by whichever way, now or before."""
        went = {whose(row) for row in self.rows if row.state is DeliveryState.SENT}
        return self.is_dry_run or all(whose(row) in went for row in self.rows)


def whose(delivery: Delivery | NewDelivery) -> tuple[str, str]:
    """Return for whom it is and what it is about, whoever stands in and by whichever channel."""
    return name_key(delivery.on_behalf_of or delivery.recipient), delivery.about


def sent_document(sent: Sent) -> dict[str, Any]:
    """Return what a sending adds to the JSON of its command."""
    rows = [delivery_document(row) for row in sent.rows]
    planned = [_planned_document(new) for new in sent.planned]
    return {"run_id": sent.run_id, "dry_run": sent.is_dry_run, "deliveries": [*rows, *planned]}


def sent_lines(sent: Sent) -> list[str]:
    """Return the table of what was sent, or would be, and the id of the run."""
    lines = delivery_lines(sent.rows) if sent.rows else []
    if sent.already:
        lines.append(words.already_there(len(sent.already)))
    if sent.planned:
        lines += [*([""] if lines else []), *_planned_lines(sent.planned)]
    if not lines:
        lines = [words.NOBODY_TO_SEND_TO]
    return [*lines, words.DRY_RUN if sent.is_dry_run else words.run(sent.run_id)]


def _planned_document(new: NewDelivery) -> dict[str, Any]:
    return {
        "id": None,
        "kind": new.kind.value,
        "period": new.period,
        "recipient": new.recipient,
        "channel": new.channel.value,
        "state": None,
        "attempts": 0,
        "next_attempt_at": None,
        "last_error": None,
    }


def _planned_lines(planned: tuple[NewDelivery, ...]) -> list[str]:
    return table(words.PLANNED_COLUMNS, [_planned_cells(new) for new in planned])


def _planned_cells(new: NewDelivery) -> tuple[str, ...]:
    return (
        words.KIND_WORDS[new.kind],
        new.period,
        new.recipient,
        words.CHANNEL_WORDS[new.channel],
        new.on_behalf_of or "–",
    )
