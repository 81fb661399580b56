"""What the tests of the database share: a way to load facts through export files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from case_lists import load

from storage.engine import Database
from storage.intake.batch import ImportReport


@pytest.fixture
def imported(database: Database, tmp_path: Path) -> Callable[..., ImportReport]:
    """Import facts; each call is one batch in a folder of its own."""
    calls: list[int] = []

    def run(*facts: Any, **terms: Any) -> ImportReport:
        calls.append(1)
        return load(database, tmp_path / f"export{len(calls)}", *facts, **terms)

    return run
