"""The command line as a contract: keys, exit codes, Swedish sentences."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from small_town import INVESTIGATIONS, KARIN, MANAGER, OSKAR, SECRETARY, write_exports

from bot.cli.app import run
from bot.cli.mistakes import exit_code_and_sentence

AS_OF = ["--as-of", "2026-11-20"]
Command = Callable[..., Any]


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with the town's exports beside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", f"sqlite:///{tmp_path / 'town.db'}")
    exports = tmp_path / "exports"
    exports.mkdir()
    write_exports(exports)
    return exports


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command that succeeds and return its JSON."""

    def command(*arguments: str, code: int = 0) -> Any:
        assert run([*arguments, "--json"]) == code
        return json.loads(capsys.readouterr().out)

    return command


@pytest.fixture
def imported(town: Path, said: Command) -> Any:
    return said("import", str(town), "--full", *AS_OF)


def test_due_gives_the_dates_the_provision_and_the_steps(said: Command) -> None:
    told = said("due", "investigation", "--from", "2026-07-21", "--as-of", "2026-11-20")
    assert list(told) == [
        "rule",
        "version_in_force_from",
        "citation",
        "sureness",
        "triggered_on",
        "due_on",
        "shifted_due_on",
        "status",
        "days_left",
        "steps",
    ]
    assert (told["due_on"], told["shifted_due_on"]) == ("2026-11-21", "2026-11-23")
    assert (told["status"], told["days_left"]) == ("near", 1)
    assert told["citation"] == "20 kap. 3 § SoL (2025:400)"
    assert told["steps"][-1] == "Sista dag är lördag 21 november 2026."


def test_due_weighs_in_an_extension_and_the_day_it_ended(said: Command) -> None:
    asked = ["due", "investigation", "--from", "2026-03-02", "--extended-to", "2026-09-01"]
    in_time = said(*asked, "--extension-decided", "2026-07-02", "--ended", "2026-08-31")
    too_late = said(*asked, "--extension-decided", "2026-07-03", "--ended", "2026-08-31")
    assert (in_time["due_on"], in_time["status"]) == ("2026-09-01", "fulfilled")
    assert (too_late["due_on"], too_late["status"]) == ("2026-07-02", "fulfilled_late")
    assert in_time["days_left"] is None


def test_due_follows_the_weekend_setting(said: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRISTVAKT_WEEKEND_RULE", "shifted")
    told = said("due", "investigation", "--from", "2026-07-21", "--as-of", "2026-11-22")
    assert (told["due_on"], told["status"], told["days_left"]) == ("2026-11-21", "near", 1)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("due investigation --from 2026-02-30", "ÅÅÅÅ-MM-DD"),
        ("due investigatoin --from 2026-02-03", "Skriv investigation."),
        ("due investigation", "Det saknas något: --from."),
        ("due investigation --form 2026-02-03", "--form"),
        ("due reporter_feedback --from 2026-01-14", "från och med 15 januari 2026"),
        ("due preliminary_assessment --from 2026-02-03 --extended-to 2026-01-01", "före --from"),
        ("due protection_assessment --from 2026-02-03 --extended-to 2026-03-01", "inte förlängas"),
        ("due investigation --from 2026-02-03 --extension-decided 2026-03-01", "--extended-to"),
        ("due investigation --from 2100-12-01", "2100"),
        ("stats --from 2026-02-01 --to 2026-01-01", "Byt plats"),
        ("stats --from 2026-W44 --to 2026-W47", "ÅÅÅÅ-MM-DD"),
        ("stats --from 2026-02-01 --to 2026-02-28 --unit Norr", "Enheterna är: Barnenheten"),
        ("duties --as nobody@smastad.example", "känner inte igen"),
        ("duties --status sen", "Skriv upcoming"),
        ("digest weekly --week 2026-W54", "2026-W47"),
        ("digest weekly --unit Norr", "Barnenheten"),
        ("summary monthly --month 2026-13", "2026-10"),
        ("summary monthly --format ods", "html, pdf, xlsx, docx, json"),
        ("import does-not-exist.csv", "does-not-exist.csv"),
        ("import exports --profile trserva", "treserva"),
        ("understand exports/personal.csv", "kolumnen utterance"),
        ("due investigation --from 9999-12-01", "mellan 1950 och 2100"),
        ("digest weekly --week 0001-W01", "2026-W47"),
        ("summary monthly --month 0001-01", "2026-10"),
        ("dues", "Menar du ”due”?"),
        ("digest", "weekly"),
    ],
)
def test_a_mistake_is_a_swedish_sentence_and_exit_code_two(
    imported: Any, capsys: pytest.CaptureFixture[str], arguments: str, sentence: str
) -> None:
    assert run([*arguments.split(), *(AS_OF if arguments.startswith(("du", "st")) else [])]) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err + captured.out
    assert "Traceback" not in captured.err


