"""What a command loads before it can answer: only what it needs, or it starts too slowly."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.app import run

DATABASE = {"sqlalchemy", "sqlmodel", "alembic", "psycopg"}
TEAMS = {"aiohttp", "botbuilder", "botframework"}
DOCUMENTS = {"jinja2", "matplotlib", "python_calamine", "rich"}
LOADED = """
import sys
from bot.cli.app import run
run(sys.argv[1:])
print("\\n".join(sys.modules), file=sys.stderr)
"""


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder whose settings name a database that is not there yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", f"sqlite:///{tmp_path / 'town.db'}")
    return tmp_path


def loaded_by(arguments: str) -> set[str]:
    """Return every module that is loaded once the command has answered."""
    command = [sys.executable, "-c", LOADED, *arguments.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines())


@pytest.mark.parametrize(
    "arguments", ["--help", "due investigation --from 2026-07-21", "rules", "deu", "due --from"]
)
def test_a_command_about_the_law_loads_no_database_no_teams_and_no_templates(
    town: Path, arguments: str
) -> None:
    loaded = loaded_by(arguments)
    assert "bot.cli.law" in loaded
    assert not loaded & (DATABASE | TEAMS | DOCUMENTS)
    assert not any(name.startswith(("storage", "digests.weekly")) for name in loaded)
    assert not (town / "town.db").exists()


def test_a_date_is_shifted_without_the_holidays_of_other_countries(town: Path) -> None:
    loaded = loaded_by("due investigation --from 2026-07-21")
    assert "holidays" in loaded
    assert [name for name in loaded if name.startswith("holidays.countries")] == []


def test_help_is_shown_before_anything_is_validated(town: Path) -> None:
    assert not loaded_by("--help") & {"pydantic", "pydantic_settings", "holidays"}


@pytest.mark.parametrize("command", ["duties", "deliveries", "recipients"])
def test_a_list_loads_no_teams_no_templates_and_nothing_to_migrate_with(
    town: Path, command: str
) -> None:
    assert run(["migrate"]) == 0
    loaded = loaded_by(command)
    assert "sqlalchemy" in loaded
    assert not loaded & (TEAMS | DOCUMENTS | {"alembic", "bot.turns", "digests.weekly.model"})
