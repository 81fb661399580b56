"""`summary monthly` of a month that has been sent: the frozen one, or today's with what differs."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from letterbox import Letterbox, letterbox
from small_town import STAFF

from bot.cli.app import run

SENT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)  # 09.30 in Sweden
LATER = SENT + timedelta(days=10)
COLUMNS = (
    "Utredningsnr;Ärendenr;Aktualiseringsnr;Inledd datum;Avslutad datum;Förlängd t.o.m.;"
    "Förlängning beslutad;Utfall;Enhet;Handläggare;Kön;Ålder;Orsak;Insats påbörjad"
)
NBSP = "\N{NO-BREAK SPACE}"


def write_lists(folder: Path, *, in_time: int, late: int, others: int = 0) -> None:
    """Investigations whose four months ended on 10 October, closed that day or the day after."""
    closed = [("2026-10-10", "Barnenheten")] * in_time + [("2026-10-11", "Barnenheten")] * late
    closed += [("2026-10-10", "Ungdomsenheten")] * others
    rows = [
        f"UTR-{n};BU-2026-{n:05};;2026-06-10;{day};;;Insats beviljad;{unit};Karin Larsson;"
        "Flicka;7;Skolfrånvaro;"
        for n, (day, unit) in enumerate(closed)
    ]
    folder.mkdir(exist_ok=True)
    (folder / "personal.csv").write_text(STAFF, encoding="utf-8")
    (folder / "utredningar.csv").write_text("\n".join([COLUMNS, *rows, ""]), encoding="utf-8")


@pytest.fixture
def letters() -> Iterator[Letterbox]:
    with letterbox() as box:
        yield box


@pytest.fixture
def said(
    letters: Letterbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Any:
    """The command, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", f"sqlite:///{tmp_path / 'town.db'}")
    for name, value in letters.settings.items():
        monkeypatch.setenv(name, value)

    def command(arguments: str, code: int = 0, at: datetime = SENT) -> str:
        with time_machine.travel(at):
            assert run(arguments.split()) == code
        written = capsys.readouterr()
        return written.err if code == 2 else written.out

    return command


@pytest.fixture
def sent(said: Any) -> Any:
    """The summary of October is sent on 20 November; more cases come in on the 30th."""
    imported(said, SENT - timedelta(hours=2), in_time=30, late=10)
    said("summary monthly --send")
    imported(said, LATER, in_time=30, late=20)
    return said


def imported(said: Any, at: datetime, **rows: int) -> None:
    write_lists(Path("export"), **rows)
    said("import export --full --force", at=at)


def shown(said: Any, more: str = "", at: datetime = LATER) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        said(f"summary monthly --month 2026-10 --json {more}", at=at)
    )
    return found


def in_time(document: dict[str, Any]) -> tuple[int, int]:
    (found,) = [each for each in document["indicators"] if each["id"] == "investigation_in_time"]
    return found["numerator"], found["denominator"]


def test_the_one_that_was_sent_is_shown_with_when_and_from_which_data(sent: Any) -> None:
    text = sent("summary monthly --month 2026-10", at=LATER)
    assert text.startswith(
        "Sammanställningen är låst. Den skickades första gången 20 november 2026 kl. 09.30. "
        "Uppgifter per 20 november 2026 kl. 07.30. Lägg till --recompute så ser du dagens siffror."
    )
    assert "(30 av 40)" in text
    assert "av 50" not in text
    document = shown(sent)
    assert in_time(document) == (30, 40)
    moments = {name: moment[:16] for name, moment in document["frozen"].items()}
    assert moments == {
        "frozen_at": "2026-11-20T08:30",
        "sent_at": "2026-11-20T08:30",
        "data_as_of": "2026-11-20T06:30",
    }
    assert (document["recomputed"], document["differences"]) == (False, None)


def test_counted_again_it_shows_todays_figures_and_names_what_differs(sent: Any) -> None:
    text = sent("summary monthly --month 2026-10 --recompute", at=LATER)
    assert text.startswith("Sammanställningen är räknad på nytt. Den skickades första gången 20 n")
    head, _, differences = text.partition("SKILLNADER MOT DEN SOM SKICKADES\n")
    assert "siffrorna är räknade på nytt" in head
    assert "(30 av 50)" in head
    named = "- Utredning i lagstadgad tid, oktober 2026"
    changed = f"75,0{NBSP}% (30 av 40) → 60,0{NBSP}% (30 av 50)"
    assert f"{named}: {changed}\n" in differences
    assert f"{named}, Barnenheten: {changed}\n" in differences


