"""A card that asks which case, day or reminder is meant asks as things stand when seen anew."""

from dataclasses import replace
from pathlib import Path

import pytest
from small_town import (
    INVESTIGATIONS,
    KARIN,
    MANAGER,
    NOW,
    DeskOver,
    ask,
    buttons,
    cases,
    press,
    refreshed,
)

from bot.turns import Desk
from storage.intake import load_profile
from storage.intake.batch import import_files
from storage.queries import staff_by_email
from storage.records import waiting_reminders

CASE = "BU-2026-00004"
NAMESAKES = "BU-2025-00004"


@pytest.fixture
def own_desk(desk_over: DeskOver) -> Desk:
    return desk_over(utredningar=INVESTIGATIONS)


def import_again(desk: Desk, folder: Path, utredningar: str) -> None:
    """Import another night's investigations."""
    (folder / "utredningar.csv").write_text(utredningar, encoding="utf-8")
    import_files(desk.database, [folder], profile=load_profile(None), now=NOW, full=True)


def closed(case: str) -> str:
    """Return the investigations with the one of the case closed."""
    rows = INVESTIGATIONS.splitlines()
    (row,) = [row for row in rows if f";{case};" in row]
    cells = row.split(";")
    cells[4], cells[7] = "2026-11-19", "Avslutas utan insats"
    return "\n".join(";".join(cells) if each == row else each for each in rows) + "\n"


def moved(case: str) -> str:
    """Return the investigations with the one of the case given to somebody else."""
    rows = INVESTIGATIONS.splitlines()
    return "\n".join(
        row.replace("Karin Larsson", "Björn Berg") if f";{case};" in row else row for row in rows
    )


def waiting(desk: Desk) -> list[str]:
    karin = staff_by_email(desk.database, KARIN)
    assert karin is not None
    return [each.case for each in waiting_reminders(desk.database, karin)]


def test_which_case_is_asked_anew_and_the_one_that_is_left_is_shown(
    own_desk: Desk, tmp_path: Path
) -> None:
    asked = ask(own_desk, "status på ärende 4")
    assert [each["title"] for each in buttons(asked)] == [NAMESAKES, CASE]
    assert refreshed(own_desk, asked).text == asked.text
    import_again(own_desk, tmp_path, moved(NAMESAKES))
    assert cases(refreshed(own_desk, asked)) == [CASE]


def test_which_case_to_be_reminded_of_is_never_settled_by_a_refresh(
    own_desk: Desk, tmp_path: Path
) -> None:
    asked = ask(own_desk, "påminn mig om ärende 4 på måndag")
    assert refreshed(own_desk, asked).text == asked.text
    import_again(own_desk, tmp_path, moved(NAMESAKES))
    anew = refreshed(own_desk, asked)
    assert waiting(own_desk) == []
    assert [each["title"] for each in buttons(anew)] == ["Måndag 23 november 2026"]
    press(own_desk, buttons(anew)[0])
    assert waiting(own_desk) == [CASE]


def test_which_day_is_asked_anew_of_a_case_that_is_open_only(
    own_desk: Desk, tmp_path: Path
) -> None:
    asked = ask(own_desk, f"påminn mig om {CASE}")
    assert refreshed(own_desk, asked).text == asked.text
    import_again(own_desk, tmp_path, closed(CASE))
    anew = refreshed(own_desk, asked)
    assert [each["title"] for each in buttons(anew)] == ["Visa ändå"]
    assert waiting(own_desk) == []


def test_which_day_names_no_case_that_is_not_ones_own_any_more(
    own_desk: Desk, tmp_path: Path
) -> None:
    asked = ask(own_desk, f"påminn mig om {CASE}")
    import_again(own_desk, tmp_path, moved(CASE))
    assert CASE not in str(refreshed(own_desk, asked).cards)


def test_which_reminder_is_asked_anew_and_none_is_taken_back_by_that(own_desk: Desk) -> None:
    for case in (CASE, "BU-2026-00002"):
        ask(own_desk, f"påminn mig om {case} på måndag")
    asked = ask(own_desk, "ta bort en påminnelse")
    assert len(buttons(asked)) == 2
    press(own_desk, buttons(asked)[0])
    anew = refreshed(own_desk, asked)
    assert [each["title"] for each in buttons(anew)] == ["BU-2026-00004 · måndag 23 november 2026"]
    assert waiting(own_desk) == [CASE]


def test_which_of_the_reminders_of_a_case_is_never_settled_by_a_refresh(own_desk: Desk) -> None:
    for day in ("på måndag", "på tisdag"):
        ask(own_desk, f"påminn mig om {CASE} {day}")
    asked = ask(own_desk, f"ta bort påminnelsen om {CASE}")
    press(own_desk, buttons(asked)[0])
    assert len(buttons(refreshed(own_desk, asked))) == 1
    assert waiting(own_desk) == [CASE]


def test_which_colleague_is_asked_anew(own_desk: Desk) -> None:
    asked = ask(own_desk, "Björns ärenden", MANAGER)
    assert [each["title"] for each in buttons(asked)] == ["Björn Berg", "Björn Wik"]
    assert refreshed(own_desk, asked, MANAGER).text == asked.text


def test_a_choice_keeps_its_page_when_it_is_seen_anew(own_desk: Desk) -> None:
    few = replace(own_desk, rows_per_card=1)
    asked = ask(few, "status på ärende 4")
    (_, more) = buttons(asked)
    second = press(few, more)
    assert buttons(second)[0]["title"] == CASE
    assert refreshed(few, second).cards[0]["body"] == second.cards[0]["body"]
