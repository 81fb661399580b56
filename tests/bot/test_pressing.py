"""Buttons on cards: what is pressed is read anew, also long after the card was drawn."""

import json
from datetime import timedelta
from typing import Any

import pytest
from small_town import (
    BJORN,
    INVESTIGATIONS,
    KARIN,
    MANAGER,
    NOW,
    OSKAR,
    SECRETARY,
    DeskOver,
    ask,
    button,
    buttons,
    press,
    refreshed,
    row_buttons,
)

from bot.conversation import Asker, Audience, Press
from bot.presses import LONGEST_QUESTION, data_of, press_from, question_of
from bot.turns import Desk
from bot.understanding import (
    Beside,
    DateWindow,
    DayCount,
    Intent,
    Kind,
    Slots,
    Understanding,
)
from bot.wire import json_of
from rules.facts import OverrunCause
from storage.engine import Database
from storage.intake import load_profile
from storage.intake.batch import import_files

NEXT_MONTH = NOW + timedelta(days=31)


def test_a_button_falls_back_to_the_same_as_a_message(desk: Desk) -> None:
    more = button(ask(desk, "mina ärenden"), "Visa fler")
    assert (more["type"], more["fallback"]["type"]) == ("Action.Execute", "Action.Submit")
    assert more["data"] == more["fallback"]["data"]


def test_from_the_explanation_one_comes_back_to_the_same_page_of_the_list(desk: Desk) -> None:
    second = press(desk, button(ask(desk, "mina ärenden"), "Visa fler"))
    explained = press(desk, row_buttons(second)[0])
    assert press(desk, button(explained, "Tillbaka")).cards == second.cards


def test_a_card_seen_anew_shows_the_same_page_as_it_stands_now(desk: Desk) -> None:
    second = press(desk, button(ask(desk, "mina ärenden"), "Visa fler"))
    assert refreshed(desk, second).cards == second.cards
    assert "10 dagar över" in str(ask(desk, "mina ärenden").cards)
    later = refreshed(desk, ask(desk, "mina ärenden"), now=NOW + timedelta(days=1))
    assert "11 dagar över" in str(later.cards)


def test_next_week_on_an_old_card_is_still_that_week(desk: Desk) -> None:
    asked = ask(desk, "vad går ut nästa vecka", MANAGER)
    later = refreshed(desk, asked, MANAGER, now=NEXT_MONTH)
    assert "23–29 november 2026" in asked.text
    assert "23–29 november 2026" in later.text


def test_what_a_card_carries_gives_nobody_else_its_rows(desk: Desk) -> None:
    explain = row_buttons(ask(desk, "mina ärenden"))[0]
    for other in (BJORN, OSKAR, SECRETARY):
        answer = press(desk, explain, other)
        assert answer.denied
        assert not answer.duties


def test_a_press_in_a_group_shows_no_row(desk: Desk) -> None:
    reading = Understanding(Intent.EXPLAIN_DEADLINE, Slots())
    answer = ask(desk, "", audience=Audience.GROUP, case="BU-2026-00001", reading=reading)
    assert answer.denied
    assert "BU-" not in str(answer)


def _import_again(desk: Desk, tmp_path: Any, **changed: str) -> None:
    folder = tmp_path / "night"
    folder.mkdir()
    text = INVESTIGATIONS
    for old, new in changed.values():
        text = text.replace(old, new)
    (folder / "utredningar.csv").write_text(text, encoding="utf-8")
    _import(desk.database, folder)


def _import(database: Database, folder: Any) -> None:
    when = NOW + timedelta(hours=20)
    import_files(database, [folder], profile=load_profile(None), now=when, full=True)


CASE_ONE = "UTR-1;BU-2026-00001;;2026-07-10;;;;;Barnenheten;Karin Larsson"
QUESTIONS = ("status på BU-2026-00001", "hur räknas fristen på BU-2026-00001")


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_old_card_of_a_closed_case_shrinks_and_can_be_opened(
    desk_over: DeskOver, tmp_path: Any, text: str
) -> None:
    desk = desk_over(utredningar=INVESTIGATIONS)
    card = ask(desk, text)
    closed = CASE_ONE.replace("2026-07-10;;;;", "2026-07-10;2026-11-20;;;Avslutas utan insats")
    _import_again(desk, tmp_path, closed=(CASE_ONE, closed))
    stub = refreshed(desk, card, now=NEXT_MONTH)
    assert stub.text == "I BU-2026-00001 löper inga frister längre."
    assert len(stub.cards[0]["body"]) == 1
    assert "refresh" not in stub.cards[0]
    opened = press(desk, button(stub, "Visa ändå"), now=NEXT_MONTH)
    assert "klar 20 november 2026" in opened.text


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_old_card_of_a_case_that_went_to_another_shrinks_and_names_nothing(
    desk_over: DeskOver, tmp_path: Any, text: str
) -> None:
    desk = desk_over(utredningar=INVESTIGATIONS)
    card = ask(desk, text)
    _import_again(desk, tmp_path, moved=(CASE_ONE, CASE_ONE.replace("Karin Larsson", "Björn Berg")))
    stub = refreshed(desk, card, now=NEXT_MONTH)
    assert "inte längre bland dem du har rätt att se" in stub.text
    assert "BU-2026" not in str(stub.cards)
    assert stub.denied
    assert not buttons(stub)
    assert "BU-2026-00001" in refreshed(desk, ask(desk, text, BJORN), BJORN).text


