"""How deliveries and their attempts are shown on the command line: a table, or JSON."""

from typing import Any

from bot.cli.table import indented, table
from bot.texts import deliveries as words
from storage.records.outbox import OPEN_STATES, Attempt, Delivery

_MOST_SHOWN = 200


def delivery_document(delivery: Delivery) -> dict[str, Any]:
    """Return a row of the outbox with the keys that every command gives it."""
    is_open = delivery.state in OPEN_STATES
    return {
        "id": delivery.id,
        "kind": delivery.kind.value,
        "period": delivery.period,
        "recipient": delivery.recipient,
        "channel": delivery.channel.value,
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "next_attempt_at": delivery.next_attempt_at.isoformat() if is_open else None,
        "last_error": delivery.last_error,
    }


def whole_document(delivery: Delivery, attempts: tuple[Attempt, ...]) -> dict[str, Any]:
    """Return all that is known of one delivery."""
    return {
        **delivery_document(delivery),
        "on_behalf_of": delivery.on_behalf_of,
        "queued_at": delivery.queued_at.isoformat(),
        "send_from": delivery.send_from.isoformat(),
        "useful_until": delivery.useful_until.isoformat(),
        "changed_at": delivery.changed_at.isoformat(),
        "is_late": delivery.is_late,
        "is_repeat": delivery.is_repeat,
        "run_id": delivery.run_id,
        "tried": [_attempt_document(attempt) for attempt in attempts],
    }


def _attempt_document(attempt: Attempt) -> dict[str, Any]:
    return {
        "run_id": attempt.run_id,
        "started_at": attempt.started_at.isoformat(),
        "ended_at": attempt.ended_at.isoformat() if attempt.ended_at else None,
        "outcome": attempt.outcome,
        "status": attempt.status,
        "retry_after": attempt.retry_after,
        "error": attempt.error,
    }


def delivery_lines(deliveries: tuple[Delivery, ...]) -> list[str]:
    """Return the table with a line below each that says why, and how many there are."""
    if not deliveries:
        return [words.NOTHING]
    shown = deliveries[-_MOST_SHOWN:]
    heading, *lines = table(words.COLUMNS, [_cells(each) for each in shown])
    told = [heading]
    for delivery, line in zip(shown, lines, strict=True):
        told += [line, *indented(words.why(delivery))]
    left = len(deliveries) - len(shown)
    return [*told, "", words.totals(deliveries), *([words.earlier(left)] if left else [])]


def attempts_lines(delivery: Delivery, attempts: tuple[Attempt, ...]) -> list[str]:
    """Return one delivery and the table of its attempts."""
    lines = [*table(words.COLUMNS, [_cells(delivery)]), *indented(words.why(delivery))]
    lines += [*words.details(delivery), ""]
    if not attempts:
        return [*lines, words.NO_ATTEMPT]
    return [*lines, *table(words.ATTEMPT_COLUMNS, [_attempt_cells(each) for each in attempts])]


def _cells(delivery: Delivery) -> tuple[str, ...]:
    return (
        str(delivery.id),
        words.KIND_WORDS[delivery.kind],
        delivery.period,
        delivery.recipient,
        words.CHANNEL_WORDS[delivery.channel],
        words.STATE_WORDS[delivery.state],
    )


def _attempt_cells(attempt: Attempt) -> tuple[str, ...]:
    outcome = attempt.outcome or ""
    wait = attempt.retry_after
    return (
        words.moment(attempt.started_at, with_seconds=True),
        words.moment(attempt.ended_at, with_seconds=True),
        words.OUTCOME_WORDS.get(outcome, outcome or "pågår"),
        str(attempt.status or "–"),
        "–" if wait is None else f"{wait:.0f} s",
        attempt.error or "–",
        attempt.run_id,
    )
