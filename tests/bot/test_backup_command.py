"""`backup` and `restore`: what is asked for, what is told, and what is refused in a sentence."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from small_town import write_exports

from bot.cli.app import run
from rules.swedish_time import SWEDISH_TIME
from storage.one_process import only_process


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the town's database, and a copy of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", f"sqlite:///{tmp_path / 'town.db'}")
    exports = tmp_path / "exports"
    exports.mkdir()
    write_exports(exports)
    assert run(["import", str(exports), "--full", "--as-of", "2026-11-20"]) == 0
    assert run(["backup", "--out", "copy.db"]) == 0
    return tmp_path


@pytest.fixture(autouse=True)
def nothing_said(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()


def test_a_copy_tells_where_it_is_and_how_fresh(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["backup", "--out", "next.db"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(
        "Säkerhetskopian finns i next.db. Den senaste inläsningen i den är från 20"
    )
    assert (town / "next.db").exists()


def test_the_way_back_tells_what_must_be_done_before_the_service_starts(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (town / "town.db").unlink()
    assert run(["restore", "copy.db"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Databasen är återläst från copy.db.")
    assert "fristvakt purge" in said
    assert run(["ask", "--as", "karin.larsson@smastad.example", "mina ärenden"]) == 0


def test_both_tell_the_same_in_json(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["restore", "copy.db", "--force", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["file", "version", "imported_at"]
    imported_at = datetime.fromisoformat(told["imported_at"]).astimezone(SWEDISH_TIME)
    assert imported_at.date() == date(2026, 11, 20)


def test_a_refusal_is_a_sentence_and_the_code_of_a_mistake(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["restore", "copy.db"]) == 2
    assert "kör sedan igen med --force" in capsys.readouterr().err
    assert run(["backup", "--out", "copy.db"]) == 2
    assert "finns redan" in capsys.readouterr().err


def test_a_running_service_is_to_be_stopped_first(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with only_process(f"sqlite:///{town / 'town.db'}"):
        assert run(["restore", "copy.db", "--force"]) == 2
        assert "redan igång" in capsys.readouterr().err
        assert run(["backup", "--out", "next.db"]) == 0
