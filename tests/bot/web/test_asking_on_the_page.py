"""A question on the page is answered as in Teams, with a script and without one."""

from collections.abc import Callable
from typing import Any

import pytest
from browsing import said
from small_town import BJORN, KARIN, MANAGER, NOW, ask, button, press

from bot.turns import Desk
from storage.engine import Database
from storage.queries import Look, LooksWanted, looks

Opened = Callable[..., Any]

QUESTIONS = ("mina ärenden nära deadline", "status på BU-2026-00001", "hjälp", "hej", "väder")


@pytest.mark.parametrize("question", QUESTIONS)
async def test_the_page_answers_with_the_text_and_the_cards_of_the_turn(
    open_page: Opened, desk: Desk, question: str
) -> None:
    browser = await open_page()
    await browser.become(KARIN)
    answer = ask(desk, question)
    scripted = await browser.post("/fraga", {"question": question}, Accept="application/json")
    told = await scripted.json()
    assert told == {"text": answer.text, "cards": [*answer.cards]}
    plain = await browser.post("/fraga", {"question": question})
    page = said(await plain.text())
    assert f"Du skrev: {question}" in page
    assert " ".join(answer.text.split()) in page


async def test_a_pressed_button_gives_the_card_that_takes_its_place(
    open_page: Opened, desk: Desk
) -> None:
    browser = await open_page()
    await browser.become(KARIN)
    shown = ask(desk, "mina ärenden")
    more = button(shown, "Visa fler")
    answer = press(desk, more)
    response = await browser.press({"verb": more["verb"], "data": more["data"]})
    assert (await response.json())["cards"] == [*answer.cards]
    as_message = await browser.press({"data": more["fallback"]["data"]})
    assert (await as_message.json())["cards"] == [*answer.cards]


async def test_a_button_shows_its_presser_their_own_rows_whatever_it_carries(
    open_page: Opened, desk: Desk
) -> None:
    karins = button(ask(desk, "mina ärenden"), "Visa fler")
    browser = await open_page()
    await browser.become(BJORN)
    response = await browser.press({"verb": karins["verb"], "data": karins["data"]})
    assert "BU-2026-00005" in await response.text()
    assert "BU-2026-00002" not in await response.text()


async def test_what_is_asked_on_the_page_is_in_the_access_log(
    open_page: Opened, town: Database
) -> None:
    browser = await open_page()
    await browser.become(MANAGER)
    before = _looks_now(town)
    await browser.post("/fraga", {"question": "hur ser läget ut på enheten"})
    (look,) = _looks_now(town)[len(before) :]
    assert (look.who, look.intent) == (MANAGER, "unit_status")


def _looks_now(database: Database) -> list[Look]:
    """The looks of the tests' own moment; others share the town, some of them on other days."""
    return [each for each in looks(database, LooksWanted()) if each.at == NOW]


async def test_too_many_questions_in_a_minute_are_not_answered(open_page: Opened) -> None:
    browser = await open_page(questions_per_minute=2)
    await browser.become(KARIN)
    texts = [
        said(await (await browser.post("/fraga", {"question": "hej"})).text()) for _ in range(3)
    ]
    assert ["Det blev många frågor" in text for text in texts] == [False, False, True]
    pressed = await browser.press({"verb": "ask", "data": {"question": "hej"}})
    assert "Det blev många frågor" in (await pressed.json())["text"]
    await browser.become(BJORN)
    other = await browser.post("/fraga", {"question": "hej"})
    assert "Det blev många" not in said(await other.text())


async def test_what_somebody_writes_is_never_drawn_as_markup(open_page: Opened) -> None:
    browser = await open_page()
    text = '<img src=x onerror="alert(1)"> status på <b>BU-1</b>'
    page = await (await browser.post("/fraga", {"question": text})).text()
    assert "<img src=x" not in page
    assert "<b>BU" not in page
    assert "&lt;img src=x onerror=" in page


@pytest.mark.parametrize(
    ("question", "sentence"),
    [("", "Jag fick inget att svara på"), ("  ", "Jag fick inget"), ("x" * 2001, "för långt")],
)
async def test_nothing_and_too_much_are_answered_with_a_sentence(
    open_page: Opened, question: str, sentence: str
) -> None:
    browser = await open_page()
    response = await browser.post("/fraga", {"question": question})
    assert response.status == 200
    assert sentence in said(await response.text())


async def test_the_page_offers_examples_that_the_person_can_ask(open_page: Opened) -> None:
    browser = await open_page()
    for who, example in ((KARIN, "mina utredningar över tiden"), (MANAGER, "på enheten")):
        await browser.become(who)
        words = await browser.words("/")
        assert example in words
        assert "BU-2026-01234" not in words
