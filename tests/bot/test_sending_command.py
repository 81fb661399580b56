"""`--send` of the digests and the summary: by hand, through the same outbox, once."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from letterbox import Letterbox, letterbox
from small_town import MANAGER, OTHER_MANAGER, SECRETARY, write_exports

from bot.cli.app import run
from storage.engine import Database, open_database
from storage.keys import name_key
from storage.queries import LooksWanted, looks, staff_by_email
from storage.records import pause_digest
from storage.records.outbox import (
    Absence,
    Channel,
    DeliveriesWanted,
    DeliveryKind,
    DeliveryState,
    DeliveryWish,
    NewDelivery,
    deliveries,
    queue_deliveries,
    set_absence,
    set_wish,
)

FRIDAY = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)  # week 47
ALL = DeliveriesWanted()


@pytest.fixture
def letters() -> Iterator[Letterbox]:
    with letterbox() as box:
        yield box


@pytest.fixture
def database(
    letters: Letterbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """The town on fre 2026-11-20, with e-mail set up and Teams not."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'town.db'}"
    for name, value in {"FRISTVAKT_DATABASE_URL": url, **letters.settings}.items():
        monkeypatch.setenv(name, value)
    write_exports(tmp_path)
    with time_machine.travel(FRIDAY):
        assert run(["import", str(tmp_path), "--full"]) == 0
    opened = open_database(url)
    yield opened
    opened.close()


