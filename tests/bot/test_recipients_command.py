"""`fristvakt recipients`: who gets what, when, and who in somebody's place."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from small_town import ADMINISTRATOR, KARIN, MANAGER, OTHER_MANAGER, SECRETARY, write_exports

from bot.cli.app import run
from bot.cli.table import WIDTH
from rules.facts import Role
from storage.engine import Database, open_database
from storage.queries import LooksWanted, looks, staff_by_email
from storage.records import pause_digest
from storage.records.outbox import DeliveryWish, Recipient, recipients, wish_of

FRIDAY = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
AWAY = ("--deputy", OTHER_MANAGER, "--from", "2026-11-23", "--until", "2026-12-04")


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'town.db'}"
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", url)
    write_exports(tmp_path)
    with time_machine.travel(FRIDAY, tick=False):
        assert run(["import", str(tmp_path), "--full"]) == 0
    opened = open_database(url)
    yield opened
    opened.close()


@pytest.fixture
def said(database: Database, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()

    def command(*arguments: str, code: int = 0) -> str:
        with time_machine.travel(FRIDAY, tick=False):
            assert run(["recipients", *arguments]) == code
        written = capsys.readouterr()
        return written.err if code else written.out

    return command


def manager(database: Database) -> Recipient:
    (found,) = [
        each for each in recipients(database, Role.UNIT_MANAGER) if each.staff.email == MANAGER
    ]
    return found


def test_managers_and_secretaries_are_listed_with_what_they_get_and_when(said: Any) -> None:
    told = said()
    assert "veckobrev, måndag 07.00" in told
    assert "sammanställning, månadens första arbetsdag 07.00" in told
    assert [each["email"] for each in json.loads(said("--json"))] == [
        *(OTHER_MANAGER, MANAGER, SECRETARY)
    ]


def test_a_person_has_their_own_day_hour_and_quiet_hours(database: Database, said: Any) -> None:
    told = said("set", MANAGER, "--weekday", "tisdag", "--hour", "9", "--quiet", "18-7")
    assert "veckobrev, tisdag 09.00" in told
    assert "inget mellan 18.00 och 07.00" in told
    assert wish_of(database, MANAGER) == DeliveryWish(1, 9, 18, 7)


def test_what_is_not_said_stays_and_can_be_taken_back(database: Database, said: Any) -> None:
    said("set", MANAGER, "--weekday", "tisdag", "--quiet", "18-7")
    said("set", MANAGER, "--hour", "9")
    assert wish_of(database, MANAGER) == DeliveryWish(1, 9, 18, 7)
    said("set", MANAGER, "--quiet", "inga")
    assert wish_of(database, MANAGER) == DeliveryWish(1, 9)
    said("set", MANAGER, "--usual")
    assert wish_of(database, MANAGER) == DeliveryWish()


def test_a_deputy_gets_the_digests_while_the_manager_is_away(database: Database, said: Any) -> None:
    told = said("absent", MANAGER, *AWAY)
    assert "borta 23 november 2026–4 december 2026, då i stället till" in " ".join(told.split())
    absence = manager(database).absence
    assert absence is not None
    assert (absence.deputy, absence.until_on.isoformat()) == (OTHER_MANAGER, "2026-12-04")
    said("present", MANAGER)
    assert manager(database).absence is None


def test_a_pause_is_shown(database: Database, said: Any) -> None:
    staff = staff_by_email(database, MANAGER)
    assert staff is not None
    pause_digest(database, staff, None, FRIDAY)
    assert "pausat tills vidare" in said()
    assert json.loads(said("--json"))[1]["is_paused"] is True


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("set", MANAGER), "Säg vad som ska ändras"),
        (("set", MANAGER, "--weekday", "lördag"), "Skriv måndag"),
        (("set", MANAGER, "--hour", "2"), "Klockan 2"),
        (("set", MANAGER, "--hour", "24"), "mellan 0 och 23"),
        (("set", MANAGER, "--quiet", "7-7"), "18-7"),
        (("set", MANAGER, "--quiet", "18-24"), "18-7"),
        (("set", KARIN, "--hour", "9"), "får inga utskick"),
        (("set", SECRETARY, "--hour", "9"), "månadens första arbetsdag"),
        (("absent", MANAGER, "--deputy", MANAGER, *AWAY[2:]), "sin egen"),
        (("absent", MANAGER, "--deputy", ADMINISTRATOR, *AWAY[2:]), "får inga utskick"),
        (("absent", MANAGER, "--deputy", SECRETARY, *AWAY[2:]), "inte enhetschef"),
        (("absent", SECRETARY, *AWAY), "inte enhetschef"),
        (("absent", MANAGER, *AWAY[:4], "--until", "2026-11-22"), "Byt plats"),
        (("present", MANAGER), "ingen frånvaro"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_changes_nothing(
    database: Database, said: Any, arguments: tuple[str, ...], sentence: str
) -> None:
    before = recipients(database, Role.UNIT_MANAGER)
    assert sentence in said(*arguments, code=2)
    assert recipients(database, Role.UNIT_MANAGER) == before


def test_a_secretary_may_have_quiet_hours(database: Database, said: Any) -> None:
    said("set", SECRETARY, "--quiet", "16-8")
    assert wish_of(database, SECRETARY) == DeliveryWish(quiet_from=16, quiet_until=8)


def test_a_dry_run_shows_the_change_and_changes_nothing(database: Database, said: Any) -> None:
    before = manager(database)
    assert "måndag 09.00" in said("set", MANAGER, "--hour", "9", "--dry-run")
    assert "Prov" in said("absent", MANAGER, *AWAY, "--dry-run")
    assert manager(database) == before
    assert list(looks(database, LooksWanted())) == []


def test_what_the_operator_changes_is_written_down(database: Database, said: Any) -> None:
    said("set", MANAGER, "--hour", "9")
    said("absent", MANAGER, *AWAY)
    said("present", MANAGER)
    assert [look.intent for look in looks(database, LooksWanted())] == [
        *("recipients_set", "recipients_absent", "recipients_present")
    ]


def test_the_list_fits_a_hundred_columns(said: Any) -> None:
    said("set", MANAGER, "--quiet", "18-7")
    said("absent", MANAGER, *AWAY)
    assert max(map(len, said().splitlines())) <= WIDTH
