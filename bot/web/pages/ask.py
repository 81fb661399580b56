"""The start page, where a question is put and answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.texts import talk
from bot.web.asking import Exchange
from bot.web.page import PageRequest, Shown
from bot.web.visitor import Visitor
from rules.facts import Role

PATH, TITLE = "/", "Fråga"
_EXAMPLES: Mapping[Role, tuple[str, ...]] = {
    Role.CASEWORKER: talk.HELP_FOR_CASEWORKER,
    Role.UNIT_MANAGER: talk.HELP_FOR_MANAGER,
    Role.BOARD_SECRETARY: talk.HELP_FOR_SECRETARY,
    Role.ADMINISTRATOR: talk.HELP_FOR_ADMINISTRATOR,
}
_WITH_YOUR_OWN = ("BU-", "Anna")  # a made-up number or name stands for one of one's own
_MOST_EXAMPLES = 5
_ROLES = {
    Role.CASEWORKER: "handläggare",
    Role.UNIT_MANAGER: "enhetschef",
    Role.BOARD_SECRETARY: "nämndsekreterare",
    Role.ADMINISTRATOR: "systemförvaltare",
}


@dataclass(frozen=True, slots=True)
class AskPage:
    """What the start page says; `exchange` is what was just asked, without a script."""

    name: str
    role: str
    unit: str
    is_demo: bool
    examples: tuple[str, ...]
    exchange: Exchange | None

    @property
    def is_known(self) -> bool:
        """Whether there is anybody to answer."""
        return bool(self.name)


def show_ask(asked: PageRequest) -> Shown:
    """Return the page with nothing asked yet."""
    return ask_page(asked.visitor, None)


def ask_page(visitor: Visitor, exchange: Exchange | None) -> Shown:
    """Return the page, with what was asked and answered if anything was."""
    staff = visitor.staff
    view = AskPage(
        name=visitor.name,
        role="" if staff is None else _ROLES[staff.role],
        unit="" if staff is None else staff.unit or "",
        is_demo=visitor.is_demo,
        examples=() if staff is None else _examples(staff.role),
        exchange=exchange,
    )
    return Shown("ask.html.j2", view)


def _examples(role: Role) -> tuple[str, ...]:
    whole = (each for each in _EXAMPLES[role] if not any(part in each for part in _WITH_YOUR_OWN))
    return tuple(whole)[:_MOST_EXAMPLES]
