"""Who may see what, tried from every side."""

import pytest
from small_town import (
    ADMINISTRATOR,
    BJORN,
    INVESTIGATION_COLUMNS,
    INVESTIGATIONS,
    KARIN,
    MANAGER,
    NOW,
    OSKAR,
    OTHER_MANAGER,
    SECRETARY,
    STAFF,
    STRANGER,
    DeskOver,
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
    "hur räknas fristen på BU-2026-00001?",
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


@pytest.mark.parametrize(
    "text",
    [
        "ärenden på Ungdomsenheten",
        "hur ser läget ut på ungdomsenheten?",
        "Ungdomsenhetens försenade ärenden",
        "vad går ut nästa vecka på UNGDOMSENHETEN",
    ],
)
def test_a_manager_who_names_another_unit_is_refused(desk: Desk, text: str) -> None:
    answer = ask(desk, text, MANAGER)
    assert answer.text == "Jag visar bara din egen enhet."
    assert answer.denied
    assert answer.duties == ()


def test_a_manager_who_names_the_own_unit_gets_it(desk: Desk) -> None:
    assert "BU-2026-00006" in cases(ask(desk, "ärenden på Ungdomsenheten", OTHER_MANAGER))
    assert "BU-2026-00005" in cases(ask(desk, "Barnenhetens ärenden", MANAGER))


@pytest.mark.parametrize("text", ["ärenden på {}", "hur ser läget ut på {}?", "försenade på {}"])
def test_a_caseworker_is_not_told_which_units_there_are(desk: Desk, text: str) -> None:
    known = ask(desk, text.format("Ungdomsenheten"))
    unknown = ask(desk, text.format("Fantasienheten"))
    assert known == unknown
    assert known.denied


def test_a_unit_whose_name_begins_with_anothers_is_told_apart(desk_over: DeskOver) -> None:
    staff = STAFF.replace("Ungdomsenheten", "Barnenheten Norr")
    desk = desk_over(personal=staff, utredningar=INVESTIGATIONS.replace("Ungdoms", "Barn"))
    assert ask(desk, "ärenden på Barnenheten Norr", MANAGER).denied
    assert not ask(desk, "ärenden på Barnenheten Norr", OTHER_MANAGER).denied
    assert ask(desk, "ärenden på Barnenheten", OTHER_MANAGER).denied


RESTARTED = f"""\
{INVESTIGATION_COLUMNS}
UTR-1;BU-2026-00001;;2026-03-02;2026-09-15;;;Insats beviljad;{{unit}};{{caseworker}};;;;
UTR-2;BU-2026-00001;;2026-10-01;;;;;Barnenheten;Karin Larsson;;;;
"""


def test_a_restart_tells_no_day_of_an_investigation_the_reader_may_not_see(
    desk_over: DeskOver,
) -> None:
    desk = desk_over(utredningar=RESTARTED.format(unit="Ungdomsenheten", caseworker="Oskar Holm"))
    for who in (KARIN, MANAGER):
        answer = ask(desk, "status på BU-2026-00001", who)
        assert "inom 30 dagar efter en annan utredning om samma barn" in answer.text
        assert "september" not in answer.text + str(answer.cards)


def test_a_restart_tells_the_day_of_an_investigation_the_reader_may_see(
    desk_over: DeskOver,
) -> None:
    desk = desk_over(utredningar=RESTARTED.format(unit="Barnenheten", caseworker="Björn Berg"))
    assert "avslutades 15 september 2026" in ask(desk, "status på BU-2026-00001", MANAGER).text
    assert "september" not in ask(desk, "status på BU-2026-00001", KARIN).text


IN_THE_OTHER_UNIT = f"""\
{INVESTIGATION_COLUMNS}
UTR-1;BU-2026-00001;;2026-07-01;;;;;Ungdomsenheten;Mikael Wallin;;;;
UTR-2;BU-2026-00001;;2026-07-02;;;;;Ungdomsenheten;Oskar Holm;;;;
UTR-3;BU-2026-00002;;2026-07-03;;;;;Ungdomsenheten;Oskar Holm;;;;
UTR-4;BU-2026-00003;;2026-07-06;;;;;Ungdomsenheten;Maria Larsson;;;;
UTR-5;BU-2026-00003;;2026-07-06;;;;;Ungdomsenheten;Emma Dahl;;;;
UTR-6;BU-2026-00004;;2026-07-07;;;;;Barnenheten;Oskar Holm;;;;
"""


@pytest.mark.parametrize(
    "text",
    [
        "status på BU-2026-00001",
        "hur räknas fristen på BU-2026-00001?",
        "ange orsak till överskriden tid i BU-2026-00001",
        "status på bu-2026-1",
    ],
)
def test_a_manager_finds_an_own_row_in_another_unit_and_nobody_elses(
    desk_over: DeskOver, text: str
) -> None:
    desk = desk_over(utredningar=IN_THE_OTHER_UNIT)
    answer = ask(desk, text, MANAGER)
    assert not answer.denied
    assert {duty.source for duty in answer.duties} == {"UTR-1"}
    assert "Oskar" not in answer.text + str(answer.cards)


def test_a_row_of_the_unit_does_not_hide_the_managers_own_in_another(desk_over: DeskOver) -> None:
    closed = "UTR-9;BU-2026-00001;;2025-01-02;2025-03-01;;;;Barnenheten;Oskar Holm;;;;\n"
    desk = desk_over(utredningar=IN_THE_OTHER_UNIT + closed)
    answer = ask(desk, "status på BU-2026-00001", MANAGER)
    assert {duty.source for duty in answer.duties} == {"UTR-1", "UTR-9"}
    asked = "ange orsak till överskriden tid i BU-2026-00001"
    assert {duty.source for duty in ask(desk, asked, MANAGER).duties} == {"UTR-1"}
    assert not ask(desk, "påminn mig om BU-2026-00001 den 1 december", MANAGER).denied


def test_a_manager_may_be_reminded_of_an_own_row_in_another_unit(desk_over: DeskOver) -> None:
    desk = desk_over(utredningar=IN_THE_OTHER_UNIT)
    assert not ask(desk, "påminn mig om BU-2026-00001 den 1 december", MANAGER).denied
    assert "BU-2026-00001" in ask(desk, "mina påminnelser", MANAGER).text
    assert ask(desk, "påminn mig om BU-2026-00002 den 1 december", MANAGER).denied


@pytest.mark.parametrize(
    ("case", "email", "sources"),
    [
        ("BU-2026-00001", MANAGER, {"UTR-1"}),
        ("BU-2026-00002", MANAGER, set()),  # another's, in another unit
        ("BU-2026-00004", MANAGER, {"UTR-6"}),  # another's, in the own unit
        ("BU-2026-00001", OTHER_MANAGER, {"UTR-1", "UTR-2"}),
        ("BU-2026-00004", OTHER_MANAGER, set()),  # of a caseworker in the own unit
        ("BU-2026-00001", OSKAR, {"UTR-2"}),
        ("BU-2026-00004", OSKAR, {"UTR-6"}),
        ("BU-2026-00001", BJORN, set()),
        ("BU-2026-00003", ADMINISTRATOR, set()),  # named as caseworker
        ("BU-2026-00003", SECRETARY, set()),  # likewise
    ],
)
def test_of_one_case_a_person_sees_the_units_rows_or_their_own(
    desk_over: DeskOver, case: str, email: str, sources: set[str]
) -> None:
    answer = ask(desk_over(utredningar=IN_THE_OTHER_UNIT), f"status på {case}", email)
    assert {duty.source for duty in answer.duties} == sources
    assert answer.denied is not bool(sources)
