"""Each delivery goes out once, and what does not go is tried, told, or sent another way."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from outbox_town import (
    ADA,
    ALI,
    ALIS,
    BO,
    INVESTIGATIONS,
    MAIL,
    MARIA,
    MONDAY,
    MONTHLY,
    SEVEN,
    STAFF,
    STOCKHOLM,
    TEAMS,
    WEEKLY,
    Provider,
    Town,
    contents_of,
    texts,
)

from digests.outbox.choices import OnUnknown
from digests.outbox.contents import Ready, Withheld
from digests.outbox.ending import RunReport
from digests.outbox.sending import Parcel, SendOutcome, SendState
from digests.outbox.weekly import WeeklyContents
from rules.policy import DEFAULT_POLICY, Policy
from storage.engine import Database
from storage.errors import StorageError
from storage.keys import name_key
from storage.queries import LookScope, staff_by_email
from storage.records import pause_digest
from storage.records.outbox import (
    Absence,
    Delivery,
    DeliveryKind,
    DeliveryState,
    DeliveryWish,
    attempts_of,
    cancel_delivery,
    held_until,
    lost_submissions,
    retry_delivery,
    set_absence,
    set_wish,
)

SENT, RETRY = DeliveryState.SENT, DeliveryState.RETRY
FAILED, UNKNOWN = DeliveryState.FAILED, DeliveryState.UNKNOWN
CANCELLED = DeliveryState.CANCELLED
REPEAT_WORDS = "Kan vara en upprepning."
AWAY = Absence(MARIA, BO, MONDAY, MONDAY)


class LooksFail(WeeklyContents):
    """Digests whose showing cannot be noted, so many times."""

    def __init__(self, database: Database, fault: Exception, times: int = 99) -> None:
        super().__init__(database, DEFAULT_POLICY)
        self.fault, self.times = fault, times

    def delivered(self, delivery: Delivery, ready: Ready, now: datetime) -> None:
        self.times -= 1
        if self.times >= 0:
            raise self.fault
        super().delivered(delivery, ready, now)


async def test_what_is_due_goes_out_once(town: Town) -> None:
    town.queue(WEEKLY, ALIS)
    assert await town.deliver() == RunReport(sent=2)
    assert await town.deliver() == RunReport()
    assert sorted(town.teams.recipients) == [ALI, MARIA]
    assert [state for *_, state in town.states()] == [SENT, SENT]
    (attempt,) = attempts_of(town.database, town.rows()[0].id)
    assert (attempt.outcome, attempt.status, attempt.run_id) == ("sent", 201, "run-1")


async def test_several_deliverers_share_the_work_and_send_nothing_twice(town: Town) -> None:
    town.queue(*(replace(MONTHLY, about=str(number)) for number in range(20)))
    reports = await asyncio.gather(
        *(town.deliverer(owner).deliver_due() for owner in ("one", "two", "three"))
    )
    assert sum(report.sent for report in reports) == 20
    numbers = [parcel.delivery.id for parcel in town.teams.got]
    assert sorted(numbers) == sorted(each.id for each in town.rows())


async def test_nothing_goes_before_its_time(town: Town) -> None:
    town.queue(replace(WEEKLY, send_from=SEVEN + timedelta(minutes=1)))
    assert await town.deliver() == RunReport()
    town.clock.forward(minutes=1)
    assert await town.deliver() == RunReport(sent=1)


async def test_what_was_not_taken_goes_again_after_the_wait_that_was_asked_for(town: Town) -> None:
    town.queue(WEEKLY)
    town.teams.will(SendState.RETRY_LATER, status=503, retry_after=120.0)
    assert await town.deliver() == RunReport(retried=1)
    town.clock.forward(seconds=119)
    assert await town.deliver() == RunReport()
    town.clock.forward(seconds=1)
    assert await town.deliver() == RunReport(sent=1)
    assert REPEAT_WORDS not in texts(town.teams.got)[1]


async def test_a_429_keeps_every_worker_from_the_channel_but_not_from_others(town: Town) -> None:
    town.queue(WEEKLY)
    town.teams.will(SendState.RETRY_LATER, status=429, retry_after=300.0)
    await town.deliver()
    town.queue(ALIS, replace(MONTHLY, channel=MAIL))
    town.clock.forward(seconds=299)
    assert await town.deliverer("another").deliver_due() == RunReport(sent=1)
    assert town.mail is not None
    assert len(town.mail.got) == 1
    assert held_until(town.database, TEAMS, town.clock.now) == SEVEN + timedelta(seconds=300)
    town.clock.forward(seconds=1)
    assert await town.deliverer("another").deliver_due() == RunReport(sent=2)


async def test_what_may_have_arrived_goes_once_more_marked_wherever_it_is_read(town: Town) -> None:
    town.queue(WEEKLY)
    town.teams.will(SendState.UNKNOWN, error="timeout")
    town.teams.will(SendState.UNKNOWN, error="timeout")
    assert await town.deliver() == RunReport(unknown=1)
    assert town.row().state is RETRY
    town.clock.forward(minutes=1)
    assert await town.deliver() == RunReport(unknown=1)
    assert town.row().state is UNKNOWN
    town.clock.forward(days=1)
    assert town.see_to() == 1
    assert await town.deliver() == RunReport(sent=1)  # the notice to the administrator
    first, second = town.teams.got
    assert REPEAT_WORDS not in f"{first.message}"
    message = second.message
    for read in (message.text, message.html, str(message.cards[0])):
        assert REPEAT_WORDS in str(read)


async def test_what_may_have_arrived_is_held_where_that_is_wanted(town: Town) -> None:
    town.queue(WEEKLY)
    town.teams.will(SendState.UNKNOWN, status=500)
    await town.deliver(on_unknown=OnUnknown.HOLD)
    town.clock.forward(days=1)
    await town.deliver(on_unknown=OnUnknown.HOLD)
    assert (town.row().state, town.row().last_error) == (UNKNOWN, "500")
    assert len(town.teams.got) == 1


async def test_a_sender_that_never_answers_is_given_up_as_unknown(town: Town) -> None:
    class Silent(Provider):
        async def send(self, parcel: Parcel) -> SendOutcome:
            await asyncio.Event().wait()
            return await super().send(parcel)

    town.queue(WEEKLY)
    town.teams = Silent(TEAMS)
    assert await town.deliver(longest_send=timedelta(0)) == RunReport(unknown=1)
    assert (town.row().state, town.row().last_error) == (RETRY, "timeout")


async def test_a_sender_that_breaks_has_perhaps_sent(town: Town) -> None:
    class Broken(Provider):
        async def send(self, parcel: Parcel) -> SendOutcome:
            await super().send(parcel)
            raise RuntimeError("Anna Ek BU-1")

    town.queue(WEEKLY)
    town.teams = Broken(TEAMS)
    assert await town.deliver() == RunReport(unknown=1)
    assert (town.row().is_repeat, town.row().last_error) == (True, "RuntimeError")


async def test_what_is_said_is_made_of_the_data_of_the_moment_it_is_sent(town: Town) -> None:
    town.queue(WEEKLY)
    town.teams.will(SendState.RETRY_LATER, status=503)
    await town.deliver()
    town.imported(INVESTIGATIONS.replace("BU-1;", "BU-77;"))
    town.clock.forward(minutes=1)
    await town.deliver()
    before, after = texts(town.teams.got)
    assert "BU-1" in before
    assert "BU-77" not in before
    assert "BU-77" in after


@pytest.mark.parametrize("listed", ["Barnenheten", "Barnenheten Norr", "BARNENHETEN  norr"])
async def test_a_renamed_units_digest_is_sent_by_whichever_name_the_staff_list_has(
    town: Town, listed: str
) -> None:
    renamed = {"Barnenheten": "Barnenheten Norr"}
    town.contents = contents_of(town.database, Policy(unit_names=renamed))
    town.imported(staff=STAFF.replace("enhetschef;Barnenheten", f"enhetschef;{listed}"))
    town.queue(replace(WEEKLY, about=name_key(listed)))
    assert await town.deliver() == RunReport(sent=1)
    assert "BU-1" in texts(town.teams.got)[0]


async def test_who_leads_a_unit_that_went_into_another_is_not_sent_that_ones_rows(
    town: Town,
) -> None:
    merged = {"Barnenheten": "Ungdomsenheten"}
    town.contents = contents_of(town.database, Policy(unit_names=merged))
    town.queue(WEEKLY, ALIS)
    assert await town.deliver() == RunReport(sent=1, withheld=1)
    assert town.teams.recipients == [ALI]


def _moved(town: Town) -> None:
    town.imported(staff=STAFF.replace("enhetschef;Barnenheten", "enhetschef;Ungdomsenheten"))


def _another_role(town: Town) -> None:
    town.imported(staff=STAFF.replace("enhetschef;Barnenheten", "handläggare;Barnenheten"))


def _left(town: Town) -> None:
    town.imported(staff=STAFF.replace(f"Maria Lind;{MARIA};enhetschef;Barnenheten;\n", ""))


def _paused(town: Town) -> None:
    maria = staff_by_email(town.database, MARIA)
    assert maria is not None
    pause_digest(town.database, maria, None, SEVEN)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_moved, "no_right"),
        (_another_role, "no_right"),
        (_left, "gone"),
        (_paused, "paused"),
    ],
)
async def test_whoever_has_lost_the_right_or_wants_nothing_gets_nothing(
    town: Town, change: Callable[[Town], None], reason: str
) -> None:
    town.queue(WEEKLY)
    change(town)
    assert await town.deliver() == RunReport(withheld=1)
    assert (town.row().state, town.row().last_error) == (CANCELLED, reason)
    assert (town.teams.got, town.looks()) == ([], [])


async def test_a_newer_week_takes_the_place_of_one_not_sent(town: Town) -> None:
    town.queue(WEEKLY)
    town.queue(replace(WEEKLY, period="2026-W49"))
    town.clock.now = SEVEN + timedelta(days=7)
    town.queue(replace(WEEKLY, period="2026-W50"))
    await town.deliver()
    assert [each.state for each in town.rows(DeliveryKind.WEEKLY_DIGEST)][:2] == [
        DeliveryState.SUPERSEDED
    ] * 2


async def test_what_is_cancelled_while_its_content_is_made_is_not_sent(town: Town) -> None:
    class Cancelled(WeeklyContents):
        def made(self, delivery: Delivery, now: datetime) -> Ready | Withheld:
            assert cancel_delivery(town.database, delivery.id, now, "by_operator")
            return super().made(delivery, now)

    town.queue(WEEKLY)
    town.contents = {DeliveryKind.WEEKLY_DIGEST: Cancelled(town.database, DEFAULT_POLICY)}
    assert await town.deliver() == RunReport()
    assert (town.row().state, town.teams.got) == (CANCELLED, [])


async def test_what_is_of_no_use_any_more_is_not_sent_and_the_administrator_hears(
    town: Town,
) -> None:
    town.queue(WEEKLY)
    town.clock.forward(days=6, minutes=1)
    assert await town.deliver() == RunReport(withheld=1)
    assert (town.row().state, town.row().last_error) == (CANCELLED, "too_late")
    town.see_to()
    assert town.row(DeliveryKind.FAILURE_NOTICE).recipient == ADA


async def test_nobody_is_disturbed_in_their_quiet_hours(town: Town) -> None:
    set_wish(town.database, MARIA, DeliveryWish(quiet_from=18, quiet_until=8), SEVEN)
    town.queue(WEEKLY, ALIS)
    assert await town.deliver() == RunReport(sent=1)
    assert town.teams.recipients == [ALI]
    town.clock.now = datetime(2026, 11, 23, 7, 59, 59, tzinfo=STOCKHOLM)
    assert await town.deliver() == RunReport()
    town.clock.forward(seconds=1)
    assert await town.deliver() == RunReport(sent=1)


async def test_mail_takes_over_where_teams_does_not_reach(town: Town) -> None:
    town.queue(replace(WEEKLY, is_late=True))
    town.teams.will(SendState.UNREACHABLE, status=403, error="blocked")
    assert await town.deliver() == RunReport(failed=1, sent=1)
    assert town.states() == [(MARIA, TEAMS, FAILED), (MARIA, MAIL, SENT)]
    assert town.mail is not None
    (letter,) = town.mail.got
    assert letter.delivery.is_late
    assert "Försenat." in letter.message.text
    assert town.see_to() == 0


async def test_a_letter_after_a_doubtful_message_is_marked_too(town: Town) -> None:
    town.queue(WEEKLY)
    town.teams.will(SendState.UNKNOWN, error="timeout")
    town.teams.will(SendState.UNREACHABLE, status=403)
    await town.deliver()
    town.clock.forward(minutes=1)
    await town.deliver()
    assert town.states() == [(MARIA, TEAMS, UNKNOWN), (MARIA, MAIL, SENT)]
    assert town.mail is not None
    assert REPEAT_WORDS in texts(town.mail.got)[0]


async def test_the_deputy_takes_over_where_nothing_reaches_the_manager(town: Town) -> None:
    set_absence(town.database, AWAY, SEVEN)
    town.queue(WEEKLY)
    assert town.mail is not None
    town.teams.will(SendState.UNREACHABLE, error="blocked")
    town.mail.will(SendState.UNREACHABLE, status=550)
    await town.deliver()
    assert town.states() == [(MARIA, TEAMS, FAILED), (MARIA, MAIL, FAILED), (BO, TEAMS, SENT)]
    message = town.teams.got[-1].message
    for read in (message.text, message.html, str(message.cards[0])):
        assert "i stället för Maria Lind, som är frånvarande" in str(read)
    assert town.see_to() == 0


async def test_the_administrator_hears_where_there_is_no_way_left(town: Town) -> None:
    town.mail = None
    town.queue(WEEKLY)
    town.teams.will(SendState.UNREACHABLE, error="never_met")
    assert await town.deliver() == RunReport(failed=1)
    town.see_to()
    assert town.row(DeliveryKind.FAILURE_NOTICE).recipient == ADA


@pytest.mark.parametrize(
    ("absence", "staff"),
    [
        (Absence(MARIA, BO, date(2026, 11, 16), date(2026, 11, 22)), STAFF),  # it is over
        (Absence(MARIA, ALI, MONDAY, MONDAY), STAFF),  # another deputy
        (AWAY, STAFF.replace(f"{BO};enhetschef", f"{BO};nämndsekreterare")),
        (AWAY, STAFF.replace(f"{BO};enhetschef", f"{BO};handläggare")),
        (AWAY, STAFF.replace("enhetschef;Barn", "enhetschef;Ungdoms")),
    ],
)
async def test_a_deputy_without_the_right_gets_nothing(
    town: Town, absence: Absence, staff: str
) -> None:
    town.imported(staff=staff)
    set_absence(town.database, absence, SEVEN)
    town.queue(replace(WEEKLY, recipient=BO, on_behalf_of=MARIA))
    await town.deliver()
    theirs, hers = town.rows()
    assert (theirs.state, theirs.last_error) == (CANCELLED, "no_right")
    assert hers.recipient == MARIA
    assert BO not in town.teams.recipients


async def test_what_is_refused_goes_by_mail_and_the_administrators_hear_once(town: Town) -> None:
    town.queue(WEEKLY, ALIS)
    town.teams.will(SendState.REFUSED, status=400)
    town.teams.will(SendState.REFUSED, status=400)
    assert await town.deliver() == RunReport(failed=2, sent=2)
    for _ in range(60):
        town.see_to()
        town.clock.forward(minutes=1)
    await town.deliver()
    assert town.mail is not None
    (notice,) = [each for each in town.mail.got if each.recipient.email == ADA]
    message = notice.message
    for read in (message.text, str(message.html), str(message.cards)):
        assert "veckobrev 2026-W48, Teams" in read
        assert not any(word in read for word in ("BU-", "UTR-", "Maria", "Barnenheten", MARIA))
    first, second = (each.id for each in town.rows() if each.state is FAILED)
    assert f"Nr {first}:" in message.text
    assert f"Nr {second}:" in message.text


async def test_a_notice_of_what_has_gone_out_since_is_not_sent(town: Town) -> None:
    town.mail = None
    town.queue(WEEKLY)
    town.teams.will(SendState.REFUSED, status=400)
    await town.deliver()
    town.see_to()
    assert retry_delivery(town.database, town.row().id, town.clock.now)
    assert await town.deliver() == RunReport(sent=1, withheld=1)
    assert town.row(DeliveryKind.FAILURE_NOTICE).last_error == "not_needed"


async def test_a_notice_that_fails_gives_no_notice(town: Town) -> None:
    town.mail = None
    town.queue(WEEKLY)
    town.teams.will(SendState.REFUSED, status=400)
    await town.deliver()
    town.see_to()
    town.teams.will(SendState.REFUSED, status=400)
    assert await town.deliver() == RunReport(failed=1)
    town.clock.forward(days=4)
    assert town.see_to() == 0
    assert await town.deliver() == RunReport()
    assert len(town.rows(DeliveryKind.FAILURE_NOTICE)) == 1


async def test_a_fault_in_one_content_does_not_stop_the_others(town: Town) -> None:
    class FaultyForMaria(WeeklyContents):
        def made(self, delivery: Delivery, now: datetime) -> Ready | Withheld:
            if delivery.recipient == MARIA:
                raise KeyError("BU-1")
            return super().made(delivery, now)

    town.queue(WEEKLY, ALIS)
    town.contents = {DeliveryKind.WEEKLY_DIGEST: FaultyForMaria(town.database, DEFAULT_POLICY)}
    assert await town.deliver(at_once=1) == RunReport(retried=1, sent=1)
    mine, _ = town.rows()
    assert (mine.state, mine.attempts, mine.last_error) == (RETRY, 1, "KeyError")
    assert mine.next_attempt_at == SEVEN + timedelta(seconds=30)
    town.contents = {}
    town.clock.forward(seconds=30)
    assert await town.deliver() == RunReport(sent=1)
    assert REPEAT_WORDS not in texts(town.teams.got)[-1]


async def test_what_was_shown_stands_in_the_access_log_and_nothing_else(town: Town) -> None:
    town.queue(WEEKLY, ALIS, replace(MONTHLY, channel=MAIL))
    town.teams.will(SendState.RETRY_LATER, status=503)
    await town.deliver(at_once=1)
    told = {(look.who, look.intent, look.scope) for look in town.looks()}
    sent = {email for email, _, state in town.states() if state is SENT}
    assert {who for who, _, _ in told} == sent
    assert ("sara.nord@kommun.example", "monthly_summary_delivery", LookScope.ALL) in told
    digest = next(look for look in town.looks() if look.intent == "weekly_digest_delivery")
    assert (digest.rows, digest.scope, digest.at) == (1, LookScope.UNIT, SEVEN)


async def test_a_letter_counts_every_row_it_lists(town: Town) -> None:
    town.queue(replace(WEEKLY, channel=MAIL))
    await town.deliver()
    assert town.mail is not None
    (letter,) = town.mail.got
    (look,) = town.looks()
    assert look.rows == letter.message.rows > 1


async def test_what_became_of_a_send_is_written_down_when_the_database_is_back(
    town: Town,
) -> None:
    away = StorageError("database_unavailable", "Databasen svarar inte.")
    town.queue(WEEKLY)
    town.contents = {DeliveryKind.WEEKLY_DIGEST: LooksFail(town.database, away, times=3)}
    assert await town.deliver() == RunReport(sent=1)
    assert len(town.looks()) == 1


async def test_what_cannot_be_written_down_is_left_to_the_lease(town: Town) -> None:
    away = StorageError("database_unavailable", "Databasen svarar inte.")
    town.queue(WEEKLY)
    town.contents = {DeliveryKind.WEEKLY_DIGEST: LooksFail(town.database, away)}
    assert await town.deliver() == RunReport()
    assert town.row().state is DeliveryState.SUBMITTING
    town.contents = {}
    town.clock.forward(minutes=5)
    lost_submissions(town.database, town.clock.now, resend=True)
    assert await town.deliver() == RunReport(sent=1)
    assert [REPEAT_WORDS in text for text in texts(town.teams.got)] == [False, True]


async def test_a_look_that_cannot_be_noted_for_a_fault_of_ours_sends_nothing_again(
    town: Town,
) -> None:
    town.queue(WEEKLY)
    town.contents = {DeliveryKind.WEEKLY_DIGEST: LooksFail(town.database, KeyError("BU-1"))}
    assert await town.deliver() == RunReport(sent=1)
    assert town.row().state is SENT


async def test_a_kind_that_this_process_cannot_make_is_left_to_another(town: Town) -> None:
    town.queue(WEEKLY)
    whole = town.contents
    town.contents = {DeliveryKind.MONTHLY_SUMMARY: WeeklyContents(town.database, DEFAULT_POLICY)}
    assert await town.deliver() == RunReport()
    assert (town.row().state, town.row().next_attempt_at) == (DeliveryState.QUEUED, SEVEN)
    town.contents = whole
    assert await town.deliver() == RunReport(sent=1)
