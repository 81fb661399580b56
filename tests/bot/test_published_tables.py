"""Data of a published table's shape gives the published figures: import, `stats`, summary."""

import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from published_shapes import (
    EmergencyStay,
    Investigation,
    Report,
    Row,
    share_of,
    spread,
    write_files,
)

from bot.cli.app import run

AS_OF = ["--as-of", "2026-11-20"]
Figures = Callable[..., dict[tuple[str, str | None], Any]]
Town = Callable[[Iterable[Row]], None]


@pytest.fixture
def said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Any]:
    """Run a command that succeeds on the test's own database and return its JSON."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", f"sqlite:///{tmp_path / 'town.db'}")

    def command(*arguments: str) -> Any:
        assert run([*arguments, *AS_OF, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return command


@pytest.fixture
def town(tmp_path: Path, said: Callable[..., Any]) -> Town:
    def made_of(rows: Iterable[Row]) -> None:
        told = said("import", str(write_files(tmp_path / "exports", rows)), "--full")
        assert told["rejected"] == []

    return made_of


@pytest.fixture
def figures(said: Callable[..., Any]) -> Figures:
    def asked(first: str, last: str, *more: str) -> dict[tuple[str, str | None], Any]:
        told = said("stats", "--from", first, "--to", last, *more)
        return {(each["id"], each["group"]): each for each in told["indicators"]}

    return asked


@pytest.fixture
def summary(said: Callable[..., Any]) -> Callable[[str], dict[str, Any]]:
    def of(month: str) -> dict[str, Any]:
        told = said("summary", "monthly", "--month", month)
        return {each["id"]: each for each in told["indicators"]}

    return of


@pytest.fixture
def document(said: Callable[..., Any]) -> Callable[[str], Any]:
    def of(month: str) -> Any:
        return said("summary", "monthly", "--month", month)

    return of


def investigations(opened_on: date, in_time: Iterable[bool], unit: str = "Utredning") -> list[Row]:
    """Investigations from one day; whoever is late closes after half a year."""
    return [
        Investigation(opened_on, opened_on + timedelta(days=100 if closes else 180), unit)
        for closes in in_time
    ]


@pytest.mark.parametrize(
    ("first", "last", "opened_on", "not_closed"),
    [
        ("2017-05-01", "2017-07-31", date(2017, 3, 15), 32),  # ons; the limit is lör 2017-07-15
        ("2018-01-01", "2018-03-31", date(2017, 11, 15), 25),  # ons; tor 2018-03-15
        ("2019-01-01", "2019-03-31", date(2018, 11, 15), 48),  # tor; fre 2019-03-15
        ("2019-04-01", "2019-06-30", date(2019, 2, 15), 58),  # fre; lör 2019-06-15
    ],
)
def test_malmo_gets_its_share_not_closed_within_four_months(
    town: Town,
    figures: Figures,
    summary: Callable[[str], dict[str, Any]],
    first: str,
    last: str,
    opened_on: date,
    not_closed: int,
) -> None:
    town(investigations(opened_on, (not late for late in share_of(200, not_closed))))
    in_time = figures(first, last)["investigation_in_time", None]
    assert (in_time["numerator"], in_time["denominator"]) == (200 - 2 * not_closed, 200)
    assert round(100 * (1 - in_time["share"])) == not_closed
    assert summary(last[:7])["investigation_in_time"]["share"] == in_time["share"]


def test_malmo_gets_its_growth_of_reports_and_investigations(
    town: Town, figures: Figures, document: Callable[[str], Any]
) -> None:
    rows: list[Row] = []
    for year, reports, opened in ((2018, 9_732, 5_581), (2019, 11_083, 6_423)):
        days = date(year, 1, 1), date(year, 9, 30)
        rows += [Report(day, day) for day in spread(reports, *days)]
        rows += [Investigation(day, day + timedelta(days=60)) for day in spread(opened, *days)]
    town(rows)
    before, now = (figures(f"{year}-01-01", f"{year}-09-30") for year in (2018, 2019))
    grown = {
        each: round(100 * (now[each, None]["numerator"] / before[each, None]["numerator"] - 1), 1)
        for each in ("reports_received", "investigations_opened")
    }
    assert grown == {"reports_received": 13.9, "investigations_opened": 15.1}
    compared = {
        each["id"]: (
            each["now"]["numerator"],
            each["before"]["numerator"],
            round(100 * each["change"], 1),
        )
        for each in document("2019-09")["year_comparison"]
        if (each["from"], each["to"]) == ("2019-01", "2019-09")
    }
    assert compared == {
        "reports_received": (11_083, 9_732, 13.9),
        "investigations_opened": (6_423, 5_581, 15.1),
    }


def test_huddinge_gets_its_broken_limits_by_unit(
    town: Town, figures: Figures, document: Callable[[str], Any]
) -> None:
    opened_on = date(2021, 3, 1)
    town(
        [
            *investigations(opened_on, (not late for late in share_of(300, 33)), "Barnenheten"),
            *investigations(opened_on, (not late for late in share_of(200, 23)), "Ungdomsenheten"),
        ]
    )
    found = figures("2021-01-01", "2021-12-31", "--by", "unit")
    late = {
        unit: round(100 * (1 - found["investigation_in_time", unit]["share"]))
        for unit in ("Barnenheten", "Ungdomsenheten")
    }
    assert late == {"Barnenheten": 33, "Ungdomsenheten": 23}
    shares = {
        each["group"]: round(100 * (1 - each["share"]))
        for each in document("2021-07")["units"]  # the limit is tor 2021-07-01
        if each["id"] == "investigation_in_time"
    }
    assert shares == late


def test_huddinge_gets_its_late_assessments_goal_and_bands(
    town: Town,
    figures: Figures,
    summary: Callable[[str], dict[str, Any]],
    document: Callable[[str], Any],
) -> None:
    received_on, opened_on = date(2022, 3, 1), date(2022, 1, 3)
    rows: list[Row] = [
        Report(received_on, received_on + timedelta(days=20 if late else 14))
        for late in share_of(500, 14)
    ]
    rows += [
        Investigation(opened_on, opened_on + timedelta(days=days))
        for days, number in ((90, 100), (91, 30), (123, 30), (124, 40))
        for _ in range(number)
    ]
    town(rows)
    found = figures("2022-01-01", "2022-12-31")
    assert {each: round(100 * found[each, None]["share"]) for each in _HUDDINGE} == _HUDDINGE
    assert round(100 * summary("2022-03")["preliminary_assessment_in_time"]["share"]) == 86
    closed = {band: [] for band in _HUDDINGE if band.startswith("band")}
    for month in document("2022-12")["bands"]:
        for band, shares in closed.items():
            shares.append(month[band]["numerator"])
    assert {band: sum(shares) for band, shares in closed.items()} == {
        "band_le_90": 100,
        "band_91_123": 60,
        "band_gt_123": 40,
    }


_HUDDINGE = {
    "preliminary_assessment_in_time": 86,
    "investigation_within_goal": 50,
    "band_le_90": 50,
    "band_91_123": 30,
    "band_gt_123": 20,
}


def test_huddinge_gets_its_children_in_emergency_care(
    town: Town,
    figures: Figures,
    summary: Callable[[str], dict[str, Any]],
    document: Callable[[str], Any],
) -> None:
    started_on = date(2022, 5, 2)
    stays = [167] * 69 + [168] * 46  # 19 251 days for 115 children
    town([EmergencyStay(started_on, started_on + timedelta(days=days)) for days in stays])
    found = figures("2022-01-01", "2022-12-31")
    assert found["emergency_care_people", None]["numerator"] == 115
    assert round(found["emergency_care_mean_days", None]["share"], 1) == 167.4
    month = summary("2022-10")
    assert month["emergency_care_people"]["numerator"] == 115
    assert round(month["emergency_care_mean_days"]["share"], 1) == 167.4
    assert round(document("2022-10")["emergency_care_mean_months"], 1) == 5.6


def test_stockholm_gets_its_children_spoken_with_by_sex(
    town: Town, figures: Figures, document: Callable[[str], Any]
) -> None:
    received_on = date(2024, 3, 4)
    town(
        [
            Report(received_on, received_on, "Ja" if spoken else "Nej", sex)
            for sex, per_cent in (("Pojke", 18), ("Flicka", 25))
            for spoken in share_of(400, per_cent)
        ]
    )
    found = figures("2024-01-01", "2024-12-31", "--by", "sex")
    spoken_with = {
        group: round(100 * figure["share"])
        for (each, group), figure in found.items()
        if each == "child_spoken_with" and group in ("boy", "girl")
    }
    assert spoken_with == {"boy": 18, "girl": 25}
    by_sex = {
        each["group"]: round(100 * each["share"])
        for each in document("2024-03")["breakdowns"]
        if each["by"] == "sex"
    }
    assert by_sex == spoken_with
