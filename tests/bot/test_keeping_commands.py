"""`purge`, `export-person`, `erase-staff`: what goes, what stays, and that it is written down."""

import json
import stat
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from small_town import KARIN, MANAGER, write_exports
from time_machine import travel

from bot.cli.app import run
from bot.clock import now_in_sweden
from digests.schedule.believing import doubted_since
from rules.facts import OverrunCause
from storage.engine import Database, open_database
from storage.queries import LooksWanted, looks, record_look, staff_by_email
from storage.records import (
    Conversation,
    open_calendar,
    pause_digest,
    record_overrun_cause,
    remember_conversation,
    set_reminder,
)
from storage.records.outbox import (
    Absence,
    Channel,
    DeliveryKind,
    NewDelivery,
    queue_deliveries,
    set_absence,
)
from storage.tables import metadata

FAR_AHEAD = datetime(2030, 1, 5, 9, 0, tzinfo=UTC)
AS_OF = ["--as-of", "2026-11-20"]


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A town whose exports have been read in, and its database."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'town.db'}"
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", url)
    (tmp_path / "exports").mkdir()
    write_exports(tmp_path / "exports")
    assert run(["import", "exports", "--full", *AS_OF, "--json"]) == 0
    return open_database(url)


@pytest.fixture
def manager(town: Database) -> Any:
    """The manager, who has told Fristvakt all that can be told."""
    now = now_in_sweden()
    staff = staff_by_email(town, MANAGER)
    assert staff is not None
    set_reminder(town, staff, "BU-2026-00001", date(2099, 1, 1), now)
    open_calendar(town, staff, now)
    pause_digest(town, staff, None, now)
    set_absence(town, Absence(MANAGER, KARIN, now.date(), date(2099, 1, 1)), now)
    new = NewDelivery(MANAGER, DeliveryKind.WEEKLY_DIGEST, "2026-W47", Channel.MAIL, now, now)
    queue_deliveries(town, [new], now)
    record_look(town, who=MANAGER, at=now, intent="list_due", rows=3)
    with town.reading() as connection:
        number = connection.exec_driver_sql("SELECT min(number) FROM investigation").scalar_one()
    record_overrun_cause(town, number, OverrunCause.COMPLEX, staff, now)
    return staff


def intents(town: Database) -> list[str]:
    return [look.intent for look in looks(town, LooksWanted())]


