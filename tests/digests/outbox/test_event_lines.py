"""A log line holds what the allow-list lets through, and never a name, a case or a sentence."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from outbox_town import MARIA, WEEKLY, Town

from digests import events
from digests.outbox.sending import SendState


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[Any]:
    with caplog.at_level("INFO", logger="fristvakt.events"):
        yield lambda: [json.loads(record.getMessage()) for record in caplog.records]


def test_an_event_is_one_line_of_json_with_its_run(lines: Any) -> None:
    events.event("deliveries_made", "a1b2", sent=3, failed=0)
    assert lines() == [{"event": "deliveries_made", "run": "a1b2", "sent": 3, "failed": 0}]


@pytest.mark.parametrize(
    "said",
    [
        {"recipient": MARIA},
        {"reason": MARIA},
        {"reason": "Maria Lind"},
        {"reason": "åäö"},
        {"reason": "line\nbreak"},
        {"error": "x" * 500},
        {"sent": "BU-2026-1"},
        {"frames": ["BU-1; Anna Ek"]},
        {"error": None},
    ],
)
def test_what_is_not_on_the_list_is_left_out(lines: Any, said: dict[str, object]) -> None:
    events.event("import_done", **said)
    assert lines() == [{"event": "import_done"}]


def test_a_fault_is_logged_by_its_reference_without_its_message(lines: Any) -> None:
    try:
        {}["BU-2026-00001"]
    except KeyError as caught:
        reference = events.fault(caught, "content_failed", "a1b2")
    (line,) = lines()
    assert line["reference"] == reference
    assert line["exceptions"] == ["KeyError"]
    assert line["frames"][0].startswith("test_event_lines.py:")
    assert "BU-2026" not in json.dumps(line)


def test_two_runs_never_have_the_same_id() -> None:
    assert len({events.new_run_id() for _ in range(1000)}) == 1000


async def test_every_line_of_a_run_carries_its_id_and_no_line_says_whom_or_what(
    town: Town, lines: Any
) -> None:
    town.queue(WEEKLY)
    town.teams.will(SendState.REFUSED, status=400, error="Maria Lind finns inte")
    await town.deliver()
    told = lines()
    assert {line["run"] for line in told} == {"run-1"}
    assert [line["state"] for line in told if "state" in line] == ["failed", "sent"]
    assert told[-1]["event"] == "deliveries_made"
    assert (told[-1]["sent"], told[-1]["failed"]) == (1, 1)
    written = json.dumps(told, ensure_ascii=False)
    assert not any(word in written for word in ("Maria", "maria", "BU-", "enheten"))
