"""A pressed button is answered in its place, whatever it carries, and never with a crash."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from teams_stub import ListeningDesk, SlowDesk, Teams, message, pressed

from bot.conversation import Answer, Question, Reply

PRESS = {"question": "mina ärenden", "page": 2}
CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Å"}]}


async def press(client: TestClient[Any, Any], body: dict[str, Any]) -> dict[str, Any]:
    response = await client.post("/api/messages", json=body)
    assert response.status == 200
    answered: dict[str, Any] = await response.json()
    return answered


async def test_the_card_of_the_answer_takes_the_place_of_the_pressed_one(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk
) -> None:
    desk.answered = Answer("Å", "Svar från Fristvakt", cards=(CARD,)).reply
    assert await press(client, pressed(teams, PRESS)) == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": CARD,
    }
    assert (desk.asked[0].text, desk.asked[0].page) == ("mina ärenden", 2)
    assert teams.received == []


async def test_an_answer_without_a_card_is_said_beside_it(
    client: TestClient[Any, Any], teams: Teams
) -> None:
    answered = await press(client, pressed(teams, PRESS))
    assert answered["type"] == "application/vnd.microsoft.activity.message"
    assert answered["value"] == "Svar."


async def test_the_fallback_carries_the_same_question_as_a_message(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk
) -> None:
    await press(client, pressed(teams, PRESS))
    await client.post("/api/messages", json=message(teams, None, value=PRESS))
    assert desk.asked[0] == desk.asked[1]


@pytest.mark.parametrize(
    "data", [None, "x", [], {}, 7, {"question": 7}, {"question": ""}, {"page": 2}, [[[[]]]]]
)
async def test_malformed_data_is_told_that_nothing_was_asked(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk, data: object
) -> None:
    answered = await press(client, pressed(teams, data))
    assert "inget att svara på" in answered["value"]
    assert desk.asked == []


@pytest.mark.parametrize(
    "value", [None, {}, "x", [], {"action": None}, {"action": "x"}, {"action": {"verb": "drop"}}]
)
async def test_an_unknown_verb_is_refused_with_a_sentence(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk, value: object
) -> None:
    answered = await press(client, pressed(teams, PRESS, value=value))
    assert answered["statusCode"] == 400
    assert "känner jag inte igen" in answered["value"]["message"]
    assert desk.asked == []


@pytest.mark.parametrize("name", [None, "", "task/fetch", "signin/verifyState", "fileConsent/x"])
async def test_an_invoke_that_is_none_of_ours_is_not_implemented(
    client: TestClient[Any, Any], teams: Teams, name: str | None
) -> None:
    response = await client.post("/api/messages", json=pressed(teams, PRESS, name=name))
    assert response.status == 501


async def test_a_fault_is_told_beside_the_card(serve: Callable[..., Any], teams: Teams) -> None:
    class Broken(ListeningDesk):
        async def answer(self, question: Question) -> Reply:  # noqa: ARG002 — the protocol names it
            raise RuntimeError("BU-2026-00001 Kalle")

    answered = await press(await serve(Broken()), pressed(teams, PRESS))
    assert "felnumret" in answered["value"]
    assert "Kalle" not in str(answered)
    assert teams.received == []


async def test_a_press_sent_again_while_it_is_answered_gets_the_same_answer(
    serve: Callable[..., Any], teams: Teams
) -> None:
    desk = SlowDesk()
    client = await serve(desk)
    first = asyncio.create_task(press(client, pressed(teams, PRESS)))
    await desk.begun.wait()
    second = asyncio.create_task(press(client, pressed(teams, PRESS)))
    desk.let.set()
    assert await first == await second
    assert await press(client, pressed(teams, PRESS)) == await first
    assert len(desk.asked) == 1


async def test_old_cards_that_come_into_view_do_not_use_up_the_questions(
    serve: Callable[..., Any], teams: Teams, desk: ListeningDesk
) -> None:
    client = await serve(desk, questions_per_minute=1)
    refresh = {**PRESS, "is_refresh": True}
    for number in range(10):
        answered = await press(client, pressed(teams, refresh, id=f"f:{number}"))
        assert answered["statusCode"] == 200
    assert (await press(client, pressed(teams, refresh, id="f:10")))["statusCode"] == 429
    assert (await press(client, pressed(teams, PRESS, id="f:11")))["statusCode"] == 200
