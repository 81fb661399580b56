"""`deliveries`: what has been sent, what has not and why; trying again and letting be.

The operator's view of the outbox. It names people and periods and never a case.
"""

from typing import TYPE_CHECKING

import typer

from bot.cli import delivery_options as given
from bot.cli.help import ListingGroup, SwedishCommand
from bot.cli.options import AsJson, tell

if TYPE_CHECKING:
    from storage.engine import Database
    from storage.records.outbox import Delivery, DeliveryState

APP = typer.Typer(
    cls=ListingGroup,
    help="Visa utskick, försök igen eller ta bort. Utan kommando: list.",
    rich_markup_mode=None,
)


@APP.command("list", cls=SwedishCommand)
def list_deliveries(
    state: given.States = None,
    kind: given.Kinds = None,
    channel: given.ChannelName = None,
    recipient: given.Recipient = None,
    period: given.Period = None,
    as_json: AsJson = False,
) -> None:
    """Lista utskick: vad, till vem, hur långt de har kommit och varför."""
    from bot.cli.delivery_lines import delivery_document, delivery_lines
    from bot.composition import opened
    from bot.settings import load_settings
    from storage.records.outbox import DeliveriesWanted, deliveries

    wanted = DeliveriesWanted(
        states=frozenset(state or ()),
        kinds=frozenset(kind or ()),
        channel=channel,
        recipient=recipient,
        period=period,
    )
    with opened(load_settings()) as database:
        found = tuple(reversed(deliveries(database, wanted)))
    documents = [delivery_document(each) for each in found]
    tell(documents, as_json=as_json, text=lambda: "\n".join(delivery_lines(found)))


@APP.command("show", cls=SwedishCommand)
def show(number: given.Id, as_json: AsJson = False) -> None:
    """Visa ett utskick med alla försök."""
    from bot.cli.delivery_lines import attempts_lines, whole_document
    from bot.composition import opened
    from bot.settings import load_settings
    from storage.records.outbox import attempts_of

    with opened(load_settings()) as database:
        (found,) = _found(database, [number])
        attempts = attempts_of(database, number)
    document = whole_document(found, attempts)
    tell(document, as_json=as_json, text=lambda: "\n".join(attempts_lines(found, attempts)))


@APP.command("retry", cls=SwedishCommand)
def retry(numbers: given.Ids, dry_run: given.DryRun = False, as_json: AsJson = False) -> None:
    """Försök igen med det som inte kom fram. Tjänsten skickar det inom en minut."""
    from bot.clock import now_in_sweden
    from bot.composition import opened
    from bot.settings import load_settings
    from bot.texts import deliveries as words
    from storage.records.outbox import retry_delivery

    with opened(load_settings(), untouched=dry_run) as database:
        _require(_found(database, numbers), words.MAY_BE_RETRIED, words.NOT_RETRIED)
        if not dry_run:
            now = now_in_sweden()
            missed = [each for each in numbers if not retry_delivery(database, each, now)]
            _write_down(database, "deliveries_retry")
            _require_none_missed(missed, words.NOT_RETRIED)
        _tell_changed(_found(database, numbers), as_json=as_json, dry_run=dry_run)


@APP.command("cancel", cls=SwedishCommand)
def cancel(numbers: given.Ids, dry_run: given.DryRun = False, as_json: AsJson = False) -> None:
    """Ta bort det som inte har skickats, så att det aldrig skickas."""
    from bot.clock import now_in_sweden
    from bot.composition import opened
    from bot.settings import load_settings
    from bot.texts import deliveries as words
    from digests.outbox.contents import Reason
    from storage.records.outbox import cancel_delivery

    with opened(load_settings(), untouched=dry_run) as database:
        _require(_found(database, numbers), words.MAY_BE_CANCELLED, words.NOT_CANCELLED)
        if not dry_run:
            now, reason = now_in_sweden(), Reason.BY_OPERATOR
            missed = [each for each in numbers if not cancel_delivery(database, each, now, reason)]
            _write_down(database, "deliveries_cancel")
            _require_none_missed(missed, words.NOT_CANCELLED)
        _tell_changed(_found(database, numbers), as_json=as_json, dry_run=dry_run)


def _found(database: "Database", numbers: list[int]) -> "tuple[Delivery, ...]":
    """Return the deliveries in the order asked for; raises CannotDo for one that is not there."""
    from bot.cli.refusals import CannotDo
    from bot.texts import deliveries as words
    from storage.records.outbox import delivery_by_id

    found = []
    for number in dict.fromkeys(numbers):
        delivery = delivery_by_id(database, number)
        if delivery is None:
            raise CannotDo(words.no_such(number))
        found.append(delivery)
    return tuple(found)


def _require(
    found: "tuple[Delivery, ...]", states: "frozenset[DeliveryState]", otherwise: str
) -> None:
    """Raise CannotDo, before anything is changed, where one stands in none of the states."""
    from bot.cli.refusals import CannotDo
    from bot.texts import deliveries as words

    for delivery in found:
        if delivery.state not in states:
            state = words.STATE_WORDS[delivery.state]
            raise CannotDo(f"Utskick {delivery.id} har läget ”{state}”. {otherwise}")


def _require_none_missed(missed: list[int], otherwise: str) -> None:
    from bot.cli.refusals import CannotDo

    if missed:
        listed = ", ".join(str(number) for number in missed)
        raise CannotDo(f"Utskick {listed} hann ändra läge. {otherwise}")


def _write_down(database: "Database", intent: str) -> None:
    """Write down in the access log that the operator changed what is sent; no row was shown."""
    from bot.cli.duties import OPERATOR
    from bot.clock import now_in_sweden
    from storage.queries import record_look

    record_look(database, who=OPERATOR, at=now_in_sweden(), intent=intent, rows=0)


def _tell_changed(found: "tuple[Delivery, ...]", *, as_json: bool, dry_run: bool) -> None:
    from bot.cli.delivery_lines import delivery_document, delivery_lines
    from bot.texts import deliveries as words

    lines = [*delivery_lines(found), *([words.DRY_RUN] if dry_run else [])]
    documents = [delivery_document(each) for each in found]
    tell(documents, as_json=as_json, text=lambda: "\n".join(lines))
