"""Installing is greeted once, and the newest address of each personal chat is kept."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from teams_parcels import TO_KARIN, parcel_to
from teams_stub import KARIN_IN_ENTRA, TENANT, ListeningDesk, Teams, message, small_teams

from bot.app import ENDPOINT
from storage.engine import Database, open_database
from storage.records import Conversation, conversation_of

BOT = {"id": "28:bot", "name": "Fristvakt"}
GROUP = {"id": "19:g", "conversationType": "groupChat", "tenantId": TENANT}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'contacts.db'}")
    yield database
    database.close()


@pytest.fixture
async def client(
    serve: Callable[..., Any], desk: ListeningDesk, database: Database
) -> TestClient[Any, Any]:
    served: TestClient[Any, Any] = await serve(desk, database=database)
    return served


@pytest.fixture
async def moved() -> AsyncIterator[Teams]:
    """The same Teams at another address."""
    async with small_teams() as teams:
        yield teams


def installation(teams: Teams, action: str = "add", **changes: Any) -> dict[str, Any]:
    changes = {"id": f"f:{action}", **changes}
    return message(teams, None, type="installationUpdate", action=action, **changes)


def bot_added(teams: Teams, **changes: Any) -> dict[str, Any]:
    changes = {"id": "f:added", "membersAdded": [BOT], **changes}
    return message(teams, None, type="conversationUpdate", **changes)


async def send(client: TestClient[Any, Any], *bodies: dict[str, Any]) -> None:
    for body in bodies:
        assert (await client.post("/api/messages", json=body)).status == 201


def karins(database: Database) -> Conversation | None:
    return conversation_of(database, KARIN_IN_ENTRA)


async def test_installing_is_greeted_once_though_teams_tells_it_twice(
    client: TestClient[Any, Any], teams: Teams
) -> None:
    await send(client, installation(teams), bot_added(teams))
    (greeting,) = teams.texts
    assert "handläggare eller enhetschef" in greeting
    assert "aldrig barns namn" in greeting


async def test_the_address_of_the_chat_is_kept(
    client: TestClient[Any, Any], teams: Teams, database: Database
) -> None:
    await send(client, installation(teams))
    kept = karins(database)
    assert kept is not None
    assert (kept.conversation_id, kept.service_url) == ("a:1", teams.url)
    assert (kept.bot_id, kept.user_id, kept.tenant_id) == ("28:bot", "29:karin", TENANT)
    assert kept.installed


async def test_a_question_from_a_new_address_moves_the_chat_there_without_a_greeting(
    client: TestClient[Any, Any], teams: Teams, moved: Teams, database: Database
) -> None:
    await send(client, installation(teams), message(moved, "mina ärenden", id="2"))
    kept = karins(database)
    assert kept is not None
    assert kept.service_url == moved.url
    assert moved.texts == ["Svar."]


async def test_a_chat_that_was_there_before_us_is_kept_without_a_greeting(
    client: TestClient[Any, Any], teams: Teams, database: Database
) -> None:
    await send(client, message(teams, "mina ärenden"), installation(teams))
    assert karins(database) is not None
    assert teams.texts == ["Svar."]


async def test_a_restart_greets_nobody_again(
    client: TestClient[Any, Any],
    serve: Callable[..., Any],
    desk: ListeningDesk,
    teams: Teams,
    database: Database,
) -> None:
    await send(client, installation(teams))
    restarted = await serve(desk, database=database)
    await send(restarted, installation(teams, "add-upgrade"), bot_added(teams))
    assert len(teams.texts) == 1


async def test_removing_the_app_is_noted_in_silence_and_installing_again_is_greeted(
    client: TestClient[Any, Any], teams: Teams, database: Database
) -> None:
    await send(client, installation(teams), installation(teams, "remove"))
    kept = karins(database)
    assert kept is not None
    assert not kept.installed
    assert len(teams.texts) == 1
    await send(client, installation(teams, id="f:again"))
    kept = karins(database)
    assert kept is not None
    assert kept.installed
    assert len(teams.texts) == 2


async def test_nothing_is_written_when_nothing_has_changed(
    client: TestClient[Any, Any], teams: Teams, database: Database
) -> None:
    await send(client, message(teams, "mina ärenden"))
    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM conversation")
    await send(client, message(teams, "mina ärenden", id="2"))
    assert karins(database) is None


async def test_a_chat_that_cannot_be_kept_is_answered_all_the_same(
    client: TestClient[Any, Any], teams: Teams, database: Database
) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE conversation RENAME TO elsewhere")
    await send(client, message(teams, "mina ärenden"))
    assert teams.texts == ["Svar."]
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO conversation")
    await send(client, message(teams, "mina ärenden", id="2"))
    assert karins(database) is not None


async def test_a_group_is_told_once_where_to_ask_and_is_not_kept(
    client: TestClient[Any, Any], teams: Teams, database: Database
) -> None:
    await send(
        client,
        installation(teams, conversation=GROUP),
        bot_added(teams, conversation=GROUP),
        bot_added(teams, conversation=GROUP, id="3", membersAdded=[{"id": "29:ny"}]),
    )
    (told,) = teams.texts
    assert "där andra läser med" in told
    assert karins(database) is None


@pytest.mark.parametrize("action", [None, "", "something new"])
async def test_an_installation_of_an_unknown_kind_does_no_harm(
    client: TestClient[Any, Any], teams: Teams, action: str | None
) -> None:
    await send(client, installation(teams, id="f:1") | {"action": action})
    assert len(teams.texts) == 1


@pytest.mark.parametrize("status", [403, 404])
async def test_a_chat_that_takes_nothing_is_left_alone_until_its_person_writes(
    client: TestClient[Any, Any], teams: Teams, database: Database, status: int
) -> None:
    await send(client, message(teams, "mina ärenden"))
    teams.status = status
    await client.server.app[ENDPOINT].sender.send(parcel_to(TO_KARIN))
    given_up = karins(database)
    assert given_up is not None
    assert not given_up.installed
    teams.status = 200
    await send(client, message(teams, "mina ärenden", id="2"))
    back = karins(database)
    assert back is not None
    assert back.installed
