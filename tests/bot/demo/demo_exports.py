"""Reads the written files as plain text, and counts their dates with another library."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

FILES = ("aktualiseringar.csv", "utredningar.csv", "placeringar.csv", "personal.csv")
EXTENDED = "Förlängd t.o.m."

Row = dict[str, str]


@dataclass(frozen=True)
class Written:
    reports: list[Row]
    investigations: list[Row]
    placements: list[Row]
    staff: list[Row]


def read(folder: Path) -> Written:
    return Written(*(read_file(folder / name) for name in FILES))


def read_file(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def days_between(row: Row, start: str, end: str) -> int:
    return (date.fromisoformat(row[end]) - date.fromisoformat(row[start])).days


def limit(row: Row) -> date:
    """The last day of an investigation, counted by another library than the product's."""
    four_months = date.fromisoformat(row["Inledd datum"]) + relativedelta(months=4)
    extended_to, decided_on = day(row[EXTENDED]), day(row["Förlängning beslutad"])
    in_time = decided_on is None or decided_on <= four_months
    return extended_to if extended_to and in_time else four_months


def restarts(investigations: list[Row]) -> int:
    closed_on: dict[str, date] = {}
    found = 0
    for row in sorted(investigations, key=lambda row: row["Inledd datum"]):
        opened_on, last = date.fromisoformat(row["Inledd datum"]), closed_on.get(row["Ärendenr"])
        if last is not None:
            assert opened_on > last, "two investigations of one child ran at once"
            found += opened_on - last <= timedelta(days=30)
        closed_on[row["Ärendenr"]] = day(row["Avslutad datum"]) or date.max
    return found
