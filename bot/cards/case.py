"""One case on a card: its duties, and the steps behind their dates."""

from collections.abc import Sequence

from bot import texts
from bot.cards.causes import cause_buttons
from bot.cards.duties import duty_of_case_row, explaining, stamp_elements
from bot.cards.elements import act, card, heading, paragraph, plain, subtle
from bot.cards.pages import Page
from bot.cards.plain import numbered
from bot.conversation import Card, Press
from bot.understanding import Intent, Slots, Understanding
from digests.stamp import DataStamp
from rules.duties import Duty

SHOW = Understanding(Intent.SHOW_CASE, Slots())

EXPLAINED_PER_CARD = 4
"""An explanation is some ten sentences long, and a card is to stay under 24 KB."""


def case_card(
    case: str, duties: Sequence[Duty], notes: Sequence[str], page: Page, stamp: DataStamp
) -> Card:
    """Return one page of a case: every duty, then what is noted, and the data's age."""
    rows = [*map(duty_of_case_row, duties), *(subtle(plain(note)) for note in notes)]
    nothing = [] if duties else [paragraph(texts.NOTHING_OWED)]
    body = [heading(plain(case)), *nothing, *page.part(rows), *page.place()]
    explain = [act(texts.EXPLAIN, explaining(case))] if duties else []
    buttons = [*page.back(), *explain, *cause_buttons(case, duties), *page.turning()]
    return card([*body, *stamp_elements(stamp)], actions=buttons, again=page.here)


def explanation_card(
    case: str, explained: Sequence[tuple[Duty, Sequence[str]]], page: Page, stamp: DataStamp
) -> Card:
    """Return one page of the dates explained step by step."""
    blocks = [
        numbered(texts.rule_title(duty), f"{texts.state(duty)} · {texts.last_day(duty)}", steps)
        for duty, steps in page.part(explained)
    ]
    steps_or_nothing = blocks or [paragraph(texts.NOTHING_OWED)]
    body = [heading(texts.how_it_is_counted(plain(case))), *steps_or_nothing, *page.place()]
    late = cause_buttons(case, [duty for duty, _ in explained])
    buttons = [*page.back(), *late, *page.turning()]
    return card([*body, *stamp_elements(stamp)], actions=buttons, again=page.here)


def stub_card(text: str, *, case: str | None = None) -> Card:
    """Return what an old card shrinks to; with the case given, it can still be opened."""
    look = [act(texts.SHOW_ANYWAY, Press(reading=SHOW, case=case))] if case else []
    return card([paragraph(plain(text))], actions=look)
