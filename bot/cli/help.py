"""Help in Swedish: Typer's own words are English and cannot be set."""

import re
from collections.abc import Mapping
from typing import Any

from typer.core import TyperCommand, TyperGroup

_WORDS: Mapping[str, str] = {
    "Usage:": "Så här:",
    "Options:": "Val:",
    "Arguments:": "Argument:",
    "Commands:": "Kommandon:",
    "Show this message and exit.": "Visa den här hjälpen.",
    "[OPTIONS]": "[VAL]",
    "COMMAND [ARGS]...": "KOMMANDO …",
    "[required]": "[måste anges]",
    "[default: ": "[annars: ",
}
_KINDS = re.compile(r" ?<[^<>\n]*>")


class SwedishCommand(TyperCommand):
    """A command whose help is Swedish."""

    def get_help(self, ctx: Any) -> str:
        return in_swedish(super().get_help(ctx))


class SwedishGroup(TyperGroup):
    """A group of commands whose help is Swedish."""

    def get_help(self, ctx: Any) -> str:
        return in_swedish(super().get_help(ctx))


class ListingGroup(SwedishGroup):
    """A group of commands that lists where none of them is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        asks_for_help = args[:1] in (["--help"], ["-h"])
        if not asks_for_help and (not args or args[0].startswith("-")):
            args = ["list", *args]
        return super().parse_args(ctx, args)


def in_swedish(text: str) -> str:
    """Return the help with Typer's words in Swedish and its names of types left out."""
    for english, swedish in _WORDS.items():
        text = text.replace(english, swedish)
    return _KINDS.sub("", text)
