"""The outbox says on the page what the command line says of it, to the administrator only."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from shown_pages import Element, all_words, asked, opened, shown, words
from small_town import KARIN, MANAGER, NOW, OTHER_MANAGER, SECRETARY, make_desk

from bot.cli.delivery_lines import delivery_lines
from bot.texts import deliveries as said
from bot.texts.schedule import OUTBOX, only_administrator
from bot.web.pages.outbox import PAGE
from bot.web.pages.outbox_filter import ON_A_PAGE
from storage.engine import Database
from storage.queries import LooksWanted, number_of_looks
from storage.records.outbox import (
    Channel,
    Claim,
    DeliveriesWanted,
    DeliveryKind,
    DeliveryState,
    NewDelivery,
    begin_attempt,
    cancel_delivery,
    claim_deliveries,
    deliveries,
    finish_attempt,
    queue_deliveries,
)

LEASE = timedelta(minutes=5)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A town with a delivery in each of the states that matter to an operator."""
    made = make_desk(tmp_path).database
    queue_deliveries(made, [new(MANAGER), new(OTHER_MANAGER), new(KARIN), new("a@b.example")], NOW)
    queue_deliveries(made, [new(SECRETARY, DeliveryKind.MONTHLY_SUMMARY, Channel.MAIL)], NOW)
    taken = claim_deliveries(made, "a", NOW, lease=LEASE, most=9, channels=list(Channel))
    claims = {each.delivery.id: each for each in taken}
    tried(made, claims[1], DeliveryState.SENT, "sent", None)
    tried(made, claims[2], DeliveryState.FAILED, "refused", "blocked")
    tried(made, claims[5], DeliveryState.UNKNOWN, "unknown", "lost")
    assert cancel_delivery(made, 3, NOW, "paused")
    yield made
    made.close()


def new(
    recipient: str,
    kind: DeliveryKind = DeliveryKind.WEEKLY_DIGEST,
    channel: Channel = Channel.TEAMS,
    period: str = "2026-W47",
) -> NewDelivery:
    useful_until = NOW + timedelta(days=6)
    return NewDelivery(recipient, kind, period, channel, NOW, useful_until, run_id="run-1")


def tried(
    database: Database, claim: Claim, state: DeliveryState, outcome: str, error: str | None
) -> None:
    begun = begin_attempt(database, claim, "run-2", NOW, until=NOW + LEASE)
    assert begun is not None
    end = {"outcome": outcome, "status": None, "retry_after": None, "error": error}
    assert finish_attempt(database, begun, state=state, now=NOW, **end)


def rows(page: Element) -> dict[str, str]:
    """Return what is said of each delivery, by its number."""
    bodies = page.xpath("//table/tbody")
    return {words(each.xpath(".//th")[0]): words(each) for each in bodies}


def test_each_delivery_says_what_the_command_line_says(database: Database) -> None:
    told = rows(opened(PAGE, asked(database)))
    found = deliveries(database, DeliveriesWanted())
    assert list(told) == [str(each.id) for each in found]  # the newest first, as they are read
    lines = " ".join(" ".join(delivery_lines(found)).split())
    for each in found:
        text = told[str(each.id)].casefold()
        parts = [
            said.KIND_WORDS[each.kind], each.period, each.recipient,
            said.CHANNEL_WORDS[each.channel], said.STATE_WORDS[each.state], said.why(each) or "",
        ]  # fmt: skip
        for part in parts:
            assert part.casefold() in text
            assert part in lines


def test_only_what_can_be_tried_again_tells_the_command_for_it(database: Database) -> None:
    told = rows(opened(PAGE, asked(database)))
    retried = [number for number, text in told.items() if "retry" in text]
    assert sorted(retried) == ["2", "3", "5"]
    assert "fristvakt deliveries retry 2" in told["2"]


def test_the_states_are_counted_and_lead_to_their_deliveries(database: Database) -> None:
    page = opened(PAGE, asked(database))
    links = page.xpath("//ul[@class='states']//a")
    assert all_words(links) == [
        "1 på väg", "1 skickat", "1 osäkert", "1 kom inte fram", "1 skickas inte",
    ]  # fmt: skip
    assert [each.get("href") for each in links][3] == "/utskick?lage=failed"


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"lage": "failed"}, ["2"]),
        ({"vad": "monthly_summary"}, ["5"]),
        ({"vag": "teams"}, ["1", "2", "3", "4"]),
        ({"vag": "teams", "lage": "sent"}, ["1"]),
        ({"vag": "mail", "lage": "sent"}, []),
        ({"lage": "borta", "vag": "duva", "sida": "många"}, ["1", "2", "3", "4", "5"]),
    ],
)
def test_the_filters_let_through_what_they_say(
    database: Database, query: dict[str, str], numbers: list[str]
) -> None:
    page = opened(PAGE, asked(database, query))
    assert sorted(rows(page)) == numbers
    assert (said.NOTHING in words(page)) is (not numbers)


def test_a_state_keeps_the_other_filters_and_is_left_by_the_same_way(database: Database) -> None:
    page = opened(PAGE, asked(database, {"vag": "teams", "lage": "sent"}))
    (chosen,) = page.xpath("//ul[@class='states']//a[@aria-current]")
    assert (words(chosen), chosen.get("href")) == ("1 skickat", "/utskick?vag=teams")
    (kept,) = page.xpath("//form//input[@name='lage']")
    assert kept.get("value") == "sent"


def test_pages_follow_one_another_without_a_gap(database: Database) -> None:
    more = [new(f"nr{number}@kommun.example") for number in range(2 * ON_A_PAGE)]
    queue_deliveries(database, more, NOW + timedelta(minutes=1))
    seen: list[str] = []
    address: str | None = "/utskick"
    pages = 0
    while address:
        number = address.partition("sida=")[2] or "1"
        page = opened(PAGE, asked(database, {"sida": number}))
        seen += rows(page)
        older = page.xpath("//a[@rel='next']/@href")
        address, pages = (older[0] if older else None), pages + 1
    assert pages == 3
    assert seen == [str(each.id) for each in deliveries(database, DeliveriesWanted())]


@pytest.mark.parametrize("is_demo", [False, True])
@pytest.mark.parametrize("email", [KARIN, MANAGER, SECRETARY, "okand@smastad.example"])
def test_nobody_but_the_administrator_sees_a_delivery(
    database: Database, email: str, is_demo: bool
) -> None:
    status, page = shown(PAGE, asked(database, as_email=email, is_demo=is_demo))
    assert status == 403
    assert only_administrator(OUTBOX) in words(page)
    assert MANAGER not in words(page)


def test_looking_changes_nothing_and_is_no_look_at_rows_of_cases(database: Database) -> None:
    before = deliveries(database, DeliveriesWanted())
    opened(PAGE, asked(database))
    assert deliveries(database, DeliveriesWanted()) == before
    assert number_of_looks(database, LooksWanted()) == 0
