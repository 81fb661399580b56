"""The intake takes every row of the made-up municipality."""

from datetime import date
from pathlib import Path

import pytest

from bot.demo.municipality import Municipality
from storage.intake import RejectedRow, load_profile, read_rows, recognise


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("aktualiseringar.csv", "reports"),
        ("utredningar.csv", "investigations"),
        ("placeringar.csv", "placements"),
        ("personal.csv", "staff"),
    ],
)
def test_the_intake_accepts_every_row(
    folder: Path, municipality: Municipality, today: date, name: str, count: str
) -> None:
    profile = load_profile(None)
    rows = list(read_rows(recognise(folder / name, profile), profile, today))
    assert [row for row in rows if isinstance(row, RejectedRow)] == []
    assert len(rows) == getattr(municipality, count)
