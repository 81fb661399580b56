"""Why an investigation ran over time: who may say it, when, and what is kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from small_town import (
    ADMINISTRATOR,
    BJORN,
    INVESTIGATIONS,
    KARIN,
    MANAGER,
    NOW,
    OSKAR,
    OTHER_MANAGER,
    SECRETARY,
    DeskOver,
    ask,
    button,
    buttons,
    press,
    refreshed,
    row_buttons,
)

from bot.conversation import Answer
from bot.texts.causes import CAUSE_WORDS, sentence_for
from bot.turns import Desk
from bot.understanding import Intent, understand
from rules.facts import OverrunCause
from rules.indicators import IndicatorId, compute_indicators
from storage.queries import cases_for_figures
from storage.records import recorded_causes

LATE, LATE_NUMBER = "BU-2026-00001", "UTR-1"
TITLES = [
    "Bristande dokumentation/administration",
    "Bristande handläggning",
    "Komplext ärende",
    "Yttre omständigheter",
]


@pytest.fixture
def town_desk(desk_over: DeskOver) -> Desk:
    return desk_over(utredningar=INVESTIGATIONS)


def causes_of(desk: Desk, investigation: str = LATE_NUMBER) -> list[tuple[OverrunCause, str]]:
    return [(each.cause, each.who) for each in recorded_causes(desk.database, investigation)]


def choices(answer: Answer) -> list[str]:
    """Return the groups that can be pressed."""
    return [each["title"] for each in row_buttons(answer)]


def choice(answer: Answer, title: str) -> Any:
    """Return what pressing the group carries."""
    (found,) = [each for each in row_buttons(answer) if each["title"] == title]
    return found


@pytest.mark.parametrize("cause", list(OverrunCause))
@pytest.mark.parametrize("case", ["BU-2026-00012", "BU-2025-00412"])
def test_every_cause_can_be_written_as_the_answer_says(case: str, cause: OverrunCause) -> None:
    read = understand(sentence_for(case, cause), NOW.date())
    assert read.intent is Intent.RECORD_CAUSE
    assert (read.slots.case, read.slots.cause) == (case, cause)


def test_a_late_investigation_without_a_cause_is_asked_about_in_four_groups(
    town_desk: Desk,
) -> None:
    answer = ask(town_desk, f"vill ange varför {LATE} gick över tiden")
    assert choices(answer) == TITLES
    assert "Ingen orsak är angiven." in answer.text
    assert "10 november 2026" in answer.text
    assert causes_of(town_desk) == []


@pytest.mark.parametrize("asks", ["status på", "hur räknas fristen på"])
def test_a_late_case_offers_to_give_its_cause_and_one_in_time_does_not(
    town_desk: Desk, asks: str
) -> None:
    late = ask(town_desk, f"{asks} {LATE}")
    asked = press(town_desk, button(late, "Ange orsak"))
    assert choices(asked) == TITLES
    in_time = ask(town_desk, f"{asks} BU-2026-00004")
    assert "Ange orsak" not in [each["title"] for each in buttons(in_time)]


def test_a_pressed_cause_is_recorded_with_who_and_when(town_desk: Desk) -> None:
    asked = ask(town_desk, f"vill ange varför {LATE} gick över tiden")
    answer = press(town_desk, choice(asked, "Komplext ärende"))
    assert causes_of(town_desk) == [(OverrunCause.COMPLEX, KARIN)]
    assert "Orsaken är komplext ärende." in answer.text
    assert "Angiven av Karin Larsson 20 november 2026 kl. 09.30." in answer.text
    assert choices(answer) == []
    changing = press(town_desk, button(answer, "Ändra orsak"))
    assert choices(changing) == [*TITLES[:2], TITLES[3]]


def test_a_written_cause_is_recorded_like_a_pressed_one(town_desk: Desk) -> None:
    ask(town_desk, sentence_for(LATE, OverrunCause.EXTERNAL))
    assert causes_of(town_desk) == [(OverrunCause.EXTERNAL, KARIN)]


def test_pressing_twice_records_once(town_desk: Desk) -> None:
    pressed = choice(ask(town_desk, f"orsak på {LATE}"), "Yttre omständigheter")
    first = press(town_desk, pressed)
    again = press(town_desk, pressed, now=NOW + timedelta(hours=1))
    assert causes_of(town_desk) == [(OverrunCause.EXTERNAL, KARIN)]
    assert again.text == first.text


def test_a_changed_cause_keeps_the_one_before(town_desk: Desk) -> None:
    ask(town_desk, sentence_for(LATE, OverrunCause.EXTERNAL))
    answer = ask(town_desk, sentence_for(LATE, OverrunCause.HANDLING), MANAGER)
    assert causes_of(town_desk) == [
        (OverrunCause.EXTERNAL, KARIN),
        (OverrunCause.HANDLING, MANAGER),
    ]
    assert "Angiven av Mikael Wallin" in answer.text
    assert "ändrats 1 gång" in answer.text


def test_seeing_the_card_again_records_nothing(town_desk: Desk) -> None:
    asked = ask(town_desk, f"orsak på {LATE}")
    answer = press(town_desk, choice(asked, "Komplext ärende"))
    ask(town_desk, sentence_for(LATE, OverrunCause.HANDLING), MANAGER)
    seen = refreshed(town_desk, answer)
    assert "bristande handläggning" in seen.text
    assert len(causes_of(town_desk)) == 2


def test_a_card_that_asks_for_its_present_state_never_records(town_desk: Desk) -> None:
    asked = ask(town_desk, f"orsak på {LATE}")
    data = choice(asked, "Komplext ärende")["data"]
    press(town_desk, {"data": {**data, "is_refresh": True}})
    assert causes_of(town_desk) == []
    recorded = press(town_desk, choice(asked, "Komplext ärende"))
    assert "cause" not in recorded.cards[0]["refresh"]["action"]["data"]["reading"]["slots"]


@pytest.mark.parametrize("email", [BJORN, OSKAR, OTHER_MANAGER, SECRETARY, ADMINISTRATOR])
def test_nobody_but_the_caseworker_and_the_units_manager_records_a_cause(
    town_desk: Desk, email: str
) -> None:
    answer = ask(town_desk, sentence_for(LATE, OverrunCause.COMPLEX), email)
    pressed = choice(ask(town_desk, f"orsak på {LATE}"), "Komplext ärende")
    assert answer.denied
    assert press(town_desk, pressed, email).denied
    assert causes_of(town_desk) == []


@pytest.mark.parametrize("case", ["BU-2026-00004", "BU-2026-00002", "BU-2026-00007"])
def test_an_investigation_within_its_limit_gets_no_cause(town_desk: Desk, case: str) -> None:
    answer = ask(town_desk, sentence_for(case, OverrunCause.COMPLEX))
    assert "inte gått över tiden" in answer.text
    assert not answer.denied
    assert all(causes_of(town_desk, f"UTR-{number}") == [] for number in range(1, 9))


def test_without_a_case_the_late_ones_without_a_cause_are_offered(town_desk: Desk) -> None:
    asked = ask(town_desk, "jag vill ange en förseningsorsak", MANAGER)
    assert asked.understanding is not None
    assert asked.understanding.intent is Intent.RECORD_CAUSE
    assert [each["title"] for each in buttons(asked)] == [LATE, "BU-2026-00005"]
    assert LATE in asked.text
    assert choices(press(town_desk, buttons(asked)[0], MANAGER)) == TITLES
    for case in (LATE, "BU-2026-00005"):
        ask(town_desk, sentence_for(case, OverrunCause.COMPLEX), MANAGER)
    assert not buttons(ask(town_desk, "jag vill ange en förseningsorsak", MANAGER))


def test_a_recorded_cause_is_counted_in_the_figures(town_desk: Desk) -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 30)

    def complex_ones() -> int | None:
        cases = cases_for_figures(town_desk.database, first, last, None)
        figures = compute_indicators(cases, first, last, NOW.date(), town_desk.policy)
        return next(
            each.numerator for each in figures if each.id is IndicatorId.OVERRUN_CAUSE_COMPLEX
        )

    assert complex_ones() == 0
    ask(town_desk, sentence_for(LATE, OverrunCause.COMPLEX))
    assert complex_ones() == 1


def test_a_cause_from_the_case_system_is_said_to_come_from_there(desk_over: DeskOver) -> None:
    head, *rows = INVESTIGATIONS.splitlines()
    listed = [f"{head};Orsak till överskriden tid", *(f"{row};Komplext ärende" for row in rows)]
    desk = desk_over(utredningar="\n".join(listed) + "\n")
    answer = ask(desk, f"orsak på {LATE}")
    assert "Orsaken är komplext ärende." in answer.text
    assert "verksamhetssystemet" in answer.text
    assert "Angiven av" not in answer.text


def test_every_cause_has_its_words() -> None:
    assert set(CAUSE_WORDS) == set(OverrunCause)