def test_a_fault_is_a_calm_sentence_with_a_number_that_leads_to_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        raise RuntimeError("Kalle 19850709")
    except RuntimeError as fault:
        code, sentence = exit_code_and_sentence(fault)
    reference = sentence.rstrip(".").rsplit(" ", 1)[-1]
    log = (tmp_path / "var" / "fristvakt.log").read_text(encoding="utf-8")
    assert code == 1
    assert reference in log
    assert "RuntimeError" in log
    assert "Kalle" not in log + sentence


def test_rules_lists_the_whole_catalogue(said: Command) -> None:
    listed = said("rules")
    assert len(listed) == 21
    for rule in listed:
        for version in rule["versions"]:
            assert version["citation"]
            assert version["sureness"] in {"L", "A", "S", "R"}
            assert version["verified_on"] == "2026-11-21"


def test_import_tells_what_became_of_every_file(imported: Any) -> None:
    assert {file["kind"]: file["inserted"] for file in imported["files"]} == {
        "reports": 1,
        "investigations": 8,
        "staff": 8,
    }
    assert set(imported["files"][0]) == {
        "path",
        "kind",
        "rows",
        "inserted",
        "updated",
        "unchanged",
        "rejected",
        "gone",
    }
    assert imported["rejected"] == []


def test_the_same_files_again_change_nothing(imported: Any, town: Path, said: Command) -> None:
    again = said("import", str(town), "--full", *AS_OF)
    assert all(file["unchanged"] == file["rows"] for file in again["files"])


def test_rejected_rows_are_exit_code_three_and_never_echoed(
    imported: Any, town: Path, said: Command
) -> None:
    secret = "850709-9805"
    row = f"UTR-9;BU-2026-00009;;2026-10-01;;;;;Barnenheten;{secret};Flicka;7;Skolfrånvaro;\n"
    (town / "utredningar.csv").write_text(INVESTIGATIONS + row, encoding="utf-8")
    told = said("import", str(town / "utredningar.csv"), *AS_OF, code=3)
    (rejected,) = told["rejected"]
    assert set(rejected) == {"path", "line", "column", "code", "message"}
    assert (rejected["line"], rejected["column"]) == (10, "Handläggare")
    assert secret not in json.dumps(told)
    database = (town.parent / "town.db").read_bytes()
    assert secret.encode() not in database


