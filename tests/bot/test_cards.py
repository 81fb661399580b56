"""Cards as Teams will get them: small, in pages, with words beside every colour."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from small_town import (
    INVESTIGATIONS,
    KARIN,
    MANAGER,
    STAFF,
    DeskOver,
    ask,
    button,
    buttons,
    press,
    row_buttons,
)

from bot import texts
from bot.answers import small_talk
from bot.cards.elements import plain
from bot.cards.pages import Page
from bot.cards.plain import Choice, choice_card
from bot.conversation import Card, Press
from bot.turns import Desk

QUESTIONS = (
    ("mina ärenden", KARIN),
    ("mina ärenden nära deadline", KARIN),
    ("status på BU-2026-00001", KARIN),
    ("hur räknas fristen på BU-2026-00001?", KARIN),
    ("hur ser läget ut på enheten?", MANAGER),
    ("vad gäller för placeringar", KARIN),
    ("hjälp", KARIN),
    ("hej", KARIN),
)
_DRAWN_IN_TEAMS = {"TextBlock", "Container", "ColumnSet", "Column"}


def everything(node: Any) -> list[dict[str, Any]]:
    """Return every object in a card."""
    if isinstance(node, dict):
        return [node, *(found for value in node.values() for found in everything(value))]
    return (
        [found for value in node for found in everything(value)] if isinstance(node, list) else []
    )


@pytest.mark.parametrize(("text", "email"), QUESTIONS)
def test_a_card_keeps_teams_limits(desk: Desk, text: str, email: str) -> None:
    for card in ask(desk, text, email).cards:
        assert tuple(map(int, card["version"].split("."))) <= (1, 5)
        assert len(json.dumps(card, ensure_ascii=False).encode()) < 24 * 1024
        elements = {node["type"] for node in everything(card["body"]) if "type" in node}
        assert elements - {"Action.Execute", "Action.Submit"} <= _DRAWN_IN_TEAMS
        assert all(node["wrap"] for node in everything(card) if node.get("type") == "TextBlock")


def test_a_long_list_is_shown_in_pages_and_says_so(desk: Desk) -> None:
    first = ask(desk, "mina ärenden")
    assert len(first.duties) == 5
    assert "Visar 1–3 av 5." in str(first.cards)
    second = press(desk, button(first, "Visa fler"))
    assert "Visar 4–5 av 5." in str(second.cards)
    assert [each["title"] for each in buttons(second)] == ["Visa föregående"]
    assert press(desk, button(second, "Visa föregående")).cards == first.cards


def test_the_pages_together_hold_every_row_once(desk: Desk) -> None:
    answers = [ask(desk, "mina ärenden", page=page) for page in (1, 2)]
    shown = [
        node["text"].replace("\\", "")
        for answer in answers
        for node in everything(answer.cards[0])
        if node.get("weight") == "Bolder" and "BU" in node.get("text", "")
    ]
    assert shown == [duty.case for duty in answers[0].duties]


def test_a_page_beyond_the_last_is_the_last(desk: Desk) -> None:
    assert ask(desk, "mina ärenden", page=99).cards == ask(desk, "mina ärenden", page=2).cards


def test_colour_never_stands_without_words(desk: Desk) -> None:
    coloured = [
        node
        for node in everything(ask(desk, "mina ärenden nära deadline").cards[0])
        if node.get("color") not in (None, "Default")
    ]
    said = [node["text"] for node in coloured if node["text"] != "Förklara"]
    assert said == ["10 dagar över", "i dag"]


def test_every_row_can_be_pressed_for_its_explanation(desk: Desk) -> None:
    listed = ask(desk, "mina ärenden nära deadline")
    assert len(row_buttons(listed)) == len(listed.duties)
    for row, duty in zip(row_buttons(listed), listed.duties, strict=True):
        explained = press(desk, row)
        assert explained.text.startswith(duty.case)
        assert "Sista dag är" in explained.text


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("mina ärenden nära deadline", KARIN),
        ("ärenden på enheten", MANAGER),
        ("hur ser läget ut på enheten?", MANAGER),
        ("orsak på BU-2026-00001", KARIN),
    ],
)
def test_the_name_of_a_row_that_is_read_aloud_holds_all_its_words(
    desk: Desk, text: str, email: str
) -> None:
    body = ask(desk, text, email).cards[0]["body"]
    rows = [row for row in body if "selectAction" in row]
    assert rows
    for row in rows:
        lines = [node["text"] for node in everything(row) if node.get("type") == "TextBlock"]
        name = row["selectAction"]["title"]
        assert all(line.replace("\\", "") in name for line in lines)


@pytest.mark.parametrize("text", ["[länk](http://x)", "**fet**", "<b>a</b>", "a_b_c", "# rubrik"])
def test_markup_that_others_wrote_is_drawn_as_it_stands(text: str) -> None:
    escaped = plain(text)
    assert all(escaped[at - 1] == "\\" for at, char in enumerate(escaped) if char in "[]()*_<>#")


def test_the_fallback_text_of_a_card_carries_no_case_data(desk: Desk) -> None:
    asked = (*QUESTIONS, ("status på BU-2026-00777", KARIN), ("status på ärende 4", KARIN))
    cards: list[Card] = [card for text, email in asked for card in ask(desk, text, email).cards]
    assert {card["fallbackText"] for card in cards} == {texts.UPDATE_TEAMS}
    assert "BU-" not in texts.UPDATE_TEAMS


LINK = "[x](http://y)"


@pytest.mark.parametrize(
    "text",
    [
        "ärenden på enheten",
        "försenade på enheten",
        "hur ser läget ut på enheten",
        "status på BU-2026-00001",
        "hur räknas fristen på BU-2026-00001",
        f"ärenden för {LINK} Berg",
    ],
)
def test_no_name_of_a_unit_or_a_person_is_drawn_as_markup(desk_over: DeskOver, text: str) -> None:
    def renamed(export: str) -> str:
        return export.replace("Barnenheten", LINK).replace("Karin", LINK)

    desk = desk_over(personal=renamed(STAFF), utredningar=renamed(INVESTIGATIONS))
    answer = ask(desk, text, MANAGER)
    drawn = [
        node["text"] for node in everything(answer.cards[0]) if node.get("type") == "TextBlock"
    ]
    assert all(LINK not in words for words in drawn)
    assert LINK not in text or "\\" not in answer.text


@pytest.mark.parametrize("sentence", [texts.case_not_found, texts.which_case])
def test_a_sentence_about_a_case_is_escaped_in_the_card_only(
    sentence: Callable[[str], str],
) -> None:
    answer = small_talk.sentence(sentence("B_1_[2](http://y)"))
    assert "B_1_[2](http://y)" in answer.text
    assert "](" not in str(answer.cards)


def test_a_choice_is_escaped_but_its_buttons_ask_what_they_say() -> None:
    page = Page(Press(question="visa 4"), size=5, of=1)
    card = choice_card(texts.which_case(LINK), [Choice(LINK, f"visa {LINK}", LINK)], page)
    (said,) = card["body"]
    (shown,) = card["actions"]
    assert "](" not in said["text"]
    assert shown["data"] == {"question": f"visa {LINK}", "case": LINK}