def test_counted_again_as_json(sent: Any) -> None:
    document = shown(sent, "--recompute")
    assert in_time(document) == (30, 50)
    assert document["recomputed"] is True
    assert document["frozen"]["data_as_of"].startswith("2026-11-20T06:30")
    assert document["data_as_of"].startswith("2026-11-30T08:30")
    (whole, unit) = [e for e in document["differences"] if e["id"] == "investigation_in_time"]
    assert whole["then"] == {
        "numerator": 30, "denominator": 40, "share": 0.75, "verdict": "not_met", "judged_by": 1.0
    }  # fmt: skip
    assert whole["now"]["numerator"] == 30
    assert (whole["from"], whole["to"], whole["by"], whole["group"]) == (
        "2026-10", "2026-10", None, None
    )  # fmt: skip
    assert (unit["by"], unit["group"], unit["suppressed"]) == ("unit", "Barnenheten", False)


def test_every_file_is_made_from_the_one_that_was_sent(sent: Any, letters: Letterbox) -> None:
    shown(sent, "--format html,json,docx,xlsx,pdf --out sent")
    (page,) = letters.letters[0].iter_attachments()
    attached = page.get_payload(decode=True)
    assert Path("sent/sammanstallning-2026-10.html").read_bytes() == attached
    document = json.loads(Path("sent/sammanstallning-2026-10.json").read_text(encoding="utf-8"))
    assert in_time(document) == (30, 40)
    shown(sent, "--format html,json --out sent --recompute")
    assert len(list(Path("sent").iterdir())) == 7
    again = Path("sent/sammanstallning-2026-10-omraknad.json").read_text(encoding="utf-8")
    assert in_time(json.loads(again)) == (30, 50)


def test_what_was_hidden_is_not_told_by_counting_again(said: Any) -> None:
    imported(said, SENT, in_time=30, late=10, others=3)
    said("summary monthly --send")
    imported(said, LATER, in_time=30, late=10, others=6)
    again = shown(said, "--recompute")
    units = [each for each in again["units"] if each["id"] == "investigation_in_time"]
    assert [each["suppressed"] for each in units] == [True, True]
    assert not [each for each in again["differences"] if each["group"]]
    earlier = shown(said, "--as-of 2026-11-19")
    assert earlier["frozen"] is None
    assert earlier["units"] == again["units"]


def test_a_month_that_has_not_been_sent_is_built_and_has_nothing_to_differ_from(said: Any) -> None:
    imported(said, SENT, in_time=30, late=10)
    assert said("summary monthly --month 2026-10").startswith("Sammanställning till nämnden")
    text = said("summary monthly --month 2026-10 --recompute")
    assert text.startswith("Sammanställningen för oktober 2026 har inte skickats.")
    assert "SKILLNADER" not in text
    document = shown(said, "--recompute")
    assert (document["frozen"], document["differences"]) == (None, None)
    assert document["recomputed"] is False


def test_nothing_that_differs_is_said(sent: Any) -> None:
    imported(sent, LATER, in_time=30, late=10)
    text = sent("summary monthly --month 2026-10 --recompute", at=LATER)
    assert "SKILLNADER MOT DEN SOM SKICKADES\nInga siffror skiljer sig." in text


def test_before_it_was_sent_it_had_not_been(sent: Any) -> None:
    document = shown(sent, "--as-of 2026-11-19")
    assert document["frozen"] is None
    assert in_time(document) == (30, 50)
    assert in_time(shown(sent, "--as-of 2026-11-20")) == (30, 40)


def test_sending_it_once_more_shows_and_sends_the_frozen_one(sent: Any) -> None:
    told = json.loads(sent("summary monthly --month 2026-10 --send --json", at=LATER))
    assert in_time(told) == (30, 40)


def test_targets_set_since_do_not_change_what_was_said(sent: Any) -> None:
    Path("fristvakt.toml").write_text(
        "[targets.investigation_in_time.2026]\ntarget = 0.5\n", encoding="utf-8"
    )
    (target,) = [e for e in shown(sent)["targets"] if e["id"] == "investigation_in_time"]
    assert (target["verdict"], target["target"]) == ("not_met", 1.0)
    text = sent("summary monthly --month 2026-10 --recompute", at=LATER)
    assert f"; ej uppfyllt (mål 100{NBSP}%) → i hög grad uppfyllt (mål minst 50{NBSP}%)" in text


def test_counting_again_is_not_sending(said: Any) -> None:
    refused = said("summary monthly --recompute --send", code=2)
    assert "--recompute hör inte ihop med --send" in refused


def test_what_a_newer_version_froze_is_said_and_can_be_counted_again(
    sent: Any, tmp_path: Path
) -> None:
    from storage.engine import open_database
    from storage.records import SentSummary, keep_sent_summary

    database = open_database(f"sqlite:///{tmp_path / 'town.db'}")
    keep_sent_summary(database, SentSummary("2026-09", 99, "{}", SENT, SENT, SENT))
    database.close()
    refused = sent("summary monthly --month 2026-09", code=2, at=LATER)
    assert "låst av en annan version av Fristvakt" in refused
    assert "--recompute" in refused
    text = sent("summary monthly --month 2026-09 --recompute", at=LATER)
    assert text.startswith("Den sammanställning som skickades är låst av en annan version")
    assert "siffrorna är räknade på nytt" in text