def test_rows_that_contradict_each_other_are_named_with_file_and_line(
    imported: Any, town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = "UTR-9;BU-2026-00009;;2026-10-0{};;;;;Barnenheten;Björn Berg;Flicka;7;Skolfrånvaro;\n"
    text = INVESTIGATIONS + row.format(1) + row.format(2)
    (town / "utredningar.csv").write_text(text, encoding="utf-8")
    assert run(["import", str(town / "utredningar.csv"), *AS_OF]) == 3
    shown = capsys.readouterr().out
    assert "utredningar.csv, rad 10" in shown
    assert "utredningar.csv, rad 11" in shown


def test_a_list_that_breaks_off_marks_nothing_as_gone(
    imported: Any, town: Path, said: Command
) -> None:
    kept = INVESTIGATIONS.splitlines(keepends=True)
    cut = "".join(kept[:-2]) + kept[-2][:30]
    (town / "utredningar.csv").write_text(cut, encoding="utf-8")
    told = said("import", str(town / "utredningar.csv"), "--full", *AS_OF, code=3)
    assert told["files"][0]["gone"] == 0
    assert "avhuggna" in told["warnings"][0]


def test_a_file_named_by_a_personal_number_is_read_without_echo(
    imported: Any, town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = town / "utredningar 850709-9805.csv"
    path.write_text(INVESTIGATIONS, encoding="utf-8")
    assert run(["import", str(path), *AS_OF]) == 0
    captured = capsys.readouterr()
    assert "utredningar ….csv" in captured.out
    assert "850709" not in captured.out + captured.err
    with closing(sqlite3.connect(town.parent / "town.db")) as connection:
        assert not [line for line in connection.iterdump() if "850709" in line]


def test_ask_answers_with_the_keys_of_the_contract(imported: Any, said: Command) -> None:
    told = said("ask", "mina ärenden nära deadline", "--as", KARIN, *AS_OF)
    assert told["intent"] == "list_due"
    assert told["slots"] == {"scope": "mine"}
    assert told["denied"] is False
    assert told["cards"][0]["type"] == "AdaptiveCard"
    assert told["cases"][0] == {
        "case": "BU-2026-00001",
        "rule": "investigation",
        "due_on": "2026-11-10",
        "shifted_due_on": "2026-11-10",
        "days_left": -10,
        "status": "overdue",
        "unit": "Barnenheten",
        "caseworker": "Karin Larsson",
    }


@pytest.mark.parametrize("scope", ["group", "channel"])
def test_ask_in_a_group_shows_no_rows(imported: Any, said: Command, scope: str) -> None:
    told = said("ask", "mina ärenden", "--as", KARIN, "--scope", scope, *AS_OF)
    assert (told["cases"], told["denied"]) == ([], True)


def test_duties_for_a_person_are_those_of_teams(imported: Any, said: Command) -> None:
    for person in (KARIN, OSKAR, MANAGER):
        listed = said("duties", "--as", person, *AS_OF)
        question = "visa alla öppna ärenden på enheten" if person == MANAGER else "mina ärenden"
        assert listed == said("ask", question, "--as", person, *AS_OF)["cases"]


def test_duties_show_fulfilled_ones_when_asked(imported: Any, said: Command) -> None:
    closed = said("duties", "--as", KARIN, "--status", "fulfilled", *AS_OF)
    assert [duty["case"] for duty in closed] == ["BU-2026-00007"]
    everybodys = said("duties", "--status", "fulfilled", "--status", "overdue", *AS_OF)
    assert {duty["status"] for duty in everybodys} == {"fulfilled", "overdue"}


def test_duties_for_a_secretary_are_refused(
    imported: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["duties", "--as", SECRETARY, "--json", *AS_OF]) == 2
    captured = capsys.readouterr()
    assert json.loads(captured.out) == []
    assert "visar jag inga ärenden" in captured.err


def test_looks_from_the_command_line_are_written_down(
    imported: Any, said: Command, town: Path
) -> None:
    said("duties", "--as", KARIN, *AS_OF)
    said("duties", "--as", MANAGER, *AS_OF)
    said("duties", "--unit", "Barnenheten", *AS_OF)
    said("duties", *AS_OF)
    said("digest", "weekly", *AS_OF)
    said("digest", "weekly", "--unit", "Barnenheten", *AS_OF)
    said("summary", "monthly", *AS_OF)
    with closing(sqlite3.connect(town.parent / "town.db")) as connection:
        looks = connection.execute("SELECT who, intent, scope, rows FROM access_log").fetchall()
    assert looks == [
        (KARIN, "duties", "mine", 5),
        (MANAGER, "duties", "unit", 8),
        ("kommandoraden", "duties", "unit", 8),
        ("kommandoraden", "duties", "all", 9),
        ("kommandoraden", "digest_weekly", "all", 9),
        ("kommandoraden", "digest_weekly", "unit", 8),
        ("kommandoraden", "summary_monthly", "all", 0),
    ]


@pytest.mark.parametrize(
    ("person", "unit", "scope"),
    [
        (SECRETARY, (), "mine"),
        (KARIN, ("--unit", "Ungdomsenheten"), "unit"),
        (MANAGER, ("--unit", "Ungdomsenheten"), "unit"),
        ("nobody@smastad.example", (), "none"),
    ],
)
def test_refused_duties_are_written_down_as_refused(
    imported: Any, town: Path, person: str, unit: tuple[str, ...], scope: str
) -> None:
    assert run(["duties", "--as", person, *unit, *AS_OF]) == 2
    with closing(sqlite3.connect(town.parent / "town.db")) as connection:
        query = "SELECT who, intent, scope, rows, denied FROM access_log"
        looks = connection.execute(query).fetchall()
    assert looks == [(person, "duties", scope, 0, 1)]


def test_figures_that_were_looked_at_are_written_down(
    imported: Any, said: Command, town: Path
) -> None:
    asked = ["stats", "--from", "2026-11-01", "--to", "2026-11-30", *AS_OF]
    said(*asked)
    said(*asked, "--unit", "Barnenheten")
    with closing(sqlite3.connect(town.parent / "town.db")) as connection:
        query = "SELECT who, intent, scope, rows, denied FROM access_log ORDER BY id"
        looks = connection.execute(query).fetchall()
    assert looks == [
        ("kommandoraden", "stats", "all", 0, 0),
        ("kommandoraden", "stats", "unit", 0, 0),
    ]


def test_the_keys_are_those_of_the_contract_and_the_additions_we_know_of(
    imported: Any, said: Command
) -> None:
    duty = ["case", "rule", "due_on", "shifted_due_on", "days_left", "status", "unit", "caseworker"]
    assert all(list(each) == duty for each in said("duties", *AS_OF))
    answer = said("ask", "mina ärenden", "--as", KARIN, *AS_OF)
    assert set(answer) == {"intent", "slots", "text", "cases", "cards", "denied"} | {"summary"}
    assert all(list(each) == duty for each in answer["cases"])
    figures = said("stats", "--from", "2026-11-01", "--to", "2026-11-30", *AS_OF)
    added = {"unit", "data_as_of", "data_is_stale", "rows_without_unit", "notes"}
    assert set(figures) == {"from", "to", "indicators"} | added
    keys = {"id", "group", "numerator", "denominator", "share", "suppressed", "definition"}
    assert all(set(each) == keys | {"title"} for each in figures["indicators"])


def test_a_manager_cannot_list_another_units_duties(
    imported: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["duties", "--as", MANAGER, "--unit", "Ungdomsenheten", *AS_OF]) == 2
    assert "BU-" not in "".join(capsys.readouterr())


def test_stats_hide_small_counts_outside_the_unit_only(imported: Any, said: Command) -> None:
    asked = ["stats", "--from", "2026-11-01", "--to", "2026-11-30", *AS_OF]
    everywhere = {figure["id"]: figure for figure in said(*asked)["indicators"]}
    own = {figure["id"]: figure for figure in said(*asked, "--unit", "Barnenheten")["indicators"]}
    assert everywhere["investigation_in_time"]["suppressed"]
    assert everywhere["investigation_in_time"]["numerator"] is None
    assert everywhere["emergency_care_people"]["numerator"] == 0
    assert own["investigation_in_time"]["denominator"] == 3
    assert not own["investigation_in_time"]["suppressed"]
    assert own["closed_without_intervention"]["share"] is None


def test_stats_are_grouped_and_defined(imported: Any, said: Command) -> None:
    asked = ["stats", "--from", "2026-01-01", "--to", "2026-11-20", "--by", "unit", *AS_OF]
    figures = said(*asked)["indicators"]
    assert {figure["group"] for figure in figures} == {None, "Barnenheten", "Ungdomsenheten"}
    assert all(figure["definition"] for figure in figures)


def test_the_weekly_digest_is_written_where_it_is_wanted(
    imported: Any, said: Command, tmp_path: Path
) -> None:
    told = said("digest", "weekly", "--out", str(tmp_path / "out"), *AS_OF)
    assert told["week"] == "2026-W47"
    assert [digest["unit"] for digest in told["digests"]] == ["Barnenheten", "Ungdomsenheten"]
    assert told["digests"][0]["recipient"] == MANAGER
    kinds = {"".join(Path(file).suffixes) for file in told["files"]}
    assert kinds == {".html", ".txt", ".card.json"}
    assert all(Path(file).stat().st_size for file in told["files"])


def test_the_monthly_summary_is_written_in_the_formats_asked_for(
    imported: Any, said: Command, tmp_path: Path
) -> None:
    asked = ["summary", "monthly", "--month", "2026-10", "--format", "html,json"]
    told = said(*asked, "--out", str(tmp_path / "out"), *AS_OF)
    assert told["month"] == "2026-10"
    assert {Path(file).suffix for file in told["files"]} == {".html", ".json"}
    assert len({point["month"] for point in told["trend"]}) == 12
    assert "BU-" not in json.dumps(told)


def test_migrate_can_be_run_again(town: Path, said: Command) -> None:
    assert said("migrate") == said("migrate")


def test_understand_reads_the_column_of_a_file(said: Command, tmp_path: Path) -> None:
    path = tmp_path / "said.tsv"
    path.write_text('utterance\tnote\nmina ärenden\t"x\nhej\t\n', encoding="utf-8")
    told = said("understand", str(path), *AS_OF)
    assert [(each["utterance"], each["intent"]) for each in told] == [
        ("mina ärenden", "list_cases"),
        ("hej", "greeting"),
    ]


@pytest.mark.parametrize("command", [[], ["due"], ["ask"], ["digest", "weekly"], ["stats"]])
def test_help_is_in_swedish(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Så här: fristvakt")
    for english in ("Usage", "Options", "Arguments", "Commands", "required", "default", "Show"):
        assert english not in shown


def test_figures_by_sex_are_named_in_swedish(
    imported: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["stats", "--from", "2026-01-01", "--to", "2026-11-20", "--by", "sex", *AS_OF]
    assert run([*asked, "--unit", "Barnenheten"]) == 0
    shown = capsys.readouterr().out
    assert "(flickor)" in shown
    assert "(girl)" not in shown


def test_a_fault_is_logged_where_the_settings_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRISTVAKT_LOG_FILE", str(tmp_path / "elsewhere" / "faults.log"))
    assert exit_code_and_sentence(RuntimeError())[0] == 1
    assert (tmp_path / "elsewhere" / "faults.log").read_text(encoding="utf-8")
    (tmp_path / "file").touch()
    monkeypatch.setenv("FRISTVAKT_LOG_FILE", str(tmp_path / "file" / "faults.log"))
    assert "kunde inte skrivas till loggen" in exit_code_and_sentence(RuntimeError())[1]


def test_the_installed_command_speaks_for_itself(town: Path) -> None:
    command = [sys.executable, "-c", "from bot.cli import main; main()"]
    done = subprocess.run([*command, "due", "investigation"], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Det saknas något")
