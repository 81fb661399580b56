"""The set of days off, held against the statutes year by year.

Written out from lag (1989:253) – the public holidays – and lag (1930:173) 2 § – midsommarafton,
julafton and nyårsafton – and not from the library, which may change its mind.
"""

from datetime import date

import holidays
import pytest

from rules.calendar import SWEDISH_CALENDAR, CalendarRangeError, holidays_in

EVERY_YEAR = {
    "01-01": "nyårsdagen",
    "01-06": "trettondedag jul",
    "05-01": "första maj",
    "06-06": "nationaldagen",
    "12-24": "julafton",
    "12-25": "juldagen",
    "12-26": "annandag jul",
    "12-31": "nyårsafton",
}
MOVABLE = {
    2024: {
        "03-29": "långfredagen",
        "03-31": "påskdagen",
        "04-01": "annandag påsk",
        "05-09": "kristi himmelsfärdsdag",
        "05-19": "pingstdagen",
        "06-21": "midsommarafton",
        "06-22": "midsommardagen",
        "11-02": "alla helgons dag",
    },
    2025: {
        "04-18": "långfredagen",
        "04-20": "påskdagen",
        "04-21": "annandag påsk",
        "05-29": "kristi himmelsfärdsdag",
        "06-08": "pingstdagen",
        "06-20": "midsommarafton",
        "06-21": "midsommardagen",
        "11-01": "alla helgons dag",
    },
    2026: {
        "04-03": "långfredagen",
        "04-05": "påskdagen",
        "04-06": "annandag påsk",
        "05-14": "kristi himmelsfärdsdag",
        "05-24": "pingstdagen",
        "06-19": "midsommarafton",
        "06-20": "midsommardagen",
        "10-31": "alla helgons dag",
    },
    2027: {
        "03-26": "långfredagen",
        "03-28": "påskdagen",
        "03-29": "annandag påsk",
        "05-06": "kristi himmelsfärdsdag",
        "05-16": "pingstdagen",
        "06-25": "midsommarafton",
        "06-26": "midsommardagen",
        "11-06": "alla helgons dag",
    },
    2028: {
        "04-14": "långfredagen",
        "04-16": "påskdagen",
        "04-17": "annandag påsk",
        "05-25": "kristi himmelsfärdsdag",
        "06-04": "pingstdagen",
        "06-23": "midsommarafton",
        "06-24": "midsommardagen",
        "11-04": "alla helgons dag",
    },
    2029: {
        "03-30": "långfredagen",
        "04-01": "påskdagen",
        "04-02": "annandag påsk",
        "05-10": "kristi himmelsfärdsdag",
        "05-20": "pingstdagen",
        "06-22": "midsommarafton",
        "06-23": "midsommardagen",
        "11-03": "alla helgons dag",
    },
    2030: {
        "04-19": "långfredagen",
        "04-21": "påskdagen",
        "04-22": "annandag påsk",
        "05-30": "kristi himmelsfärdsdag",
        "06-09": "pingstdagen",
        "06-21": "midsommarafton",
        "06-22": "midsommardagen",
        "11-02": "alla helgons dag",
    },
}
REPAIR = """
Helgdagarna för {year} är inte kontrollerade. Gör så här:
1. Läs lag (1989:253) om allmänna helgdagar och 2 § lag (1930:173) om de tre aftnarna.
   Har någon av dem ändrats ska EVERY_YEAR och rules/calendar.py ändras också.
2. Skriv in de rörliga dagarna för {year} i MOVABLE i den här filen, från en almanacka.
3. Kör testerna igen. Skiljer sig biblioteket `holidays` från lagen: rätta det i
   rules/calendar.py (lägg till eller ta bort dagen där), inte här.
"""


@pytest.mark.parametrize("year", MOVABLE)
def test_the_days_off_are_those_of_the_statutes(year: int) -> None:
    pinned = {
        date.fromisoformat(f"{year}-{day}"): name
        for day, name in {**EVERY_YEAR, **MOVABLE[year]}.items()
    }
    found = {day: name.lower() for day, name in holidays_in(year).items()}
    assert found == pinned, f"Biblioteket och den fastställda listan skiljer sig för {year}."


def test_next_years_holidays_are_pinned_before_the_year_begins() -> None:
    next_year = date.today().year + 1  # noqa: DTZ011 — the one question here is which year it is
    assert next_year in MOVABLE, REPAIR.format(year=next_year)


@pytest.mark.parametrize("year", [1990, 2004, 2005, 2026, 2100])
def test_the_days_off_are_what_the_library_gives_by_its_front_door(year: int) -> None:
    asked = {"categories": ("public", "de_facto"), "language": "sv", "expand": False}
    assert holidays_in(year) == dict(holidays.country_holidays("SE", years=year, **asked))


@pytest.mark.parametrize("year", [1989, 2101])
def test_a_year_without_holidays_raises_instead_of_having_none(year: int) -> None:
    with pytest.raises(CalendarRangeError) as refused:
        holidays_in(year)
    assert refused.value.year == year


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 20), None),
        (date(2026, 11, 21), "lördag"),
        (date(2026, 11, 22), "söndag"),
        (date(2026, 12, 24), "julafton"),
        (date(2027, 3, 26), "långfredagen"),
        (date(2027, 6, 26), "midsommardagen"),  # a holiday on a Saturday keeps its own name
    ],
)
def test_a_day_off_says_why(day: date, why: str | None) -> None:
    assert SWEDISH_CALENDAR.why_not_working(day) == why
    assert SWEDISH_CALENDAR.is_working_day(day) is (why is None)
