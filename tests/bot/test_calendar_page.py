"""A person's deadlines fetched by a calendar programme, over HTTP from the service itself."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from icalendar import Calendar
from small_town import INVESTIGATIONS, KARIN, NOW, SECRETARY, DeskOver

from bot.service import make_service
from bot.settings import Settings
from bot.turns import Desk
from rules.facts import StaffMember
from storage.queries import staff_by_email
from storage.records import close_calendar, open_calendar

Client = TestClient[Any, Any]


@pytest.fixture
def a_desk(desk_over: DeskOver) -> Desk:
    return desk_over(utredningar=INVESTIGATIONS)


@pytest.fixture
async def client(a_desk: Desk, tmp_path: Path) -> AsyncIterator[Client]:
    settings = Settings(log_file=tmp_path / "log")
    app = make_service(settings, a_desk.database, credentials=None)
    async with TestClient(TestServer(app)) as client:
        yield client


def member(desk: Desk, email: str) -> StaffMember:
    found = staff_by_email(desk.database, email)
    assert found is not None
    return found


async def test_the_address_gives_a_calendar_of_ones_own_deadlines(
    client: Client, a_desk: Desk
) -> None:
    token = open_calendar(a_desk.database, member(a_desk, KARIN), NOW)
    response = await client.get(f"/calendar/{token}.ics")
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-store"
    events = Calendar.from_ical(await response.read()).walk("VEVENT")
    told = " ".join(str(event["summary"]) for event in events)
    assert "BU-2026-00001" in told
    assert "BU-2026-00005" not in told  # Björn's


async def test_an_address_taken_back_opens_nothing(client: Client, a_desk: Desk) -> None:
    karin = member(a_desk, KARIN)
    token = open_calendar(a_desk.database, karin, NOW)
    close_calendar(a_desk.database, karin, NOW)
    assert (await client.get(f"/calendar/{token}.ics")).status == 404


async def test_a_role_without_rows_has_no_calendar(client: Client, a_desk: Desk) -> None:
    token = open_calendar(a_desk.database, member(a_desk, SECRETARY), NOW)
    assert (await client.get(f"/calendar/{token}.ics")).status == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 5_000, "..%2f..%2fetc", "'; --", "%00"])
async def test_a_made_up_address_opens_nothing(client: Client, token: str) -> None:
    assert (await client.get(f"/calendar/{token}.ics")).status == 404
