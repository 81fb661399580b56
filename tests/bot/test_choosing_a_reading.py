"""Where two readings of a sentence are near, both are offered and none is taken by a guess."""

from small_town import KARIN, ask, button, buttons, press

from bot.turns import Desk
from bot.understanding import Intent, ScopeSlot, Slots, Understanding

OVERDUE = Understanding(Intent.LIST_OVERDUE, Slots(scope=ScopeSlot.MINE), scope_said=True)
DUE = Understanding(Intent.LIST_DUE, Slots(scope=ScopeSlot.MINE), scope_said=True)
BOTH = Understanding(DUE.intent, DUE.slots, DUE.scope_said, near=(OVERDUE,))


def test_near_readings_are_offered_as_buttons_and_as_text(desk: Desk) -> None:
    answer = ask(desk, "", KARIN, reading=BOTH)
    titles = [each["title"] for each in buttons(answer)]
    assert titles == ["Visa vad som snart går ut (mina)", "Visa vad som är över tiden (mina)"]
    assert all(title in answer.text for title in titles)
    assert answer.duties == ()


def test_the_pressed_reading_is_the_one_that_is_answered(desk: Desk) -> None:
    offered = ask(desk, "", KARIN, reading=BOTH)
    chosen = press(desk, button(offered, "Visa vad som är över tiden (mina)"))
    assert chosen.duties == ask(desk, "mina försenade", KARIN).duties


def test_which_law_is_meant_is_asked_with_buttons(desk: Desk) -> None:
    asked = ask(desk, "", reading=Understanding(Intent.EXPLAIN_RULE, Slots()))
    chosen = press(desk, button(asked, "Förhandsbedömningar"))
    assert "14 dagar" in chosen.text
