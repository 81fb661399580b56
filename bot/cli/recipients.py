"""`recipients`: who gets digests and summaries, when, and who gets them in somebody's place."""

from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from bot.cli import recipient_options as given
from bot.cli.help import ListingGroup, SwedishCommand
from bot.cli.options import AsJson, tell
from rules.facts import Role

if TYPE_CHECKING:
    from datetime import date

    from storage.engine import Database
    from storage.records.outbox import DeliveryWish, Recipient

APP = typer.Typer(
    cls=ListingGroup,
    help="Visa vilka som får utskick och när; ändra tid, tysta timmar och ställföreträdare. "
    "Utan kommando: list.",
    rich_markup_mode=None,
)


@APP.command("list", cls=SwedishCommand)
def list_recipients(as_json: AsJson = False) -> None:
    """Lista dem som får veckobrev och sammanställning: när, hur, och vem i stället."""
    from bot.cli.recipient_lines import recipient_document, recipient_lines
    from bot.clock import now_in_sweden
    from bot.composition import opened
    from bot.settings import load_settings

    today = now_in_sweden().date()
    with opened(load_settings()) as database:
        found = _all_recipients(database)
    documents = [recipient_document(each, today) for each in found]
    tell(documents, as_json=as_json, text=lambda: "\n".join(recipient_lines(found, today)))


@APP.command("set", cls=SwedishCommand)
def set_times(
    email: given.Email,
    weekday: given.Weekday = None,
    hour: given.Hour = None,
    quiet: given.Quiet = None,
    usual: given.Usual = False,
    dry_run: given.DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Ändra när en person får sina utskick. Det som inte anges är kvar."""
    from bot.cli.refusals import CannotDo
    from bot.clock import now_in_sweden
    from bot.composition import opened
    from bot.settings import load_settings
    from bot.texts import recipients as words
    from storage.records.outbox import DeliveryWish, set_wish

    if not usual and weekday is None and hour is None and quiet is None:
        raise CannotDo(words.NOTHING_TO_SET)
    with opened(load_settings(), untouched=dry_run) as database:
        recipient = _recipient(database, email)
        if recipient.staff.role is Role.BOARD_SECRETARY and not (weekday is hour is None):
            raise CannotDo(words.SECRETARYS_DAY)
        earlier = DeliveryWish() if usual else recipient.wish
        wish = _changed(earlier, weekday, hour, quiet)
        if not dry_run:
            set_wish(database, recipient.staff.email, wish, now_in_sweden())
            _write_down(database, "recipients_set")
        _tell(replace(recipient, wish=wish), as_json=as_json, dry_run=dry_run)


@APP.command("absent", cls=SwedishCommand)
def absent(
    email: given.Email,
    deputy: given.Deputy,
    first: given.First,
    last: given.Last,
    dry_run: given.DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Låt en ställföreträdare få veckobreven medan enhetschefen är borta."""
    from bot.clock import now_in_sweden
    from bot.composition import opened
    from bot.settings import load_settings
    from storage.records.outbox import Absence, set_absence

    with opened(load_settings(), untouched=dry_run) as database:
        recipient, instead = _recipient(database, email), _recipient(database, deputy)
        _require_sense(recipient, instead, first, last)
        absence = Absence(recipient.staff.email, instead.staff.email, first, last)
        if not dry_run:
            set_absence(database, absence, now_in_sweden())
            _write_down(database, "recipients_absent")
        _tell(replace(recipient, absence=absence), as_json=as_json, dry_run=dry_run)


@APP.command("present", cls=SwedishCommand)
def present(email: given.Email, dry_run: given.DryRun = False, as_json: AsJson = False) -> None:
    """Avsluta en frånvaro, så att enhetschefen får sina veckobrev själv igen."""
    from bot.cli.refusals import CannotDo
    from bot.composition import opened
    from bot.settings import load_settings
    from bot.texts import recipients as words
    from storage.records.outbox import end_absence

    with opened(load_settings(), untouched=dry_run) as database:
        recipient = _recipient(database, email)
        if recipient.absence is None:
            raise CannotDo(words.is_not_away(recipient.staff.name))
        if not dry_run:
            end_absence(database, recipient.staff.email)
            _write_down(database, "recipients_present")
        _tell(replace(recipient, absence=None), as_json=as_json, dry_run=dry_run)


def _require_sense(
    recipient: "Recipient", deputy: "Recipient", first: "date", last: "date"
) -> None:
    """Raise CannotDo for an absence that cannot be."""
    from bot.cli.refusals import CannotDo
    from bot.texts import recipients as words
    from storage.keys import name_key

    if last < first:
        raise CannotDo("Sista dagen ligger före den första. Byt plats på --from och --until.")
    if name_key(recipient.staff.email) == name_key(deputy.staff.email):
        raise CannotDo(words.OWN_DEPUTY)
    for each in (recipient, deputy):
        if each.staff.role is not Role.UNIT_MANAGER:
            raise CannotDo(words.no_manager(each.staff.name))


def _changed(
    wish: "DeliveryWish",
    weekday: int | None,
    hour: int | None,
    quiet: tuple[int, ...] | None,
) -> "DeliveryWish":
    """Return the wish with what was given in place of what it was."""
    from digests.schedule.due_times import require_usable_hour

    if weekday is not None:
        wish = replace(wish, weekday=weekday)
    if hour is not None:
        require_usable_hour(hour)
        wish = replace(wish, hour=hour)
    if quiet is not None:
        first, last = quiet or (None, None)
        wish = replace(wish, quiet_from=first, quiet_until=last)
    return wish


def _all_recipients(database: "Database") -> "tuple[Recipient, ...]":
    from storage.records.outbox import recipients

    managers = recipients(database, Role.UNIT_MANAGER)
    return (*managers, *recipients(database, Role.BOARD_SECRETARY))


def _recipient(database: "Database", email: str) -> "Recipient":
    """Return the person who gets digests or summaries; raises CannotDo where nobody does."""
    from bot.cli.refusals import CannotDo
    from bot.texts import recipients as words
    from storage.keys import name_key

    for each in _all_recipients(database):
        if name_key(each.staff.email) == name_key(email):
            return each
    raise CannotDo(words.gets_nothing(email))


def _write_down(database: "Database", intent: str) -> None:
    """Write down in the access log that the operator changed who gets what; no row was shown."""
    from bot.cli.duties import OPERATOR
    from bot.clock import now_in_sweden
    from storage.queries import record_look

    record_look(database, who=OPERATOR, at=now_in_sweden(), intent=intent, rows=0)


def _tell(recipient: "Recipient", *, as_json: bool, dry_run: bool) -> None:
    from bot.cli.recipient_lines import recipient_document, recipient_lines
    from bot.clock import now_in_sweden
    from bot.texts import deliveries as words

    today = now_in_sweden().date()
    lines = [*recipient_lines((recipient,), today), *([words.DRY_RUN] if dry_run else [])]
    document = recipient_document(recipient, today)
    tell(document, as_json=as_json, text=lambda: "\n".join(lines))
