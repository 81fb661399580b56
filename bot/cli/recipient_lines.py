"""How recipients are shown on the command line: a table, or JSON."""

from datetime import date
from typing import Any

from bot.cli.table import indented, table
from bot.texts import recipients as words
from storage.records.outbox import Recipient

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def recipient_document(recipient: Recipient, today: date) -> dict[str, Any]:
    """Return a recipient; what is null is as for everybody."""
    staff, wish, absence = recipient.staff, recipient.wish, recipient.absence
    return {
        "email": staff.email,
        "name": staff.name,
        "role": staff.role.value,
        "unit": staff.unit,
        "weekday": None if wish.weekday is None else _WEEKDAYS[wish.weekday],
        "hour": wish.hour,
        "quiet_from": wish.quiet_from,
        "quiet_until": wish.quiet_until,
        "is_paused": recipient.pause is not None and recipient.pause.covers(today),
        "deputy": absence and absence.deputy,
        "away_from": absence and absence.from_on.isoformat(),
        "away_until": absence and absence.until_on.isoformat(),
    }


def recipient_lines(recipients: tuple[Recipient, ...], today: date) -> list[str]:
    """Return the table of the recipients, with what is unusual below each."""
    if not recipients:
        return [words.NOBODY]
    heading, *lines = table(words.COLUMNS, [words.cells(each) for each in recipients])
    told = [heading]
    for recipient, line in zip(recipients, lines, strict=True):
        told += [line, *indented(words.exceptions(recipient, today))]
    return told
