"""The show, on a municipality that is small enough to make anew."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from demo_exports import Written, read

from bot.demo.municipality import Municipality, Size
from bot.demo.show import (
    FOLDER,
    conversations,
    prepare,
    settings_for_demo,
    where_to_look,
    write_documents,
)
from bot.settings import Settings

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Europe/Stockholm"))
CASE = re.compile(r"BU-\d{4}-\d{5}")


class Shown:
    """What one run of the show said, wrote and told of on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[tuple[str, int, int | None]] = []
        self.settings: Settings = settings_for_demo()
        self.municipality: Municipality = prepare(self.settings, NOW, self.hear, Size(2.0))
        self.exports: Written = read(FOLDER / "export")
        self.conversations = list(conversations(self.settings, self.municipality, NOW))
        self.pages = write_documents(self.settings, NOW, self.hear)

    def hear(self, what: str, done: int, total: int | None) -> None:
        self.told.append((what, done, total))

    def name_of(self, email: str) -> str:
        return next(row["Namn"] for row in self.exports.staff if row["E-post"] == email)

    def unit_of(self, email: str) -> str:
        return next(row["Enhet"] for row in self.exports.staff if row["E-post"] == email)

    def cases_of(self, caseworker: str) -> set[str]:
        lists = (self.exports.reports, self.exports.investigations, self.exports.placements)
        rows = (row for each in lists for row in each)
        return {row["Ärendenr"] for row in rows if row["Handläggare"] == caseworker}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    with inside(tmp_path_factory.mktemp("show")) as folder:
        yield Shown(folder)


@contextmanager
def inside(folder: Path) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


def test_the_caseworker_is_shown_their_own_pressing_cases(shown: Shown) -> None:
    first, email = shown.conversations[0], shown.municipality.caseworker_email
    lines = first.strip().splitlines()
    assert lines[0] == f"Handläggaren ({email}): mina ärenden nära deadline"
    assert lines[1] == "  Nära deadline – dina ärenden"
    duties = lines[3:-1]
    assert duties
    assert {found for line in duties for found in CASE.findall(line)} <= shown.cases_of(
        shown.name_of(email)
    )
    assert all(re.search(r"dagar (kvar|över)|1 dag över|i dag|i morgon", line) for line in duties)
    assert lines[-1] == "  Uppgifter per 20 november 2026 kl. 09.30."


def test_the_manager_is_shown_how_the_unit_stands_caseworker_by_caseworker(shown: Shown) -> None:
    second, email = shown.conversations[1], shown.municipality.manager_email
    lines = second.strip().splitlines()
    assert lines[0] == f"Enhetschefen ({email}): hur ser läget ut på enheten?"
    assert lines[1] == f"  Läget på {shown.unit_of(email)}"
    assert re.match(r"  \d+\N{NO-BREAK SPACE}öppna frister: \d+ över tiden, \d+ nära\.", lines[2])
    unit = shown.unit_of(email)
    named = {line.strip().partition(":")[0] for line in lines[3:-1]}
    staff = {row["Namn"] for row in shown.exports.staff if row["Enhet"] == unit}
    assert named & staff
    assert CASE.search(second) is None


def test_one_date_is_explained_with_its_paragraph(shown: Shown) -> None:
    third, case = shown.conversations[2], shown.municipality.explained_case
    assert f": hur räknas fristen på {case}?\n  {case}\n" in third
    steps = re.findall(r"^  \d+\. (.+)$", third, re.MULTILINE)
    assert steps[0].startswith("Tiden räknas från att ")
    assert any("20 kap. 3 § SoL (2025:400)" in step for step in steps)
    assert steps[-1].startswith("Sista dag är ")


def test_every_unit_has_its_page_and_the_board_its_summary_of_last_month(shown: Shown) -> None:
    units = {row["Enhet"] for row in shown.exports.staff if row["Roll"] == "enhetschef"}
    headings = {
        re.search(r"<h1>(.+)</h1>", (shown.folder / page).read_text(encoding="utf-8"))[1]  # type: ignore[index]  # no heading fails
        for page in shown.pages
    }
    assert headings == units | {"Oktober 2026"}
    told = where_to_look(shown.pages)
    assert all(f"\n  {page}" in told for page in shown.pages)


def test_whoever_waits_is_told_of_every_part_of_the_work(shown: Shown) -> None:
    parts = list(dict.fromkeys(what for what, _, _ in shown.told))
    assert parts[0] == "Hittar på en kommun"
    assert parts[-2:] == ["Bygger veckobreven", "Bygger sammanställningen"]
    assert any(part.startswith("Läser in ") for part in parts)
    for part in parts:
        done = [done for what, done, _ in shown.told if what == part]
        assert done == sorted(done)
