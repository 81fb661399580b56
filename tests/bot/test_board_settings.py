"""Settings of the board's figures, through to what `stats` and `summary monthly` tell."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from published_shapes import Investigation, Row, write_files

from bot.cli.app import run
from bot.settings import Settings, SettingsError, load_settings
from digests.monthly.targets import TargetValues
from rules.indicators import IndicatorId

Told = Callable[..., Any]
TARGETS = """
[targets.investigation_in_time.2025]
target = 0.9

[targets.investigation_in_time.2026]
target = 1.0
milestone = 0.6
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def told(folder: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    def command(*arguments: str, as_of: str = "2026-11-20") -> Any:
        assert run([*arguments, "--as-of", as_of, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return command


def settings_of(written: str) -> Settings:
    Path("fristvakt.toml").write_text(written, encoding="utf-8")
    return load_settings()


def test_targets_are_set_by_indicator_and_year() -> None:
    targets = settings_of(f"partly_met_within = 5\n{TARGETS}").board_targets
    assert targets.by_year == {
        IndicatorId.INVESTIGATION_IN_TIME: {2025: TargetValues(0.9), 2026: TargetValues(1.0, 0.6)}
    }
    assert targets.partly_met_within == 5


@pytest.mark.parametrize(
    "written",
    [
        "[targets.utredning.2026]\ntarget = 1.0",
        "[targets.investigation_in_time.2026]\ntarget = 90",  # a share is a fraction
        "[targets.investigation_in_time.2026]\ntarget = -0.1",
        "[targets.investigation_in_time.2026]",
        "[targets.investigation_in_time.2026]\nmal = 1.0",
        "[targets.investigation_in_time.26]\ntarget = 1.0",
        "[targets.investigation_in_time]\ntarget = 1.0",
        "[unit_names]\nA = 'B'\nB = 'A'",
        "[unit_names]\nA = ''",
        "partly_met_within = 101",
    ],
)
def test_what_cannot_be_used_is_refused_by_name(written: str) -> None:
    name = written.removeprefix("[").split(".")[0].split("]")[0].split(" ")[0]
    with pytest.raises(SettingsError, match=f"Inställningen {name} har ett värde"):
        settings_of(written)


def test_a_count_may_have_a_target_over_one() -> None:
    written = "[targets.emergency_care_mean_days.2026]\ntarget = 180"
    assert settings_of(written).board_targets.by_year[IndicatorId.EMERGENCY_CARE_MEAN_DAYS]


def investigations(opened_on: date, unit: str, in_time: int, late: int) -> list[Row]:
    days = [100] * in_time + [180] * late
    return [Investigation(opened_on, opened_on + timedelta(days=each), unit) for each in days]


def test_the_summary_judges_by_the_milestone_of_its_year(folder: Path, told: Told) -> None:
    rows = investigations(date(2026, 6, 15), "Barn", 7, 5)
    rows += investigations(date(2025, 6, 15), "Barn", 7, 5)
    told("import", str(write_files(folder / "in", rows)), "--full")
    settings_of(TARGETS)
    verdicts = {
        month: next(
            (each["judged_by"], each["set_for_year"], each["verdict"])
            for each in told("summary", "monthly", "--month", month)["targets"]
            if each["id"] == "investigation_in_time"
        )
        for month in ("2026-10", "2025-10")
    }
    assert verdicts == {"2026-10": (0.6, 2026, "partly_met"), "2025-10": (0.9, 2025, "not_met")}


def test_a_unit_that_changed_its_name_between_imports_is_one(folder: Path, told: Told) -> None:
    before = investigations(date(2026, 6, 15), "Barn Norr", 7, 5)
    told("import", str(write_files(folder / "before", before)), as_of="2026-10-20")
    after = investigations(date(2026, 6, 15), "Barnenheten", 6, 0)  # the first six, renamed
    told("import", str(write_files(folder / "after", after)))
    Path("fristvakt.toml").write_text("[unit_names]\n'Barn Norr' = 'Barnenheten'", encoding="utf-8")
    period = ("--from", "2026-10-01", "--to", "2026-10-31")
    by_unit = told("stats", *period, "--by", "unit")["indicators"]
    of_unit = told("stats", *period, "--unit", "Barnenheten")["indicators"]
    units = told("summary", "monthly", "--month", "2026-10")["units"]
    assert {each["group"] for each in by_unit} == {None, "Barnenheten"}
    assert [each["group"] for each in units] == ["Barnenheten"]
    for found in (by_unit, of_unit, units):
        in_time = [each for each in found if each["id"] == "investigation_in_time"]
        assert (in_time[-1]["numerator"], in_time[-1]["denominator"]) == (7, 12)


def test_the_same_caseworker_is_told_from_the_first_import_on(folder: Path, told: Told) -> None:
    def exported(name: str, day: str, caseworker: str, closed: date | None) -> None:
        opened = date(2026, 3, 2)
        files = write_files(folder / name, [Investigation(opened, closed) for _ in range(12)])
        path = files / "utredningar.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        changed = [line.replace("Kim Ek", caseworker) for line in lines[:6]]
        path.write_text("\n".join([*changed, *lines[6:]]) + "\n", encoding="utf-8")
        told("import", str(files), as_of=day)

    exported("first", "2026-03-02", "Kim Ek", None)
    exported("second", "2026-04-02", "Lo Al", None)
    exported("third", "2026-05-05", "Kim Ek", date(2026, 5, 4))
    found = told("summary", "monthly", "--month", "2026-05")["indicators"]
    (same,) = [each for each in found if each["id"] == "same_caseworker"]
    assert (same["numerator"], same["denominator"]) == (7, 12)
    assert "inleddes den 2 mars 2026 eller senare" in same["definition"]
