"""What is answered to whom, in which order and in which words."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from small_town import (
    BJORN,
    INVESTIGATION_COLUMNS,
    KARIN,
    MANAGER,
    NOW,
    REPORT_COLUMNS,
    SECRETARY,
    DeskOver,
    ask,
    cases,
    write_exports,
)
from sqlalchemy import select

from bot import texts
from bot.answers.windows import window_words
from bot.cli.app import run
from bot.conversation import Asker, Audience, Question
from bot.turns import Desk
from bot.understanding import Intent, understand
from rules.catalogue import RuleId, rule_for, version_in_force
from rules.freshness import freshness_warning
from rules.policy import DEFAULT_POLICY
from storage.engine import Database, open_database
from storage.intake import load_profile
from storage.intake.batch import import_files
from storage.tables import ACCESS_LOG

EVERY_ROW_INTENT = pytest.mark.parametrize(
    "text",
    [
        "ärenden på enheten",
        "enhetens ärenden nära deadline",
        "försenade på enheten",
        "status på BU-2026-00001",
        "hur räknas fristen på BU-2026-00001",
        "hur ser läget ut på enheten?",
    ],
)


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
    answer = ask(desk, "hur räknas fristen på BU-2026-00003?")
    assert "Sista dag är lördag 21 november 2026." in answer.text
    assert "20 kap. 3 § SoL (2025:400)" in answer.text


def test_a_question_about_the_law_is_answered_to_every_known_role(desk: Desk) -> None:
    answer = ask(desk, "hur lång tid har man på sig för en förhandsbedömning?", SECRETARY)
    assert "14 dagar · 20 kap. 2 § SoL (2025:400)" in answer.text
    assert not answer.denied


def test_the_units_state_counts_each_caseworker(desk: Desk) -> None:
    text = ask(desk, "hur ser läget ut på enheten?", MANAGER).text
    assert "Björn Berg: 1 över tiden · 3 öppna · 1 nära" in text
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


@EVERY_ROW_INTENT
def test_every_answer_with_rows_says_how_old_the_data_is(desk: Desk, text: str) -> None:
    answer = ask(desk, text, MANAGER)
    assert "Uppgifter per 20 november 2026 kl. 09.30." in answer.text
    assert "Uppgifter per 20 november 2026 kl. 09.30." in str(answer.cards)


@EVERY_ROW_INTENT
def test_data_older_than_the_setting_is_warned_for(desk: Desk, text: str) -> None:
    fresh = ask(desk, text, MANAGER, now=NOW + timedelta(hours=36))
    stale = ask(desk, text, MANAGER, now=NOW + timedelta(hours=36, seconds=1))
    assert "Uppgifterna är äldre" not in fresh.text + str(fresh.cards)
    assert "Uppgifterna är äldre" in stale.text
    assert "Uppgifterna är äldre" in str(stale.cards)


def test_a_case_that_owes_nothing_tells_how_old_the_data_is_too(desk_over: DeskOver) -> None:
    application = "AKT-1;BU-2026-00009;2026-11-19;Ansökan;;;;;Barnenheten;Karin Larsson;;;"
    other = desk_over(aktualiseringar=f"{REPORT_COLUMNS}\n{application}\n")
    answer = ask(other, "hur räknas fristen på BU-2026-00009")
    assert "Inga frister att visa." in answer.text
    assert "Uppgifter per" in answer.text
    assert "Uppgifter per" in str(answer.cards)


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


def last_look(desk: Desk) -> Any:
    """Return the last line of the access log."""
    query = select(ACCESS_LOG).order_by(ACCESS_LOG.c.id.desc()).limit(1)
    with desk.database.reading() as connection:
        return connection.execute(query).one()


def test_a_look_is_written_down_when_it_was_made_and_not_as_of_when(desk: Desk) -> None:
    really = NOW + timedelta(days=40)
    asker = Asker(email=KARIN)
    desk.answer(Question("mina ärenden", asker, Audience.PERSONAL, NOW, asked_at=really))
    assert last_look(desk).at == really
    ask(desk, "mina ärenden")
    assert last_look(desk).at == NOW


def test_the_command_line_logs_the_real_moment_beside_an_earlier_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_exports(tmp_path)
    address = f"sqlite:///{tmp_path / 'asked.db'}"
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", address)
    really = datetime(2027, 1, 5, 8, 0, tzinfo=UTC)
    with time_machine.travel(really, tick=False):
        assert run(["import", str(tmp_path), "--full"]) == 0
        assert run(["ask", "mina ärenden", "--as", KARIN, "--as-of", "2026-11-20"]) == 0
    with closing(open_database(address)) as database:
        asked = Desk(database, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=3)
        assert last_look(asked).at == really


def test_cases_that_are_named_to_choose_from_are_counted_as_looked_at(desk: Desk) -> None:
    ask(desk, "status på ärende 4")
    assert (last_look(desk).intent, last_look(desk).rows) == ("show_case", 2)


def test_a_look_at_rows_is_written_down_without_the_text(desk: Desk) -> None:
    ask(desk, "mina ärenden nära deadline, Kalle", KARIN)
    last = last_look(desk)
    assert (last.who, last.intent) == (KARIN, "list_due")
    assert "Kalle" not in str(tuple(last))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), "23–29 november 2026"),
        (date(2026, 11, 30), date(2026, 12, 6), "30 november–6 december 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 december 2026–3 januari 2027"),
        (date(2026, 11, 23), date(2026, 11, 23), "23 november 2026"),
        (date(2026, 11, 23), date(2027, 11, 29), "23 november 2026–29 november 2027"),
    ],
)
def test_a_window_says_month_and_year_once(first: date, last: date, words: str) -> None:
    assert window_words(first, last) == words


def test_only_what_is_unsure_is_called_unsure() -> None:
    versions = [version for rule in RuleId for version in rule_for(rule).versions]
    notes = [(version, note) for version in versions for note in version.sureness_notes]
    assert {note.sureness.must_be_said for _, note in notes} == {True, False}
    for version, note in notes:
        is_said = f"Mindre säkert – {note}." in texts.sureness(version)
        assert is_said is note.sureness.must_be_said


def test_a_rule_that_nobody_has_checked_for_long_is_said_to_be_old(desk: Desk) -> None:
    later = NOW.replace(year=2030)
    answer = ask(desk, "hur lång tid har man för en utredning", now=later)
    warning = freshness_warning(version_in_force(RuleId.INVESTIGATION, later.date()), later.date())
    assert warning is not None
    assert warning in answer.text


@pytest.mark.parametrize("email", [KARIN, MANAGER])
def test_every_example_in_the_help_is_understood(desk: Desk, email: str) -> None:
    examples = [line[2:] for line in ask(desk, "hjälp", email).text.splitlines() if "- " in line]
    intents = {example: understand(example, NOW.date()).intent for example in examples}
    assert Intent.OUT_OF_SCOPE not in intents.values()
    assert intents["hur räknas fristen på BU-2026-01234"] is Intent.EXPLAIN_DEADLINE


def test_what_has_not_begun_or_ended_by_the_day_is_not_noted(desk_over: DeskOver) -> None:
    rows = (
        "UTR-1;BU-2026-00001;;2026-11-01;2026-11-19;;;Insats beviljad;"
        "Barnenheten;Karin Larsson;;;;\n"
        "UTR-2;BU-2026-00001;;2026-11-20;;;;;Barnenheten;Karin Larsson;;;;\n"
    )
    desk = desk_over(utredningar=f"{INVESTIGATION_COLUMNS}\n{rows}")
    early = ask(desk, "status på BU-2026-00001", now=NOW - timedelta(days=2)).text
    assert early.count("Kommunens eget mål") == 1
    assert "senast 30 januari 2027" in early
    assert "omstart" not in early
    today = ask(desk, "status på BU-2026-00001").text
    assert today.count("Kommunens eget mål") == 1
    assert "senast 18 februari 2027" in today
    assert "omstart" in today


ANNAS = """\
Namn;E-post;Roll;Enhet;Objekt-id
Anna Lind;anna.lind@smastad.example;enhetschef;Barnenheten;
Anna Ek;anna.ek@smastad.example;handläggare;Barnenheten;
Anna Alm;anna.alm@smastad.example;enhetschef;Ungdomsenheten;
"""
ANNAS_ROWS = f"""\
{INVESTIGATION_COLUMNS}
UTR-1;BU-2026-00001;;2026-07-10;;;;;Barnenheten;Anna Ek;;;;
UTR-2;BU-2026-00002;;2026-07-10;;;;;Barnenheten;Anna Lind;;;;
UTR-3;BU-2026-00003;;2026-07-10;;;;;Ungdomsenheten;Anna Alm;;;;
"""


@pytest.mark.parametrize(
    ("text", "who", "case"),
    [
        ("Annas ärenden", "anna.lind", "BU-2026-00001"),
        ("ärenden för Anna Lind", "anna.lind", "BU-2026-00002"),
        ("Annas ärenden", "anna.alm", "BU-2026-00003"),
        ("Annas ärenden", "anna.ek", "BU-2026-00001"),
    ],
)
def test_a_managers_own_first_name_means_a_caseworker_who_has_it(
    desk_over: DeskOver, text: str, who: str, case: str
) -> None:
    desk = desk_over(personal=ANNAS, utredningar=ANNAS_ROWS)
    assert cases(ask(desk, text, f"{who}@smastad.example")) == [case]


def test_a_person_without_a_name_is_answered(desk_over: DeskOver) -> None:
    nameless = ANNAS.replace("Anna Ek", "").replace("Anna Lind", "")
    desk = desk_over(personal=nameless, utredningar=ANNAS_ROWS)
    assert ask(desk, "Annas ärenden", "anna.ek@smastad.example").denied
    assert cases(ask(desk, "Annas ärenden", "anna.lind@smastad.example")) == []


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


def test_two_of_the_same_name_in_a_unit_are_told_why_they_see_nothing(
    sqlite_database: Database, tmp_path: Path
) -> None:
    write_exports(tmp_path)
    staff = tmp_path / "personal.csv"
    twin = "Karin Larsson;karin.larsson2@smastad.example;handläggare;Barnenheten;\n"
    staff.write_text(staff.read_text(encoding="utf-8") + twin, encoding="utf-8")
    import_files(sqlite_database, [tmp_path], profile=load_profile(None), now=NOW, full=True)
    desk = Desk(sqlite_database, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=3)
    for email in (KARIN, "karin.larsson2@smastad.example"):
        answer = ask(desk, "mina ärenden", email)
        assert answer.duties == ()
        assert "heter likadant" in answer.text
        assert "heter likadant" in str(answer.cards)
    assert "heter likadant" not in ask(desk, "mina ärenden", BJORN).text
