"""Nothing that tells of anybody reaches the log, standard error, /metrics or /readyz."""

import json
import re
from typing import Any

import pytest
from marked_walk import MARKS, Remains, walked
from prometheus_client.parser import text_string_to_metric_families as families

PLACES = ("log", "stderr", "pages", "figures", "commands")
BY_THE_SERVICE = {
    "service_started",
    "service_stopping",
    "service_stopped",
    "schedule_taken_over",
    "queued",
    "imported",
    "import_refused",
    "delivery_attempted",
    "turn",
    "turn_failed",
    "apology_failed",
    "roster_unreadable",
    "request_failed",
    "page_failed",
    "page_without_database",
}
BY_COMMANDS = {
    "imported",
    "import_refused",
    "sending_asked_for",
    "content_failed",
    "command_failed",
}


@pytest.fixture(scope="module")
def remains(tmp_path_factory: pytest.TempPathFactory) -> Remains:
    return walked(tmp_path_factory.mktemp("walk"))


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


@pytest.mark.parametrize("place", PLACES)
def test_no_mark_is_found(remains: Remains, place: str) -> None:
    text = getattr(remains, place).casefold()
    assert [mark for mark in MARKS if mark.casefold() in text] == []


def test_the_walk_went_along_every_path(remains: Remains) -> None:
    assert {line["event"] for line in lines(remains.log)} >= BY_THE_SERVICE
    assert {line["event"] for line in lines(remains.commands)} >= BY_COMMANDS
    turns = {(each["intent"], each["outcome"]) for each in lines(remains.log) if "intent" in each}
    assert turns >= {("show_case", "answered"), ("unknown", "refused"), ("unknown", "fault")}
    assert remains.codes[0] == 3  # rows were rejected
    assert remains.codes[-3:] == [1, 3, 1]  # faults, and what the doctor found


def test_every_line_is_json_with_its_moment_its_level_and_its_event(remains: Remains) -> None:
    assert remains.stderr == ""
    told = lines(remains.log)
    assert len(told) == len(remains.log.splitlines())
    for line in told:
        assert list(line)[:3] == ["timestamp", "level", "event"]
        assert line["level"] in {"info", "warning", "error"}


def test_every_label_is_a_short_code(remains: Remains) -> None:
    labels = {
        value
        for family in families(remains.figures)
        for sample in family.samples
        for name, value in sample.labels.items()
        if name not in {"le", "python", "version", "schema"}
    }
    assert {"show_case", "refused", "weekly_digest", "failed", "staff"} < labels
    assert [value for value in labels if not re.fullmatch("[a-z_]{3,20}", value)] == []
