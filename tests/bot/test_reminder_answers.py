"""Reminders: set, listed, taken back, and delivered only to whom may still see the case."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from outbox_deliveries import delivery_of
from small_town import (
    ADMINISTRATOR,
    INVESTIGATIONS,
    KARIN,
    MANAGER,
    NOW,
    OSKAR,
    SECRETARY,
    STAFF,
    DeskOver,
    ask,
    button,
    buttons,
    press,
    refreshed,
)

from bot.conversation import Answer
from bot.reminders import DELIVERY, ReadyReminder, ReminderContents
from bot.turns import Desk
from digests.outbox.contents import Reason, Withheld
from rules.facts import Role, StaffMember
from storage.intake import load_profile
from storage.intake.batch import import_files
from storage.queries import LooksWanted, looks, staff_by_email
from storage.records import (
    Reminder,
    ReminderState,
    due_reminders,
    reminder_by_id,
    waiting_reminders,
)
from storage.records.outbox import Delivery

CASE = "BU-2026-00004"
MONDAY = date(2026, 11, 23)
MONDAY_MORNING = datetime(2026, 11, 23, 7, 0, tzinfo=NOW.tzinfo)


@pytest.fixture
def town_desk(desk_over: DeskOver) -> Desk:
    return desk_over(utredningar=INVESTIGATIONS)


def member(desk: Desk, email: str) -> StaffMember:
    found = staff_by_email(desk.database, email)
    assert found is not None
    return found


def waiting(desk: Desk, email: str = KARIN) -> list[tuple[str, date]]:
    return [(each.case, each.on) for each in waiting_reminders(desk.database, member(desk, email))]


def contents(desk: Desk) -> ReminderContents:
    return ReminderContents(desk.database, desk.policy, 1000)


def due(desk: Desk, now: datetime = MONDAY_MORNING) -> tuple[Reminder, ...]:
    return due_reminders(desk.database, now.date())


def made(desk: Desk, now: datetime = MONDAY_MORNING) -> list[ReadyReminder | Withheld]:
    """Return what the outbox is told to send for each reminder that is due."""
    return [contents(desk).made(delivery_of(each), now) for each in due(desk, now)]


def messages(desk: Desk, now: datetime = MONDAY_MORNING) -> list[ReadyReminder]:
    return [each for each in made(desk, now) if isinstance(each, ReadyReminder)]


def deliver(desk: Desk, delivery: Delivery, now: datetime = MONDAY_MORNING) -> ReadyReminder:
    """Make the reminder and say that it was delivered, as the outbox does."""
    ready = contents(desk).made(delivery, now)
    assert isinstance(ready, ReadyReminder)
    contents(desk).delivered(delivery, ready, now)
    return ready


def state_of(desk: Desk, reminder: Reminder) -> ReminderState:
    found = reminder_by_id(desk.database, reminder.id)
    assert found is not None
    return found.state


def test_a_reminder_is_kept_for_the_day_that_was_said(town_desk: Desk) -> None:
    answer = ask(town_desk, f"påminn mig om {CASE} på måndag")
    assert waiting(town_desk) == [(CASE, MONDAY)]
    assert "måndag 23 november 2026" in answer.text
    assert CASE not in answer.summary


def test_the_same_reminder_twice_is_one(town_desk: Desk) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    assert "finns redan" in ask(town_desk, f"påminn mig om {CASE} på måndag").text
    assert waiting(town_desk) == [(CASE, MONDAY)]


def test_without_a_case_it_is_asked_for(town_desk: Desk) -> None:
    assert "Vilket ärende" in ask(town_desk, "sätt en påminnelse på måndag").text
    assert waiting(town_desk) == []


def test_without_a_day_some_are_offered(town_desk: Desk) -> None:
    asked = ask(town_desk, f"påminn mig om {CASE}")
    days = [each["title"] for each in buttons(asked)]
    assert days[:2] == ["Lördag 21 november 2026", "Måndag 23 november 2026"]
    press(town_desk, button(asked, "Måndag 23 november 2026"))
    assert waiting(town_desk) == [(CASE, MONDAY)]


def test_a_day_that_has_passed_when_the_button_is_pressed_is_said(town_desk: Desk) -> None:
    asked = ask(town_desk, f"påminn mig om {CASE}")
    later = NOW + timedelta(days=30)
    late = press(town_desk, button(asked, "Måndag 23 november 2026"), now=later)
    assert "Måndag 23 november har redan varit. Välj en dag" in late.text
    assert waiting(town_desk) == []


@pytest.mark.parametrize(
    ("day", "words"), [("2026-11-20", "för sent"), ("2028-11-21", "två år"), ("2028-11-20", "")]
)
def test_a_day_too_early_or_too_far_away_is_said(town_desk: Desk, day: str, words: str) -> None:
    answer = ask(town_desk, f"påminn mig om {CASE} {day}")
    assert words in answer.text
    assert bool(waiting(town_desk)) is not bool(words)


@pytest.mark.parametrize("email", [OSKAR, SECRETARY, ADMINISTRATOR])
def test_nobody_is_reminded_of_a_case_they_may_not_see(town_desk: Desk, email: str) -> None:
    assert ask(town_desk, f"påminn mig om {CASE} på måndag", email).denied
    assert waiting(town_desk, email) == []


def test_reminders_are_listed_by_day_to_their_own_person(town_desk: Desk) -> None:
    ask(town_desk, f"påminn mig om {CASE} 2026-12-01")
    ask(town_desk, "påminn mig om BU-2026-00001 på måndag")
    listed = ask(town_desk, "mina påminnelser").text.splitlines()
    assert listed[1:] == [
        "BU-2026-00001 · måndag 23 november 2026",
        f"{CASE} · tisdag 1 december 2026",
    ]
    assert CASE not in ask(town_desk, "mina påminnelser", MANAGER).text


def test_a_reminder_is_taken_back_by_its_button_and_only_once(town_desk: Desk) -> None:
    kept = ask(town_desk, f"påminn mig om {CASE} på måndag")
    remove = button(kept, "Ta bort påminnelsen")
    assert "borttagen" in press(town_desk, remove).text
    assert "redan borta" in press(town_desk, remove).text
    assert waiting(town_desk) == []


def test_which_of_several_reminders_is_asked(town_desk: Desk) -> None:
    for day in ("2026-12-01", "2026-12-02"):
        ask(town_desk, f"påminn mig om {CASE} {day}")
    asked = ask(town_desk, f"ta bort påminnelsen om {CASE}")
    assert len(buttons(asked)) == 2
    press(town_desk, buttons(asked)[0])
    assert waiting(town_desk) == [(CASE, date(2026, 12, 2))]


def test_a_reminder_is_taken_back_by_the_end_of_its_number(town_desk: Desk) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    assert "borttagen" in ask(town_desk, "ta bort påminnelsen om ärende 4").text
    assert waiting(town_desk) == []


def test_one_cannot_take_back_anothers_reminder(town_desk: Desk) -> None:
    kept = ask(town_desk, f"påminn mig om {CASE} på måndag")
    press(town_desk, button(kept, "Ta bort påminnelsen"), MANAGER)
    assert waiting(town_desk) == [(CASE, MONDAY)]


def test_a_reminder_is_delivered_on_its_morning_with_how_the_case_stands(town_desk: Desk) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    assert messages(town_desk, NOW) == []
    (ready,) = messages(town_desk)
    assert (ready.recipient.email, ready.becomes) == (KARIN, ReminderState.SENT)
    assert CASE in ready.message.text
    assert "Uppgifter per" in ready.message.text
    assert ready.message.rows == 1
    assert "00004" not in ready.message.subject + ready.message.notice
    assert len(json.dumps(ready.message.cards[0])) < 24_000


def test_a_delivered_reminder_is_sent_and_written_down_as_a_look(town_desk: Desk) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    (reminder,) = due(town_desk)
    assert len(messages(town_desk)) == 1
    assert list(looks(town_desk.database, LooksWanted(intent=DELIVERY))) == []
    deliver(town_desk, delivery_of(reminder))
    assert state_of(town_desk, reminder) is ReminderState.SENT
    assert due(town_desk, MONDAY_MORNING + timedelta(days=1)) == ()
    (look,) = looks(town_desk.database, LooksWanted(intent=DELIVERY))
    assert (look.who, look.rows, look.at) == (KARIN, 1, MONDAY_MORNING)


def test_one_that_was_made_and_not_delivered_comes_back(town_desk: Desk) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    assert len(messages(town_desk)) == 1
    assert len(messages(town_desk, MONDAY_MORNING + timedelta(hours=1))) == 1


def test_one_that_has_been_sent_is_said_again_only_as_a_possible_repeat(town_desk: Desk) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    (reminder,) = due(town_desk)
    deliver(town_desk, delivery_of(reminder))
    again = contents(town_desk).made(delivery_of(reminder), MONDAY_MORNING)
    assert again == Withheld(Reason.NOT_NEEDED)
    repeat = deliver(town_desk, delivery_of(reminder, is_repeat=True))
    assert repeat.message.text.startswith("Kan vara en upprepning.")
    assert "Kan vara en upprepning." in json.dumps(repeat.message.cards, ensure_ascii=False)
    assert state_of(town_desk, reminder) is ReminderState.SENT


def test_a_possible_repeat_stays_as_it_was_sent(town_desk: Desk) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    (reminder,) = due(town_desk)
    first = deliver(town_desk, delivery_of(reminder))
    repeat = deliver(town_desk, delivery_of(reminder, is_repeat=True))
    assert "refresh" in first.message.cards[0]
    assert "refresh" not in repeat.message.cards[0]


def test_a_reminder_that_comes_late_says_so(town_desk: Desk) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    (reminder,) = due(town_desk)
    (in_time,) = messages(town_desk)
    assert "Försenat" not in in_time.message.text
    late = contents(town_desk).made(delivery_of(reminder, is_late=True), MONDAY_MORNING)
    assert isinstance(late, ReadyReminder)
    assert late.message.text.startswith("Försenat.")
    assert "Försenat." in json.dumps(late.message.cards, ensure_ascii=False)


def test_one_that_was_taken_back_is_not_sent_not_even_again(town_desk: Desk) -> None:
    kept = ask(town_desk, f"påminn mig om {CASE} på måndag")
    (reminder,) = due(town_desk)
    press(town_desk, button(kept, "Ta bort påminnelsen"))
    for is_repeat in (False, True):
        delivery = delivery_of(reminder, is_repeat=is_repeat)
        told = contents(town_desk).made(delivery, MONDAY_MORNING)
        assert told == Withheld(Reason.NOT_NEEDED)
    assert state_of(town_desk, reminder) is ReminderState.CANCELLED


def test_one_that_is_no_longer_there_is_not_sent(town_desk: Desk) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    (reminder,) = due(town_desk)
    gone = delivery_of(replace(reminder, id=reminder.id + 1))
    assert contents(town_desk).made(gone, MONDAY_MORNING) == Withheld(Reason.NOT_NEEDED)


def import_again(desk: Desk, folder: Path, **files: str) -> None:
    """Import a new night's files into the desk's database."""
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    now = NOW + timedelta(hours=12)
    import_files(desk.database, [folder], profile=load_profile(None), now=now, full=True)


def test_a_case_that_is_closed_drops_the_reminder_with_a_word(
    town_desk: Desk, tmp_path: Path
) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    closed = INVESTIGATIONS.replace(
        f"{CASE};;2026-11-01;;", f"{CASE};;2026-11-01;2026-11-20;"
    ).replace("2026-11-20;;;;Barnenheten", "2026-11-20;;;Avslutas utan insats;Barnenheten")
    import_again(town_desk, tmp_path / "night", utredningar=closed)
    (reminder,) = due(town_desk)
    ready = deliver(town_desk, delivery_of(reminder))
    assert "behövs inte längre" in ready.message.text
    assert "Uppgifter per" not in ready.message.text
    assert state_of(town_desk, reminder) is ReminderState.DROPPED
    assert len(list(looks(town_desk.database, LooksWanted(intent=DELIVERY)))) == 1
    repeat = contents(town_desk).made(delivery_of(reminder, is_repeat=True), MONDAY_MORNING)
    assert isinstance(repeat, ReadyReminder)
    assert repeat.message.text.startswith("Kan vara en upprepning.")


@pytest.mark.parametrize(
    ("loss", "reason"),
    [("moved", Reason.NO_RIGHT), ("left", Reason.GONE), ("role", Reason.NO_RIGHT)],
)
def test_who_has_lost_the_case_hears_nothing_of_it(
    town_desk: Desk, tmp_path: Path, loss: str, reason: Reason
) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    row = f"Karin Larsson;{KARIN};handläggare;Barnenheten"
    staff = {
        "moved": STAFF,
        "left": "\n".join(line for line in STAFF.splitlines() if KARIN not in line) + "\n",
        "role": STAFF.replace(row, f"Karin Larsson;{KARIN};nämndsekreterare;"),
    }[loss]
    rows = INVESTIGATIONS
    if loss == "moved":
        before = f"{CASE};;2026-11-01;;;;;Barnenheten;Karin Larsson"
        assert before in rows
        rows = rows.replace(before, f"{CASE};;2026-11-01;;;;;Barnenheten;Björn Berg")
    import_again(town_desk, tmp_path / "night", utredningar=rows, personal=staff)
    (reminder,) = due(town_desk)
    assert made(town_desk) == [Withheld(reason)]
    may_be_back = reason is Reason.GONE
    becomes = ReminderState.WAITING if may_be_back else ReminderState.DROPPED
    assert state_of(town_desk, reminder) is becomes
    repeat = contents(town_desk).made(delivery_of(reminder, is_repeat=True), MONDAY_MORNING)
    assert repeat == Withheld(reason)


def test_a_reminder_of_a_case_one_has_lost_is_not_listed(town_desk: Desk, tmp_path: Path) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    before = f"{CASE};;2026-11-01;;;;;Barnenheten;Karin Larsson"
    rows = INVESTIGATIONS.replace(before, f"{CASE};;2026-11-01;;;;;Barnenheten;Björn Berg")
    import_again(town_desk, tmp_path / "night", utredningar=rows)
    listed: Answer = ask(town_desk, "mina påminnelser")
    assert CASE not in listed.text
    assert Role.CASEWORKER is member(town_desk, KARIN).role


KARINS_ID = "11111111-1111-4111-8111-111111111111"
ANOTHER_ID = "99999999-9999-4999-8999-999999999999"


def test_another_account_with_the_same_address_is_not_reminded(
    town_desk: Desk, tmp_path: Path
) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    import_again(
        town_desk,
        tmp_path / "night",
        utredningar=INVESTIGATIONS,
        personal=STAFF.replace(KARINS_ID, ANOTHER_ID),
    )
    assert CASE not in ask(town_desk, "mina påminnelser").text
    (reminder,) = due(town_desk)
    assert made(town_desk) == [Withheld(Reason.NO_RIGHT)]
    assert state_of(town_desk, reminder) is ReminderState.DROPPED


def test_the_same_object_id_spelt_in_capitals_is_still_reminded(
    town_desk: Desk, tmp_path: Path
) -> None:
    lower, upper = "aaaaaaaa-1111-4111-8111-111111111111", "AAAAAAAA-1111-4111-8111-111111111111"
    given = {"utredningar": INVESTIGATIONS}
    import_again(town_desk, tmp_path / "1", personal=STAFF.replace(KARINS_ID, lower), **given)
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    import_again(town_desk, tmp_path / "2", personal=STAFF.replace(KARINS_ID, upper), **given)
    assert len(messages(town_desk)) == 1


def test_a_late_reminder_says_which_day_it_was_for(town_desk: Desk) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    (late,) = messages(town_desk, MONDAY_MORNING + timedelta(days=1))
    words = "Påminnelsen gällde måndag 23 november."
    assert words in late.message.text
    assert words in json.dumps(late.message.cards[0], ensure_ascii=False)


def test_a_reminder_in_time_does_not_say_its_day(town_desk: Desk) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    (ready,) = messages(town_desk)
    assert "Påminnelsen gällde" not in ready.message.text


def test_it_is_said_when_nothing_is_open_in_the_case(town_desk: Desk) -> None:
    closed = ask(town_desk, "påminn mig om BU-2026-00007 på måndag")
    assert "Inga frister är öppna där nu." in closed.text
    assert "Inga frister" not in ask(town_desk, f"påminn mig om {CASE} på måndag").text


def test_a_reminder_of_a_case_with_very_many_duties_fits_on_a_card(
    desk_over: DeskOver,
) -> None:
    many = "".join(
        f"UTR-{number};{CASE};;2026-11-01;;;;;Barnenheten;Karin Larsson;Flicka;5;Kriminalitet;\n"
        for number in range(100, 160)
    )
    desk = desk_over(utredningar=INVESTIGATIONS + many)
    ask(desk, f"påminn mig om {CASE} på måndag")
    (ready,) = messages(desk)
    assert ready.message.rows > 50
    assert len(json.dumps(ready.message.cards[0])) < 24_000
    assert "Visar 1–10 av" in json.dumps(ready.message.cards[0], ensure_ascii=False)


def test_a_set_reminder_seen_anew_tells_what_has_become_of_it(town_desk: Desk) -> None:
    kept = ask(town_desk, f"påminn mig om {CASE} på måndag")
    assert "Jag påminner dig om" in refreshed(town_desk, kept).text
    press(town_desk, button(kept, "Ta bort påminnelsen"))
    assert "redan borta" in refreshed(town_desk, kept).text
    assert waiting(town_desk) == []


def test_a_delivered_reminder_seen_anew_shows_the_case_as_it_stands(
    town_desk: Desk, tmp_path: Path
) -> None:
    ask(town_desk, f"påminn mig om {CASE} på måndag")
    (ready,) = messages(town_desk)
    sent = Answer(ready.message.text, ready.message.notice, ready.message.cards)
    anew = refreshed(town_desk, sent, now=MONDAY_MORNING)
    assert "Du bad mig påminna dig" in anew.text
    before = f"{CASE};;2026-11-01;;;;;Barnenheten;Karin Larsson"
    rows = INVESTIGATIONS.replace(before, f"{CASE};;2026-11-01;;;;;Barnenheten;Björn Berg")
    import_again(town_desk, tmp_path / "night", utredningar=rows)
    lost = refreshed(town_desk, sent, now=MONDAY_MORNING)
    assert lost.denied
    assert CASE not in json.dumps(lost.cards)


def test_the_list_of_reminders_seen_anew_is_as_it_stands(town_desk: Desk) -> None:
    kept = ask(town_desk, f"påminn mig om {CASE} på måndag")
    listed = ask(town_desk, "mina påminnelser")
    press(town_desk, button(kept, "Ta bort påminnelsen"))
    assert CASE not in refreshed(town_desk, listed).text
