"""`fristvakt teams-package` as the administrator runs it."""

import hashlib
import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.cli.app import run

VARIABLES = {
    "FRISTVAKT_BOT_APP_ID": "1f2e3d4c-5b6a-4978-8a9b-0c1d2e3f4a5b",
    "FRISTVAKT_MUNICIPALITY_NAME": "Härjedalens kommun",
    "FRISTVAKT_PUBLIC_URL": "https://fristvakt.kommunen.example",
    "FRISTVAKT_SUPPORT_URL": "https://www.kommunen.example/fristvakt",
    "FRISTVAKT_PRIVACY_URL": "https://www.kommunen.example/integritet",
    "FRISTVAKT_TERMS_URL": "https://www.kommunen.example/villkor",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder where every setting that the app needs is set."""
    monkeypatch.chdir(tmp_path)
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_zip_holds_manifest_and_icons_and_nothing_else(folder: Path) -> None:
    assert run(["teams-package", "--out", "ny/fristvakt.zip"]) == 0
    with ZipFile(folder / "ny" / "fristvakt.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "color.png", "outline.png"]
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["developer"]["name"] == "Härjedalens kommun"
    assert set(manifest["icons"].values()) == {"color.png", "outline.png"}
    assert names_in(folder / "ny") == ["fristvakt.zip"]


def test_the_same_settings_give_the_same_bytes(folder: Path) -> None:
    assert run(["teams-package", "--out", "one.zip"]) == 0
    assert run(["teams-package", "--out", "two.zip"]) == 0
    assert (folder / "one.zip").read_bytes() == (folder / "two.zip").read_bytes()
    with ZipFile(folder / "one.zip") as archive:
        stamps = {(entry.date_time, entry.compress_type) for entry in archive.infolist()}
    assert stamps == {((1980, 1, 1, 0, 0, 0), 0)}


def test_json_tells_what_was_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["teams-package", "--out", "app.zip", "--app-version", "3.0.1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    content = (folder / "app.zip").read_bytes()
    assert told == {
        "file": "app.zip",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "app_id": VARIABLES["FRISTVAKT_BOT_APP_ID"],
        "version": "3.0.1",
        "manifest_version": "1.30",
        "files": ["manifest.json", "color.png", "outline.png"],
    }
    with ZipFile(BytesIO(content)) as archive:
        assert json.loads(archive.read("manifest.json"))["version"] == "3.0.1"


@pytest.mark.parametrize("name", VARIABLES)
def test_nothing_is_written_while_a_setting_is_missing(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(name)
    assert run(["teams-package", "--out", "ny/app.zip"]) == 2
    assert f"{name} saknas" in capsys.readouterr().err
    assert names_in(folder) == []


def test_a_package_that_cannot_be_written_leaves_the_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "app.zip").write_bytes(b"the one in use")

    def disk_is_full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", disk_is_full)
    assert run(["teams-package", "--out", "app.zip"]) == 2
    assert "Det går inte att skriva app.zip" in capsys.readouterr().err
    assert (folder / "app.zip").read_bytes() == b"the one in use"
    assert names_in(folder) == ["app.zip"]


def test_a_folder_in_the_place_of_the_file_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "app").mkdir()
    assert run(["teams-package", "--out", "app"]) == 2
    assert "app är en mapp. Ange en fil" in capsys.readouterr().err


@pytest.mark.parametrize("version", ["2", "1.2", "1.2.3.4", "v1.2.3", "1.2.3-beta"])
def test_a_version_that_is_not_three_numbers_is_refused(
    version: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["teams-package", "--out", "app.zip", "--app-version", version]) == 2
    assert "Skriv versionen som tre tal" in capsys.readouterr().err
    assert names_in(folder) == []


@pytest.mark.parametrize("version", ["0.0.0", "00.0.000", " 0.0.0"])
def test_a_version_that_no_other_is_lower_than_is_refused(
    version: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["teams-package", "--out", "app.zip", "--app-version", version]) == 2
    assert "högre än 0.0.0" in capsys.readouterr().err
    assert names_in(folder) == []


def test_a_version_below_one_is_taken(folder: Path) -> None:
    assert run(["teams-package", "--out", "app.zip", "--app-version", "0.0.10"]) == 0