def test_a_dry_run_changes_nothing_and_tells_what_would_go(
    town: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    before = dump(town)
    assert run(["purge", "--dry-run", "--as-of", "2035-01-01", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["dry_run"], told["facts_kept_from"]) == (True, "2032-12-01")
    assert {each["kind"] for each in told["cleared"] if each["rows"]} >= {"investigations"}
    assert dump(town) == before


def test_a_purge_clears_tells_and_is_written_down(
    town: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    record_look(
        town, who="x", at=datetime(2020, 1, 1, tzinfo=now_in_sweden().tzinfo), intent="y", rows=1
    )
    capsys.readouterr()
    assert run(["purge", "--yes"]) == 0
    told = capsys.readouterr().out
    assert "Åtkomstlogg                   1" in told
    assert "1\N{NO-BREAK SPACE}rad är borttagen." in told
    assert "purge" in intents(town)
    assert "'case'" in dump(town)["purge_run"]


@pytest.mark.parametrize(("answer", "code"), [("nej\n", 2), ("ja\n", 0)])
def test_a_purge_on_a_day_that_cannot_be_believed_asks_first(
    town: Database, capsys: Any, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    stdin = StringIO(answer)
    monkeypatch.setattr(stdin, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", stdin)
    before = dump(town)
    capsys.readouterr()
    with travel(FAR_AHEAD, tick=False):
        assert run(["purge"]) == code
    asked = capsys.readouterr().out
    assert "Dagens datum är 5 januari 2030, men det senaste som är känt är från" in asked
    assert "ska det gallras? [ja/nej]" in asked
    assert (dump(town) == before) is (code == 2)


def test_a_purge_on_such_a_day_clears_nothing_where_nobody_can_be_asked(
    town: Database, capsys: Any
) -> None:
    before = dump(town)
    with travel(FAR_AHEAD, tick=False):
        assert run(["purge"]) == 2
        assert "lägg till --yes" in capsys.readouterr().err
        assert dump(town) == before
        assert run(["purge", "--dry-run"]) == 0
        assert dump(town) == before
        assert run(["purge", *AS_OF]) == 0
        assert doubted_since(town, FAR_AHEAD) is not None
        assert run(["purge", "--yes"]) == 0
    assert doubted_since(town, FAR_AHEAD) is None


def test_a_purge_takes_old_files_of_the_import_and_a_dry_run_counts_them(
    town: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    there = tmp_path / "in" / "done" / "2026-01-15-0500"
    there.mkdir(parents=True)
    monkeypatch.setenv("FRISTVAKT_IMPORT_FOLDER", str(tmp_path / "in"))
    for name in ("personal.csv", "rapport.txt"):
        (there / name).touch()

    def told(*arguments: str) -> str:
        capsys.readouterr()
        assert run(["purge", *arguments]) == 0
        return str(capsys.readouterr().out)

    dry = ["--dry-run", "--json", "--as-of"]
    assert json.loads(told(*dry, "2026-02-13"))["import_files"] == {
        "files": 0, "not_removed": 0, "oldest_kept": "2026-01-15",
    }  # fmt: skip
    assert json.loads(told(*dry, "2026-02-16"))["import_files"]["files"] == 2
    assert there.exists()
    said = told("--yes")
    assert "Filer i done/ och failed/" in said
    assert "2\N{NO-BREAK SPACE}filer är borttagna." in said
    assert not there.exists()
    assert "'import_folder'" in dump(town)["purge_run"]


def test_a_purge_that_cannot_look_in_the_folder_clears_nothing_and_says_so(
    town: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "done").symlink_to(tmp_path)
    monkeypatch.setenv("FRISTVAKT_IMPORT_FOLDER", str(tmp_path / "in"))
    before = dump(town)
    assert run(["purge"]) == 2
    assert "en länk. Inget är borttaget." in capsys.readouterr().err
    assert dump(town) == before


@pytest.mark.parametrize(("first", "says_so"), [("2015-01-01", True), ("2026-01-01", False)])
def test_figures_of_what_has_been_cleared_say_that_they_are_not_whole(
    town: Database, first: str, says_so: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    period = ["stats", "--from", first, "--to", "2026-10-31"]
    for has_cleared in (False, True):
        capsys.readouterr()
        assert run([*period, "--as-of", "2026-11-20"]) == 0
        assert ("är gallrade" in capsys.readouterr().out) is (has_cleared and says_so)
        assert run(["purge", "--yes"]) == 0


@pytest.mark.parametrize("as_of", [[], AS_OF, ["--as-of", "2024-07-01"]])
def test_a_later_clearing_that_keeps_more_takes_no_warning_away(
    town: Database, as_of: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    period = ["stats", "--from", "2024-01-01", "--to", "2024-06-30", *as_of]
    with travel(datetime(2026, 11, 22, 9, tzinfo=UTC), tick=False):
        assert run(["purge", "--yes"]) == 0
        assert run(["purge", "--as-of", "2026-01-01", "--yes"]) == 0
        monkeypatch.setenv("FRISTVAKT_KEEP_FACTS_MONTHS", "60")
        assert run(["purge", "--yes"]) == 0
        capsys.readouterr()
        assert run(period) == 0
    assert "avslutades före 22 oktober 2024 är gallrade" in capsys.readouterr().out


@pytest.mark.parametrize(("month", "says_so"), [("2024-05", True), ("2026-10", False)])
def test_a_summary_that_reaches_behind_what_is_kept_says_that_it_is_not_whole(
    town: Database, month: str, says_so: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["summary", "monthly", "--month", month, *AS_OF]
    for has_cleared in (False, True):
        capsys.readouterr()
        assert run(command) == 0
        before, _, gaps = capsys.readouterr().out.partition("LUCKOR I UNDERLAGET")
        is_said = has_cleared and says_so
        assert ["är gallrade" in part for part in (before, gaps)] == [is_said, is_said]
        assert run([*command, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["facts_kept_from"] is not None) is is_said
        assert run(["purge", "--yes"]) == 0


def test_nothing_is_cleared_as_of_a_day_to_come(
    town: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["purge", "--as-of", "2099-01-01"]) == 2
    assert "--dry-run" in capsys.readouterr().err


def test_the_extract_holds_all_that_is_stored_and_no_case(
    town: Database, manager: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "utdrag.json"
    assert run(["export-person", MANAGER.upper(), "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    told = json.loads(text)
    assert told["personallistan"]["namn"] == manager.name
    filled = ("pauser", "frånvaro", "påminnelser", "kalenderadresser", "registrerade_orsaker")
    assert all(len(told[name]) == 1 for name in (*filled, "utskick", "åtkomstlogg"))
    with town.reading() as connection:
        numbers = [
            number
            for table in ("report", "investigation", "placement")
            for row in connection.exec_driver_sql(f"SELECT number, case_number FROM {table}")  # noqa: S608 — our own names
            for number in row
        ]
    assert not [number for number in numbers if number in text]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert "export_person" in intents(town)
    assert run(["export-person", MANAGER, "--out", str(out)]) == 2  # never over another


def test_erasing_takes_all_but_what_has_to_stay_and_says_so(
    town: Database, manager: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["erase-staff", MANAGER, "--yes"]) == 0
    told = capsys.readouterr().out
    assert "Kvar (1): Åtkomstloggen sparas" in told
    assert "Ta bort personen ur personallistan" in told
    left = [name for name, rows in dump(town).items() if manager.email in rows]
    assert sorted(left) == ["access_log", "overrun_cause_record"]
    assert "erase_staff" in intents(town)
    assert staff_by_email(town, MANAGER) is None
    assert staff_by_email(town, KARIN) is not None


STRANGERS_ID = "99999999-9999-4999-8999-999999999999"


@pytest.fixture
def stranger(town: Database) -> str:
    """Somebody with the app whom the staff list has never named; the object id is returned."""
    now = now_in_sweden()
    chat = Conversation(STRANGERS_ID, "a:9", "https://smba.example/", "t", "28:b", "m", "29:g", now)
    remember_conversation(town, chat)
    record_look(town, who=STRANGERS_ID, at=now, intent="list_due", rows=0, denied=True)
    return STRANGERS_ID


def test_whoever_the_staff_list_lacks_is_told_of_and_erased_by_object_id(
    town: Database, stranger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "utdrag.json"
    assert run(["export-person", stranger.upper(), "--out", str(out)]) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert (told["objekt-id"], told["personallistan"]) == (stranger, None)
    assert told["chatten_i_teams"]["användare"] == "29:g"
    assert [each["nekad"] for each in told["åtkomstlogg"]] == [True]
    capsys.readouterr()
    assert run(["erase-staff", stranger, "--yes"]) == 0
    assert "Kvar (1): Åtkomstloggen sparas" in capsys.readouterr().out
    left = [name for name, rows in dump(town).items() if stranger in rows]
    assert left == ["access_log"]


def test_whoever_the_staff_list_has_is_found_by_object_id_too(
    town: Database, stranger: str, tmp_path: Path
) -> None:
    karin = staff_by_email(town, KARIN)
    assert karin is not None
    out = tmp_path / "utdrag.json"
    assert run(["export-person", str(karin.entra_object_id), "--out", str(out)]) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert (told["e-post"], told["personallistan"]["namn"]) == (KARIN, karin.name)
    assert run(["erase-staff", str(karin.entra_object_id), "--yes"]) == 0
    assert staff_by_email(town, KARIN) is None
    assert stranger in dump(town)["conversation"]


def test_what_was_told_by_an_object_id_is_found_though_the_address_has_a_new_owner(
    town: Database, tmp_path: Path
) -> None:
    karin = staff_by_email(town, KARIN)
    assert karin is not None
    set_reminder(town, karin, "BU-2026-00001", date(2099, 1, 1), now_in_sweden())
    with town.writing() as connection:
        connection.exec_driver_sql("UPDATE staff SET entra_object_id = NULL")
    out = tmp_path / "utdrag.json"
    assert run(["export-person", str(karin.entra_object_id), "--out", str(out)]) == 0
    assert len(json.loads(out.read_text(encoding="utf-8"))["påminnelser"]) == 1
    assert run(["erase-staff", str(karin.entra_object_id), "--yes"]) == 0
    assert dump(town)["reminder"] == "[]"
    assert staff_by_email(town, KARIN) is not None


@pytest.mark.parametrize(
    "command", [["export-person", "--out", "x.json"], ["erase-staff", "--yes"]]
)
def test_an_address_that_nobody_has_is_said_plainly(
    town: Database, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command[:1], "ingen\x1b[31m@kommun.example\nx", *command[1:]]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Det finns inget sparat om ingen\N{REPLACEMENT CHARACTER}[31m@")


def test_nothing_is_erased_unless_somebody_says_yes(
    town: Database, manager: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["erase-staff", MANAGER]) == 2
    assert "--yes" in capsys.readouterr().err
    assert staff_by_email(town, MANAGER) is not None


@pytest.mark.parametrize(
    "arguments",
    [
        ["duties", "--unit", "a\x1b[31m\nb\u202e"],
        ["duties", "--unit=a\x1b[31m\nb\u202e"],
        ["recipients", "set", "a\x1b[31m\nb\u202e", "--hour", "8"],
        ["recipients", "present", "a\x1b[31m\nb\u202e"],
        ["digest", "weekly", "--week", "20\x1b\n26"],
        ["duties", "--\x1b[31m\nb"],
        ["dut\x1b[31m\nies"],
        ["deliveries", "list", "--period", "\udcff"],
        ["duties", "--unit", "\udcff"],
    ],
)
def test_what_is_repeated_of_the_command_line_is_one_plain_line(
    town: Database, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(arguments) == 2
    said = capsys.readouterr().err
    assert said.endswith("\n")
    assert said[:-1].isprintable()


def dump(database: Database) -> dict[str, str]:
    """Everything that is stored, by table."""
    with database.reading() as connection:
        return {
            name: repr(connection.execute(table.select()).all())
            for name, table in metadata.tables.items()
        }
