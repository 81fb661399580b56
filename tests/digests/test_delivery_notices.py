"""What came late, may have come before or goes to a deputy says so in every form."""

import json
from datetime import UTC, datetime

import pytest
from digest_facts import CHILDREN, digests_of, steady_cases, summary_of
from golden_files import assert_golden

from digests.monthly.model import MonthlySummary
from digests.notices import NO_NOTICES, Notices
from digests.outbox.failures import Failures
from digests.render import (
    failures_card_json,
    failures_html,
    failures_text,
    monthly_card_json,
    monthly_html,
    monthly_text,
    weekly_card_json,
    weekly_html,
    weekly_text,
)
from digests.weekly.card import MOST_BYTES
from rules.swedish_time import SWEDISH_TIME
from storage.records.outbox import Channel, Delivery, DeliveryKind, DeliveryState

ALL = Notices(is_late=True, is_repeat=True, in_place_of="Maria <Lind> *Öberg*")
SINCE = datetime(2026, 11, 23, 6, 0, tzinfo=UTC).astimezone(SWEDISH_TIME)


def _readable(card: str) -> str:
    return json.dumps(json.loads(card), ensure_ascii=False, indent=2) + "\n"


@pytest.fixture(scope="module")
def summary() -> MonthlySummary:
    return summary_of(steady_cases())


def test_the_notices_of_a_weekly_digest_read_as_approved() -> None:
    digest = digests_of()[CHILDREN]
    assert_golden("notices-weekly.txt", weekly_text(digest, ALL))
    assert_golden("notices-weekly.html", weekly_html(digest, ALL))
    assert_golden("notices-weekly.card.json", _readable(weekly_card_json(digest, ALL)))


def test_the_notices_of_a_summary_read_as_approved(summary: MonthlySummary) -> None:
    assert_golden("notices-monthly.txt", monthly_text(summary, ALL))
    assert_golden("notices-monthly.html", monthly_html(summary, ALL))
    assert_golden("notices-monthly.card.json", _readable(monthly_card_json(summary, ALL)))


def test_the_card_of_a_summary_reads_as_approved(summary: MonthlySummary) -> None:
    card = monthly_card_json(summary)
    assert_golden("monthly.card.json", _readable(card))
    assert len(card.encode()) <= MOST_BYTES


@pytest.mark.parametrize(
    ("notices", "titles"),
    [
        (NO_NOTICES, []),
        (Notices(is_late=True), ["Försenat."]),
        (Notices(is_repeat=True), ["Kan vara en upprepning."]),
        (Notices(in_place_of="Maria Lind"), ["Du är ställföreträdare."]),
        (ALL, ["Försenat.", "Kan vara en upprepning.", "Du är ställföreträdare."]),
    ],
)
def test_each_notice_stands_where_it_is_true_and_nowhere_else(
    summary: MonthlySummary, notices: Notices, titles: list[str]
) -> None:
    digest = digests_of()[CHILDREN]
    every_title = [line.title for line in ALL.lines]
    for read in (
        weekly_text(digest, notices),
        weekly_html(digest, notices),
        weekly_card_json(digest, notices),
        monthly_text(summary, notices),
        monthly_html(summary, notices),
        monthly_card_json(summary, notices),
    ):
        assert [title for title in every_title if title in read] == titles


def test_a_notice_comes_before_all_figures() -> None:
    digest = digests_of()[CHILDREN]
    for read in (weekly_text(digest, ALL), weekly_html(digest, ALL), weekly_card_json(digest, ALL)):
        assert read.index("Försenat.") < read.index("över tiden")


def _failures(number: int) -> Failures:
    states = (DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.CANCELLED)
    kinds = tuple(DeliveryKind)
    return Failures(
        tuple(
            Delivery(
                id=101 + each,
                recipient="maria.lind@kommun.example",
                kind=kinds[each % 3],
                period="2026-W48",
                about="barnenheten",
                channel=tuple(Channel)[each % 2],
                on_behalf_of=None,
                state=states[each % 3],
                queued_at=SINCE,
                send_from=SINCE,
                useful_until=SINCE,
                next_attempt_at=SINCE,
                attempts=1,
                is_late=False,
                is_repeat=False,
                run_id="r",
                last_error="blocked",
                changed_at=SINCE,
            )
            for each in range(number)
        ),
    )


def test_what_did_not_arrive_is_told_as_approved() -> None:
    failures = _failures(12)
    assert_golden("failures.txt", failures_text(failures))
    assert_golden("failures.html", failures_html(failures))
    assert_golden("failures.card.json", _readable(failures_card_json(failures)))


def test_a_notice_of_many_failures_fits_on_a_card_and_names_nobody() -> None:
    failures = _failures(900)
    assert len(failures_card_json(failures).encode()) <= MOST_BYTES
    for read in (failures_text(failures), failures_html(failures), failures_card_json(failures)):
        assert not any(word in read.casefold() for word in ("maria", "barnenheten", "bu-"))
