"""Our cards as the client draws them, held against axe-core's rules for WCAG."""

from typing import Any

from chat import Chat, ChatAs
from client_town import KARIN, MANAGER, Town
from playground import PACKAGES

AXE = PACKAGES / "axe-core" / "axe.min.js"
_OF_THE_NEWEST_CARD = """async () => {
    const card = [...document.querySelectorAll(".ac-adaptiveCard")].pop()
    // axe joins the words of two lines without a space, so no name would hold them all;
    // tests/bot/test_cards.py holds the names to the words instead.
    const rules = { "label-content-name-mismatch": { enabled: false } }
    return (await axe.run(card, { rules })).violations
}"""
_SERIOUS = {"serious", "critical"}


def test_a_caseworkers_cards_have_no_serious_accessibility_faults(
    chat_as: ChatAs, town: Town
) -> None:
    chat = chat_as(KARIN)
    late = town.overdue[1].case
    _asked_without_faults(
        chat,
        "mina ärenden nära deadline",
        f"förklara {late}",
        f"visa {late}",
        f"ange orsak till att {late} är försenad",
        "hjälp",
    )


def test_a_managers_cards_have_no_serious_accessibility_faults(chat_as: ChatAs) -> None:
    _asked_without_faults(chat_as(MANAGER), "hur ser läget ut på enheten", "enhetens ärenden")


def _asked_without_faults(chat: Chat, *questions: str) -> None:
    chat.page.add_script_tag(path=AXE)
    for question in questions:
        chat.ask(question)
        assert serious_faults(chat) == [], question


def serious_faults(chat: Chat) -> list[str]:
    """Return the serious faults of the newest card, each with an element that has it."""
    found: list[dict[str, Any]] = chat.page.evaluate(_OF_THE_NEWEST_CARD)
    return [
        f"{fault['id']}: {fault['help']}: {fault['nodes'][0]['html']}"
        for fault in found
        if fault["impact"] in _SERIOUS
    ]
