"""A number that ends a unit's name is no day, quarter, count or case; a date beside it still is."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.understanding import DateWindow, DayCount, Intent, understand
from tests.bot.understanding.labelled import read_labelled

FRIDAY = date(2026, 11, 20)  # ISO week 47
HERE = Path(__file__).parent
FILES = [HERE.parents[1] / "data" / "dev.tsv", *sorted(HERE.glob("*.tsv"))]


def between(first: str, last: str) -> DateWindow:
    return DateWindow(date.fromisoformat(first), date.fromisoformat(last))


DECEMBER = between("2026-12-01", "2026-12-31")  # tis 1 to tor 31
FIRST_OF_DECEMBER = between("2026-12-01", "2026-12-01")  # tis


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("på Barnenheten 1 i december", DECEMBER),
        ("på barnenheten 1 december", DECEMBER),
        ("PÅ BARNENHETEN 1 I DECEMBER", DECEMBER),
        ("i december på Barnenheten 1", DECEMBER),
        ("på Barnenheten 12 i december", DECEMBER),
        ("på familjehemsenheten 2 i december", DECEMBER),
        ("på barnenhet 1 i december", DECEMBER),
        ("på enhet 3 i december", DECEMBER),
        ("i Grupp 2 december", DECEMBER),
        ("i utredningsgruppen 2 i december", DECEMBER),
        ("på team 2 i december", DECEMBER),
        ("på ungdomsteamet 2 i december", DECEMBER),
        ("på sektion 4 i december", DECEMBER),
        ("på enhet 1:s lista i december", DECEMBER),
        ("på Barnenheten 1 och 2 i december", DECEMBER),
        ("på Barnenheten 1 eller Barnenheten 2 i december", DECEMBER),
        ("på Barnenheten 1 2026-12", DECEMBER),
        ("på Barnenheten 1 till 15 december", between("2026-11-20", "2026-12-15")),
        ("på Barnenheten 1 1 december", FIRST_OF_DECEMBER),
        ("på Barnenheten 1 den 1 december", FIRST_OF_DECEMBER),
        ("på Barnenheten 1 1-15 december", between("2026-12-01", "2026-12-15")),
        ("på Barnenheten 1 fre 4/12", between("2026-12-04", "2026-12-04")),
        ("på team 2 nästa vecka", between("2026-11-23", "2026-11-29")),
        ("på Barnenheten 2 vecka 49", between("2026-11-30", "2026-12-06")),
        ("på Barnenheten 1 2 veckor framåt", DayCount(14)),
        ("på Barnenheten 1. December", DECEMBER),  # a full stop, and a new sentence
        ("på enhet 1 och 2 och 3 i december", DECEMBER),
        ("på enhet 1, 2 och 3 i december", DECEMBER),
        ("på enhet 1, 2, 3 och 4 i december", DECEMBER),
        (f"på enhet {'1,' * 900}2 och 3 i december", DECEMBER),
        ("på enheterna 1 och 2 i december", DECEMBER),
        ("på enheterna 1, 2 och 3 i december", DECEMBER),
        ("på grupperna 1 och 2 i december", DECEMBER),
        ("på Barnenheten 1 1 och 2 i december", between("2026-12-02", "2026-12-02")),
        ("på team 2 hela nästa vecka", between("2026-11-23", "2026-11-29")),
        ("på team 2 hela veckan", between("2026-11-16", "2026-11-22")),
        ("på team 2 hela vecka 49", between("2026-11-30", "2026-12-06")),
        ("på team 2 nästa år", between("2027-01-01", "2027-12-31")),
        ("på team 2 kommande vecka", DayCount(7)),
        ("på team 2 närmaste månaden", DayCount(30)),
        ("på team 2 närmaste två veckorna", DayCount(14)),
        ("på team 2 kommande 14 dagar", DayCount(14)),
    ],
)
def test_the_number_of_a_unit_is_no_day(where: str, expected: DateWindow | DayCount) -> None:
    read = understand(f"vad förfaller {where}", FRIDAY)
    assert (read.intent, read.slots.window) == (Intent.LIST_DUE, expected)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("på enheten 1 december", FIRST_OF_DECEMBER),
        ("på enheten 1 i december", FIRST_OF_DECEMBER),
        ("i gruppen 1 december", FIRST_OF_DECEMBER),
        ("på vår enhet 1 december", FIRST_OF_DECEMBER),
        ("för oss 1 december", FIRST_OF_DECEMBER),
        ("på Ungdomsenheten, 1 december", FIRST_OF_DECEMBER),
        ("på Ungdomsenheten den 1 december", FIRST_OF_DECEMBER),
        ("på Ungdomsenheten 1:a december", FIRST_OF_DECEMBER),
        ("på Ungdomsenheten 9 december", DECEMBER),  # Ungdomsenheten 9, for all we know
        ("på Ungdomsenheten 10 december", between("2026-12-10", "2026-12-10")),
        ("på Ungdomsenheten 1-15 december", between("2026-12-01", "2026-12-15")),
        ("på Ungdomsenheten 10 till 15 december", between("2026-12-10", "2026-12-15")),
        ("på Ungdomsenheten 1 dec till 5 dec", between("2026-12-01", "2026-12-05")),
        ("på Ungdomsenheten 2026", between("2026-01-01", "2026-12-31")),
        ("på Ungdomsenheten 2 veckor framåt", DayCount(14)),
        ("på Ungdomsenheten 14 dagar framåt", DayCount(14)),
        ("på Barnenheten 14 kommande dagar", DayCount(14)),
        ("på Barnenheten 7 närmaste dagarna", DayCount(7)),
        ("på barnenheten 3 närmaste månaderna", DayCount(90)),
        ("på Barnenheten 2 kommande veckorna", DayCount(14)),
        ("på Ungdomsenheten 5 närmaste arbetsdagarna", DayCount(5)),
        ("på Barnenheten 2 kommande åren", DayCount(730)),
        ("på Barnenheten 2 kommande kvartalen", DayCount(180)),
        ("at Barnenheten 2 next weeks", DayCount(14)),
        ("på Barnenheten 1. december", FIRST_OF_DECEMBER),
        ("på enhet 1. december", FIRST_OF_DECEMBER),
        ("på enheterna 1 december", FIRST_OF_DECEMBER),
        ("på Barnenheten 1, 2 december", between("2026-12-02", "2026-12-02")),
    ],
)
def test_a_date_after_a_word_for_a_unit_is_still_a_date(
    where: str, expected: DateWindow | DayCount
) -> None:
    read = understand(f"vad förfaller {where}", FRIDAY)
    assert (read.intent, read.slots.window) == (Intent.LIST_DUE, expected)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("statistik för Barnenheten 1 i oktober", "2026-10-01", "2026-10-31"),
        ("statistik för Barnenheten 1 under oktober", "2026-10-01", "2026-10-31"),
        ("statistik för Barnenheten 1 december 2025", "2025-12-01", "2025-12-31"),
        ("statistik för Barnenheten 1 2025", "2025-01-01", "2025-12-31"),
        ("statistik för Barnenheten 1 2026-10", "2026-10-01", "2026-10-31"),
        ("statistik 2026-01 till 2026-03", "2026-01-01", "2026-03-31"),
        ("andel i tid för Barnenheten 2 kvartal 3", "2026-07-01", "2026-09-30"),
        ("andel i tid för Barnenheten 2 tredje kvartalet", "2026-07-01", "2026-09-30"),
        ("andel i tid på Barnenheten 1 januari till mars", "2026-01-01", "2026-03-31"),
        ("andel i tid per enhet 1 januari till 31 mars", "2026-01-01", "2026-03-31"),
        ("statistik Barnenheten 1 10-12 oktober", "2026-10-10", "2026-10-12"),
        ("statistik för Barnenheten 1 mellan 1 och 15 oktober", "2026-10-01", "2026-10-15"),
    ],
)
def test_the_number_of_a_unit_is_no_part_of_a_period(asked: str, first: str, last: str) -> None:
    read = understand(asked, FRIDAY)
    assert (read.intent, read.slots.period) == (Intent.STATISTICS, between(first, last))


@pytest.mark.parametrize("numbered", ["Barnenheten 1", "Barnenheten 12", "Barnenheten 101"])
def test_the_number_of_a_unit_changes_nothing_in_any_labelled_sentence(numbered: str) -> None:
    unit = re.compile(r"\benheten\b")
    said = {row.utterance for file in FILES for row in read_labelled(file)}
    asked = [text for text in sorted(said) if unit.search(text)]
    assert len(asked) > 50
    for text in asked:
        with_number = understand(unit.sub(numbered, text), FRIDAY)
        assert with_number == understand(unit.sub("Barnenheten", text), FRIDAY), text
