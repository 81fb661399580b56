"""What the tests of the outbox share: a town on either database."""

from pathlib import Path

import pytest
from outbox_town import Town

from storage.engine import Database


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Town:
    """A municipality with its lists imported and nothing queued, on SQLite and on PostgreSQL."""
    town = Town(database, tmp_path)
    town.imported()
    return town
