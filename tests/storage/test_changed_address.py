"""Who gets a new e-mail address keeps what they have told; nobody else gets any of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from case_lists import caseworker
from sqlalchemy import text

from rules.facts import Role, StaffMember
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.queries import pin_object_id, staff_by_email
from storage.records import (
    Conversation,
    calendar_by_token,
    carry_over_at_contact,
    conversation_of,
    digest_pause_of,
    due_reminders,
    open_calendar,
    pause_digest,
    remember_conversation,
    set_reminder,
    waiting_reminders,
)
from storage.records.erasing import erase_person, erase_staff
from storage.records.outbox import (
    Absence,
    DeliveryWish,
    absences,
    recipients,
    set_absence,
    set_wish,
    wish_of,
)

Import = Callable[..., ImportReport]

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)
HER_ID, OTHER_ID = "aaaa1111-1111-4111-8111-111111111111", "bbbb2222-2222-4222-8222-222222222222"
KARIN = caseworker("Karin Ek", role=Role.UNIT_MANAGER, entra_object_id=HER_ID)
MARRIED = replace(KARIN, name="Karin Lund", email="karin.lund@exempelkommun.example")
MOVED = replace(KARIN, email="karin.ek@enannan.example")
BO = caseworker("Bo Berg", role=Role.UNIT_MANAGER, unit="Barnenheten")
OTHERS = [BO, *(caseworker(name) for name in ("Eva Alm", "Ida Frisk", "Ove Dahl", "Åsa Holm"))]
CHAT = Conversation(HER_ID, "a:1", "https://smba.example/", "t", "28:b", "msteams", "29:k", NOW)
EARLY = DeliveryWish(weekday=1, hour=9)


def listed(imported: Import, *people: StaffMember) -> None:
    imported(*OTHERS, *people, full=True)


def tell(database: Database, who: StaffMember) -> str:
    """Tell everything that can be told; return the token of the calendar."""
    set_reminder(database, who, "BU-1", MONDAY, NOW)
    pause_digest(database, who, FRIDAY, NOW)
    set_wish(database, who.email, EARLY, NOW)
    set_absence(database, Absence(who.email, BO.email, MONDAY, FRIDAY), NOW)
    set_absence(database, Absence(BO.email, who.email, MONDAY, FRIDAY), NOW)
    return open_calendar(database, who, NOW)


@pytest.mark.parametrize("now", [MOVED, MARRIED])
def test_what_is_told_goes_with_the_person_to_a_new_address_and_name(
    database: Database, imported: Import, now: StaffMember
) -> None:
    listed(imported, KARIN)
    tell(database, KARIN)
    listed(imported, now)
    new = now.email
    assert [each.on for each in waiting_reminders(database, now)] == [MONDAY]
    assert [each.email_key for each in due_reminders(database, MONDAY)] == [new]
    assert wish_of(database, new) == EARLY
    assert (new, BO.email) in {(each.email, each.deputy) for each in absences(database)}
    [karin] = [each for each in recipients(database, Role.UNIT_MANAGER) if each.staff.email == new]
    assert (karin.wish, karin.pause is not None, karin.absence is not None) == (EARLY, True, True)
    with database.reading() as connection:
        left = "SELECT count(*) FROM {} WHERE email_key = :old"
        for table in ("reminder", "digest_pause", "delivery_wish", "absence"):
            found = connection.execute(text(left.format(table)), {"old": KARIN.email})
            assert found.scalar_one() == 0


@pytest.mark.parametrize("now", [MOVED, MARRIED])
def test_what_opens_other_rights_goes_along_with_the_name_alone(
    database: Database, imported: Import, now: StaffMember
) -> None:
    listed(imported, KARIN)
    token = tell(database, KARIN)
    listed(imported, now)
    same_name = now is MOVED
    stands_in = {each.deputy for each in absences(database) if each.email == BO.email}
    assert stands_in == {MOVED.email if same_name else KARIN.email}
    calendar = calendar_by_token(database, token)
    assert (calendar is not None and calendar.email_key == MOVED.email) is same_name


def test_a_calendar_that_was_opened_under_another_object_id_goes_nowhere(
    database: Database, imported: Import
) -> None:
    before = replace(KARIN, entra_object_id=OTHER_ID)
    listed(imported, before)
    open_calendar(database, before, NOW)
    for who in (KARIN, MOVED):
        listed(imported, who)
    with database.reading() as connection:
        whose = connection.execute(text("SELECT email_key FROM calendar_subscription")).scalars()
        assert list(whose) == [KARIN.email]


def test_who_is_missing_for_a_night_keeps_what_goes_by_their_object_id(
    database: Database, imported: Import
) -> None:
    listed(imported, KARIN)
    listed(imported, MARRIED)
    tell(database, MARRIED)
    listed(imported)
    with database.writing() as connection:
        erase_person(connection, KARIN.email, may_come_back=True)
    listed(imported, MARRIED)
    assert [each.on for each in waiting_reminders(database, MARRIED)] == [MONDAY]


@pytest.mark.parametrize(
    "there",
    [
        [replace(MARRIED, entra_object_id=OTHER_ID)],  # somebody else
        [replace(MARRIED, entra_object_id=None)],  # nobody knows who
        [replace(KARIN, name="Karin Bo", entra_object_id=OTHER_ID)],  # the address has a new owner
        [MARRIED, KARIN],  # both are in the list, so it may be two people
        [MARRIED, replace(MARRIED, email="k.lund@exempelkommun.example")],
    ],
)
def test_nothing_moves_where_it_may_be_somebody_else(
    database: Database, imported: Import, there: list[StaffMember]
) -> None:
    listed(imported, KARIN)
    token = tell(database, KARIN)
    listed(imported, *there)
    assert [each.email_key for each in due_reminders(database, MONDAY)] == [KARIN.email]
    assert digest_pause_of(database, MARRIED) is None
    assert wish_of(database, MARRIED.email) == DeliveryWish()
    assert {each.deputy for each in absences(database)} <= {BO.email, KARIN.email}
    calendar = calendar_by_token(database, token)
    assert calendar is None or calendar.email_key == KARIN.email


def test_an_address_that_was_gone_without_an_object_id_gives_nothing(
    database: Database, imported: Import
) -> None:
    nameless = replace(KARIN, entra_object_id=None)
    listed(imported, nameless)
    tell(database, nameless)
    listed(imported, replace(MARRIED, entra_object_id=None))
    assert waiting_reminders(database, MARRIED) == ()
    assert digest_pause_of(database, MARRIED) is None


def test_what_another_person_told_under_the_new_address_is_neither_lost_nor_mixed(
    database: Database, imported: Import
) -> None:
    predecessor = replace(MARRIED, entra_object_id=OTHER_ID)
    listed(imported, KARIN, predecessor)
    token = tell(database, predecessor)
    set_wish(database, predecessor.email, DeliveryWish(hour=15), NOW)
    tell(database, KARIN)
    set_reminder(database, KARIN, "BU-2", TUESDAY, NOW)
    listed(imported, MARRIED)
    assert wish_of(database, MARRIED.email) == DeliveryWish(hour=15)
    assert [each.case for each in waiting_reminders(database, MARRIED)] == ["BU-2"]
    waiting = {(each.email_key, each.object_id) for each in due_reminders(database, MONDAY)}
    assert waiting == {(MARRIED.email, OTHER_ID), (KARIN.email, HER_ID)}
    assert calendar_by_token(database, token) is None


def test_an_object_id_tied_at_first_contact_brings_it_then(
    database: Database, imported: Import
) -> None:
    listed(imported, replace(KARIN, entra_object_id=None))
    assert pin_object_id(database, KARIN, HER_ID)
    tell(database, KARIN)
    nameless = replace(MARRIED, entra_object_id=None)
    listed(imported, nameless)
    assert waiting_reminders(database, MARRIED) == ()
    assert pin_object_id(database, nameless, HER_ID)
    carry_over_at_contact(database, BO.email)
    assert waiting_reminders(database, MARRIED) == ()
    carry_over_at_contact(database, MARRIED.email)
    assert [each.case for each in waiting_reminders(database, MARRIED)] == ["BU-1"]
    assert digest_pause_of(database, MARRIED) is not None


def test_who_gets_the_old_address_back_has_it_all_again(
    database: Database, imported: Import
) -> None:
    listed(imported, KARIN)
    token = tell(database, KARIN)
    for who in (MARRIED, KARIN):
        listed(imported, who)
    assert [each.on for each in waiting_reminders(database, KARIN)] == [MONDAY]
    assert calendar_by_token(database, token) is not None
    assert (MARRIED.email, BO.email) not in {
        (each.email, each.deputy) for each in absences(database)
    }


def test_erasing_the_old_address_leaves_the_chat_that_goes_on_under_the_new(
    database: Database, imported: Import
) -> None:
    listed(imported, KARIN)
    remember_conversation(database, CHAT)
    listed(imported, MARRIED)
    erase_staff(database, KARIN.email)
    assert staff_by_email(database, MARRIED.email) is not None
    assert conversation_of(database, HER_ID) is not None
    erase_staff(database, MARRIED.email)
    assert conversation_of(database, HER_ID) is None


def test_who_is_erased_under_the_new_address_loses_the_chat_though_the_old_is_kept(
    database: Database, imported: Import
) -> None:
    listed(imported, KARIN)
    remember_conversation(database, replace(CHAT, last_seen_at=NOW + timedelta(hours=1)))
    listed(imported, MARRIED)
    erase_staff(database, MARRIED.email)
    assert conversation_of(database, HER_ID) is None
