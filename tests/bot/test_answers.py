"""What is answered to whom, in which order and in which words."""

from datetime import timedelta
from pathlib import Path

import pytest
from small_town import BJORN, KARIN, MANAGER, NOW, SECRETARY, ask, cases, write_exports

from bot.turns import Desk
from bot.understanding import Intent
from rules.catalogue import RuleId
from rules.policy import DEFAULT_POLICY
from storage.engine import Database
from storage.intake import load_profile
from storage.intake.batch import import_files


def test_near_the_deadline_means_overdue_due_today_and_near_overdue_first(desk: Desk) -> None:
    answer = ask(desk, "mina ärenden nära deadline")
    assert cases(answer) == ["BU-2026-00001", "BU-2026-00002", "BU-2026-00003"]
    assert [duty.days_left for duty in answer.duties] == [-10, 0, 1]


def test_days_left_are_said_in_words(desk: Desk) -> None:
    text = ask(desk, "mina ärenden nära deadline").text
    for words in ("10 dagar över", "i dag", "i morgon"):
        assert f" · {words} · " in text


def test_a_window_lists_what_is_due_in_it_and_says_how_many_more_are_overdue(desk: Desk) -> None:
    answer = ask(desk, "vad går ut i morgon")
    assert cases(answer) == ["BU-2026-00003"]
    assert "Dessutom är 1 frist redan över tiden." in answer.text


def test_overdue_lists_only_what_is_past_its_last_day(desk: Desk) -> None:
    assert cases(ask(desk, "mina försenade utredningar")) == ["BU-2026-00001"]


def test_a_kind_narrows_the_list(desk: Desk) -> None:
    rules = {duty.rule for duty in ask(desk, "mina förhandsbedömningar", BJORN).duties}
    assert rules == {RuleId.PRELIMINARY_ASSESSMENT}


def test_an_empty_list_is_a_sentence_and_not_silence(desk: Desk) -> None:
    answer = ask(desk, "mina placeringar")
    assert answer.duties == ()
    assert "Inget just nu." in answer.text


def test_a_case_is_found_without_its_year(desk: Desk) -> None:
    assert cases(ask(desk, "status på ärende 3")) == ["BU-2026-00003"]


def test_two_cases_that_a_number_fits_are_asked_about_with_buttons(desk: Desk) -> None:
    answer = ask(desk, "status på ärende 4")
    assert answer.duties == ()
    titles = [action["title"] for action in answer.cards[0]["actions"]]
    assert titles == ["BU-2025-00004", "BU-2026-00004"]


def test_a_closed_case_tells_when_it_was_done(desk: Desk) -> None:
    assert "klar 1 juni 2026" in ask(desk, "status på BU-2026-00007").text


def test_a_running_investigation_shows_the_local_goal_as_not_law(desk: Desk) -> None:
    text = ask(desk, "status på BU-2026-00004").text
    assert "Kommunens eget mål (inte lag): klar inom 90 dagar, senast 30 januari 2027." in text


def test_an_explanation_ends_on_the_date_that_the_list_shows(desk: Desk) -> None:
    answer = ask(desk, "varför är sista dagen den dagen på BU-2026-00003?")
    assert "Sista dag är lördag 21 november 2026." in answer.text
    assert "20 kap. 3 § SoL (2025:400)" in answer.text


def test_a_question_about_the_law_is_answered_to_every_known_role(desk: Desk) -> None:
    answer = ask(desk, "hur lång tid har man på sig för en förhandsbedömning?", SECRETARY)
    assert "14 dagar · 20 kap. 2 § SoL (2025:400)" in answer.text
    assert not answer.denied


def test_the_units_state_counts_each_caseworker(desk: Desk) -> None:
    text = ask(desk, "hur ser läget ut på enheten?", MANAGER).text
    assert "Björn Berg: 2 över tiden" in text or "Björn Berg: 1 över tiden" in text
    assert "Karin Larsson: 1 över tiden · 5 öppna · 2 nära" in text