def test_pressing_an_old_list_explains_the_case_as_it_stands_now(
    desk_over: DeskOver, tmp_path: Any
) -> None:
    desk = desk_over(utredningar=INVESTIGATIONS)
    row = row_buttons(ask(desk, "mina ärenden"))[0]
    extended = CASE_ONE.replace("2026-07-10;;;;", "2026-07-10;;2027-01-10;2026-11-05;")
    _import_again(desk, tmp_path, extended=(CASE_ONE, extended))
    assert "10 januari 2027" in press(desk, row, now=NOW + timedelta(days=1)).text


def test_another_desk_answers_a_press_on_a_card_of_the_first(desk: Desk) -> None:
    more = button(ask(desk, "mina ärenden"), "Visa fler")
    restarted = Desk(desk.database, desk.policy, desk.stale_after_hours, desk.rows_per_card)
    assert press(restarted, more).cards == press(desk, more).cards


@pytest.mark.parametrize(
    "value",
    [
        None,
        "mina ärenden",
        ["mina ärenden"],
        {},
        {"question": 7},
        {"question": "  "},
        {"page": 2},
        {"question": "mina ärenden", "page": 0},
        {"question": "mina ärenden", "page": -1},
        {"question": "mina ärenden", "page": 10**9},
        {"question": "mina ärenden", "page": 1.5},
        {"question": "mina ärenden", "page": None},
        {"question": "visa", "case": 7},
        {"question": "visa", "case": "B" * 65},
        {"question": "visa", "case": ["BU-2026-00001"]},
        {"reading": {"intent": "delete_everything"}},
        {"reading": {"intent": "list_cases", "slots": {"scope": "all"}}},
        {"reading": {"intent": "list_cases", "slots": {"caseworker": "K" * 101}}},
        {"reading": {"intent": "list_due", "slots": {"window": {"first": "igår"}}}},
        {"reading": "list_cases"},
        {"question": "x", "back": {"question": "y", "back": {"question": "z"}}},
        {"question": "x", "back": "y"},
        {"question": "x" * 2_001},
        {"question": "x", "back": {"question": "y" * 2_001}},
        {"reading": {"intent": "show_case", "case_as_typed": "1" * 65}},
        {"reading": {"intent": "help", "near": [{"intent": "help", "slots": {}}]}},
        {"reading": {"intent": "list_due", "slots": {"window": {"days": 10**10}}}},
        {"question": "visa", "case": "BU-\ud800"},
    ],
)
def test_what_no_button_of_ours_carries_is_no_press(value: object) -> None:
    assert press_from(value) is None


@pytest.mark.parametrize(
    "made",
    [
        Press(question="mina ärenden", page=3),
        Press(reading=Understanding(Intent.HELP, Slots())),
        Press(reading=Understanding(Intent.LIST_DUE, Slots(window=DayCount(14))), is_refresh=True),
        Press(
            reading=Understanding(
                Intent.STATISTICS,
                Slots(kind=Kind.INVESTIGATION, period=DateWindow(NOW.date(), NEXT_MONTH.date())),
                scope_said=True,
                beside=Beside(colleague="Åsa Holm", unit=True),
            ),
            case="BU-2026-00001",
            back=Press(reading=Understanding(Intent.LIST_CASES, Slots(caseworker="Åsa")), page=2),
        ),
    ],
)
def test_a_press_comes_back_from_json_as_it_was_made(made: Press) -> None:
    assert press_from(json.loads(json_of(data_of(made)))) == made


def test_what_teams_puts_beside_our_data_is_left_alone() -> None:
    ours = Press(question="mina ärenden", page=2)
    assert press_from({**data_of(ours), "msteams": {"type": "x"}, "extra": 1}) == ours


@pytest.mark.parametrize(
    "reading",
    [
        Understanding(Intent.SET_REMINDER, Slots(on=NEXT_MONTH.date())),
        Understanding(Intent.PAUSE_DIGEST, Slots()),
        Understanding(Intent.EXPORT_CALENDAR, Slots()),
        Understanding(Intent.RECORD_CAUSE, Slots(cause=OverrunCause.COMPLEX)),
    ],
)
def test_what_teams_asks_for_by_itself_changes_nothing(
    desk_over: DeskOver, reading: Understanding
) -> None:
    desk = desk_over(utredningar=INVESTIGATIONS)
    before = _told(desk)
    made = data_of(Press(reading=reading, case="BU-2026-00001", is_refresh=True))
    press(desk, {"data": made}, MANAGER)
    assert _told(desk) == before


def _told(desk: Desk) -> list[int]:
    tables = ("reminder", "digest_pause", "calendar_subscription", "overrun_cause_record")
    with desk.database.reading() as connection:
        counts = (connection.exec_driver_sql(f"SELECT count(*) FROM {table}") for table in tables)  # noqa: S608 — the names stand above
        return [count.scalar_one() for count in counts]


def test_a_card_that_is_seen_again_does_not_become_the_case_just_shown(desk: Desk) -> None:
    first = ask(desk, "status på BU-2026-00001")
    ask(desk, "status på BU-2026-00002")
    refreshed(desk, first)
    assert ask(desk, "förklara det ärendet").about == "BU-2026-00002"


def test_of_a_message_as_long_as_a_book_so_much_goes_on_that_it_is_too_long() -> None:
    book = Press(question=f" {'x' * 250_000}")
    question = question_of(book, Asker(email=KARIN), Audience.PERSONAL, NOW)
    assert question.text == "x" * (LONGEST_QUESTION + 1)
