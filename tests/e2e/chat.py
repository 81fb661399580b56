"""What a person does and sees in the client: writes, presses, reads the newest card."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playground import Person
from playwright.sync_api import Locator, Page, ViewportSize, expect

PICTURES = Path(__file__).parents[2] / "var" / "e2e"
DESKTOP = ViewportSize(width=1280, height=1000)
_PHONE = ViewportSize(width=390, height=1300)
# The client draws a card for a desktop however narrow the window is; Teams gives it the width
# that the phone has.
_AS_ON_A_PHONE = """
* { min-width: 0 !important }
.fui-Toolbar { display: none !important }
div:has(.ac-preview-panel) { width: auto !important; max-width: 100vw !important }
div:has(> .fai-OutputCard) { display: block !important }
div:has(> div > .fai-OutputCard) { margin: 0 4px !important }
"""


@dataclass(frozen=True, slots=True)
class Chat:
    """One conversation on the client's page."""

    page: Page

    @property
    def cards(self) -> Locator:
        return self.page.locator(".ac-adaptiveCard")

    @property
    def card(self) -> Locator:
        """The newest card."""
        return self.cards.last

    @property
    def pressable(self) -> Locator:
        """Everything on the newest card that can be pressed."""
        return self.card.get_by_role("button")

    @property
    def rows(self) -> Locator:
        """The rows of the newest card that can be pressed."""
        return self.card.locator(".ac-selectable")

    def said(self, text: str) -> Locator:
        """Every paragraph of the conversation that says the text, on a card or not."""
        return self.page.get_by_role("paragraph").filter(has_text=text)

    def ask(self, text: str) -> None:
        """Write and wait for the card that answers."""
        before = self.cards.count()
        self.write(text)
        expect(self.cards).to_have_count(before + 1)

    def write(self, text: str) -> None:
        self.page.get_by_role("textbox").first.fill(text)
        self.page.keyboard.press("Enter")

    def press(self, title: str) -> None:
        self.button(title).click()

    def button(self, title: str) -> Locator:
        return self.card.get_by_role("button", name=title, exact=True)

    def open(self, conversation: str) -> None:
        """Go to another conversation in the list."""
        self.page.get_by_role("treeitem", name=conversation, exact=True).click()

    def mention_and_write(self, text: str) -> None:
        """Write to the bot where others read along; it hears nothing without a mention."""
        box = self.page.get_by_role("textbox").first
        box.press_sequentially("@Fristvakt")
        self.page.get_by_role("menuitem", name="Fristvakt").click()
        box.press_sequentially(f" {text}")
        self.page.keyboard.press("Enter")

    def look(self, name: str) -> None:
        """Keep how the page looks on a desktop, in high contrast and as on a phone."""
        self._keep(f"{name}-desktop")
        self.page.emulate_media(forced_colors="active", color_scheme="dark")
        self._keep(f"{name}-high-contrast")
        self.page.emulate_media(forced_colors="none", color_scheme="light")
        style = self.page.add_style_tag(content=_AS_ON_A_PHONE)
        self.page.set_viewport_size(_PHONE)
        self._keep(f"{name}-phone")
        style.evaluate("each => each.remove()")
        self.page.set_viewport_size(DESKTOP)

    def _keep(self, name: str) -> None:
        self.page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


ChatAs = Callable[[Person], Chat]
"""Opens an empty chat between a person and the bot."""
