"""Figures by unit count rows where they are registered, and say how many name no unit."""

import json
from pathlib import Path
from typing import Any

import pytest
from small_town import (
    INVESTIGATIONS,
    KARIN,
    MANAGER,
    OTHER_MANAGER,
    SECRETARY,
    DeskOver,
    ask,
    refreshed,
)

from bot.cli.app import run

PERIOD = ("--from", "2026-07-01", "--to", "2026-11-20", "--as-of", "2026-11-20")
ASKED = "hur många utredningar inleddes mellan 1 juli och 20 november"


def without_unit(*numbers: int) -> str:
    """Return the investigations with these naming no unit."""
    named = {f"UTR-{number}" for number in numbers}
    rows = [row.split(";") for row in INVESTIGATIONS.splitlines()]
    return "\n".join(";".join([*row[:8], "", *row[9:]] if row[0] in named else row) for row in rows)


def test_a_manager_is_told_how_many_rows_of_the_unit_are_left_out(desk_over: DeskOver) -> None:
    desk = desk_over(utredningar=without_unit(1, 5))
    answer = ask(desk, ASKED, MANAGER)
    note = "2\N{NO-BREAK SPACE}rader hos enhetens handläggare saknar enhet i verksamhetssystemet"
    assert note in answer.text
    assert note in json.dumps(answer.cards, ensure_ascii=False)
    assert note in refreshed(desk, answer, MANAGER).text


def test_one_row_is_told_in_the_singular_and_another_units_is_not(desk_over: DeskOver) -> None:
    desk = desk_over(utredningar=without_unit(6))
    assert "saknar enhet" not in ask(desk, ASKED, MANAGER).text
    assert (
        "1\N{NO-BREAK SPACE}rad hos enhetens handläggare saknar enhet"
        in ask(desk, ASKED, OTHER_MANAGER).text
    )


def test_a_row_outside_the_period_is_not_left_out_of_it(desk_over: DeskOver) -> None:
    desk = desk_over(utredningar=without_unit(7))
    assert "saknar enhet" not in ask(desk, "andel utredningar i tid i oktober", MANAGER).text
    assert "1\N{NO-BREAK SPACE}rad hos" in ask(desk, "andel utredningar i tid i juni", MANAGER).text


@pytest.mark.parametrize("email", [KARIN, SECRETARY])
def test_who_gets_other_figures_than_a_units_hears_nothing_of_it(
    desk_over: DeskOver, email: str
) -> None:
    desk = desk_over(utredningar=without_unit(1, 5))
    assert "saknar enhet" not in ask(desk, ASKED, email).text


def test_the_note_is_not_there_where_nothing_is_left_out(desk_over: DeskOver) -> None:
    assert "saknar enhet" not in ask(desk_over(utredningar=INVESTIGATIONS), ASKED, MANAGER).text


@pytest.fixture
def stats(
    desk_over: DeskOver,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Any:
    """Run `stats` over the investigations, the given ones without a unit."""

    def command(numbers: tuple[int, ...], *arguments: str) -> str:
        desk_over(utredningar=without_unit(*numbers)).database.close()
        address = f"sqlite:///{tmp_path / 'town-0' / 'other.db'}"
        monkeypatch.setenv("FRISTVAKT_DATABASE_URL", address)
        assert run(["stats", *PERIOD, *arguments]) == 0
        return capsys.readouterr().out

    return command


def test_stats_by_unit_say_how_many_rows_are_no_units(stats: Any) -> None:
    written = stats((1, 2, 3, 4, 5), "--by", "unit")
    assert "5\N{NO-BREAK SPACE}rader saknar enhet i verksamhetssystemet." in written


def test_stats_by_unit_do_not_tell_a_small_number_outside_the_unit(stats: Any) -> None:
    written = stats((1, 2, 3, 4), "--by", "unit")
    assert "Färre än fem rader saknar enhet i verksamhetssystemet." in written


@pytest.mark.parametrize(("numbers", "told"), [((1, 2), None), ((1, 2, 3, 4, 5), 5), ((), 0)])
def test_the_number_stands_in_the_json_as_far_as_it_may_leave(
    stats: Any, numbers: tuple[int, ...], told: int | None
) -> None:
    assert json.loads(stats(numbers, "--json"))["rows_without_unit"] == told


def test_stats_of_one_unit_say_how_many_of_its_own_are_left_out(stats: Any) -> None:
    written = stats((1, 6), "--unit", "Barnenheten")
    assert "1\N{NO-BREAK SPACE}rad hos enhetens handläggare saknar enhet" in written


def test_stats_that_are_not_by_unit_leave_nothing_out(stats: Any) -> None:
    assert "saknar enhet" not in stats((1, 2, 3, 4, 5), "--by", "sex")
