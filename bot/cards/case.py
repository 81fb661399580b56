"""One case on a card: its duties, and the steps behind their dates."""

from collections.abc import Sequence

from bot import texts
from bot.cards.duties import duty_of_case_row, stamp_elements
from bot.cards.elements import card, heading, paragraph, plain, say, subtle
from bot.cards.pages import Page
from bot.cards.plain import numbered
from bot.conversation import Card
from digests.stamp import DataStamp
from rules.duties import Duty

EXPLAINED_PER_CARD = 4
"""An explanation is some ten sentences long, and a card is to stay under 24 KB."""


def case_card(
    case: str, duties: Sequence[Duty], notes: Sequence[str], page: Page, stamp: DataStamp
) -> Card:
    """Return one page of a case: every duty, then what is noted, and the data's age."""
    rows = [*map(duty_of_case_row, duties), *(subtle(plain(note)) for note in notes)]
    nothing = [] if duties else [paragraph(texts.NOTHING_OWED)]
    body = [heading(plain(case)), *nothing, *page.part(rows), *page.place()]
    explain = [say(texts.EXPLAIN, f"förklara fristen på {case}", case=case)] if duties else []
    return card([*body, *stamp_elements(stamp)], actions=[*explain, *page.more()])


def explanation_card(
    case: str, explained: Sequence[tuple[Duty, Sequence[str]]], page: Page, stamp: DataStamp
) -> Card:
    """Return one page of the dates explained step by step."""
    blocks = [
        numbered(texts.rule_title(duty), f"{texts.state(duty)} · {texts.last_day(duty)}", steps)
        for duty, steps in page.part(explained)
    ]
    steps_or_nothing = blocks or [paragraph(texts.NOTHING_OWED)]
    body = [heading(f"Så räknas fristen i {plain(case)}"), *steps_or_nothing, *page.place()]
    return card([*body, *stamp_elements(stamp)], actions=page.more())