def test_a_manager_who_names_nobody_means_the_unit(desk: Desk) -> None:
    assert "BU-2026-00005" in cases(ask(desk, "försenade?", MANAGER))


def test_a_manager_who_says_mine_means_their_own(desk: Desk) -> None:
    assert cases(ask(desk, "mina ärenden", MANAGER)) == []


def test_a_colleagues_first_name_is_enough_where_it_fits_one(desk: Desk) -> None:
    seen = set(cases(ask(desk, "Karins ärenden", MANAGER)))
    assert seen == {
        "BU-2026-00001",
        "BU-2026-00002",
        "BU-2026-00003",
        "BU-2026-00004",
        "BU-2025-00004",
    }


def test_a_first_name_that_fits_two_is_asked_about(desk: Desk) -> None:
    answer = ask(desk, "Björns ärenden", MANAGER)
    assert answer.duties == ()
    titles = [action["title"] for action in answer.cards[0]["actions"]]
    assert titles == ["Björn Berg", "Björn Wik"]


def test_every_answer_with_rows_says_how_old_the_data_is(desk: Desk) -> None:
    for text in ("mina ärenden", "försenade", "status på BU-2026-00001"):
        answer = ask(desk, text)
        assert "Uppgifter per 20 november 2026 kl. 09.30." in answer.text
        assert "Uppgifter per 20 november 2026 kl. 09.30." in str(answer.cards)


def test_data_older_than_the_setting_is_warned_for(desk: Desk) -> None:
    fresh = ask(desk, "mina ärenden", now=NOW + timedelta(hours=36))
    stale = ask(desk, "mina ärenden", now=NOW + timedelta(hours=36, seconds=1))
    assert "Uppgifterna är äldre" not in fresh.text + str(fresh.cards)
    assert "Uppgifterna är äldre" in stale.text
    assert "Uppgifterna är äldre" in str(stale.cards)


def test_more_than_two_thousand_characters_are_not_read(desk: Desk) -> None:
    answer = ask(desk, "mina ärenden " * 200)
    assert answer.duties == ()
    assert "2 000 tecken" in answer.text


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hej", Intent.GREETING),
        ("tack", Intent.THANKS),
        ("hjälp", Intent.HELP),
        ("dra ett skämt", Intent.OUT_OF_SCOPE),
    ],
)
def test_small_talk_gets_a_sentence_and_no_rows(desk: Desk, text: str, intent: Intent) -> None:
    answer = ask(desk, text)
    assert answer.understanding is not None
    assert answer.understanding.intent is intent
    assert answer.text
    assert answer.duties == ()


def test_what_is_not_built_yet_is_said(desk: Desk) -> None:
    answer = ask(desk, "påminn mig om BU-2026-00001 på måndag", KARIN)
    assert "inte göra ännu" in answer.text


def test_a_look_at_rows_is_written_down_without_the_text(desk: Desk) -> None:
    from sqlalchemy import select

    from storage.tables import ACCESS_LOG

    ask(desk, "mina ärenden nära deadline, Kalle", KARIN)
    with desk.database.reading() as connection:
        last = connection.execute(
            select(ACCESS_LOG).order_by(ACCESS_LOG.c.id.desc()).limit(1)
        ).one()
    assert (last.who, last.intent) == (KARIN, "list_due")
    assert "Kalle" not in str(tuple(last))


def test_both_databases_answer_alike(database: Database, desk: Desk, tmp_path: Path) -> None:
    write_exports(tmp_path)
    import_files(database, [tmp_path], profile=load_profile(None), now=NOW, full=True)
    other = Desk(database, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=3)
    for text, email in (
        ("mina ärenden", KARIN),
        ("vad går ut i morgon", KARIN),
        ("status på ärende 4", KARIN),
        ("hur ser läget ut på enheten?", MANAGER),
        ("mina ärenden", SECRETARY),
    ):
        assert ask(other, text, email) == ask(desk, text, email)
