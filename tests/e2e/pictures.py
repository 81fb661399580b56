"""The pictures in the guides: what is on each, and the words that were there when it was taken.

Beside each picture its words are kept as text, and in the picture itself, so that a test can
tell without looking whether the picture still shows what is shown.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from page_visits import As
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import FloatRect, Locator, Page, expect

FOLDER = Path(__file__).parents[2] / "docs" / "pictures" / "sv"
WORDS = "Description"
"""The name that PNG has for the words of a picture."""
IS_TAKING = os.environ.get("FRISTVAKT_UPDATE_PICTURES") == "1"
_COLOURS = 192
_SUMMARY = "/sammanstallning/sidan"
_WHAT_IF = "/rakna?handelse=report_received&dag=2026-12-10"
_SELECTED_WORDS = """([first, last]) => {
    const range = document.createRange()
    range.setStartBefore(first)
    range.setEndAfter(last)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
    const words = getSelection().toString()
    getSelection().removeAllRanges()
    return words
}"""


@dataclass(frozen=True, slots=True)
class Strip:
    """What is on a picture: from the top of one element to some pixels below another."""

    first: Locator
    last: Locator
    below: int = 0

    def words(self) -> str:
        """Return what can be read on it, line by line."""
        page = self.first.page
        handles: list[Any] = [self.first.element_handle(), self.last.element_handle()]
        said: str = page.evaluate(_SELECTED_WORDS, handles)
        lines = (" ".join(line.split()) for line in said.splitlines())
        return "\n".join(filter(None, lines)) + "\n"

    def picture(self) -> bytes:
        """Return how it looks."""
        self.first.page.evaluate("() => scrollTo(0, 0)")  # places are counted from the window's top
        top, bottom = self.first.bounding_box(), self.last.bounding_box()
        assert top is not None
        assert bottom is not None
        height = bottom["y"] + bottom["height"] - top["y"] + self.below
        clip = FloatRect(x=top["x"], y=top["y"], width=top["width"], height=height)
        return self.first.page.screenshot(clip=clip, full_page=True, animations="disabled")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: who opens which page, and what they do there until it is taken."""

    name: str
    who: As
    path: str
    width: int
    show: Callable[[Page], Strip] = field(repr=False)

    def __str__(self) -> str:
        return self.name

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.name}.png"

    @property
    def words_file(self) -> Path:
        return FOLDER / f"{self.name}.txt"

    def keep(self, strip: Strip) -> None:
        """Write the picture, in few colours, and its words."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        words, info = strip.words(), PngInfo()
        info.add_itxt(WORDS, words, lang="sv")
        taken = Image.open(BytesIO(strip.picture())).convert("RGB").quantize(_COLOURS, kmeans=1)
        taken.save(self.file, optimize=True, pnginfo=info)
        self.words_file.write_text(words, encoding="utf-8")


def _ask(page: Page, question: str) -> Locator:
    """Return the card that answers."""
    page.get_by_label("Din fråga").fill(question)
    page.get_by_label("Din fråga").press("Enter")
    card = page.locator(".ac-adaptiveCard").last
    expect(card).to_be_visible()
    return card


def _talk(question: str) -> Callable[[Page], Strip]:
    """Ask: the question is on the picture, and the card that answers."""
    return lambda page: Strip(page.locator("#talk"), _ask(page, question), below=_MARGIN)


def _explanation(page: Page) -> Strip:
    return _pressed(_ask(page, "mina ärenden nära deadline"), "Så räknas fristen")


def _choice_of_cause(page: Page) -> Strip:
    card = _pressed(_ask(page, "mina utredningar över tiden"), "Så räknas fristen").first
    card.get_by_role("button", name="Ange orsak").click()
    expect(card).to_contain_text("Vad var orsaken?")
    return Strip(card, card)


def _pressed(card: Locator, title: str) -> Strip:
    """Press the first row; what it leads to takes the card's place."""
    card.locator(".ac-selectable").first.click()
    expect(card).to_contain_text(title)
    return Strip(card, card)


def _from_to(first: str, last: str) -> Callable[[Page], Strip]:
    """Open the page: from one element to another."""
    return lambda page: Strip(page.locator(first).first, page.locator(last).first, below=_MARGIN)


_MARGIN = 12
_CARD, _PAGE = 640, 900
SHOTS = (
    Shot("start", As.CASEWORKER, "/", _PAGE, _from_to("header", ".examples")),
    Shot("svar", As.CASEWORKER, "/", _CARD, _talk("mina ärenden nära deadline")),
    Shot("forklaring", As.CASEWORKER, "/", _CARD, _explanation),
    Shot("orsak", As.CASEWORKER, "/", _CARD, _choice_of_cause),
    Shot("enhetslage", As.MANAGER, "/", _CARD, _talk("hur ser läget ut på enheten")),
    Shot("veckobrev", As.MANAGER, "/veckobrev/1", _PAGE, _from_to(".page", "tr:nth-child(6)")),
    Shot("sammanstallning", As.SECRETARY, _SUMMARY, _PAGE, _from_to(".page", "table")),
    Shot("rakna", As.CASEWORKER, _WHAT_IF, _PAGE, _from_to("header", "main section")),
)
"""Every picture that a guide may show."""
