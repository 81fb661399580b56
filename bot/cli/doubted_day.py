"""Clearing by hand on a day that cannot be believed: the person is told why, and asked."""

import sys
from typing import TYPE_CHECKING

import typer

from bot.cli.refusals import CannotDo

if TYPE_CHECKING:
    from datetime import datetime

    from storage.engine import Database


def require_yes(database: "Database", seen_from: "datetime", *, sure: bool) -> None:
    """Ask where the day cannot be believed; raises CannotDo where nobody says yes."""
    from bot.texts import keeping as words
    from digests.schedule.believing import doubted_since

    known = doubted_since(database, seen_from)
    if known is None or sure:
        return
    today = seen_from.date()
    if not sys.stdin.isatty():
        raise CannotDo(f"{words.clock_doubted(today, known)} {words.NEEDS_YES}")
    typer.echo(f"{words.ask_about_clock(today, known)} [ja/nej] ", nl=False)
    if sys.stdin.readline().strip().lower() not in {"ja", "j"}:
        raise CannotDo(words.NOT_PURGED)


def speak_for_the_clock(database: "Database", seen_from: "datetime", now: "datetime") -> None:
    """Let the nights go on from here, unless it was another day that was seen from."""
    from bot.cli.duties import OPERATOR
    from digests.schedule.believing import KEEPING
    from storage.records.outbox import note_tick

    if seen_from.date() == now.date():
        note_tick(database, KEEPING, OPERATOR, now)
