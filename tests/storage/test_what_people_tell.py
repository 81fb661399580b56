"""Conversations, reminders, calendar addresses and pauses are kept as they were said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from case_lists import report
from clearing_terms import clear_only
from sqlalchemy import text

from rules.facts import Role, StaffMember
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.records import (
    Conversation,
    ReminderState,
    calendar_by_token,
    calendar_of,
    cancel_reminder,
    close_calendar,
    conversation_of,
    digest_pause_of,
    due_reminders,
    newest_conversation,
    note_uninstalled,
    open_calendar,
    pause_digest,
    remember_conversation,
    reminder_by_id,
    resume_digest,
    set_reminder,
    settle_reminder,
    waiting_reminders,
)
from storage.records.clearing import Kept

Import = Callable[..., ImportReport]

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
TODAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
ASA = StaffMember("Åsa Holm", "Asa.Holm@exempelkommun.example", Role.CASEWORKER, "Barnenheten")
BO = StaffMember("Bo Ek", "bo.ek@exempelkommun.example", Role.CASEWORKER, "Barnenheten")
CHAT = Conversation(
    object_id="1111AAAA-1111-4111-8111-111111111111",
    conversation_id="a:1",
    service_url="https://smba.trafficmanager.net/emea/",
    tenant_id="t",
    bot_id="28:bot",
    channel_id="msteams",
    user_id="29:user",
    last_seen_at=NOW,
)


def test_a_conversation_is_found_however_the_object_id_is_spelt(database: Database) -> None:
    assert remember_conversation(database, CHAT)
    found = conversation_of(database, CHAT.object_id.lower())
    assert found == replace(CHAT, object_id=CHAT.object_id.lower())
    assert conversation_of(database, "somebody else") is None


def test_the_newest_service_url_is_kept_whatever_the_order(database: Database) -> None:
    newer = replace(CHAT, service_url="https://smba.trafficmanager.net/new/", last_seen_at=LATER)
    assert remember_conversation(database, newer)
    assert not remember_conversation(database, CHAT)
    found = conversation_of(database, CHAT.object_id)
    assert found is not None
    assert found.service_url == newer.service_url
    assert found.last_seen_at == LATER


def test_an_uninstalled_app_is_noted_until_it_is_seen_again(database: Database) -> None:
    remember_conversation(database, CHAT)
    note_uninstalled(database, CHAT.object_id, LATER)
    assert not _known(database).installed
    remember_conversation(database, replace(CHAT, last_seen_at=LATER + timedelta(hours=1)))
    assert _known(database).installed
    note_uninstalled(database, CHAT.object_id, LATER)
    assert _known(database).installed


def test_the_conversation_heard_of_last_is_the_newest_where_the_app_still_is(
    database: Database,
) -> None:
    assert newest_conversation(database) is None
    for number, at in (("1", NOW), ("2", LATER), ("3", NOW)):
        remember_conversation(database, replace(CHAT, object_id=number, last_seen_at=at))
    newest = newest_conversation(database)
    assert newest is not None
    assert newest.object_id == "2"
    note_uninstalled(database, "2", LATER + timedelta(hours=1))
    newest = newest_conversation(database)
    assert newest is not None
    assert newest.object_id in {"1", "3"}


STRANGERS_FROM = datetime(2026, 10, 21, 8, 30, tzinfo=UTC)  # ons, 30 days before fre 2026-11-20


@pytest.mark.parametrize(
    ("seen_at", "is_kept"),
    [(STRANGERS_FROM - timedelta(seconds=1), False), (STRANGERS_FROM, True)],
)
def test_a_chat_with_somebody_the_staff_list_lacks_is_cleared_after_a_while(
    database: Database, seen_at: datetime, is_kept: bool
) -> None:
    remember_conversation(database, replace(CHAT, last_seen_at=seen_at))
    assert clear_only(database, Kept.CONVERSATIONS, STRANGERS_FROM) == (0 if is_kept else 1)
    assert (conversation_of(database, CHAT.object_id) is not None) is is_kept


def test_the_chat_of_whoever_is_in_the_staff_list_or_just_was_stays(
    database: Database, imported: Import
) -> None:
    staying = [replace(BO, name=f"Bo {n}", email=f"bo{n}@exempelkommun.example") for n in range(9)]
    imported(replace(ASA, entra_object_id=CHAT.object_id), *staying, full=True)
    remember_conversation(database, CHAT)
    for people in ([replace(ASA, entra_object_id=CHAT.object_id), *staying], staying):
        imported(*people, full=True)
        assert clear_only(database, Kept.CONVERSATIONS, LATER) == 0
        assert conversation_of(database, CHAT.object_id) is not None


def test_the_chat_of_an_object_id_that_the_staff_list_has_changed_is_cleared(
    database: Database, imported: Import
) -> None:
    imported(replace(ASA, entra_object_id=CHAT.object_id))
    remember_conversation(database, CHAT)
    imported(replace(ASA, entra_object_id="2222bbbb-2222-4222-8222-222222222222"))
    assert clear_only(database, Kept.CONVERSATIONS, LATER) == 1


def _known(database: Database) -> Conversation:
    found = conversation_of(database, CHAT.object_id)
    assert found is not None
    return found


def test_setting_a_reminder_twice_is_one_reminder(database: Database) -> None:
    assert set_reminder(database, ASA, "BU-1", MONDAY, NOW)
    same_person = replace(ASA, email=ASA.email.lower())
    assert not set_reminder(database, same_person, "BU-1", MONDAY, LATER)
    assert [(each.case, each.on) for each in waiting_reminders(database, ASA)] == [("BU-1", MONDAY)]


def test_reminders_are_listed_by_day_and_only_to_their_own_person(database: Database) -> None:
    for staff, case, day in ((ASA, "BU-2", MONDAY), (ASA, "BU-1", TODAY), (BO, "BU-3", TODAY)):
        set_reminder(database, staff, case, day, NOW)
    assert [each.case for each in waiting_reminders(database, ASA)] == ["BU-1", "BU-2"]
    assert [each.case for each in waiting_reminders(database, ASA, "BU-2")] == ["BU-2"]


def test_a_cancelled_reminder_is_gone_and_can_be_set_again(database: Database) -> None:
    set_reminder(database, ASA, "BU-1", MONDAY, NOW)
    assert not cancel_reminder(database, BO, "BU-1", MONDAY, LATER)
    assert cancel_reminder(database, ASA, "BU-1", MONDAY, LATER)
    assert not cancel_reminder(database, ASA, "BU-1", MONDAY, LATER)
    assert waiting_reminders(database, ASA) == ()
    assert set_reminder(database, ASA, "BU-1", MONDAY, LATER)
    assert len(waiting_reminders(database, ASA)) == 1


def test_reminders_are_due_on_their_day_and_until_they_are_settled(database: Database) -> None:
    for case, day in (("BU-1", TODAY), ("BU-2", MONDAY), ("BU-3", TODAY - timedelta(days=1))):
        set_reminder(database, ASA, case, day, NOW)
    earlier, todays = due_reminders(database, TODAY)
    assert (earlier.case, todays.case) == ("BU-3", "BU-1")
    settle_reminder(database, earlier, ReminderState.SENT, LATER)
    settle_reminder(database, todays, ReminderState.DROPPED, LATER)
    assert due_reminders(database, TODAY) == ()
    assert [each.case for each in due_reminders(database, MONDAY)] == ["BU-2"]


def test_a_reminder_is_found_by_its_number_whatever_has_become_of_it(database: Database) -> None:
    set_reminder(database, ASA, "BU-1", TODAY, NOW)
    (due,) = due_reminders(database, TODAY)
    assert reminder_by_id(database, due.id) == due
    settle_reminder(database, due, ReminderState.SENT, LATER)
    assert reminder_by_id(database, due.id) == replace(due, state=ReminderState.SENT)
    assert reminder_by_id(database, due.id + 1) is None


def test_what_became_of_a_reminder_first_is_what_stands(database: Database) -> None:
    set_reminder(database, ASA, "BU-1", TODAY, NOW)
    (due,) = due_reminders(database, TODAY)
    cancel_reminder(database, ASA, "BU-1", TODAY, LATER)
    settle_reminder(database, due, ReminderState.SENT, LATER)
    assert reminder_by_id(database, due.id) == replace(due, state=ReminderState.CANCELLED)


def test_a_reminder_that_an_earlier_version_had_taken_is_still_due(database: Database) -> None:
    set_reminder(database, ASA, "BU-1", TODAY, NOW)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE reminder SET state = 'claimed'")
    (due,) = due_reminders(database, TODAY)
    settle_reminder(database, due, ReminderState.SENT, LATER)
    assert due_reminders(database, TODAY) == ()


def test_settled_reminders_are_forgotten_after_their_time(
    database: Database, imported: Import
) -> None:
    imported(report(1, "BU-1"), report(2, "BU-2"))
    for case in ("BU-1", "BU-2"):
        set_reminder(database, ASA, case, TODAY, NOW)
    cancel_reminder(database, ASA, "BU-1", TODAY, NOW)
    assert clear_only(database, Kept.REMINDERS, NOW) == 0
    assert clear_only(database, Kept.REMINDERS, LATER) == 1
    assert len(waiting_reminders(database, ASA)) == 1


def test_a_reminder_that_never_reached_anybody_is_forgotten_too(
    database: Database, imported: Import
) -> None:
    imported(report(1, "BU-1"))
    set_reminder(database, ASA, "BU-1", TODAY, NOW)
    assert clear_only(database, Kept.REMINDERS, NOW) == 0
    assert clear_only(database, Kept.REMINDERS, NOW + timedelta(days=1)) == 1
    assert waiting_reminders(database, ASA) == ()


def test_a_calendar_token_is_unguessable_and_kept_as_a_hash_only(database: Database) -> None:
    token = open_calendar(database, ASA, NOW)
    assert len(token) >= 43
    with database.reading() as connection:
        (row,) = connection.execute(text("SELECT * FROM calendar_subscription"))
    assert token not in map(str, row)
    found = calendar_by_token(database, token)
    assert found is not None
    assert (found.email_key, found.created_at) == ("asa.holm@exempelkommun.example", NOW)
    assert calendar_by_token(database, token[:-1]) is None


def test_a_new_calendar_address_stops_the_earlier_one(database: Database) -> None:
    old, new = open_calendar(database, ASA, NOW), open_calendar(database, ASA, LATER)
    others = open_calendar(database, BO, NOW)
    assert calendar_by_token(database, old) is None
    assert calendar_by_token(database, new) == calendar_of(database, ASA)
    assert calendar_by_token(database, others) == calendar_of(database, BO)


def test_a_closed_calendar_opens_nothing(database: Database) -> None:
    token = open_calendar(database, ASA, NOW)
    assert close_calendar(database, ASA, LATER)
    assert not close_calendar(database, ASA, LATER)
    assert calendar_by_token(database, token) is None
    assert calendar_of(database, ASA) is None
    assert clear_only(database, Kept.CALENDARS, LATER) == 0
    assert clear_only(database, Kept.CALENDARS, LATER + timedelta(seconds=1)) == 1


@pytest.mark.parametrize(
    ("until", "day", "is_paused"),
    [
        (None, date(2030, 1, 1), True),
        (MONDAY, MONDAY - timedelta(days=1), True),
        (MONDAY, MONDAY, False),
    ],
)
def test_a_pause_lasts_until_its_day(
    database: Database, until: date | None, day: date, is_paused: bool
) -> None:
    pause_digest(database, ASA, until, NOW)
    pause = digest_pause_of(database, ASA)
    assert pause is not None
    assert pause.covers(day) is is_paused


def test_a_new_pause_takes_the_place_of_the_earlier_one(database: Database) -> None:
    pause_digest(database, ASA, MONDAY, NOW)
    pause_digest(database, ASA, None, LATER)
    pause = digest_pause_of(database, ASA)
    assert pause is not None
    assert (pause.until, pause.paused_at) == (None, LATER)


def test_a_pause_ends_when_the_person_says_so(database: Database) -> None:
    assert resume_digest(database, ASA) is None
    pause_digest(database, ASA, None, NOW)
    assert digest_pause_of(database, BO) is None
    assert resume_digest(database, ASA) is not None
    assert digest_pause_of(database, ASA) is None


ONE_ID, OTHER_ID = "aaaa1111-1111-4111-8111-111111111111", "bbbb2222-2222-4222-8222-222222222222"


def _on_file(database: Database, object_id: str | None) -> None:
    """Let personal.csv have Åsa with the object id, or with none."""
    night = "INSERT INTO import_batch (imported_at, is_full, forced) VALUES (:at, true, false)"
    person = (
        "INSERT INTO staff (email_key, email, name, name_key, role, unit_key, entra_object_id, "
        "first_batch_id, changed_batch_id) SELECT :key, :key, 'Åsa', 'åsa', 'caseworker', '', "
        "CAST(:id AS VARCHAR), MAX(id), MAX(id) FROM import_batch"
    )
    with database.writing() as connection:
        connection.execute(text("DELETE FROM staff"))
        connection.execute(text(night), {"at": NOW})
        connection.execute(text(person), {"key": ASA.email.lower(), "id": object_id})


@pytest.mark.parametrize(
    ("then", "now", "opens"),
    [
        (ONE_ID, ONE_ID, True),
        (ONE_ID, OTHER_ID, False),
        (ONE_ID, None, False),
        (None, ONE_ID, False),
        (None, None, True),
    ],
)
def test_a_calendar_opens_only_to_the_object_id_that_asked_for_it(
    database: Database, then: str | None, now: str | None, opens: bool
) -> None:
    _on_file(database, then)
    token = open_calendar(database, ASA, NOW)
    _on_file(database, now)
    assert (calendar_by_token(database, token) is not None) is opens
    assert (calendar_of(database, ASA) is not None) is opens
    again = open_calendar(database, ASA, LATER)
    assert calendar_by_token(database, again) is not None


def test_a_reminder_is_not_inherited_with_the_address(database: Database) -> None:
    _on_file(database, ONE_ID)
    set_reminder(database, ASA, "BU-1", MONDAY, NOW)
    assert len(waiting_reminders(database, ASA)) == 1
    _on_file(database, OTHER_ID)
    assert waiting_reminders(database, ASA) == ()
    assert not cancel_reminder(database, ASA, "BU-1", MONDAY, LATER)
    (due,) = due_reminders(database, MONDAY)
    assert not due.was_set_by(replace(ASA, entra_object_id=OTHER_ID))
    assert due.was_set_by(replace(ASA, entra_object_id=ONE_ID.upper()))
    assert set_reminder(database, ASA, "BU-1", MONDAY, LATER)
    assert len(waiting_reminders(database, ASA)) == 1
