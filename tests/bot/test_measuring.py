"""What is counted: questions by what was meant and what became of them, and no word of anybody."""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families as families
from small_town import KARIN, NOW, STRANGER
from teams_stub import KARIN_IN_ENTRA, AtHand, ListeningDesk, Teams, message, small_teams

from bot.app import make_app
from bot.conversation import Asker, Audience, Question, Reply
from bot.measured import MeasuredDesk, add_measuring
from bot.measuring import Measures
from bot.presses import press_from
from bot.teams import TeamsEndpoint
from bot.turns import Desk
from digests import events


class BrokenDesk(ListeningDesk):
    async def answer(self, question: Question) -> Reply:  # noqa: ARG002 — the protocol names it
        raise RuntimeError("BU-2026-00001 Kalle")


def figures(measures: Measures) -> dict[tuple[str, ...], float]:
    """Return every figure that is not nought, by its name and labels."""
    samples = (each for family in families(measures.text().decode()) for each in family.samples)
    return {(each.name, *each.labels.values()): each.value for each in samples if each.value}


def question(text: str, email: str = KARIN, **changes: Any) -> Question:
    return replace(Question(text, Asker(email=email), Audience.PERSONAL, NOW), **changes)


@pytest.fixture
def ticking() -> Callable[[], float]:
    """Seconds that go by a quarter of one at every look."""
    looks = iter(each / 4 for each in range(100))
    return lambda: next(looks)


async def test_a_question_is_counted_timed_and_logged_by_what_was_meant(
    desk: Desk, ticking: Any, caplog: pytest.LogCaptureFixture
) -> None:
    measures = Measures()
    with caplog.at_level("INFO", logger="fristvakt.events"):
        await MeasuredDesk(AtHand(desk), measures, ticking).answer(
            question("mina ärenden nära deadline")
        )
    told = figures(measures)
    assert told["fristvakt_turns_total", "list_due", "answered"] == 1
    assert told["fristvakt_turn_seconds_sum", "list_due"] == 0.25
    (line,) = [json.loads(record.getMessage()) for record in caplog.records]
    assert line.pop("rows") > 0
    assert line == {"event": "turn", "intent": "list_due", "outcome": "answered", "ms": 250}


@pytest.mark.parametrize(
    ("asked", "series"),
    [
        (question("mina ärenden", STRANGER), ("unknown", "refused")),
        (question("mina ärenden", audience=Audience.GROUP), ("unknown", "refused")),
        (question("hur går det för enheten"), ("unit_status", "refused")),
        (question("x" * 3000), ("unknown", "answered")),
    ],
)
async def test_a_refusal_is_counted_as_one(
    desk: Desk, asked: Question, series: tuple[str, str]
) -> None:
    measures = Measures()
    await MeasuredDesk(AtHand(desk), measures).answer(asked)
    assert figures(measures)[("fristvakt_turns_total", *series)] == 1


async def test_a_fault_is_counted_and_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    measures = Measures()
    press = press_from({"reading": {"intent": "list_overdue", "slots": {}}})
    assert press is not None
    for asked in (question("mina ärenden"), question("", reading=press.reading)):
        with caplog.at_level("INFO"), pytest.raises(RuntimeError):
            await MeasuredDesk(BrokenDesk(), measures).answer(asked)
    told = figures(measures)
    assert told["fristvakt_turns_total", "unknown", "fault"] == 1
    assert told["fristvakt_turns_total", "list_overdue", "fault"] == 1
    assert "Kalle" not in caplog.text


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with small_teams() as teams:
        yield teams


async def test_an_activity_is_counted_by_how_it_was_responded_to_and_a_fault_as_one(
    teams: Teams,
) -> None:
    measures = Measures()
    teams.members["29:karin"] = {"id": "29:karin", "aadObjectId": KARIN_IN_ENTRA, "email": KARIN}
    endpoint = TeamsEndpoint(MeasuredDesk(BrokenDesk(), measures), None, lambda: NOW)
    app = make_app(endpoint, None)
    add_measuring(app, measures)
    async with TestClient(TestServer(app)) as client:
        await client.post("/api/messages", json=message(teams, "mina ärenden"))
        await client.post("/api/messages", data="{")
        await client.post(
            "/api/messages", json=message(teams, "x", serviceUrl="https://evil.example")
        )
        await client.get("/healthz")
    told = figures(measures)
    assert told["fristvakt_activity_seconds_count", "taken"] == 1
    assert told["fristvakt_activity_seconds_count", "refused"] == 2
    assert told["fristvakt_faults_total",] == 1
    events.fault(ValueError(), "turn_failed")  # the application has ended: not its fault
    assert figures(measures)["fristvakt_faults_total",] == 1


@pytest.mark.parametrize(
    ("event", "said", "series"),
    [
        ("schedule_revived", {"reason": "schedule"}, ("fristvakt_schedule_revivals_total",)),
        ("imported", {"rows": 3}, ("fristvakt_imports_total", "imported")),
        ("import_refused", {"reason": "old"}, ("fristvakt_imports_total", "import_refused")),
        (
            "delivery_attempted",
            {"channel": "mail", "kind": "reminder", "state": "retry"},
            ("fristvakt_delivery_attempts_total", "mail", "reminder", "retry"),
        ),
    ],
)
async def test_what_is_logged_while_it_serves_is_counted(
    event: str, said: dict[str, Any], series: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    measures = Measures()
    app = make_app(TeamsEndpoint(ListeningDesk(), None, lambda: NOW), None)
    add_measuring(app, measures)
    with caplog.at_level("INFO", logger="fristvakt.events"):
        async with TestClient(TestServer(app)):
            events.event(event, **said)
    assert figures(measures)[series] == 1


def test_whatever_an_alarm_waits_for_stands_at_nought_from_the_start() -> None:
    samples = [
        sample
        for family in families(Measures().text().decode())
        for sample in family.samples
        if sample.name.startswith("fristvakt_")
    ]
    names = {sample.name for sample in samples}
    assert {"fristvakt_faults_total", "fristvakt_turns_total"} < names
    assert not any(name.endswith("_created") for name in names)
    assert {sample.value for sample in samples if sample.name.endswith("_total")} == {0.0}
