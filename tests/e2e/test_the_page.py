"""The page in a real browser: for everybody, by keyboard, narrow, dark, and from here only."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from chat import PICTURES
from page_outbox import fill_the_outbox
from page_visits import (
    NARROW,
    PHONE,
    VISITS,
    WIDE,
    As,
    Visit,
    Visitors,
    picture,
    serious_faults,
)
from playwright.sync_api import Browser, expect
from served_without_login import bot_over

from bot.clock import now_in_sweden
from bot.demo.municipality import write_municipality
from bot.texts import what_if
from bot.texts.schedule import OUTBOX, only_administrator

each_visit = pytest.mark.parametrize("visit", VISITS, ids=str)
_PNG = b"\x89PNG"
# Up to a letter in its frame, which has an order of its own.
_NUMBER_WHAT_TAKES_FOCUS = """() => {
    const frame = document.querySelector("iframe")
    const isBefore = (each) => !frame
        || frame.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING
    return [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']"
    )].filter((each) => each !== frame && isBefore(each) && each.checkVisibility())
      .map((each, place) => (each.dataset.place = place))
}"""
_FOCUSED = """() => {
    const style = getComputedStyle(document.activeElement)
    const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    return [document.activeElement.dataset.place, isSeen]
}"""
_IS_PAST_THE_NAVIGATION = "() => document.activeElement.closest('header, body > .skip') === null"
_TABS_TRIED = 20
_A_YEAR_AND_A_HALF = 550  # so that a month can be held against the same of the year before


@pytest.fixture(scope="module")
def visitors(browser: Browser, logs: Path) -> Iterator[Visitors]:
    """Whoever visits the page over the municipality of the demo, which has a past to show."""
    folder = logs / "page"
    today = now_in_sweden().date()
    municipality = write_municipality(
        folder / "export", today, reports_per_day=5.0, days=_A_YEAR_AND_A_HALF
    )
    with bot_over(folder / "export", folder) as address:
        fill_the_outbox(folder / "fristvakt.db", municipality)
        visitors = Visitors(browser, address.removesuffix("/api/messages"), municipality)
        yield visitors
        visitors.close()


@each_visit
def test_a_page_has_no_serious_fault_light_or_dark_wide_or_narrow(
    visitors: Visitors, visit: Visit
) -> None:
    seen = visitors.see(visit)
    for width in (WIDE, PHONE):
        assert serious_faults(seen.at(width)) == [], width
        # What light and dark differ in is colours.
        assert serious_faults(seen.at(width, "dark"), only_colours=True) == [], ("dark", width)


@each_visit
def test_nothing_on_a_page_is_wider_than_a_narrow_phone(visitors: Visitors, visit: Visit) -> None:
    page = visitors.see(visit).at(NARROW)
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0


@each_visit
def test_the_keyboard_goes_through_a_page_in_its_order_and_the_focus_is_seen(
    visitors: Visitors, visit: Visit
) -> None:
    page = visitors.opened(visit.who, visit.path).page
    number = len(page.evaluate(_NUMBER_WHAT_TAKES_FOCUS))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Hoppa till innehållet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    for place in range(1, min(number, _TABS_TRIED)):
        page.keyboard.press("Tab")
        assert page.evaluate(_FOCUSED) == [str(place), True]
    skip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(_IS_PAST_THE_NAVIGATION)
    page.close()


def test_the_letters_that_a_page_shows_have_no_serious_fault(visitors: Visitors) -> None:
    for visit in VISITS:
        page = visitors.see(visit).page
        addresses = page.locator("iframe").evaluate_all("all => all.map(each => each.src)")
        for address in addresses:
            document = visitors.window_of(visit.who).new_page()
            document.set_content(page.request.get(address).text())
            assert serious_faults(document) == [], address
            document.emulate_media(color_scheme="dark")
            assert serious_faults(document, only_colours=True) == [], address
            document.close()


def test_the_calculator_is_used_by_keyboard_and_keeps_what_it_does_not_understand(
    visitors: Visitors,
) -> None:
    page = visitors.opened(As.CASEWORKER, "/rakna").page
    day = page.get_by_label("Den dagen")
    day.fill("31 februari")
    day.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(what_if.NO_SUCH_DAY)
    expect(day).to_have_value("31 februari")
    expect(day).to_have_accessible_description(re.compile(re.escape(what_if.NO_SUCH_DAY)))
    assert serious_faults(page) == []
    page.get_by_role("link", name=what_if.NO_SUCH_DAY).press("Enter")
    expect(day).to_be_focused()
    day.fill("31 oktober 2026")
    day.press("Enter")
    expect(page.locator(".duty-day").nth(1)).to_have_text("Sista dag är lördag 14 november 2026.")
    expect(page.locator(".duty-day").last).to_have_text("Sista dag är söndag 28 februari 2027.")
    page.close()


def test_without_script_the_rules_are_filtered_and_the_calculator_counts(
    visitors: Visitors,
) -> None:
    with visitors.window_of(As.CASEWORKER, scripts=False) as window:
        page = window.new_page()
        page.goto(visitors.origin + "/regler")
        page.get_by_label("Ord").fill("jourhem")
        page.get_by_role("button", name="Visa").click()
        expect(page.get_by_text("1 av 21 regler")).to_be_visible()
        page.get_by_role("link", name="om en utredning avslutas").click()
        expect(page.get_by_role("heading", name="Längsta tid i jourhem")).to_be_visible()


def test_who_may_not_see_a_page_is_told_why_and_can_try_as_another(visitors: Visitors) -> None:
    page = visitors.window_of(As.SECRETARY).new_page()
    page.goto(visitors.origin + "/utskick")
    expect(page.get_by_text(only_administrator(OUTBOX))).to_be_visible()
    assert serious_faults(page) == []
    page.close()


@each_visit
def test_a_page_is_pictured_for_the_guides(visitors: Visitors, visit: Visit) -> None:
    picture(visitors.see(visit).at(WIDE, is_unfolded=False), visit.picture)
    assert (PICTURES / f"{visit.picture}.png").read_bytes().startswith(_PNG)


def test_nothing_was_fetched_from_elsewhere_and_the_browser_complained_of_nothing(
    visitors: Visitors,
) -> None:
    for visit in VISITS:
        seen = visitors.see(visit)
        elsewhere = [each for each in seen.fetched if not _is_ours(each, visitors.origin)]
        assert (elsewhere, seen.complaints) == ([], []), visit


def _is_ours(address: str, origin: str) -> bool:
    return address.startswith((f"{origin}/", "data:"))
