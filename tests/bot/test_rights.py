"""Who may see what, tried from every side."""

import pytest
from small_town import (
    ADMINISTRATOR,
    BJORN,
    KARIN,
    MANAGER,
    NOW,
    OSKAR,
    OTHER_MANAGER,
    SECRETARY,
    STRANGER,
    ask,
    cases,
)

from bot.conversation import Asker, Audience, Question
from bot.turns import Desk

ROW_QUESTIONS = (
    "mina ärenden",
    "mina ärenden nära deadline",
    "försenade",
    "visa alla utredningar på enheten",
    "försenade utredningar på enheten",
    "Karins ärenden",
    "status på BU-2026-00001",
    "varför är sista dagen den dagen på BU-2026-00001?",
    "hur ser läget ut på enheten?",
)


@pytest.mark.parametrize("text", ROW_QUESTIONS)
@pytest.mark.parametrize("email", [SECRETARY, ADMINISTRATOR, STRANGER])
def test_a_role_without_rows_gets_none(desk: Desk, email: str, text: str) -> None:
    answer = ask(desk, text, email)
    assert answer.duties == ()
    assert answer.denied
    assert "Karin" not in answer.text
    assert "utredning ·" not in answer.text


@pytest.mark.parametrize("text", ROW_QUESTIONS)
@pytest.mark.parametrize("audience", [Audience.GROUP, Audience.CHANNEL])
@pytest.mark.parametrize("email", [KARIN, MANAGER])
def test_a_group_chat_gets_a_pointer_and_no_rows(
    desk: Desk, email: str, audience: Audience, text: str
) -> None:
    answer = ask(desk, text, email, audience=audience)
    assert answer.duties == ()
    assert answer.denied
    assert "vår egen chatt" in answer.text
    assert "BU-" not in answer.text + str(answer.cards)


@pytest.mark.parametrize("text", ROW_QUESTIONS)
def test_a_caseworker_never_sees_another_caseworkers_row(desk: Desk, text: str) -> None:
    answer = ask(desk, text, OSKAR)
    assert set(cases(answer)) <= {"BU-2026-00006"}
    assert "Karin" not in answer.text.replace("Karins", "")


def test_a_caseworker_sees_their_own_rows_and_no_others(desk: Desk) -> None:
    assert set(cases(ask(desk, "mina ärenden", BJORN))) == {"BU-2026-00005", "BU-2026-00008"}


def test_a_caseworker_who_asks_for_the_unit_is_refused(desk: Desk) -> None:
    answer = ask(desk, "visa alla utredningar på enheten", KARIN)
    assert answer.denied
    assert answer.duties == ()


def test_a_manager_sees_the_unit_and_not_the_other_one(desk: Desk) -> None:
    seen = set(cases(ask(desk, "visa alla öppna ärenden på enheten", MANAGER)))
    assert "BU-2026-00005" in seen
    assert "BU-2026-00006" not in seen


def test_a_manager_of_another_unit_does_not_find_the_case(desk: Desk) -> None:
    answer = ask(desk, "status på BU-2026-00001", OTHER_MANAGER)
    assert answer.duties == ()
    assert answer.denied


def test_a_case_of_somebody_else_and_a_case_that_is_not_get_the_same_answer(desk: Desk) -> None:
    hidden = ask(desk, "status på BU-2026-00001", OSKAR)
    absent = ask(desk, "status på BU-2026-09999", OSKAR)
    assert hidden.text.replace("00001", "#") == absent.text.replace("09999", "#")
    assert hidden.denied == absent.denied


def test_a_manager_cannot_name_a_colleague_on_another_unit(desk: Desk) -> None:
    answer = ask(desk, "visa ärenden för Oskar Holm", MANAGER)
    assert answer.duties == ()
    assert "BU-" not in answer.text


def test_an_unknown_entra_identity_is_told_whom_to_ask(desk: Desk) -> None:
    asker = Asker(object_id="99999999-9999-4999-8999-999999999999", email=KARIN)
    answer = desk.answer(Question("mina ärenden", asker, Audience.PERSONAL, NOW))
    assert answer.denied
    assert "systemförvaltare" in answer.text


def test_a_known_entra_identity_is_that_person(desk: Desk) -> None:
    asker = Asker(object_id="11111111-1111-4111-8111-111111111111")
    answer = desk.answer(Question("mina ärenden", asker, Audience.PERSONAL, NOW))
    assert "BU-2026-00001" in cases(answer)


def test_the_push_text_never_carries_case_data(desk: Desk) -> None:
    for text in ROW_QUESTIONS:
        assert ask(desk, text, KARIN).summary == "Svar från Fristvakt"
