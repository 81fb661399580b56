"""What is written reaches the desk as plain words, and nothing that is sent makes us stumble."""

from collections.abc import Callable
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from teams_stub import ListeningDesk, Teams, message

from bot.conversation import Audience
from bot.teams.activities import plain_words

MENTION = {
    "type": "mention",
    "mentioned": {"id": "28:bot", "name": "Fristvakt"},
    "text": "<at>Fristvakt</at>",
}
COLLEAGUE = {
    "type": "mention",
    "mentioned": {"id": "29:anna", "name": "Anna Ek"},
    "text": "<at>Anna Ek</at>",
}
RICH = {"contentType": "text/html", "content": "<p>mina ärenden</p>"}
FILE = {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "x.pdf"}
GROUP = {"id": "19:g", "conversationType": "groupChat"}


async def send(client: TestClient[Any, Any], body: dict[str, Any]) -> None:
    assert (await client.post("/api/messages", json=body)).status == 201


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("mina&nbsp;ärenden &amp; frister", "mina ärenden & frister"),
        ("<div><b>mina</b> ärenden</div>", "mina ärenden"),
        ("mina<br>ärenden", "mina ärenden"),
        ("<p>mina</p><p>ärenden</p>", "mina ärenden"),
        ("**mina** _ärenden_", "mina ärenden"),
        ("# mina\n> ärenden\n`nu`", "mina ärenden nu"),
        ("BU_2026_00001", "BU_2026_00001"),
        ("färre än < 5 dagar", "färre än < 5 dagar"),
        ("&lt;script&gt;", "<script"),
        ("  mina \u00a0 ärenden\r\n", "mina ärenden"),
        ("", ""),
    ],
)
def test_markup_is_read_as_plain_words(written: str, read: str) -> None:
    assert plain_words(written) == read


async def test_the_mention_of_the_bot_is_left_out_and_a_colleague_is_not(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk
) -> None:
    text = "<at>Fristvakt</at>&nbsp;visa <at>Anna Ek</at>s ärenden"
    await send(client, message(teams, text, entities=[MENTION, COLLEAGUE]))
    assert desk.asked[0].text == "visa Anna Eks ärenden"


@pytest.mark.parametrize(
    "entities",
    [
        [{"type": "mention"}],
        [{"type": "mention", "mentioned": None, "text": None}],
        [{"type": "mention", "mentioned": {"id": "28:bot"}, "text": "(((+["}],
        [{"type": "clientInfo", "locale": "sv-SE"}],
        [{}],
    ],
)
async def test_an_odd_mention_does_no_harm(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk, entities: list[object]
) -> None:
    await send(client, message(teams, "mina ärenden", entities=entities))
    assert desk.asked[0].text == "mina ärenden"


async def test_the_rich_form_of_a_message_is_no_attachment(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk
) -> None:
    await send(client, message(teams, "mina ärenden", attachments=[RICH, FILE]))
    assert teams.texts == ["Svar."]


@pytest.mark.parametrize(
    ("attachments", "words"), [([FILE], "läser inga bilagor"), ([RICH], "inget att svara på")]
)
async def test_a_message_without_words_is_told_what_we_read(
    client: TestClient[Any, Any],
    teams: Teams,
    desk: ListeningDesk,
    attachments: list[object],
    words: str,
) -> None:
    await send(client, message(teams, " <p>&nbsp;</p>", attachments=attachments))
    assert words in teams.texts[0]
    assert desk.asked == []


async def test_in_a_group_even_an_empty_mention_is_pointed_to_the_personal_chat(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk
) -> None:
    asked = message(teams, "<at>Fristvakt</at>", entities=[MENTION], conversation=GROUP)
    await send(client, asked)
    assert [question.audience for question in desk.asked] == [Audience.GROUP]


@pytest.mark.parametrize(
    "kind",
    ["messageUpdate", "messageDelete", "messageReaction", "typing", "event", "handoff", "trace",
     "endOfConversation", "invokeResponse", "delay", "något nytt"],
)  # fmt: skip
async def test_other_kinds_of_activity_are_taken_without_a_word(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk, kind: str
) -> None:
    await send(client, message(teams, "mina ärenden", type=kind, name="x"))
    assert (desk.asked, teams.received) == ([], [])


async def test_the_answer_does_not_come_back_in_the_response(
    client: TestClient[Any, Any], teams: Teams
) -> None:
    body = message(teams, "mina ärenden", deliveryMode="expectReplies")
    response = await client.post("/api/messages", json=body)
    assert await response.text() == ""
    assert teams.texts == ["Svar."]


async def test_what_is_sent_twice_is_answered_once(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk
) -> None:
    for _ in range(3):
        await send(client, message(teams, "mina ärenden"))
    assert (len(desk.asked), len(teams.received)) == (1, 1)
    await send(client, message(teams, "mina ärenden", id="2"))
    elsewhere = {"id": "a:2", "conversationType": "personal"}
    await send(client, message(teams, "mina ärenden", conversation=elsewhere))
    assert len(desk.asked) == 3


async def test_too_many_questions_are_told_so_once(
    serve: Callable[..., Any], teams: Teams, desk: ListeningDesk
) -> None:
    client = await serve(desk, questions_per_minute=2)
    for number in range(5):
        await send(client, message(teams, "mina ärenden", id=str(number)))
    assert len(desk.asked) == 2
    assert [text[:9] for text in teams.texts] == ["Svar.", "Svar.", "Det blev "]
    another = {"id": "29:björn", "aadObjectId": next(iter(desk.known)).replace("1", "2")}
    await send(client, message(teams, "mina ärenden", id="9", **{"from": another}))
    assert "kontrollera vem du är" in teams.texts[-1]
