"""An installation in which everything is in order, for tests that take something away."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from asked_doctor import Doctor, Told, imported
from authority import Authority
from entra_stand_in import HOST, Entra, entra_stand_in
from letterbox import Letterbox, letterbox
from small_town import NOW, STAFF, write_exports

from bot.cli.app import run
from digests.schedule.tick import SCHEDULE
from storage.engine import Database, open_database
from storage.records.outbox import note_tick

sys.path.insert(0, str(Path(__file__).parents[2] / "digests" / "mail"))  # its servers

PLACEMENTS = (
    "Placeringsnr;Ärendenr;Utredningsnr;Placeringsform;Lagrum;Startdatum;Slutdatum;"
    "Senaste övervägande;Enhet;Handläggare;Kön;Ålder\n"
)
AN_ID = "22222222-2222-4222-8222-22222222222"
BOT = {
    "FRISTVAKT_BOT_APP_ID": "1f2e3d4c-5b6a-4978-8a9b-0c1d2e3f4a5b",
    "FRISTVAKT_BOT_TENANT_ID": "2f2e3d4c-5b6a-4978-8a9b-0c1d2e3f4a5b",
    "FRISTVAKT_BOT_APP_PASSWORD": "hemligt-4711",
}


@pytest.fixture
def doctor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Doctor:
    """Ask the doctor as of the small town's day, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def ask() -> Told:
        capsys.readouterr()
        code = run(["doctor", "--json", "--as-of", NOW.date().isoformat()])
        said = capsys.readouterr()
        assert said.err == ""
        return Told(code, said.out)

    return ask


@pytest.fixture(scope="session")
def whole_town(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A folder with the small town's files, everybody with an object id, and its database."""
    folder = tmp_path_factory.mktemp("whole-town")
    (folder / "in").mkdir()
    write_exports(folder / "in")
    (folder / "in" / "personal.csv").write_text(_with_ids(STAFF), encoding="utf-8")
    (folder / "in" / "placeringar.csv").write_text(PLACEMENTS, encoding="utf-8")
    shutil.copy(sqlite_template, folder / "fristvakt.db")
    with closing(open_database(f"sqlite:///{folder / 'fristvakt.db'}")) as database:
        imported(database, folder / "in")
    return folder


def _with_ids(staff: str) -> str:
    lines = staff.splitlines()
    return "\n".join(
        f"{line}{AN_ID}{n}" if line[-1] == ";" else line for n, line in enumerate(lines)
    )


@pytest.fixture
def town(tmp_path: Path, whole_town: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The small town's database, in a folder of the test's own beside its files."""
    shutil.copytree(whole_town, tmp_path, dirs_exist_ok=True)
    url = f"sqlite:///{tmp_path / 'fristvakt.db'}"
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", url)
    with closing(open_database(url)) as database:
        yield database


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def entra(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[Entra]:
    """Somebody who answers in Microsoft's place, with the bot's registration set."""
    for name, value in BOT.items():
        monkeypatch.setenv(name, value)
    with entra_stand_in(authority.server_context(HOST)) as entra:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{entra.port}")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.file))
        yield entra


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Letterbox]:
    with letterbox() as box:
        for name, value in box.settings.items():
            monkeypatch.setenv(name, value)
        yield box


@pytest.fixture
def in_order(
    town: Database, entra: Entra, post: Letterbox, doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> Doctor:
    """The doctor of an installation in which nothing is wrong."""
    from bot.clock import moment_on

    monkeypatch.setenv("FRISTVAKT_PORT", str(entra.free_port()))
    note_tick(town, SCHEDULE, "test", moment_on(NOW.date()))
    return doctor
