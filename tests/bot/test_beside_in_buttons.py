"""What is said beside the slots goes along in every button, so that a press means the same."""

from dataclasses import replace
from datetime import date

import pytest
from small_town import INVESTIGATIONS, KARIN, MANAGER, OTHER_MANAGER, DeskOver, ask, buttons, press

from bot.naming import with_names
from bot.turns import Desk
from bot.understanding import Beside, CalendarWish, Understanding, understand
from rules.facts import StaffMember
from storage.queries import staff_by_email
from storage.records import calendar_of

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def own_desk(desk_over: DeskOver) -> Desk:
    inner = desk_over(utredningar=INVESTIGATIONS)
    return replace(inner, public_url="https://fristvakt.smastad.example")


def member(desk: Desk, email: str) -> StaffMember:
    found = staff_by_email(desk.database, email)
    assert found is not None
    return found


def near_readings(desk: Desk, text: str, email: str) -> Understanding:
    """Return the sentence as it is read, beside the same reading as one that is near."""
    read = understand(text, FRIDAY)
    return with_names(desk.database, member(desk, email), text, replace(read, near=(read,)))


def pressed(desk: Desk, text: str, email: str) -> list[str]:
    """Return what the buttons of near readings answer; the words themselves are gone by then."""
    asked = ask(desk, "", email, reading=near_readings(desk, text, email))
    assert len(buttons(asked)) == 2
    return [press(desk, each, email).text for each in buttons(asked)]


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("stäng min kalenderadress", CalendarWish.CLOSE),
        ("sluta lägga in frister i min kalender", CalendarWish.CLOSE),
        ("ta bort min prenumeration på kalendern", CalendarWish.CLOSE),
        ("ge mig en ny kalenderadress", CalendarWish.NEW),
        ("jag behöver en ny länk till kalendern", CalendarWish.NEW),
        ("lägg in nya frister i kalendern", None),
        ("frister som avslutas i min kalender", None),
        ("jag vill inte missa frister, lägg in dem i kalendern", None),
        ("kalendern fungerar inte längre", None),
    ],
)
def test_what_is_wanted_of_the_calendar_is_read_with_the_sentence(
    text: str, wish: CalendarWish | None
) -> None:
    assert understand(text, FRIDAY).beside.calendar is wish


def test_the_calendar_is_closed_by_a_near_reading_too(own_desk: Desk) -> None:
    ask(own_desk, "kalenderexport")
    assert "stängd" in pressed(own_desk, "stäng min kalenderadress", KARIN)[0]
    assert calendar_of(own_desk.database, member(own_desk, KARIN)) is None


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("andel utredningar i tid för Björn", "inte per handläggare"),
        ("andel utredningar i tid för Björn Berg i oktober", "inte per handläggare"),
        ("andel utredningar i tid per medarbetare", "inte per handläggare"),
    ],
)
def test_a_near_reading_still_says_what_is_not_counted(
    own_desk: Desk, text: str, note: str
) -> None:
    assert all(note in answer for answer in pressed(own_desk, text, MANAGER))


@pytest.mark.parametrize(
    "text",
    ["ärenden på Ungdomsenheten", "läget på Ungdomsenheten", "andel i tid på Ungdomsenheten"],
)
def test_a_near_reading_of_another_units_rows_is_refused(own_desk: Desk, text: str) -> None:
    refusals = pressed(own_desk, text, MANAGER)
    assert refusals == [ask(own_desk, text, MANAGER).text] * 2
    assert pressed(own_desk, text, OTHER_MANAGER)[0] not in refusals


def test_what_nobody_asked_about_stays_unread(own_desk: Desk) -> None:
    assert understand("kommunens enheter och mina kollegor", FRIDAY).beside == Beside()
    assert understand("pausa breven till 31 april", FRIDAY).beside.calendar is None


def test_no_word_that_was_written_goes_into_a_card_of_figures(own_desk: Desk) -> None:
    answer = ask(own_desk, "andel utredningar i tid hos Björn tack snälla", MANAGER)
    assert "snälla" not in str(answer.cards)
