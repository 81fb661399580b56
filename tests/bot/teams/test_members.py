"""Who asks is told by Teams' own list of members, never by what the activity calls itself."""

from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from teams_stub import KARIN_IN_ENTRA, ListeningDesk, Teams, message

KARIN = {
    "id": "29:karin",
    "objectId": KARIN_IN_ENTRA,
    "email": "karin.larsson@smastad.example",
    "userPrincipalName": "karin@smastad.example",
    "userRole": "user",
}
STRANGER = {"id": "29:karin", "aadObjectId": "22222222-2222-4222-8222-222222222222"}


async def ask(client: TestClient[Any, Any], teams: Teams, number: int = 1, **changes: Any) -> None:
    body = message(teams, "mina ärenden", **{"id": str(number), **changes})
    assert (await client.post("/api/messages", json=body)).status == 201


async def test_the_desk_is_told_the_object_id_and_the_email(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk
) -> None:
    teams.members["29:karin"] = KARIN
    await ask(client, teams)
    (asker,) = [question.asker for question in desk.asked]
    assert (asker.object_id, asker.email) == (KARIN_IN_ENTRA, "karin.larsson@smastad.example")
    assert not asker.is_guest


async def test_without_an_email_the_sign_in_name_is_told(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk
) -> None:
    teams.members["29:karin"] = {**KARIN, "email": None}
    await ask(client, teams)
    assert desk.asked[0].asker.email == "karin@smastad.example"


@pytest.mark.parametrize(
    "sign",
    [
        {"userRole": "guest"},
        {"userRole": "Anonymous"},
        {"userPrincipalName": "karin_other.example#EXT#@smastad.onmicrosoft.com"},
    ],
)
async def test_a_guest_is_told_to_be_one(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk, sign: dict[str, str]
) -> None:
    teams.members["29:karin"] = {**KARIN, **sign}
    await ask(client, teams)
    assert desk.asked[0].asker.is_guest


async def test_the_list_is_read_once_for_each_person(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk
) -> None:
    teams.members["29:karin"] = KARIN
    for number in range(3):
        await ask(client, teams, number)
    assert (len(desk.asked), teams.look_ups) == (3, 1)


async def test_somebody_known_is_answered_when_the_list_cannot_be_read(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk
) -> None:
    for number in range(3):
        await ask(client, teams, number)
    assert [question.asker.object_id for question in desk.asked] == [KARIN_IN_ENTRA] * 3
    assert desk.asked[0].asker.email is None
    assert teams.look_ups == 1


async def test_somebody_unknown_is_not_let_in_when_the_list_cannot_be_read(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk
) -> None:
    await ask(client, teams, **{"from": STRANGER})
    assert desk.asked == []
    assert "kan inte kontrollera vem du är" in teams.texts[0]


async def test_a_list_that_tells_of_somebody_else_vouches_for_nobody(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk
) -> None:
    teams.members["29:karin"] = KARIN
    await ask(client, teams, **{"from": STRANGER})
    assert desk.asked == []
    assert "kan inte kontrollera vem du är" in teams.texts[0]


async def test_nobody_is_looked_up_outside_the_personal_chat(
    client: TestClient[Any, Any], teams: Teams, desk: ListeningDesk
) -> None:
    teams.members["29:karin"] = KARIN
    await ask(client, teams, conversation={"id": "19:g", "conversationType": "groupChat"})
    assert (len(desk.asked), teams.look_ups) == (1, 0)
