"""Who opens which page in the browser, and what is seen there; pictures are for the guides."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from chat import PICTURES
from playground import PACKAGES
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from bot.demo.municipality import Municipality

WIDE, PHONE, NARROW = 1280, 390, 360
_HEIGHT = 900
_ANSWERS_WITHIN_MS = 60_000  # the processor is shared with whatever else is tested
AXE = (PACKAGES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
_SERIOUS_FAULTS = """async (onlyRules) => {
    const inCard = (node) => document.querySelector(node.target[0])?.closest(".ac-adaptiveCard")
    // axe joins the words of two lines of a card without a space, so no name would hold them
    // all; tests/bot/test_cards.py holds the names to the words instead.
    const isOurs = (fault) => fault.id !== "label-content-name-mismatch"
        || !fault.nodes.every(inCard)
    const options = { iframes: false, resultTypes: ["violations"] }
    if (onlyRules) options.runOnly = onlyRules
    const found = (await axe.run(document, options)).violations
    return found
        .filter((fault) => ["serious", "critical"].includes(fault.impact) && isOurs(fault))
        .map((fault) => `${fault.id}: ${fault.help}: ${fault.nodes[0].html}`)
}"""

_UNFOLD = """(isOpen) => {
    for (const each of document.querySelectorAll("details")) each.open = isOpen
}"""
_OF_COLOURS = ["color-contrast", "link-in-text-block"]


class As(StrEnum):
    """As whom a page is opened, by where the made-up municipality names the person."""

    CASEWORKER = "caseworker_email"
    MANAGER = "manager_email"
    SECRETARY = "secretary_email"
    ADMINISTRATOR = "administrator_email"


@dataclass(frozen=True, slots=True)
class Visit:
    """A page as one person opens it; `then` is what they do there before it is looked at."""

    picture: str
    path: str
    who: As
    then: Callable[[Page], None] = field(default=lambda _page: None, repr=False)

    def __str__(self) -> str:
        return self.picture


def _ask_and_press(page: Page) -> None:
    """Ask for what is near its last day and press the first row: the card explains its date."""
    page.get_by_label("Din fråga").fill("mina ärenden nära deadline")
    page.get_by_label("Din fråga").press("Enter")
    rows = page.locator(".ac-adaptiveCard .ac-selectable")
    expect(rows.first).to_be_visible()
    rows.first.click()
    expect(page.locator(".ac-adaptiveCard").last).to_contain_text("SoL (2025:400)")


def _wait_for_a_card(page: Page) -> None:
    expect(page.locator(".ac-adaptiveCard").first).to_be_visible()


VISITS = (
    Visit("sida-start", "/", As.CASEWORKER),
    Visit("sida-prova", "/", As.CASEWORKER, _ask_and_press),
    Visit("sida-veckobrev", "/veckobrev", As.MANAGER, _wait_for_a_card),
    Visit("sida-sammanstallning", "/sammanstallning", As.SECRETARY),
    Visit("sida-regler", "/regler", As.CASEWORKER),
    Visit("sida-rakna", "/rakna?handelse=report_received&dag=2026-12-10", As.CASEWORKER),
    Visit("sida-schema", "/schema", As.ADMINISTRATOR),
    Visit("sida-utskick", "/utskick", As.ADMINISTRATOR),
)
"""Every page that is in somebody's navigation; the pictures keep these names."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that stays open, with what the browser complained of and what it fetched."""

    page: Page
    complaints: list[str]
    fetched: list[str]

    def at(self, width: int, scheme: Any = "light", *, is_unfolded: bool = True) -> Page:
        """Return the page in a window so wide, in light or dark, with all that can be unfolded."""
        self.page.bring_to_front()  # what is behind another window may wait to be drawn
        self.page.set_viewport_size(ViewportSize(width=width, height=_HEIGHT))
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        self.page.evaluate(_UNFOLD, is_unfolded)
        return self.page


class Visitors:
    """Opens pages at the address; each person has a browser window of their own."""

    def __init__(
        self,
        browser: Browser,
        origin: str,
        municipality: Municipality,
        *,
        sharpness: float = 1,
    ) -> None:
        self.origin = origin
        self.municipality = municipality
        self._browser = browser
        self._sharpness = sharpness
        self._windows: dict[As, BrowserContext] = {}
        self._seen: dict[str, Seen] = {}

    def see(self, visit: Visit) -> Seen:
        """Return the page as the person sees it, opened once."""
        if visit.picture not in self._seen:
            seen = self.opened(visit.who, visit.path)
            visit.then(seen.page)
            self._seen[visit.picture] = seen
        return self._seen[visit.picture]

    def opened(self, who: As, path: str) -> Seen:
        """Open a page of its own in the person's window."""
        seen = _listening(self.window_of(who).new_page())
        answer = seen.page.goto(self.origin + path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        return seen

    def window_of(self, who: As, *, scripts: bool = True) -> BrowserContext:
        """Return the window in which the person has been chosen."""
        if who not in self._windows or not scripts:
            window = self._browser.new_context(
                locale="sv-SE",
                timezone_id="Europe/Stockholm",
                viewport=ViewportSize(width=WIDE, height=_HEIGHT),
                device_scale_factor=self._sharpness,
                java_script_enabled=scripts,
            )
            window.set_default_timeout(_ANSWERS_WITHIN_MS)
            self._choose(window, who)
            if not scripts:
                return window
            self._windows[who] = window
        return self._windows[who]

    def close(self) -> None:
        for window in self._windows.values():
            window.close()

    def _choose(self, window: BrowserContext, who: As) -> None:
        page = window.new_page()
        page.goto(self.origin + "/")
        page.get_by_label("Du provar som").select_option(getattr(self.municipality, who))
        with page.expect_navigation():  # a window that is closed on its way may hang
            page.get_by_role("button", name="Byt").click()
        page.close()


def _listening(page: Page) -> Seen:
    complaints: list[str] = []
    fetched: list[str] = []
    page.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
    page.on("request", lambda request: fetched.append(request.url))
    return Seen(page, complaints, fetched)


def serious_faults(page: Page, *, only_colours: bool = False) -> list[str]:
    """Return the serious faults that axe finds, each with an element that has it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(_SERIOUS_FAULTS, _OF_COLOURS if only_colours else None)
    return found


def picture(page: Page, name: str) -> None:
    """Keep what the window shows, from the top of the page, under a name that stays."""
    page.evaluate("() => window.scrollTo(0, 0)")
    page.screenshot(path=PICTURES / f"{name}.png")
