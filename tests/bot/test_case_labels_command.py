"""`fristvakt case-labels`, and what is refused where the key or the labels do not fit."""

import csv
import json
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import time_machine
from labelled_town import KEY, LABELS
from sample_municipality import NOW
from small_town import INVESTIGATION_COLUMNS, KARIN, write_exports

from bot.cli.app import run
from bot.composition import labels_from
from bot.service import serve
from bot.settings import SettingsError, load_settings
from storage.engine import open_database
from storage.errors import StorageError
from storage.queries import LooksWanted, looks

ANOTHER_KEY = KEY[1:] + "7"
CASE = "BU-2026-00001"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Path:
    """The small town, read in with tokens on fre 2026-11-20."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", f"sqlite:///{tmp_path / 'town.db'}")
    monkeypatch.setenv("FRISTVAKT_LOG_FILE", str(tmp_path / "fristvakt.log"))
    monkeypatch.setenv("FRISTVAKT_CASE_LABEL", "token")
    monkeypatch.setenv("FRISTVAKT_CASE_LABEL_KEY", KEY)
    folder = tmp_path / "exports"
    folder.mkdir()
    write_exports(folder)
    with time_machine.travel(NOW, tick=False):
        assert run(["import", str(folder), "--full"]) == 0
    capsys.readouterr()
    return folder


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command on the day and return what it writes."""

    def command(*arguments: str, code: int = 0) -> str:
        with time_machine.travel(NOW, tick=False):
            assert run(list(arguments)) == code
        written = capsys.readouterr()
        assert KEY not in written.out + written.err
        return written.out if code in (0, 3) else written.err

    return command


def rows_of(file: Path) -> list[list[str]]:
    return list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))


def test_the_list_says_which_number_each_token_stands_for(town: Path, said: Any) -> None:
    out = town.parent / "lista.csv"
    told = said("case-labels", str(town), "--out", str(out))
    assert told.startswith(f"Skrev {out}.")
    head, *rows = rows_of(out)
    assert head == ["Gäller", "Nummer", "Beteckning"]
    assert ["ärende", CASE, LABELS.of_case(CASE)] in rows
    assert ["utredning", "UTR-1", LABELS.of_row("UTR-1")] in rows
    assert ["aktualisering", "AKT-1", LABELS.of_row("AKT-1")] in rows
    assert len(rows) == 9 + 8 + 1
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    shown = {duty["case"] for duty in json.loads(said("duties", "--json"))}
    assert shown
    assert shown <= {label for kind, _, label in rows if kind == "ärende"}


def test_a_protected_case_is_not_listed_whichever_list_it_stands_in(town: Path, said: Any) -> None:
    marked = f"{INVESTIGATION_COLUMNS};Skyddade personuppgifter\n"
    row = "{};{};;2026-07-10;;;;;Barnenheten;Karin Larsson;;;;;{}\n"
    (town / "fler.csv").write_text(
        marked + row.format("UTR-9", "BU-2026-00008", "Ja") + row.format("UTR-10", CASE, "Nej"),
        encoding="utf-8",
    )
    out = town.parent / "lista.csv"
    said("case-labels", str(town), "--out", str(out))
    written = out.read_text(encoding="utf-8")
    assert CASE in written
    assert "BU-2026-00008" not in written
    assert "AKT-1;" not in written


def test_making_the_list_is_in_the_access_log_and_no_number_or_key_in_any_log(
    town: Path, said: Any
) -> None:
    said("case-labels", str(town), "--out", "lista.csv")
    said("ask", f"status på {CASE}", "--as", KARIN)
    database = open_database(f"sqlite:///{town.parent / 'town.db'}")
    with closing(database):
        (listed, asked) = looks(database, LooksWanted())
    assert (listed.intent, listed.rows, listed.who) == ("case_labels", 18, "kommandoraden")
    assert asked.intent == "show_case"
    log = (town.parent / "fristvakt.log").read_text(encoding="utf-8")
    assert log
    for secret in (KEY, CASE, "UTR-1"):
        assert secret not in log
        assert secret.encode() not in (town.parent / "town.db").read_bytes()


def test_without_tokens_there_is_nothing_to_list(
    town: Path, said: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRISTVAKT_CASE_LABEL", "number")
    assert "redan" in said("case-labels", str(town), "--out", "lista.csv", code=2)
    assert not Path("lista.csv").exists()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("FRISTVAKT_CASE_LABEL", "number", "FRISTVAKT_CASE_LABEL=token, men inställningen är num"),
        ("FRISTVAKT_CASE_LABEL_KEY", ANOTHER_KEY, "en annan nyckel än FRISTVAKT_CASE_LABEL_KEY"),
    ],
)
def test_over_other_labels_nothing_is_imported_listed_or_served(
    town: Path, said: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    assert sentence in said("import", str(town), "--full", "--force", code=2)
    with pytest.raises(StorageError, match=sentence):
        serve(load_settings(port=1), anonymous=True, announce=print)
    told = said("doctor", "--json", code=3)
    (check,) = [each for each in json.loads(told)["checks"] if each["name"] == "case_labels"]
    assert sentence in f"{check['detail']} {check['remedy']}"
    if name.endswith("KEY"):
        assert sentence in said("case-labels", str(town), "--out", "lista.csv", code=2)
        assert not Path("lista.csv").exists()


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("", "saknar nyckel"),
        ("   ", "saknar nyckel"),
        ("hemligt-4711", "går att gissa: den ska ha minst 32"),
        ("ab" * 32, "går att gissa"),
    ],
)
def test_a_key_that_is_missing_or_can_be_guessed_is_a_sentence(
    town: Path, said: Any, monkeypatch: pytest.MonkeyPatch, key: str, sentence: str
) -> None:
    monkeypatch.setenv("FRISTVAKT_CASE_LABEL_KEY", key)
    with pytest.raises(SettingsError, match=sentence) as refused:
        load_settings()
    assert "openssl rand -hex 32" in str(refused.value)
    assert not key.strip() or key not in str(refused.value)
    assert sentence in said("import", str(town), code=2)
    with time_machine.travel(NOW, tick=False):
        assert run(["doctor"]) == 3


def test_the_key_does_not_stand_in_the_file(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    Path("fristvakt.toml").write_text(f'case_label_key = "{KEY}"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="Hemligheter får inte stå i") as refused:
        load_settings()
    assert KEY not in str(refused.value)


def test_what_shows_the_settings_does_not_show_the_key(town: Path) -> None:
    assert town
    settings = load_settings()
    labels = labels_from(settings)
    assert labels == LABELS
    assert KEY not in f"{settings!r} {labels!r} {settings.model_dump()}"