@pytest.fixture
def said(database: Database, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()

    def command(arguments: str, code: int = 0, at: datetime = FRIDAY) -> str:
        with time_machine.travel(at):
            assert run(arguments.split()) == code
        written = capsys.readouterr()
        return written.err if code == 2 else written.out

    return command


def test_every_manager_is_sent_the_digest_of_the_own_unit(letters: Letterbox, said: Any) -> None:
    told = said("digest weekly --send")
    assert letters.recipients == [OTHER_MANAGER, MANAGER]
    by_recipient = {letter["To"]: letter for letter in letters.letters}
    body = by_recipient[MANAGER].get_body(("plain",))
    assert body is not None
    assert "BU-2026-00001" in body.get_content()
    assert "BU-2026-00006" not in body.get_content()
    assert "2\N{NO-BREAK SPACE}utskick: 2 skickade." in told


def test_what_has_been_sent_is_not_sent_again_and_that_is_said(
    letters: Letterbox, said: Any
) -> None:
    said("digest weekly --send")
    told = said("digest weekly --send")
    assert "2 fanns redan i utkorgen" in told
    assert len(letters.letters) == 2


def test_what_went_by_another_channel_is_not_sent_by_this_one(
    database: Database, letters: Letterbox, said: Any
) -> None:
    by_teams = NewDelivery(
        MANAGER, DeliveryKind.WEEKLY_DIGEST, "2026-W47", Channel.TEAMS, FRIDAY,
        FRIDAY + timedelta(days=6), about="barnenheten",
    )  # fmt: skip
    queue_deliveries(database, [by_teams], FRIDAY)
    assert "1 fanns redan i utkorgen" in said("digest weekly --send", code=3)
    assert letters.recipients == [OTHER_MANAGER]


def test_one_unit_alone(letters: Letterbox, said: Any) -> None:
    said("digest weekly --send --unit BARNENHETEN")
    assert letters.recipients == [MANAGER]
    said("digest weekly --send")
    assert letters.recipients == [OTHER_MANAGER, MANAGER]


def test_the_summary_comes_with_its_file(letters: Letterbox, said: Any) -> None:
    told = json.loads(said("summary monthly --send --json"))
    (letter,) = letters.letters
    assert letter["To"] == SECRETARY
    assert [part.get_filename() for part in letter.iter_attachments()] == [
        "sammanstallning-2026-10.html"
    ]
    (row,) = told["deliveries"]
    assert (row["state"], row["period"], row["channel"]) == ("sent", "2026-10", "mail")
    assert told["month"] == "2026-10"


def test_the_run_is_shown_written_in_the_log_and_in_every_attempt(
    database: Database, said: Any
) -> None:
    told = json.loads(said("digest weekly --send --json"))
    assert len(told["digests"]) == 2
    assert {row.run_id for row in deliveries(database, ALL)} == {told["run_id"]}
    log = Path("var/fristvakt.log").read_text(encoding="utf-8")
    assert told["run_id"] in log
    assert not any(secret in log for secret in ("BU-2026", "smastad", "Barnenheten"))


def test_a_dry_run_shows_who_and_how_and_touches_nothing(
    database: Database, letters: Letterbox, said: Any
) -> None:
    told = said("digest weekly --send --dry-run")
    assert told.splitlines()[1].split() == ["veckobrev", "2026-W47", OTHER_MANAGER, "e-post", "–"]
    assert "Prov: ingenting" in told
    planned = json.loads(said("summary monthly --send --dry-run --json --out brev"))
    assert [row["recipient"] for row in planned["deliveries"]] == [SECRETARY]
    assert (planned["dry_run"], planned["files"]) == (True, [])
    assert letters.letters == []
    assert deliveries(database, ALL) == ()
    assert [look.intent for look in looks(database, LooksWanted())] == []
    assert not Path("brev").exists()


def test_somebody_who_is_not_reached_makes_it_code_three(
    letters: Letterbox, said: Any, database: Database
) -> None:
    letters.refused = frozenset({MANAGER})
    told = said("digest weekly --send", code=3)
    assert letters.recipients == [OTHER_MANAGER]
    assert "kom inte fram" in told
    assert "brevlåda finns inte" in " ".join(told.split())
    rows = deliveries(database, DeliveriesWanted(kinds=(DeliveryKind.WEEKLY_DIGEST,)))
    assert {row.recipient: row.state for row in rows} == {
        OTHER_MANAGER: DeliveryState.SENT,
        MANAGER: DeliveryState.FAILED,
    }


def test_the_deputy_gets_it_where_the_manager_is_away(
    database: Database, letters: Letterbox, said: Any
) -> None:
    away = Absence(MANAGER, OTHER_MANAGER, date(2026, 11, 16), date(2026, 11, 27))
    set_absence(database, away, FRIDAY)
    assert MANAGER in said("digest weekly --send --dry-run")
    said("digest weekly --send")
    assert letters.recipients == [OTHER_MANAGER, OTHER_MANAGER]


def test_quiet_hours_and_pauses_hold_also_for_what_is_sent_by_hand(
    database: Database, letters: Letterbox, said: Any
) -> None:
    paused = staff_by_email(database, OTHER_MANAGER)
    assert paused is not None
    pause_digest(database, paused, None, FRIDAY)
    set_wish(database, MANAGER, DeliveryWish(quiet_from=8, quiet_until=17), FRIDAY)
    told = said("digest weekly --send", code=3)
    assert "mottagaren har pausat" in told
    assert "nästa försök fre 20 nov 17:00" in told
    assert letters.letters == []


def test_only_what_was_asked_for_is_sent(database: Database, letters: Letterbox, said: Any) -> None:
    other = NewDelivery(
        SECRETARY, DeliveryKind.MONTHLY_SUMMARY, "2026-10", Channel.MAIL, FRIDAY,
        FRIDAY + timedelta(days=9),
    )  # fmt: skip
    queue_deliveries(database, [other], FRIDAY)
    said("digest weekly --send")
    assert SECRETARY not in letters.recipients


def test_it_can_be_seen_from_another_day(letters: Letterbox, said: Any) -> None:
    said("digest weekly --send --as-of 2026-11-20", at=FRIDAY + timedelta(days=10))
    body = next(each for each in letters.letters if each["To"] == MANAGER).get_body(("plain",))
    assert body is not None
    assert "fredag 20 november 2026" in " ".join(body.get_content().split())


def test_the_right_is_asked_as_of_today_whatever_day_it_is_seen_from(
    letters: Letterbox, said: Any, database: Database
) -> None:
    away = Absence(MANAGER, OTHER_MANAGER, date(2026, 11, 16), date(2026, 11, 20))
    set_absence(database, away, FRIDAY)
    past = FRIDAY + timedelta(days=2)
    row = NewDelivery(
        OTHER_MANAGER, DeliveryKind.WEEKLY_DIGEST, "2026-W47", Channel.MAIL, FRIDAY,
        past + timedelta(days=5), about=name_key("Barnenheten"), on_behalf_of=MANAGER,
    )  # fmt: skip
    queue_deliveries(database, [row], FRIDAY)
    said("digest weekly --send --week 2026-W47 --as-of 2026-11-20", at=past)
    told = [letter["Subject"] for letter in letters.letters if letter["To"] == OTHER_MANAGER]
    assert all("Barnenheten" not in subject for subject in told)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("digest weekly --dry-run", "hör ihop med --send"),
        ("summary monthly --dry-run", "hör ihop med --send"),
        ("digest weekly --send --unit Norr", "Enheterna är"),
        ("digest weekly --send --week 2026-W49", "har inte börjat"),
        ("summary monthly --send --month 2026-12", "har inte börjat"),
        ("summary monthly --send --month 2026-11", "är inte slut"),
        ("digest weekly --send --as-of 2026-12-01", "inte har varit"),
        ("digest weekly --send --week 2026-W48 --as-of 2026-11-23", "inte har varit"),
        ("summary monthly --send --month 2026-11 --as-of 2026-12-01", "inte har varit"),
    ],
)
def test_what_cannot_be_sent_is_a_sentence_and_nothing_is(
    database: Database, said: Any, arguments: str, sentence: str
) -> None:
    assert sentence in said(arguments, code=2)
    assert deliveries(database, ALL) == ()


def test_without_a_channel_it_is_said_what_to_set(
    said: Any, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRISTVAKT_WEEKLY_CHANNELS", "teams")
    told = said("digest weekly --send", code=2)
    assert "FRISTVAKT_BOT_APP_ID" in told
    assert deliveries(database, ALL) == ()
