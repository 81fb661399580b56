"""Where two readings of a sentence are near, both are offered and none is taken by a guess."""

from dataclasses import replace

from small_town import KARIN, MANAGER, ask, button, buttons, press

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


def test_something_else_is_the_last_choice_however_likely_it_is(desk: Desk) -> None:
    unlikely = Understanding(Intent.OUT_OF_SCOPE, Slots(), near=(OVERDUE,))
    titles = [each["title"] for each in buttons(ask(desk, "", KARIN, reading=unlikely))]
    assert titles == ["Visa vad som är över tiden (mina)", "Något annat"]


def test_whose_they_are_is_told_only_where_it_was_said(desk: Desk) -> None:
    unsaid = replace(BOTH, scope_said=False)
    titles = [each["title"] for each in buttons(ask(desk, "", MANAGER, reading=unsaid))]
    assert titles == ["Visa vad som snart går ut", "Visa vad som är över tiden (mina)"]


def test_a_case_is_named_only_where_the_reading_is_about_it(desk: Desk) -> None:
    beside = replace(OVERDUE, case_as_typed="1361")
    case = Understanding(Intent.SHOW_CASE, Slots(case="1361"), case_as_typed="1361", near=(beside,))
    titles = [each["title"] for each in buttons(ask(desk, "", KARIN, reading=case))]
    assert titles == ["Visa hur ärendet står (1361)", "Visa vad som är över tiden (mina)"]
