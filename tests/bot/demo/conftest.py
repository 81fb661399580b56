"""One invented municipality for all tests of the demonstration."""

from datetime import date
from pathlib import Path

import pytest
from demo_exports import Written, read

from bot.demo.municipality import Municipality, write_municipality


@pytest.fixture(scope="session")
def today() -> date:
    return date(2026, 11, 20)  # a Friday


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("municipality")


@pytest.fixture(scope="session")
def municipality(folder: Path, today: date) -> Municipality:
    return write_municipality(folder, today)


@pytest.fixture(scope="session")
def written(folder: Path, municipality: Municipality) -> Written:
    assert municipality.rows
    return read(folder)
