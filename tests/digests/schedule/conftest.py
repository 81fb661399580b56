"""What the tests of the schedule share."""

from pathlib import Path

import pytest
from schedule_town import Town

from storage.engine import Database


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Town:
    return Town(database, tmp_path)
