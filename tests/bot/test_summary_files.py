"""The summary in every format: on the command line, by post, in the municipality's own layout."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
import time_machine
from letterbox import Letterbox, letterbox
from python_calamine import CalamineWorkbook
from small_town import write_exports

from bot.cli.app import run
from bot.outgoing import make_contents
from bot.settings import SettingsError, load_settings
from digests.writing import SummaryFormat
from storage.engine import open_database

FRIDAY = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


@pytest.fixture
def letters() -> Iterator[Letterbox]:
    with letterbox() as box:
        yield box


@pytest.fixture
def town(letters: Letterbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'town.db'}"
    for name, value in {"FRISTVAKT_DATABASE_URL": url, **letters.settings}.items():
        monkeypatch.setenv(name, value)
    write_exports(tmp_path)
    with time_machine.travel(FRIDAY):
        assert run(["import", str(tmp_path), "--full"]) == 0
    return tmp_path


@pytest.fixture
def own_template(town: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A template of the municipality's own that asks for what there is not."""
    document = docx.Document()
    document.add_paragraph("{{ handläggare }}")
    path = town / "egen.docx"
    document.save(str(path))
    monkeypatch.setenv("FRISTVAKT_SUMMARY_TEMPLATE", str(path))
    return path


def _said(capsys: pytest.CaptureFixture[str], arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    with time_machine.travel(FRIDAY):
        assert run(arguments.split()) == code
    written = capsys.readouterr()
    return written.err if code else written.out


def test_every_format_is_written_and_can_be_read(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    formats = ",".join(SummaryFormat)
    told = json.loads(_said(capsys, f"summary monthly --format {formats} --out ut --json"))
    files = {Path(name).suffix: town / name for name in told["files"]}
    assert list(files) == [f".{each}" for each in SummaryFormat]
    about = docx.Document(str(files[".docx"])).core_properties
    assert about.title == "Sammanställning till nämnden, oktober 2026"
    assert "Mål" in CalamineWorkbook.from_path(files[".xlsx"]).sheet_names
    assert all(path.stat().st_mode & 0o077 == 0 for path in files.values())


def test_a_template_at_fault_ends_with_its_sentence_and_nothing_written(
    own_template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = _said(capsys, "summary monthly --format html,docx --out ut", 2)
    assert "frågar efter ”handläggare”, som inte finns" in told
    assert "Traceback" not in told
    assert not Path("ut").exists()


@pytest.mark.parametrize("out", ["en-fil", "en-fil/mapp"])
def test_a_folder_that_cannot_be_written_to_is_told_with_what_to_do(
    town: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    (town / "en-fil").touch()
    told = _said(capsys, f"summary monthly --format html --out {out}", 2)
    assert told.startswith(f"Det går inte att skriva {out}/")
    assert "välj en annan med --out" in told


def test_a_template_at_fault_does_not_stop_what_is_not_word(
    own_template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Skrev" in _said(capsys, "summary monthly --format html --out ut")


def test_a_service_that_is_to_send_with_it_does_not_start(
    own_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRISTVAKT_SUMMARY_FORMATS", "pdf,docx")
    settings = load_settings()
    database = open_database(settings.database_url)
    with pytest.raises(SettingsError, match="frågar efter ”handläggare”"):
        make_contents(settings, database)
    database.close()


def _attached(letter: EmailMessage) -> dict[str | None, tuple[str, Any]]:
    return {
        each.get_filename(): (each.get_content_type(), each.get_content())
        for each in letter.iter_attachments()
    }


def test_the_secretary_is_sent_the_formats_that_are_set_in_the_own_layout(
    town: Path,
    letters: Letterbox,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = docx.Document()
    document.add_paragraph("Småstad: {{ month }}")
    document.save(str(town / "egen.docx"))
    monkeypatch.setenv("FRISTVAKT_SUMMARY_TEMPLATE", "egen.docx")
    monkeypatch.setenv("FRISTVAKT_SUMMARY_FORMATS", "docx,xlsx")
    _said(capsys, "summary monthly --send")
    (letter,) = letters.letters
    files = _attached(letter)
    assert list(files) == ["sammanstallning-2026-10.docx", "sammanstallning-2026-10.xlsx"]
    kind, content = files["sammanstallning-2026-10.docx"]
    assert kind.endswith("wordprocessingml.document")
    assert docx.Document(BytesIO(content)).paragraphs[0].text == "Småstad: oktober 2026"
    kind, content = files["sammanstallning-2026-10.xlsx"]
    assert kind.endswith("spreadsheetml.sheet")
    assert "Mål" in CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names
