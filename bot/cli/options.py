"""The options that commands share, and how days are written."""

import difflib
import json
import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import typer

from bot.cli.printable import plain_lines

Choice = TypeVar("Choice", bound=StrEnum)


_A_DAY = re.compile(r"^\s*(\d{4}-?\d\d-?\d\d)\s*$")  # Python reads 2026-W47 as its Monday
_EARLIEST, _LATEST = date(1950, 1, 1), date(2100, 12, 31)


def day(text: str) -> date:
    """Return a day written as 2026-11-20, between 1950 and 2100."""
    try:
        found = date.fromisoformat("".join(_A_DAY.findall(text)))
    except ValueError:
        raise typer.BadParameter("Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2026-11-20.") from None
    if not _EARLIEST <= found <= _LATEST:
        raise typer.BadParameter("Skriv ett datum mellan 1950 och 2100.")
    return found


def one_of(choices: type[Choice]) -> Callable[[str], Choice]:
    """Return a parser for one of a closed set's names; a mistake names what can be chosen."""

    def parse(text: str) -> Choice:
        try:
            return choices(text.strip().lower())
        except ValueError:
            names = [choice.value for choice in choices]
            known = difflib.get_close_matches(text.lower(), names, n=1) or names
            raise typer.BadParameter(f"Skriv {' eller '.join(known)}.") from None

    return parse


AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=day,
        metavar="DATUM",
        help="Räkna som om det vore den dagen. Annars i dag.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv ett JSON-dokument i stället för text.")]
UnitName = Annotated[str | None, typer.Option("--unit", metavar="ENHET", help="Bara den enheten.")]


def tell(document: Any, *, as_json: bool, text: Callable[[], str]) -> None:
    """Print one JSON document, or the text for people."""
    if as_json:
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        typer.echo(plain_lines(text()))
