"""A day that no calendar has is asked about: nothing is paused, listed, counted or set by it."""

from datetime import date

import pytest
from small_town import (
    INVESTIGATIONS,
    KARIN,
    MANAGER,
    SECRETARY,
    DeskOver,
    ask,
    buttons,
    press,
    refreshed,
)

from bot.turns import Desk
from bot.understanding import DateWindow, DayFault, understand
from storage.queries import staff_by_email
from storage.records import digest_pause_of, waiting_reminders

FRIDAY = date(2026, 11, 20)
CASE = "BU-2026-00004"


@pytest.fixture
def own_desk(desk_over: DeskOver) -> Desk:
    """A desk that a test may write to."""
    return desk_over(utredningar=INVESTIGATIONS)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("pausa breven till 31 april", DayFault.NO_SUCH_DAY),
        ("vad går ut 31 februari", DayFault.NO_SUCH_DAY),
        ("vad går ut 29 februari", DayFault.NO_SUCH_DAY),
        ("vad förfaller 2026-02-31", DayFault.NO_SUCH_DAY),
        (f"påminn mig 30/2 om {CASE}", DayFault.NO_SUCH_DAY),
        ("vad går ut mellan 1 och 31 november", DayFault.NO_SUCH_DAY),
        ("andel utredningar i tid 31 september", DayFault.NO_SUCH_DAY),
        ("vad går ut vecka 54", DayFault.NO_SUCH_WEEK),
        ("visa ärenden mellan 10 december och 1 december", DayFault.BACKWARDS),
        ("vad går ut 10-1 december", DayFault.BACKWARDS),
        ("vad går ut mellan 1 november 2027 och 15 december 2026", DayFault.BACKWARDS),
        ("vad går ut 29 februari 2028", None),
        ("mina ärenden", None),
        ("hur många anmälningar av 45 i april", None),
    ],
)
def test_a_day_there_is_not_is_told_from_one_that_there_is(
    text: str, fault: DayFault | None
) -> None:
    read = understand(text, FRIDAY)
    assert read.beside.day_fault is fault
    if fault:
        slots = read.slots
        assert (slots.window, slots.period, slots.on, slots.until) == (None, None, None, None)


def test_days_that_began_before_today_are_in_order() -> None:
    read = understand("visa ärenden mellan 1 november och 15 december", FRIDAY)
    assert read.slots.window == DateWindow(date(2026, 11, 1), date(2026, 12, 15))


def test_nothing_is_paused_until_a_day_there_is_not(own_desk: Desk) -> None:
    answer = ask(own_desk, "pausa breven till 31 april", MANAGER)
    manager = staff_by_email(own_desk.database, MANAGER)
    assert manager is not None
    assert digest_pause_of(own_desk.database, manager) is None
    assert "Vilken dag menar du?" in answer.text


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("vad går ut 31 februari", "Vilken dag menar du?"),
        ("vad går ut vecka 54", "Vilken vecka menar du?"),
        ("visa ärenden mellan 10 december och 1 december", "Vilka dagar menar du?"),
        ("andel utredningar i tid 31 september", "Vilken dag menar du?"),
    ],
)
def test_which_days_are_meant_is_asked_and_nothing_is_listed(
    desk: Desk, text: str, question: str
) -> None:
    answer = ask(desk, text)
    assert question in answer.text
    assert answer.duties == ()


def test_who_may_not_see_rows_is_told_that_and_not_asked_for_a_day(desk: Desk) -> None:
    answer = ask(desk, "vad går ut 31 februari", SECRETARY)
    assert answer.denied
    assert "almanackan" not in answer.text


def test_a_reminder_on_a_day_there_is_not_is_asked_about_with_days_to_press(
    own_desk: Desk,
) -> None:
    asked = ask(own_desk, f"påminn mig 30/2 om {CASE}")
    karin = staff_by_email(own_desk.database, KARIN)
    assert karin is not None
    assert asked.text.startswith("Den dagen finns inte i almanackan. Vilken dag ska jag påminna")
    assert waiting_reminders(own_desk.database, karin) == ()
    assert refreshed(own_desk, asked).text == asked.text
    press(own_desk, buttons(asked)[0])
    assert [each.case for each in waiting_reminders(own_desk.database, karin)] == [CASE]
