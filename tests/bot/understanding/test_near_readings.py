"""Where two readings are nearly as good, both are given; what is none of ours has no other."""

from datetime import date

import pytest

from bot.understanding import Intent, ScopeSlot, understand
from bot.understanding.scoring import Score, nearly_chosen, together

FRIDAY = date(2026, 11, 20)
NOTHING = dict.fromkeys(Intent, 0.0)


def weighed(**weights: float) -> tuple[Score, ...]:
    given = {Intent(name): weight for name, weight in weights.items()}
    scores = [Score(intent, given.get(intent, 0.0)) for intent in Intent]
    return tuple(sorted(scores, key=lambda score: -score.weight))


def test_a_reading_within_the_margin_is_near() -> None:
    scores = weighed(list_due=5.0, pause_digest=4.6, list_cases=2.5)
    assert nearly_chosen(scores) == (Intent.PAUSE_DIGEST,)


def test_at_most_two_are_near() -> None:
    scores = weighed(list_due=5.0, list_cases=4.9, list_overdue=4.8, statistics=4.7)
    assert nearly_chosen(scores) == (Intent.LIST_CASES, Intent.LIST_OVERDUE)


def test_what_is_almost_a_request_is_asked_about() -> None:
    scores = weighed(out_of_scope=2.0, list_due=1.8, list_cases=0.5)
    assert nearly_chosen(scores) == (Intent.LIST_DUE,)


def test_what_is_plainly_none_of_our_business_has_no_other_reading() -> None:
    cues = weighed(out_of_scope=5.5, list_cases=5.4)
    learned = NOTHING | {Intent.LIST_CASES: 9.0}
    assert together(cues, learned) == (Score(Intent.OUT_OF_SCOPE, 5.5),)


def test_cues_and_labelled_sentences_weigh_together() -> None:
    cues = weighed(list_due=5.0)
    assert together(cues, NOTHING)[0].intent is Intent.LIST_DUE
    assert together(cues, NOTHING | {Intent.HELP: 3.0})[0].intent is Intent.HELP


def test_none_of_our_business_is_never_offered() -> None:
    scores = weighed(list_cases=5.0, out_of_scope=4.9)
    assert nearly_chosen(scores) == ()


def test_a_near_reading_has_its_own_slots() -> None:
    read = understand("hur går det med förseningarna i gruppen", FRIDAY)
    readings = {each.intent: each for each in (read, *read.near)}
    assert set(readings) == {Intent.LIST_OVERDUE, Intent.UNIT_STATUS}
    assert readings[Intent.LIST_OVERDUE].slots.scope is ScopeSlot.UNIT
    assert readings[Intent.UNIT_STATUS].slots.scope is None
    assert read.near[0].near == ()


@pytest.mark.parametrize("text", ["mina ärenden", "vad går ut nästa vecka", "hej", "tack"])
def test_a_plain_request_has_no_other_reading(text: str) -> None:
    assert understand(text, FRIDAY).near == ()
