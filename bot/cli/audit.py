"""`audit`: who has looked at what, for the administrator; reading it is itself written down.

Without `--as` it is the operator on the server who asks, who could read the database file as
well; a person named with `--as` must be an administrator.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.duties import OPERATOR
from bot.cli.options import AsJson, day, tell
from bot.cli.printable import plain
from bot.cli.refusals import CannotDo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from storage.engine import Database
    from storage.queries import Look, LooksWanted

INTENT = "audit"
"""What reading the access log is called in it."""

_From = Annotated[
    date | None,
    typer.Option("--from", parser=day, metavar="DATUM", help="Från och med den dagen."),
]
_To = Annotated[
    date | None,
    typer.Option("--to", parser=day, metavar="DATUM", help="Till och med den dagen."),
]
_Who = Annotated[str | None, typer.Option("--who", metavar="E-POST", help="Bara den som tittade.")]
_Intent = Annotated[
    str | None,
    typer.Option("--intent", metavar="FRÅGA", help="Bara den frågan, till exempel show_case."),
]
_OnlyDenied = Annotated[bool, typer.Option("--denied", help="Bara det som nekades.")]
_AsCsv = Annotated[
    bool, typer.Option("--csv", help="Skriv som CSV med semikolon, i UTF-8 utan BOM.")
]
_Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FIL.csv",
        help="Skriv CSV till filen i stället, i UTF-8 med BOM så att Excel läser å, ä och ö.",
    ),
]
_SeenBy = Annotated[
    str | None, typer.Option("--as", metavar="E-POST", help="Systemförvaltaren som läser loggen.")
]


def audit(
    first: _From = None,
    last: _To = None,
    who: _Who = None,
    intent: _Intent = None,
    denied: _OnlyDenied = False,
    as_csv: _AsCsv = False,
    out: _Out = None,
    as_json: AsJson = False,
    seen_by: _SeenBy = None,
) -> None:
    """Visa vem som har tittat på vad, i tidsordning. Bara för systemförvaltaren."""
    from bot.cli.sheet import print_sheet, write_sheet
    from bot.clock import now_in_sweden
    from bot.composition import opened
    from bot.settings import load_settings
    from bot.texts import audit as words
    from storage.queries import looks

    _require_sense(first, last, as_csv=as_csv or out is not None, as_json=as_json)
    now = now_in_sweden()
    wanted = _wanted(first, last, who, intent, denied=denied, now=now)
    with opened(load_settings()) as database:
        _write_down(database, seen_by, wanted, now)
        found = looks(database, wanted)
        if out is not None:
            typer.echo(f"Skrev {write_sheet(out, words.COLUMNS, map(words.cells, found))}")
        elif as_csv:
            print_sheet(words.COLUMNS, map(words.cells, found))
        elif as_json:
            tell([_document(look) for look in found], as_json=True, text=str)
        else:
            _print_text(found)


def _require_sense(first: date | None, last: date | None, *, as_csv: bool, as_json: bool) -> None:
    if first is not None and last is not None and last < first:
        raise CannotDo("Sista dagen ligger före den första. Byt plats på --from och --to.")
    if as_csv and as_json:
        raise CannotDo("Välj CSV (--csv, --out) eller --json, inte båda.")


def _wanted(
    first: date | None,
    last: date | None,
    who: str | None,
    intent: str | None,
    *,
    denied: bool,
    now: "datetime",
) -> "LooksWanted":
    """Return what to read: whole days in Sweden, up to now so that this reading is not in it."""
    from datetime import datetime, time, timedelta

    from storage.queries import LooksWanted

    def beginning_of(day: date) -> datetime:
        return datetime.combine(day, time(), now.tzinfo)

    until = now if last is None else min(now, beginning_of(last + timedelta(days=1)))
    since = None if first is None else beginning_of(first)
    return LooksWanted(since, until, who, intent, denied=True if denied else None)


def _write_down(
    database: "Database", seen_by: str | None, wanted: "LooksWanted", now: "datetime"
) -> None:
    """Write down that the log is read, or was asked for; raises CannotDo for the latter."""
    from bot.access import may_read_access_log
    from bot.texts import audit as words
    from storage.queries import number_of_looks, record_look, staff_by_email

    may = seen_by is None or may_read_access_log(staff_by_email(database, seen_by))
    rows = number_of_looks(database, wanted) if may else 0
    who = seen_by or OPERATOR
    record_look(database, who=who, at=now, intent=INTENT, rows=rows, denied=not may)
    if not may:
        raise CannotDo(words.ONLY_ADMINISTRATORS)


def _print_text(found: "Iterable[Look]") -> None:
    from bot.texts import audit as words

    is_empty = True
    for look in found:
        is_empty = False
        typer.echo(plain(words.line(look)))
    if is_empty:
        typer.echo(words.NOTHING)


def _document(look: "Look") -> dict[str, Any]:
    return {
        "at": look.at.isoformat(),
        "who": look.who,
        "intent": look.intent,
        "scope": look.scope.value,
        "rows": look.rows,
        "denied": look.denied,
    }
