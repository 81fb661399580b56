"""Case numbers get their one form, names lose their genitive, and the scope is what was said."""

from datetime import date

import pytest

from bot.understanding import Intent, ScopeSlot, understand

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("BU-2026-01234", "BU-2026-01234"),
        ("bu 2026 412", "BU-2026-00412"),
        ("bu20261234", "BU-2026-01234"),
        ("BU–2026–7", "BU-2026-00007"),
        ("bu-26-412", "BU-2026-00412"),
        ("akt 2026-318", "BU-2026-00318"),
        ("ärende 2026-11", "BU-2026-00011"),
        ("visa 2026/00412", "BU-2026-00412"),
        ("BU 1503", "1503"),
        ("#00952", "952"),
        ("ärende nr 77", "77"),
        ("ärnede 1502", "1502"),
        ("ärende: 87", "87"),
        ("status 1044", "1044"),
        ("2043", "2043"),  # alone no year
    ],
)
def test_usual_writings_of_a_case_number(text: str, case: str) -> None:
    assert understand(text, TODAY).slots.case == case


@pytest.mark.parametrize(
    "text",
    [
        *("vad går ut 2026-12-04", "vad går ut inom 30 dagar", "fhb i tid 2025", "mina fb v 49"),
        *("4/12", "v49-50", "fre-27/11", "andel i tid q4/2026", "nov-2026"),
        *(
            "fördelning 0-90 och 91-123 dagar",
            "11 kap 2 § om utredning",
            "14-dagarsfristen för fhb",
        ),
    ],
)
def test_dates_and_lengths_are_no_case_numbers(text: str) -> None:
    assert understand(text, TODAY).slots.case is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Annas ärenden", "Anna"),
        ("annas ärenden", "anna"),
        ("ANNAS ÄRENDEN", "ANNA"),
        ("Jonas ärenden", "Jonas"),
        ("ärenden för Lars Nilsson", "Lars Nilsson"),
        ("Lars Nilssons ärenden", "Lars Nilsson"),
        ("vad har karin öberg för ärenden", "karin öberg"),
        ("Anna:s ärenden", "Anna"),
        ("ärenden för Szymon", "Szymon"),
        ("Szymons ärenden", "Szymon"),
        ("Anna-Karins ärenden", "Anna-Karin"),
        ("ärenden hos Per", "Per"),
        ("Kan jag få se Eriks ärenden på enheten", "Erik"),
        ("hej! Sara Lindqvists ärenden", "Sara Lindqvist"),
        ("ärenden som Per-Olof Ståhl handlägger", "Per-Olof Ståhl"),
        ("vilka ärenden har lars nilsson", "lars nilsson"),
    ],
)
def test_a_name_is_given_as_typed_without_its_genitive(text: str, name: str) -> None:
    slots = understand(text, TODAY).slots
    assert (slots.scope, slots.caseworker) == (ScopeSlot.CASEWORKER, name)


@pytest.mark.parametrize(
    ("text", "scope", "said"),
    [
        ("ärenden", ScopeSlot.MINE, False),
        ("mina ärenden", ScopeSlot.MINE, True),
        ("visa våra ärenden", ScopeSlot.UNIT, True),
        ("kan jag få enhetens ärenden", ScopeSlot.UNIT, True),
        ("mina ärenden på enheten", ScopeSlot.MINE, True),  # never wider than what was said
        ("alla ärenden", ScopeSlot.MINE, False),
        ("Hej Anna, visa ärenden", ScopeSlot.MINE, False),
        ("ärenden klara i december per vecka", ScopeSlot.MINE, False),
        ("det är Maria, visa ärenden", ScopeSlot.MINE, False),
        ("Maria här, visa ärenden", ScopeSlot.MINE, False),
        ("max antal ärenden", ScopeSlot.MINE, False),
    ],
)
def test_the_scope_is_what_was_said(text: str, scope: ScopeSlot, said: bool) -> None:
    read = understand(text, TODAY)
    assert (read.slots.scope, read.scope_said) == (scope, said)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("visa SN-2026-0001", "SN-2026-0001"),
        ("status på sn2026-12?", "sn2026-12"),
        ("status på B12/345", "B12/345"),
        ("förklara IFO/1234", "IFO/1234"),
        ("BUN/2026/0012", "BUN/2026/0012"),
    ],
)
def test_numbers_of_other_municipalities_are_kept_whole(text: str, typed: str) -> None:
    read = understand(text, TODAY)
    assert (read.slots.case, read.case_as_typed) == (typed, typed)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("status på 2026-00123", "2026-00123"),
        ("BU-26-9", "BU-26-9"),
        ("bu 2026 412", "bu 2026 412"),
        ("#00952", "00952"),
        ("ärende nr 077", "077"),
        ("mina ärenden", None),
    ],
)
def test_a_number_is_also_kept_as_it_was_typed(text: str, typed: str | None) -> None:
    assert understand(text, TODAY).case_as_typed == typed


@pytest.mark.parametrize("case", ["ALFA 1", "x@y", "mina ärenden 1", "4", "Karin 4"])
@pytest.mark.parametrize(
    ("text", "intent"),
    [("visa {}", Intent.SHOW_CASE), ("förklara fristen på {}", Intent.EXPLAIN_DEADLINE)],
)
def test_a_case_beside_the_text_is_the_case_whatever_it_is_called(
    case: str, text: str, intent: Intent
) -> None:
    read = understand(text.format(case), TODAY, case)
    assert (read.intent, read.slots.case, read.case_as_typed) == (intent, case, case)


@pytest.mark.parametrize("unit", ["Ungdomsenheten", "Barnenheten", "Utredningsenheten"])
def test_a_unit_is_a_unit_whatever_it_is_put_together_of(unit: str) -> None:
    read = understand(f"ärenden på {unit}", TODAY)
    assert (read.intent, read.slots.scope) == (Intent.LIST_CASES, ScopeSlot.UNIT)
    assert read.slots.kind is None
