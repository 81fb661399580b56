"""`fristvakt deliveries`: how far everything has come, why, and what the operator does about it."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from small_town import MANAGER, OTHER_MANAGER, SECRETARY, STOCKHOLM, write_exports

from bot.cli.app import run
from bot.cli.table import WIDTH, table
from storage.engine import Database, open_database
from storage.queries import LooksWanted, looks
from storage.records.outbox import (
    Attempt,
    Channel,
    DeliveryKind,
    DeliveryState,
    NewDelivery,
    begin_attempt,
    claim_deliveries,
    delivery_by_id,
    finish_attempt,
    queue_deliveries,
)

SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=STOCKHOLM)  # mån
NOW = SEVEN + timedelta(minutes=10)
LEASE = timedelta(minutes=5)
KEYS = [
    "id", "kind", "period", "recipient", "channel", "state", "attempts", "next_attempt_at",
    "last_error",
]  # fmt: skip


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A town with three deliveries queued on mån 2026-11-23: 1, 2 and 3."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'town.db'}"
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", url)
    write_exports(tmp_path)
    with time_machine.travel(SEVEN - timedelta(days=3), tick=False):
        assert run(["import", str(tmp_path), "--full"]) == 0
    opened = open_database(url)
    queue_deliveries(opened, [new(MANAGER), new(OTHER_MANAGER, about="ungdomsenheten")], SEVEN)
    summary = DeliveryKind.MONTHLY_SUMMARY
    queue_deliveries(opened, [new(SECRETARY, summary, "2026-10", Channel.MAIL)], SEVEN)
    yield opened
    opened.close()


def new(
    recipient: str,
    kind: DeliveryKind = DeliveryKind.WEEKLY_DIGEST,
    period: str = "2026-W48",
    channel: Channel = Channel.TEAMS,
    about: str = "barnenheten",
) -> NewDelivery:
    useful_until = SEVEN + timedelta(days=6)
    return NewDelivery(
        recipient, kind, period, channel, SEVEN, useful_until, about=about, run_id="run-1"
    )


def attempt(database: Database, number: int) -> Attempt:
    """Begin to hand the delivery over."""
    claims = claim_deliveries(database, "a", SEVEN, lease=LEASE, most=9, channels=list(Channel))
    (claim,) = [each for each in claims if each.delivery.id == number]
    begun = begin_attempt(database, claim, "run-2", SEVEN, until=SEVEN + LEASE)
    assert begun is not None
    return begun


def ended(database: Database, number: int, state: DeliveryState, **end: Any) -> None:
    """Hand the delivery over, to this end."""
    told = {"outcome": "refused", "status": None, "retry_after": None, "error": None, **end}
    assert finish_attempt(database, attempt(database, number), state=state, now=SEVEN, **told)


@pytest.fixture
def said(database: Database, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()

    def command(*arguments: str, code: int = 0) -> str:
        with time_machine.travel(NOW, tick=False):
            assert run(["deliveries", *arguments]) == code
        written = capsys.readouterr()
        return written.err if code else written.out

    return command


def test_every_delivery_has_the_keys_that_programs_rely_on(said: Any) -> None:
    told = json.loads(said("--json"))
    assert [list(each) for each in told] == [KEYS] * 3
    assert told[0] == {
        "id": 1,
        "kind": "weekly_digest",
        "period": "2026-W48",
        "recipient": MANAGER,
        "channel": "teams",
        "state": "queued",
        "attempts": 0,
        "next_attempt_at": "2026-11-23T06:00:00+00:00",
        "last_error": None,
    }
    assert json.loads(said("list", "--json")) == told


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ((), [1, 2, 3]),
        (("--state", "failed"), []),
        (("--state", "failed", "--state", "queued"), [1, 2, 3]),
        (("--kind", "monthly_summary"), [3]),
        (("--channel", "mail"), [3]),
        (("--recipient", MANAGER.upper()), [1]),
        (("--period", "2026-W48"), [1, 2]),
        (("--period", "2026-W48", "--channel", "mail"), []),
    ],
)
def test_what_is_listed_is_chosen(
    said: Any, arguments: tuple[str, ...], numbers: list[int]
) -> None:
    assert [each["id"] for each in json.loads(said(*arguments, "--json"))] == numbers


def test_the_state_the_reason_and_the_next_try_are_told_in_words(
    database: Database, said: Any
) -> None:
    again = {"outcome": "retry_later", "next_attempt_at": NOW + timedelta(hours=1)}
    ended(database, 3, DeliveryState.RETRY, error="tls", **again)
    told = said().splitlines()
    line = next(number for number, each in enumerate(told) if SECRETARY in each)
    assert told[line].split(maxsplit=5) == [
        *("3", "sammanställning", "2026-10", SECRETARY, "e-post", "försöks igen")
    ]
    assert f"{told[line + 1]} {told[line + 2]}".split() == [
        "nästa",
        "försök",
        "mån",
        "23",
        "nov",
        "08:10;",
        "1",
        "försök",
        "hittills;",
        "e-postservern",
        "erbjuder",
        "ingen",
        "skyddad",
        "förbindelse",
        "som",
        "går",
        "att",
        "lita",
        "på",
    ]
    assert told[-1] == "3\N{NO-BREAK SPACE}utskick: 2 på väg, 1 försöks igen."


def test_the_table_fits_a_hundred_columns(database: Database, said: Any) -> None:
    long = f"{'maria-magdalena.von-essen-' * 3}lind@smastad.example"
    queue_deliveries(database, [new(long, DeliveryKind.MONTHLY_SUMMARY)], SEVEN)
    ended(database, 4, DeliveryState.UNKNOWN, outcome="unknown", error="lost")
    assert max(map(len, said().splitlines())) <= WIDTH
    assert max(map(len, said("show", "4").splitlines())) <= WIDTH


def test_only_the_widest_columns_are_cut() -> None:
    lines = table(("A", "B"), [("x" * 90, "y" * 30), ("x", "y")])
    assert {len(line) for line in lines[1:2]} == {WIDTH}
    assert lines[1].endswith("y" * 30)
    assert lines[2].split() == ["x", "y"]


def test_one_delivery_is_shown_with_its_attempts(database: Database, said: Any) -> None:
    end = {"outcome": "retry_later", "status": 429, "retry_after": 30.0, "error": "busy"}
    ended(database, 2, DeliveryState.RETRY, **end, next_attempt_at=NOW)
    told = said("show", "2")
    assert "mån 23 nov 07:00:00" in told
    assert "togs inte emot" in told
    assert "429" in told
    assert "30 s" in told
    (tried,) = json.loads(said("show", "2", "--json"))["tried"]
    assert (tried["status"], tried["retry_after"], tried["error"]) == (429, 30.0, "busy")
    assert "Inget försök" in said("show", "1")


def test_what_did_not_arrive_is_sent_again_when_asked(database: Database, said: Any) -> None:
    ended(database, 1, DeliveryState.FAILED, error="never_met")
    (told,) = json.loads(said("retry", "1", "--json"))
    assert (told["state"], told["next_attempt_at"]) == ("retry", "2026-11-23T06:10:00+00:00")
    told_again = delivery_by_id(database, 1)
    assert told_again is not None
    assert not told_again.is_repeat


def test_what_may_have_arrived_is_marked_when_it_is_sent_again(
    database: Database, said: Any
) -> None:
    ended(database, 1, DeliveryState.UNKNOWN, outcome="unknown")
    assert "ingen vet om det kom fram" in said()
    assert "kan ha kommit två gånger" in said("retry", "1")


def test_what_was_taken_away_is_never_sent(database: Database, said: Any) -> None:
    told = said("cancel", "1", "3")
    assert told.count("skickas inte") == 3  # two rows and the sum of them
    assert "systemförvaltaren tog bort det" in told
    taken = claim_deliveries(database, "a", NOW, lease=LEASE, most=9, channels=list(Channel))
    assert [claim.delivery.id for claim in taken] == [2]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "9"), "inget utskick med nummer 9"),
        (("retry", "1", "9"), "inget utskick med nummer 9"),
        (("retry", "1"), "Utskick 1 har läget ”i kö”"),
        (("--state", "sen"), "Skriv sent."),
        (("lits",), "Menar du ”list”?"),
        (("retry",), "Det saknas något: NR…"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    said: Any, arguments: tuple[str, ...], sentence: str
) -> None:
    assert sentence in said(*arguments, code=2)


def test_what_has_been_sent_is_neither_sent_again_nor_taken_away(
    database: Database, said: Any
) -> None:
    ended(database, 1, DeliveryState.SENT, outcome="sent")
    assert "har läget ”skickat”" in said("retry", "1", code=2)
    assert "har läget ”skickat”" in said("cancel", "2", "1", code=2)
    untouched = delivery_by_id(database, 2)
    assert untouched is not None
    assert untouched.state is not DeliveryState.CANCELLED  # all of them or none


def test_a_dry_run_changes_nothing(database: Database, said: Any) -> None:
    before = delivery_by_id(database, 1)
    assert "Prov: ingenting har ändrats" in said("cancel", "1", "--dry-run")
    assert delivery_by_id(database, 1) == before
    assert intents(database) == []


def test_what_the_operator_changes_is_written_down(database: Database, said: Any) -> None:
    said("cancel", "1")
    said("retry", "1")
    assert intents(database) == ["deliveries_cancel", "deliveries_retry"]


def intents(database: Database) -> list[str]:
    return [look.intent for look in looks(database, LooksWanted())]


def test_no_case_is_named(database: Database, said: Any) -> None:
    reminder = new(MANAGER, DeliveryKind.REMINDER, "2026-11-23", about="17")
    queue_deliveries(database, [reminder], SEVEN)
    assert "BU-" not in said() + said("show", "4") + said("--json") + said("show", "4", "--json")
