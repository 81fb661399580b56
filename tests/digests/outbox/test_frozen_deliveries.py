"""A month's summary once sent is frozen: whoever gets it after that gets the same."""

from dataclasses import replace
from datetime import timedelta

import pytest
from outbox_town import (
    INVESTIGATIONS,
    MAIL,
    MONTHLY,
    SARA,
    SEVEN,
    STAFF,
    TEAMS,
    Town,
)

from digests.monthly.frozen import SCHEMA_VERSION, FrozenSummary, as_sent, frozen_summary
from digests.monthly.model import MonthlySummary
from digests.monthly.service import monthly_summary
from digests.outbox.contents import Ready, Withheld
from digests.outbox.monthly import MonthlyContents
from digests.outbox.sending import Message, SendState
from digests.periods import Month
from digests.writing import SummaryFormat, monthly_content
from rules.policy import DEFAULT_POLICY
from storage.records import SentSummary, keep_sent_summary, sent_summary
from storage.records.outbox import Channel, Delivery, DeliveryKind, DeliveryState, NewDelivery

OCTOBER = Month(2026, 10)
SUNE = "sune.nord@kommun.example"
TWO_SECRETARIES = f"{STAFF}Sune Nord;{SUNE};nämndsekreterare;;\n"
MORE = INVESTIGATIONS + "".join(
    f"UTR-{n};BU-{n};;2026-06-12;;;;;Barnenheten;Bo Åberg;Pojke;9;Annat;\n" for n in range(10, 20)
)
HIS = replace(MONTHLY, recipient=SUNE)
SUMMARY = DeliveryKind.MONTHLY_SUMMARY


@pytest.fixture
def town(town: Town) -> Town:
    town.imported(staff=TWO_SECRETARIES)
    return town


def contents(town: Town) -> MonthlyContents:
    formats = (SummaryFormat.HTML, SummaryFormat.JSON)
    return MonthlyContents(town.database, DEFAULT_POLICY, formats=formats)


def queued(town: Town, new: NewDelivery = MONTHLY) -> Delivery:
    town.queue(new)
    return next(each for each in town.rows() if each.recipient == new.recipient)


def message(made: Ready | Withheld) -> Message:
    assert isinstance(made, Ready)
    return made.message


def frozen(town: Town) -> FrozenSummary:
    found = frozen_summary(town.database, OCTOBER)
    assert found is not None
    return found


def summary_now(town: Town) -> MonthlySummary:
    """The month from the data of this moment."""
    return monthly_summary(
        town.database, month=OCTOBER, today=SEVEN.date(), now=SEVEN, policy=DEFAULT_POLICY
    )


async def test_what_the_next_one_gets_is_what_the_first_one_got(town: Town) -> None:
    town.queue(MONTHLY)
    await town.deliver()
    town.imported(MORE, staff=TWO_SECRETARIES)
    town.clock.forward(days=1)
    town.queue(HIS)
    await town.deliver()
    first, second = (parcel.message for parcel in town.teams.got)
    assert second == first


async def test_it_is_noted_when_it_was_first_sent_and_from_which_data(town: Town) -> None:
    town.queue(MONTHLY)
    await town.deliver()
    town.clock.forward(hours=5)
    town.queue(HIS)
    await town.deliver()
    found = frozen(town)
    assert (found.frozen_at, found.sent_at) == (SEVEN, SEVEN)
    row = sent_summary(town.database, "2026-10")
    assert row is not None
    assert row.imported_at == found.summary.stamp.imported_at
    assert [note.rule.value for note in found.summary.rule_notes] == [
        "protection_assessment",
        "preliminary_assessment",
        "investigation",
    ]


def test_what_is_attached_is_made_from_the_frozen_one(town: Town) -> None:
    page, document = message(contents(town).made(queued(town), SEVEN)).attachments
    town.imported(MORE, staff=TWO_SECRETARIES)
    summary = frozen(town).summary
    assert page.content == monthly_content(summary, SummaryFormat.HTML)
    assert document.content == monthly_content(summary, SummaryFormat.JSON)


def test_a_stop_before_it_was_sent_leaves_the_one_that_is_then_sent(town: Town) -> None:
    delivery = queued(town)
    before = message(contents(town).made(delivery, SEVEN))
    assert frozen(town).sent_at is None
    town.imported(MORE, staff=TWO_SECRETARIES)
    next_day = SEVEN + timedelta(days=1)
    after = message(contents(town).made(delivery, next_day))
    assert after == before
    assert frozen(town).frozen_at == SEVEN


def test_of_two_that_freeze_at_once_both_send_the_same(town: Town) -> None:
    """The other one builds from newer data, and freezes, between our build and our freezing."""
    delivery, others = queued(town), []

    def build() -> MonthlySummary:
        ours = summary_now(town)
        town.imported(MORE, staff=TWO_SECRETARIES)
        others.append(message(contents(town).made(delivery, SEVEN)))
        assert summary_now(town) != ours
        return ours

    sent = as_sent(town.database, OCTOBER, SEVEN, build)
    assert others[0].attachments[0].content == monthly_content(sent, SummaryFormat.HTML)
    assert frozen(town).summary == sent


async def test_a_month_that_is_not_over_is_sent_and_not_frozen(town: Town) -> None:
    town.queue(replace(MONTHLY, period="2026-11"))
    await town.deliver()
    assert "preliminär" in town.teams.got[0].message.text
    assert sent_summary(town.database, "2026-11") is None


async def test_nobody_has_been_sent_what_was_refused(town: Town) -> None:
    town.teams.will(SendState.RETRY_LATER)
    town.queue(MONTHLY)
    await town.deliver()
    assert frozen(town).sent_at is None
    town.clock.forward(minutes=10)
    await town.deliver()
    assert frozen(town).sent_at == town.clock.now


@pytest.mark.parametrize("channel", [TEAMS, MAIL])
def test_what_may_have_been_sent_by_one_that_died_counts_as_sent(
    town: Town, channel: Channel
) -> None:
    delivery = queued(town, replace(MONTHLY, channel=channel))
    made = contents(town)
    made.made(delivery, SEVEN)
    made.lost(delivery, 0, SEVEN + timedelta(minutes=5))
    assert frozen(town).sent_at == SEVEN + timedelta(minutes=5)


def test_whoever_has_no_right_to_it_freezes_nothing(town: Town) -> None:
    town.imported(staff=STAFF.replace("nämndsekreterare;", "handläggare;Barnenheten"))
    assert isinstance(contents(town).made(queued(town), SEVEN), Withheld)
    assert sent_summary(town.database, "2026-10") is None


async def test_another_is_never_sent_in_place_of_one_that_cannot_be_read(town: Town) -> None:
    newer = SentSummary("2026-10", SCHEMA_VERSION + 1, "{}", SEVEN, SEVEN)
    keep_sent_summary(town.database, newer)
    town.queue(MONTHLY)
    await town.deliver()
    assert town.teams.got == []
    assert town.row(SUMMARY).state is DeliveryState.RETRY
    assert town.row(SUMMARY).recipient == SARA
