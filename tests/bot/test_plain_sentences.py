"""Sentences that agree with their number and send nobody the wrong way."""

from datetime import date

from small_town import MANAGER, SECRETARY, ask

from bot import texts
from bot.access import Refusal
from bot.texts import causes, digests
from bot.turns import Desk
from digests.weekly.model import CaseworkerLoad


def test_one_open_duty_is_said_in_the_singular(desk: Desk) -> None:
    lines = ask(desk, "hur ser läget ut på enheten?", MANAGER).text.splitlines()
    assert not [line for line in lines if "· 1 öppna" in line]
    assert "öppen" in texts.load_line(_load(1), date(2026, 11, 20))
    assert "öppna" in texts.load_line(_load(2), date(2026, 11, 20))


def _load(number: int) -> CaseworkerLoad:
    return CaseworkerLoad("Karin Larsson", number, number, 0, 0, date(2026, 11, 23))


def test_a_guest_is_sent_to_their_contact() -> None:
    assert texts.REFUSALS[Refusal.GUEST].endswith("Fråga din kontaktperson i kommunen.")


def test_the_secretary_is_told_what_can_be_asked(desk: Desk) -> None:
    answer = ask(desk, "mina ärenden", SECRETARY)
    assert answer.denied
    assert "”andel utredningar i tid förra månaden”" in answer.text
    assert not ask(desk, "andel utredningar i tid förra månaden", SECRETARY).denied


def test_a_colleague_of_several_is_asked_for(desk: Desk) -> None:
    asked = ask(desk, "hur mycket har Björn på sitt bord", MANAGER)
    assert "Flera på enheten heter ”Björn”." in asked.text


def test_days_and_causes_are_said_plainly() -> None:
    assert "Välj en dag från och med i morgon." in digests.until_has_passed(date(2026, 11, 19))
    assert causes.NO_LATE_WITHOUT_CAUSE.startswith(
        "Du har ingen öppen utredning över tiden som saknar orsak."
    )
