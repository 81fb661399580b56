"""The options of `recipients`: days and hours as they are written."""

import re
from datetime import date
from typing import Annotated, Any

import typer

from bot.cli.options import day

_WORKING_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag")
_HOURS = re.compile(r"(\d{1,2})-(\d{1,2})", re.ASCII)


def _weekday(text: str) -> int:
    written = text.strip().lower()
    if written not in _WORKING_DAYS:
        raise typer.BadParameter(f"Skriv {' eller '.join(_WORKING_DAYS)}.")
    return _WORKING_DAYS.index(written)


def _hour(text: str) -> int:
    written = text.strip()
    if not re.fullmatch(r"\d{1,2}", written, re.ASCII) or int(written) > 23:
        raise typer.BadParameter("Skriv en hel timme mellan 0 och 23.")
    return int(written)


def _quiet(text: str) -> tuple[int, ...]:
    """Return the hours between which nothing is sent; nothing where there shall be none."""
    if text.strip().lower() == "inga":
        return ()
    found = _HOURS.fullmatch(text.strip())
    first, last = (int(found[1]), int(found[2])) if found else (0, 0)
    if first == last or max(first, last) > 23:
        raise typer.BadParameter("Skriv två hela timmar, till exempel 18-7, eller inga.")
    return first, last


Email = Annotated[str, typer.Argument(metavar="E-POST", help="Personen, som i personallistan.")]
Weekday = Annotated[
    int | None,
    typer.Option(
        "--weekday", parser=_weekday, metavar="DAG", help="Veckobrevets dag, måndag–fredag."
    ),
]
Hour = Annotated[
    int | None,
    typer.Option("--hour", parser=_hour, metavar="TIMME", help="Veckobrevets timme, 0–23."),
]
Usual = Annotated[
    bool, typer.Option("--usual", help="Tillbaka till måndag klockan 7, utan tysta timmar.")
]
Quiet = Annotated[
    Any,
    typer.Option(
        "--quiet",
        parser=_quiet,
        metavar="FRÅN-TILL",
        help="Timmar då inget skickas, till exempel 18-7; inga tar bort dem.",
    ),
]
Deputy = Annotated[
    str, typer.Option("--deputy", metavar="E-POST", help="Enhetschefen som får breven i stället.")
]
First = Annotated[
    date, typer.Option("--from", parser=day, metavar="DATUM", help="Frånvarons första dag.")
]
Last = Annotated[
    date, typer.Option("--until", parser=day, metavar="DATUM", help="Frånvarons sista dag.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Visa bara vad som skulle ändras. Ingenting ändras.")
]
