"""The log: lines of one kind, from the whole service, that no trouble with writing can stop."""

import json
import logging
import threading
import warnings
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.logs import STANDARD_ERROR, LineFormatter, logging_to, moment_words
from digests import events

SECRET = "BU-2026-00001 Kalle"


def lines_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def written_to(log: Path) -> list[dict[str, Any]]:
    return lines_of(log.read_text(encoding="utf-8"))


def test_a_line_tells_when_with_its_zone_how_bad_and_what(tmp_path: Path) -> None:
    log = tmp_path / "var" / "fristvakt.log"
    with logging_to(log):
        events.event("imported", "a1b2", rows=3)
        events.refusal("another_identity")
        events.fault(ValueError(SECRET), "turn_failed")
    done, refused, failed = written_to(log)
    assert list(done)[:3] == ["timestamp", "level", "event"]
    at = datetime.fromisoformat(done.pop("timestamp"))
    assert at.utcoffset() in {timedelta(hours=1), timedelta(hours=2)}
    assert done == {"level": "info", "event": "imported", "run": "a1b2", "rows": 3}
    assert (refused["level"], refused["reason"]) == ("warning", "another_identity")
    assert (failed["level"], failed["exceptions"]) == ("error", ["ValueError"])


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-03-29T00:59:59.9994+00:00", "2026-03-29T01:59:59.999+01:00"),
        ("2026-03-29T01:00:00+00:00", "2026-03-29T03:00:00.000+02:00"),
        ("2026-10-25T00:59:00.5+00:00", "2026-10-25T02:59:00.500+02:00"),
        ("2026-10-25T01:00:07.25+00:00", "2026-10-25T02:00:07.250+01:00"),
        ("2026-12-31T23:00:00+00:00", "2027-01-01T00:00:00.000+01:00"),
    ],
)
def test_when_is_told_in_swedish_time_also_as_the_clocks_change(at: str, words: str) -> None:
    assert moment_words(datetime.fromisoformat(at).timestamp()) == words


def test_only_names_on_the_list_with_values_of_their_kind_are_logged(tmp_path: Path) -> None:
    log = tmp_path / "log"
    said = {
        "rows": "7", "ms": 1.5, "files": True, "reason": SECRET, "intent": "a" * 61, "state": None,
        "owner": "rad ett\nrad två", "version": "1.2-x:y", "frames": [SECRET * 20], "who": "Kalle",
        "exceptions": "ValueError", "outcome": "answered\n", "kind": "åäö", "Rows": 1,
    }  # fmt: skip
    with logging_to(log):
        events.event("turn", "", **said)
    (line,) = written_to(log)
    assert set(line) == {"timestamp", "level", "event", "files", "version"}


def test_what_a_library_logs_is_a_line_without_its_words(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with logging_to(log):
        library = logging.getLogger("botbuilder.somewhere")
        library.info("not at all: %s", SECRET)
        library.warning("a row: %s", SECRET)
        try:
            raise RuntimeError(SECRET)
        except RuntimeError:
            library.exception(SECRET)
    complaint, failed = written_to(log)
    assert [complaint["event"], complaint["logger"]] == ["library", "botbuilder.somewhere"]
    assert set(complaint) == {"timestamp", "level", "event", "logger"}
    assert failed["exceptions"] == ["RuntimeError"]
    assert failed["frames"][-1].startswith("test_logs.py:")
    assert "Kalle" not in log.read_text(encoding="utf-8")


def test_a_library_line_that_cannot_even_be_written_out_is_a_line() -> None:
    record = logging.LogRecord("msal", logging.ERROR, "", 1, "%s %s", (SECRET,), None)
    (line,) = lines_of(LineFormatter().format(record))
    assert (line["event"], line["level"], line["logger"]) == ("library", "error", "msal")


def test_neither_a_thread_that_fails_nor_a_warning_says_anything(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise RuntimeError(SECRET)

    log = tmp_path / "log"
    with warnings.catch_warnings(), logging_to(log):
        warnings.simplefilter("always")
        warnings.warn(SECRET, UserWarning, stacklevel=1)
        failing = threading.Thread(target=fail)
        failing.start()
        failing.join()
    assert [line["event"] for line in written_to(log)] == ["library", "thread_failed"]
    assert "Kalle" not in log.read_text(encoding="utf-8") + "".join(capfd.readouterr())


def test_a_dash_sends_the_lines_to_standard_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with logging_to(STANDARD_ERROR):
        events.event("service_started")
    (line,) = lines_of(capsys.readouterr().err)
    assert line["event"] == "service_started"
    assert list(tmp_path.iterdir()) == []


def test_a_log_that_cannot_be_written_is_said_once_and_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    with logging_to(tmp_path / "file" / "fristvakt.log") as log:
        events.event("service_started")
        events.event("service_stopped")
        assert log.is_lost
    said = capsys.readouterr().err
    assert said.count("Loggfilen går inte att skriva i") == 1
    assert [line["event"] for line in lines_of(said)] == ["service_started", "service_stopped"]


def test_a_full_disk_is_said_too(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to(Path("/dev/full")):
        events.event("service_started")
    said = capsys.readouterr().err
    assert "Loggfilen går inte att skriva i" in said
    assert '"service_started"' in said


def test_a_log_that_can_be_written_again_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    with logging_to(in_the_way / "log") as log:
        events.event("service_started")
        in_the_way.unlink()
        events.event("queued")
        assert not log.is_lost
    assert [line["event"] for line in written_to(tmp_path / "file" / "log")] == ["queued"]
    capsys.readouterr()


def test_a_log_that_is_moved_away_is_begun_anew(tmp_path: Path) -> None:
    log = tmp_path / "fristvakt.log"
    with logging_to(log):
        events.event("service_started")
        log.rename(tmp_path / "fristvakt.log.1")
        events.event("service_stopped")
    assert [line["event"] for line in written_to(log)] == ["service_stopped"]


def test_after_the_block_nothing_is_logged_there(tmp_path: Path) -> None:
    handlers, hook = list(logging.getLogger().handlers), threading.excepthook
    log = tmp_path / "log"
    with logging_to(log):
        events.event("service_started")
    events.fault(ValueError(), "turn_failed")
    assert len(written_to(log)) == 1
    assert (logging.getLogger().handlers, threading.excepthook) == (handlers, hook)
