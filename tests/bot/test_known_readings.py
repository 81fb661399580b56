"""What is remembered of a sentence is how it was read, and never what was written."""

import gc
from datetime import date, timedelta

import pytest

from bot.known_readings import KnownReadings
from bot.understanding import understand

TODAY = date(2026, 11, 20)


def kept(readings: KnownReadings) -> int:
    return len(readings._known)


@pytest.mark.parametrize(
    "text",
    ["mina ärenden nära deadline", "vad går ut nästa vecka på enheten", "fhb", "hej", ""],
)
def test_a_sentence_is_read_the_same_the_second_time(text: str) -> None:
    readings = KnownReadings()
    first = readings.of(text, TODAY)
    assert readings.of(text, TODAY) is first
    assert first == understand(text, TODAY)


def test_the_same_words_are_read_anew_on_another_day() -> None:
    readings, tomorrow = KnownReadings(), TODAY + timedelta(days=1)
    assert readings.of("vad går ut i morgon", TODAY) != readings.of("vad går ut i morgon", tomorrow)


def test_the_case_shown_last_and_the_case_of_a_button_belong_to_the_question() -> None:
    readings = KnownReadings()
    assert readings.of("förklara det", TODAY).slots.case is None
    shown = readings.of("förklara det", TODAY, last_case="BU-2026-00007")
    assert shown.slots.case == "BU-2026-00007"
    pressed = readings.of("förklara det", TODAY, "BU-2026-00008")
    assert pressed.slots.case == "BU-2026-00008"


@pytest.mark.parametrize(
    ("text", "last_case"),
    [
        ("visa Annas ärenden", None),
        ("status på BU-2026-01234", None),
        ("förklara 1234", None),
        ("förklara det ärendet", "BU-2026-00007"),
    ],
)
def test_what_names_a_colleague_or_a_case_is_not_kept(text: str, last_case: str | None) -> None:
    readings = KnownReadings()
    readings.of(text, TODAY, last_case=last_case)
    assert kept(readings) == 0


def test_no_word_that_was_written_is_kept() -> None:
    readings = KnownReadings()
    readings.of("mina ärenden nära deadline, flickan i Sundbyberg", TODAY)
    assert kept(readings) == 1
    assert "Sundbyberg" not in "".join(map(repr, gc.get_referents(readings._known)))
    assert readings._digest("hej") != KnownReadings()._digest("hej")


def test_only_so_many_readings_are_kept() -> None:
    readings = KnownReadings()
    for number in range(600):
        readings.of("hej" + "!" * number, TODAY)
    assert kept(readings) == 512
