"""`fristvakt audit`: who looked at what, for the administrator alone."""

import csv
import io
import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from small_town import ADMINISTRATOR, KARIN, MANAGER, OSKAR, SECRETARY, STRANGER, write_exports

from bot.cli.app import run
from storage.engine import Database, open_database
from storage.queries import LooksWanted, looks, record_look

FRIDAY = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with the town's staff and three looks on fre 2026-11-20 and one the day after."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'town.db'}"
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", url)
    write_exports(tmp_path)
    with time_machine.travel(FRIDAY, tick=False):
        assert run(["import", str(tmp_path), "--full"]) == 0
        assert run(["ask", "mina ärenden", "--as", KARIN]) == 0
        assert run(["ask", "status på BU-2026-00001", "--as", OSKAR]) == 0
        assert run(["ask", "hur ser läget ut på enheten", "--as", MANAGER]) == 0
    with time_machine.travel(FRIDAY + timedelta(days=1), tick=False):
        assert run(["ask", "mina ärenden", "--as", KARIN]) == 0
    return url


@pytest.fixture
def audited(address: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command two days later and return what it writes."""
    capsys.readouterr()

    def command(*arguments: str, code: int = 0) -> str:
        with time_machine.travel(FRIDAY + timedelta(days=2), tick=False):
            assert run(["audit", *arguments]) == code
        written = capsys.readouterr()
        return written.out if code == 0 else written.err

    return command


def opened_at(address: str) -> Database:
    return open_database(address)


def test_every_look_is_told_in_the_order_of_time(audited: Any) -> None:
    told = json.loads(audited("--json", "--as", ADMINISTRATOR))
    assert [(each["who"], each["intent"], each["scope"]) for each in told] == [
        (KARIN, "list_cases", "mine"),
        (OSKAR, "show_case", "mine"),
        (MANAGER, "unit_status", "unit"),
        (KARIN, "list_cases", "mine"),
    ]
    assert [each["denied"] for each in told] == [False, True, False, False]
    assert told[0]["at"] == "2026-11-20T08:30:00+00:00"
    assert told[0]["rows"] == 5


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (("--from", "2026-11-21"), 1),
        (("--to", "2026-11-20"), 3),
        (("--from", "2026-11-20", "--to", "2026-11-20", "--who", KARIN.upper()), 1),
        (("--intent", "show_case"), 1),
        (("--denied",), 1),
        (("--who", SECRETARY), 0),
    ],
)
def test_looks_are_chosen_by_day_person_question_and_denial(
    audited: Any, arguments: tuple[str, ...], number: int
) -> None:
    assert len(json.loads(audited("--json", *arguments))) == number


def test_reading_the_log_is_written_down_as_well(audited: Any, address: str) -> None:
    audited("--as", ADMINISTRATOR)
    audited()
    with closing(opened_at(address)) as database:
        own = list(looks(database, LooksWanted(intent="audit")))
    assert [(look.who, look.rows, look.denied) for look in own] == [
        (ADMINISTRATOR, 4, False),
        ("kommandoraden", 4, False),
    ]


@pytest.mark.parametrize("email", [KARIN, MANAGER, SECRETARY, STRANGER])
def test_nobody_but_an_administrator_reads_the_log(audited: Any, address: str, email: str) -> None:
    refusal = audited("--json", "--as", email, code=2)
    assert "administratör" in refusal
    assert KARIN not in refusal
    with closing(opened_at(address)) as database:
        (own,) = looks(database, LooksWanted(intent="audit"))
    assert (own.who, own.denied) == (email, True)


def test_the_text_for_people_is_swedish_and_in_swedish_time(audited: Any) -> None:
    lines = audited("--to", "2026-11-20").splitlines()
    assert (
        lines[0] == f"2026-11-20 09:30:00 · {KARIN} · list_cases · egna · 5\N{NO-BREAK SPACE}rader"
    )
    assert lines[1].endswith("· nekad")
    assert "Ingen har tittat" in audited("--who", SECRETARY)


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t"])
def test_a_spreadsheet_finds_no_formula_in_the_csv(audited: Any, address: str, begins: str) -> None:
    who = f'{begins}HYPERLINK("http://y";"x")'
    with closing(opened_at(address)) as database:
        record_look(database, who=who, at=FRIDAY, intent="list_due", rows=0)
    rows = list(csv.reader(io.StringIO(audited("--csv")), delimiter=";"))
    assert rows[0] == ["Tid", "Vem", "Fråga", "Omfattning", "Antal rader", "Nekad"]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)
    assert f"'{who}" in [row[1] for row in rows]


@pytest.mark.parametrize(
    "arguments", [("--from", "2026-11-21", "--to", "2026-11-20"), ("--csv", "--json")]
)
def test_what_cannot_be_done_is_said(audited: Any, arguments: tuple[str, ...]) -> None:
    assert audited(*arguments, code=2).count("\n") == 1


def test_the_file_for_a_spreadsheet_says_that_it_is_utf_8(
    audited: Any, address: str, tmp_path: Path
) -> None:
    assert "logg.csv" in audited("--out", "logg.csv")
    written = (tmp_path / "logg.csv").read_bytes()
    assert written.startswith("\ufeffTid;Vem;Fråga".encode())
    assert len(written.splitlines()) == 5
    assert (tmp_path / "logg.csv").stat().st_mode & 0o077 == 0
    assert audited("--csv").startswith("Tid;Vem")


@pytest.mark.parametrize("arguments", [("--out", "."), ("--out", "no/where.csv")])
def test_a_file_that_cannot_be_written_is_said(audited: Any, arguments: tuple[str, ...]) -> None:
    assert audited(*arguments, code=2).count("\n") == 1
    assert "inte båda" in audited("--out", "logg.csv", "--json", code=2)


@pytest.mark.parametrize("unseen", ["\n", "\r", "\x1b[2J", "\x9b2J", "\u2028", "\u202e", "\x7f"])
def test_what_cannot_be_seen_forges_no_line(audited: Any, address: str, unseen: str) -> None:
    who = f"x{unseen}2026-11-20 09:30:00 · {KARIN} · show_case · egna · 1 rad"
    with closing(opened_at(address)) as database:
        record_look(database, who=who, at=FRIDAY, intent="list_due", rows=0)
    lines = audited().removesuffix("\n").split("\n")
    assert len(lines) == 5
    assert not [line for line in lines if unseen[0] in line]
    assert any("x\N{REPLACEMENT CHARACTER}" in line for line in lines)


@pytest.mark.parametrize("who", ["åsa@x.se", "ÅSA@x.se", "A\u030aSA@X.SE"])
def test_a_person_is_found_whatever_capitals_the_log_and_the_question_have(
    audited: Any, address: str, who: str
) -> None:
    with closing(opened_at(address)) as database:
        for written in ("ÅSA@x.se", "åsa@X.se", "ÄSA@x.se"):
            record_look(database, who=written, at=FRIDAY, intent="list_due", rows=0)
    assert len(json.loads(audited("--json", "--who", who))) == 2
