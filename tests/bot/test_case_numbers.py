"""A case is found however its municipality numbers it, and asking which one comes to an end."""

from collections.abc import Sequence

import pytest
from small_town import INVESTIGATION_COLUMNS, KARIN, OSKAR, DeskOver, ask, cases, press

from bot.turns import Desk


def town_with(numbers: Sequence[str]) -> str:
    """Return an export of running investigations of Karin's, one on each case."""
    rows = (
        f"UTR-{place};{number};;2026-07-10;;;;;Barnenheten;Karin Larsson;;;;"
        for place, number in enumerate(numbers)
    )
    return "\n".join([INVESTIGATION_COLUMNS, *rows]) + "\n"


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("2026-00123", "2026-00123"),
        ("2026-00123", "2026-123"),
        ("2026-00123", "2026/00123"),
        ("SN-2026-0001", "SN-2026-0001"),
        ("SN-2026-0001", "sn-2026-1"),
        ("SN-2026-0001", "2026-0001"),
        ("SN 2026/17", "SN 2026/17"),
        ("B12/345", "B12/345"),
        ("B12/345", "b12/345"),
        ("SN/123", "SN/123"),
        ("BU-26-9", "BU-26-9"),
        ("BU-26-9", "bu-26-9"),
        ("BU-2026-00009", "BU-26-9"),
        ("BU-2026-01503", "BU 1503"),
        ("BU-2026-01503", "bu20261503"),
    ],
)
@pytest.mark.parametrize("asked", ["status på {}", "hur räknas fristen på {}?", "förklara {}"])
def test_a_number_typed_whole_finds_its_case(
    desk_over: DeskOver, stored: str, typed: str, asked: str
) -> None:
    desk = desk_over(utredningar=town_with([stored, "BU-2020-00777", "XY-2020-778"]))
    assert cases(ask(desk, asked.format(typed))) == [stored]


def test_the_number_as_it_stands_comes_before_every_reading_of_it(desk_over: DeskOver) -> None:
    desk = desk_over(utredningar=town_with(["2026-00123", "BU-2026-00123", "SN-2026-00123"]))
    assert cases(ask(desk, "status på 2026-00123")) == ["2026-00123"]
    assert cases(ask(desk, "status på BU-2026-00123")) == ["BU-2026-00123"]
    assert ask(desk, "status på 2026-123").named == 3


def test_a_number_that_is_not_found_is_said_as_it_was_typed(desk: Desk) -> None:
    assert "inget ärende 2026-00777 bland" in ask(desk, "status på 2026-00777").text


NUMBERED_ODDLY = ("ab-4", "AB-4", "Ärende 4", "x@y/4", "4", "2026-04", "BU-2026-00004", "4 Karin 4")


@pytest.mark.parametrize("asked", ["status på ärende {}", "hur räknas fristen på ärende {}"])
def test_a_pressed_choice_ends_the_asking(desk_over: DeskOver, asked: str) -> None:
    desk = desk_over(utredningar=town_with(NUMBERED_ODDLY), rows_per_card=16)
    chosen = set()
    answer = ask(desk, asked.format("04"))
    while answer.named:
        buttons = answer.cards[0]["actions"]
        more = [button for button in buttons if button["title"] == "Visa fler"]
        for button in buttons:
            if button["title"] in ("Visa fler", "Visa föregående"):
                continue
            (case,) = cases(press(desk, button))
            assert case == button["title"]
            chosen.add(case)
        if not more:
            break
        answer = press(desk, more[0])
    assert chosen == set(NUMBERED_ODDLY)


def test_every_row_explains_its_own_case(desk_over: DeskOver) -> None:
    desk = desk_over(utredningar=town_with(NUMBERED_ODDLY), rows_per_card=16)
    rows = [node for node in ask(desk, "mina ärenden").cards[0]["body"] if "selectAction" in node]
    for row in rows:
        button = row["selectAction"]
        assert cases(press(desk, button)) == [button["data"]["case"]]
    assert len(rows) == len(NUMBERED_ODDLY)


def test_a_case_that_a_button_carries_is_read_through_the_grant(desk: Desk) -> None:
    hidden = ask(desk, "visa", OSKAR, case="BU-2026-00001")
    absent = ask(desk, "visa", OSKAR, case="BU-2026-09999")
    assert hidden.denied
    assert hidden.duties == ()
    assert hidden.text.replace("00001", "#") == absent.text.replace("09999", "#")


def test_a_case_that_a_button_carries_comes_before_what_the_text_says(desk: Desk) -> None:
    answer = ask(desk, "status på BU-2026-00002", KARIN, case="BU-2026-00003")
    assert cases(answer) == ["BU-2026-00003"]
