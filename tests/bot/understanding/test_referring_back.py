"""*Den* and *det ärendet* stand for the case shown last, and nothing else does."""

from datetime import date

import pytest

from bot.understanding import Intent, ScopeSlot, understand

FRIDAY = date(2026, 11, 20)
LAST = "BU-2026-00007"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("varför är den sen", Intent.EXPLAIN_DEADLINE),
        ("förklara det", Intent.EXPLAIN_DEADLINE),
        ("varför?", Intent.EXPLAIN_DEADLINE),
        ("stämmer det?", Intent.EXPLAIN_DEADLINE),
        ("explain that", Intent.EXPLAIN_DEADLINE),
        ("påminn mig om det ärendet på fredag", Intent.SET_REMINDER),
        ("påminn mig om den imorgon", Intent.SET_REMINDER),
        ("ta bort påminnelsen om det", Intent.CANCEL_REMINDER),
        ("vem har den?", Intent.SHOW_CASE),
        ("när går ärendet ut?", Intent.SHOW_CASE),
        ("det ärendet blev försenat pga BUP", Intent.RECORD_CAUSE),
    ],
)
def test_a_sentence_that_refers_back_is_about_the_last_case(text: str, intent: Intent) -> None:
    read = understand(text, FRIDAY, last_case=LAST)
    assert (read.intent, read.slots.case, read.case_as_typed) == (intent, LAST, LAST)


@pytest.mark.parametrize(
    "text",
    [
        "mina ärenden",
        "vad går ut den här veckan",
        "finns det nåt som går ut den 5:e",
        "hur går det på enheten",
        "är det nåt som är försenat",
        "går det att förlänga en utredning",
        "varför är det så många ärenden på enheten",
        "stäng det ärendet",
        "vad heter barnet i det ärendet",
        "tack för det",
    ],
)
def test_other_sentences_are_read_as_without_it(text: str) -> None:
    assert understand(text, FRIDAY, last_case=LAST) == understand(text, FRIDAY)


@pytest.mark.parametrize("text", ["varför är den sen", "påminn mig om det ärendet på fredag"])
def test_without_a_case_shown_nothing_is_referred_to(text: str) -> None:
    assert understand(text, FRIDAY).slots.case is None


def test_a_case_that_is_named_or_pressed_comes_first() -> None:
    assert understand("varför är 412 sen", FRIDAY, last_case=LAST).slots.case == "412"
    assert understand("förklara det", FRIDAY, "BU-2026-00009", last_case=LAST).slots.case != LAST


@pytest.mark.parametrize("name", ["Kalle", "Gittan", "Xenia", "Abdirahman", "Lindqvist"])
@pytest.mark.parametrize("text", ["{}s ärenden", "vad har {} för utredningar", "ärenden hos {}"])
def test_an_unknown_name_is_a_colleague_never_the_unit(name: str, text: str) -> None:
    slots = understand(text.format(name), FRIDAY).slots
    shown = name.removesuffix("s") if text.startswith("{}s") else name
    assert slots.scope is ScopeSlot.CASEWORKER
    assert slots.caseworker in (name, shown)


@pytest.mark.parametrize("text", ["status på det ärendet", "är det ärendet försenat?"])
def test_one_case_that_nobody_knows_is_never_read_as_all_of_them(text: str) -> None:
    read = understand(text, FRIDAY)
    assert (read.intent, read.slots.case) == (Intent.SHOW_CASE, None)
