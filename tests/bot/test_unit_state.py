"""How the unit stands, and one colleague on it."""

from small_town import MANAGER, ask, buttons, press

from bot.turns import Desk
from bot.understanding import Intent


def test_a_named_colleagues_state_has_open_near_overdue_and_oldest(desk: Desk) -> None:
    answer = ask(desk, "hur mycket har Karin på sitt bord", MANAGER)
    assert answer.text.splitlines()[0] == "Läget för Karin Larsson"
    (line,) = [line for line in answer.text.splitlines() if line.startswith("Karin Larsson:")]
    assert "1 över tiden · 5 öppna · 2 nära · äldst tis 10 nov" in line
    assert {duty.caseworker for duty in answer.duties} == {"Karin Larsson"}


def test_which_colleague_is_meant_is_asked_and_the_same_question_goes_on(desk: Desk) -> None:
    asked = ask(desk, "hur mycket har Björn på sitt bord", MANAGER)
    assert asked.understanding is not None
    assert asked.understanding.intent is Intent.UNIT_STATUS
    assert [each["title"] for each in buttons(asked)] == ["Björn Berg", "Björn Wik"]
    assert "Björn Berg" in asked.text
    chosen = press(desk, buttons(asked)[0], MANAGER)
    assert chosen.text.splitlines()[0] == "Läget för Björn Berg"


def test_a_colleague_with_nothing_open_is_said_to_have_nothing(desk: Desk) -> None:
    answer = ask(desk, "hur mycket har Björn Wik på sitt bord", MANAGER)
    assert answer.text.splitlines()[0] == "Läget för Björn Wik"
    assert "Inget just nu." in answer.text
