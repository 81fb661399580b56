"""A desk over the small town, imported the way a municipality's files are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_town import NOW, DeskOver, make_desk, write_exports

from bot.turns import Desk
from rules.policy import DEFAULT_POLICY
from storage.engine import Database, open_database
from storage.intake import load_profile
from storage.intake.batch import import_files


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("town")
    write_exports(folder)
    database = open_database(f"sqlite:///{folder / 'town.db'}")
    import_files(database, [folder], profile=load_profile(None), now=NOW, full=True)
    yield database
    database.close()


@pytest.fixture
def desk(town: Database) -> Desk:
    return Desk(town, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=3)


@pytest.fixture
def desk_over(tmp_path: Path) -> Iterator[DeskOver]:
    """Desks over towns that a test writes itself."""
    opened: list[Desk] = []

    def make(*, rows_per_card: int = 3, **files: str) -> Desk:
        folder = tmp_path / f"town-{len(opened)}"
        folder.mkdir()
        opened.append(make_desk(folder, rows_per_card=rows_per_card, **files))
        return opened[-1]

    yield make
    for desk in opened:
        desk.database.close()
