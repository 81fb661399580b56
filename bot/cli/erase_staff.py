"""`erase-staff`: deleting what is stored of a colleague, and saying what stays and why."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.export_person import Who, require_known
from bot.cli.options import AsJson, tell
from bot.cli.printable import plain
from bot.cli.refusals import CannotDo

if TYPE_CHECKING:
    from storage.records.personal_data import PersonalData

INTENT = "erase_staff"
"""What erasing a person is called in the access log."""

_Yes = Annotated[bool, typer.Option("--yes", help="Fråga inte först.")]


def erase_staff(who: Who, yes: _Yes = False, as_json: AsJson = False) -> None:
    """Radera det som är sparat om en medarbetare, och säg vad som blir kvar och varför."""
    from bot.cli.duties import OPERATOR
    from bot.clock import now_in_sweden
    from bot.composition import opened
    from bot.settings import load_settings
    from storage.queries import record_look
    from storage.records import erasing
    from storage.records.personal_data import personal_data

    with opened(load_settings()) as database:
        found = require_known(database, who)
        _require_yes(found, sure=yes)
        record_look(database, who=OPERATOR, at=now_in_sweden(), intent=INTENT, rows=0)
        took = erasing.erase_staff(database, found.email)
        left = personal_data(database, found.email)
    stays = tuple(_left(found, left))
    document = {"erased": dict(took), "left": [list(each) for each in stays]}
    tell(document, as_json=as_json, text=lambda: _text(sum(took.values()), stays))


def _require_yes(found: "PersonalData", *, sure: bool) -> None:
    """Ask the person at the terminal; raises CannotDo where nobody is there or the answer is no."""
    from bot.texts import personal_data as words

    if sure:
        return
    if not sys.stdin.isatty():
        raise CannotDo(words.NEEDS_YES)
    typer.echo(f"{plain(words.ask_if_sure(found.email))} [ja/nej] ", nl=False)
    if sys.stdin.readline().strip().lower() not in {"ja", "j"}:
        raise CannotDo(words.NOT_ERASED)


def _left(found: "PersonalData", left: "PersonalData") -> Iterator[tuple[str, int, str]]:
    """Give what stays: of what, how much, and why."""
    from bot.texts import personal_data as words

    cases = found.cases
    named = cases.reports + cases.investigations + cases.placements + cases.investigations_seen
    looks = len(found.looks)  # told by the object id too, which is erased
    for kind, rows, why in (
        ("looks", looks, words.LEFT_LOOKS),
        ("causes", len(left.told.causes), words.LEFT_CAUSES),
        ("cases", named, words.LEFT_CASES),
        ("deliveries", len(left.deliveries), words.LEFT_DELIVERIES),
    ):
        if rows:
            yield kind, rows, why


def _text(rows: int, stays: tuple[Any, ...]) -> str:
    from bot.texts import personal_data as words

    left = [f"Kvar ({number}): {why}" for _, number, why in stays]
    return "\n".join([words.erased(rows), *left, words.LEFT_BACKUPS, words.COMES_BACK])
