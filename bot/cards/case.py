"""One case on a card: its duties, and the steps behind their dates."""

from collections.abc import Sequence

from bot import texts
from bot.cards.duties import duty_of_case_row, stamp_elements
from bot.cards.elements import card, heading, paragraph, plain, say, subtle
from bot.cards.plain import numbered
from bot.conversation import Card
from digests.stamp import DataStamp
from rules.duties import Duty


def case_card(case: str, duties: Sequence[Duty], notes: Sequence[str], stamp: DataStamp) -> Card:
    """Return the card of one case: every duty, what is noted about it, and the data's age."""
    rows = [duty_of_case_row(duty) for duty in duties]
    body = [heading(plain(case)), *(rows or [paragraph(texts.NOTHING_OWED)])]
    body += [subtle(plain(note)) for note in notes]
    explain = [say(texts.EXPLAIN, f"förklara fristen på {case}")] if duties else []
    return card([*body, *stamp_elements(stamp)], text=texts.READ_THE_CARD, actions=explain)


def explanation_card(
    case: str, explained: Sequence[tuple[Duty, Sequence[str]]], stamp: DataStamp
) -> Card:
    """Return the card that explains dates step by step."""
    blocks = [
        numbered(texts.rule_title(duty), f"{texts.state(duty)} · {texts.last_day(duty)}", steps)
        for duty, steps in explained
    ]
    body = [heading(f"Så räknas fristen i {plain(case)}"), *blocks, *stamp_elements(stamp)]
    return card(body, text=texts.READ_THE_CARD)
