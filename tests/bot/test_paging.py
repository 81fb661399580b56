"""However much there is to tell, a card stays under 24 KB and the pages hold all of it once."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_town import (
    MANAGER,
    REPORT_COLUMNS,
    STAFF,
    STOCKHOLM,
    ask,
    buttons,
    make_desk,
    press,
)

from bot.conversation import Answer
from bot.turns import Desk

FIRST_DAY = date(2026, 8, 1)
MOST = 100
CASE = "BU-2026-00001"
LARGEST = 24 * 1024


def _export() -> dict[str, str]:
    """Return a hundred reports on one case, one a day, each with a caseworker of its own."""
    names = [f"Björn Ängslyckeström-Wåhlstedt {number}" for number in range(MOST)]
    staff = [
        f"{name};bjorn.{number}@smastad.example;handläggare;Barnenheten;"
        for number, name in enumerate(names)
    ]
    days = [FIRST_DAY + timedelta(days=number) for number in range(MOST)]
    reports = [
        f"AKT-{number};{CASE};{days[number]};Anmälan;;;;;Barnenheten;{name};;;"
        for number, name in enumerate(names)
    ]
    # Decided without a day of protection assessment: a gap to note for each of them.
    gaps = [
        f"LUCKA-{number};BU-2025-00002;{day};Anmälan;;;{day};Utredning inleds inte;"
        "Barnenheten;Björn Berg;;;"
        for number, day in enumerate(days)
    ]
    alike = [
        f"LIKA-{number};KOMMUNENS-LÅNGA-ÄRENDENUMMER-{number:03d}-7;{days[0]};Anmälan;;;;;"
        "Barnenheten;Björn Berg;;;"
        for number in range(MOST)
    ]
    reports_file = "\n".join([REPORT_COLUMNS, *reports, *gaps, *alike])
    return {"personal": STAFF + "\n".join(staff), "aktualiseringar": reports_file + "\n"}


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = make_desk(tmp_path_factory.mktemp("crowded"), **_export())
    yield desk
    desk.database.close()


def pages(desk: Desk, text: str, now: datetime) -> list[Answer]:
    """Return every page of an answer, turned by its own button."""
    answers = [ask(desk, text, MANAGER, now=now)]
    while more := [each for each in buttons(answers[-1]) if each["title"] == "Visa fler"]:
        answers.append(press(desk, more[0], MANAGER, now=now))
    return answers


def rows(answer: Answer) -> list[str]:
    """Return the rows of a card: duties, colleagues and notes, and buttons to choose with."""
    body = [node for node in answer.cards[0]["body"] if node["type"] == "Container"]
    notes = [node for node in answer.cards[0]["body"] if "LUCKA-" in node.get("text", "")]
    own = ("Visa fler", "Visa föregående", "Förklara")
    choices = [each for each in buttons(answer) if each["title"] not in own]
    return [json.dumps(node, sort_keys=True) for node in (*body, *notes, *choices)]


@pytest.mark.parametrize(
    "text",
    [
        "ärenden på enheten",
        "vad går ut på enheten i år",
        "försenade på enheten",
        f"status på {CASE}",
        f"hur räknas fristen på {CASE}",
        "status på BU-2025-00002",
        "hur ser läget ut på enheten",
        "status på ärende 7",
        "Björns ärenden",
    ],
)
@given(
    reports=st.one_of(st.integers(1, MOST), st.just(MOST)), rows_per_card=st.sampled_from([8, 25])
)
@settings(deadline=None, max_examples=4)
def test_the_pages_are_small_and_hold_every_row_once(
    crowded: Desk, text: str, reports: int, rows_per_card: int
) -> None:
    last_day = FIRST_DAY + timedelta(days=reports - 1)
    now = datetime.combine(last_day, time(9), STOCKHOLM)
    desk = Desk(crowded.database, crowded.policy, 36, rows_per_card)
    answers = pages(desk, text, now)
    assert all(len(json.dumps(answer.cards[0]).encode()) < LARGEST for answer in answers)
    shown = [row for answer in answers for row in rows(answer)]
    assert len(shown) == len(set(shown)) == expected(answers[0], text, reports)


def expected(answer: Answer, text: str, reports: int) -> int:
    """Return how many rows there are to show."""
    if text == "hur ser läget ut på enheten":
        return len({duty.caseworker for duty in answer.duties})
    if text == "status på BU-2025-00002":
        return len(answer.duties) + reports
    if text == "Björns ärenden":
        return MOST + 2
    return answer.named or len(answer.duties)


def test_the_whole_crowd_is_more_than_a_card_holds(crowded: Desk) -> None:
    now = datetime(2026, 11, 20, 9, tzinfo=STOCKHOLM)
    assert len(pages(crowded, f"hur räknas fristen på {CASE}", now)) > 20
    assert len(ask(crowded, f"status på {CASE}", MANAGER, now=now).duties) == 2 * MOST


def test_the_case_is_carried_along_when_the_page_is_turned(crowded: Desk) -> None:
    first = ask(crowded, "status på 1", MANAGER, case=CASE)
    (more,) = [each for each in buttons(first) if each["title"] == "Visa fler"]
    assert more["data"]["case"] == CASE
    assert press(crowded, more, MANAGER).duties == first.duties
