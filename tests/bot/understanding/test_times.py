"""Days, windows and periods are read by the labelling rules, on their edges."""

from datetime import date

import pytest

from bot.understanding import DateWindow, DayCount, Intent, understand

FRIDAY = date(2026, 11, 20)  # ISO week 47


def window(text: str, today: date = FRIDAY) -> DateWindow | DayCount | None:
    read = understand(text, today)
    assert read.intent is Intent.LIST_DUE, read
    return read.slots.window


def between(first: str, last: str) -> DateWindow:
    return DateWindow(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vad går ut på fredag", between("2026-11-27", "2026-11-27")),  # said on a Friday
        ("vad går ut på lördag", between("2026-11-21", "2026-11-21")),
        ("vad går ut på torsdag", between("2026-11-26", "2026-11-26")),
        ("vad går ut torsdag nästa vecka", between("2026-11-26", "2026-11-26")),
        ("vad går ut måndag v 49", between("2026-11-30", "2026-11-30")),
        ("vad går ut den 30:e", between("2026-11-30", "2026-11-30")),
        ("vad går ut den 5:e", between("2026-12-05", "2026-12-05")),
        ("vad går ut 19/11", between("2027-11-19", "2027-11-19")),  # the next one to come
        ("vad går ut 20/11", between("2026-11-20", "2026-11-20")),
        ("vad går ut 2026-12-04", between("2026-12-04", "2026-12-04")),
        ("vad går ut den tredje december", between("2026-12-03", "2026-12-03")),
        ("vad går ut i dag", between("2026-11-20", "2026-11-20")),
        ("vad går ut på måndag om en vecka", between("2026-11-30", "2026-11-30")),
        ("vad går ut annandagen", between("2026-12-26", "2026-12-26")),
        ("dagens frister", between("2026-11-20", "2026-11-20")),
        ("vad måste bli klart före dagens slut", between("2026-11-20", "2026-11-20")),
        ("vad går ut första advent", between("2026-11-29", "2026-11-29")),
        ("vad går ut fjärde advent", between("2026-12-20", "2026-12-20")),
        ("vad går ut fredag den 4/12", between("2026-12-04", "2026-12-04")),
    ],
)
def test_a_day_is_a_window_of_that_day(text: str, expected: DateWindow) -> None:
    assert window(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vad går ut denna vecka", between("2026-11-16", "2026-11-22")),
        ("vad går ut i veckan", between("2026-11-16", "2026-11-22")),
        ("vad går ut nästa vecka", between("2026-11-23", "2026-11-29")),
        ("vad går ut den här månaden", between("2026-11-01", "2026-11-30")),
        ("vad går ut i november", between("2026-11-01", "2026-11-30")),
        ("vad går ut i oktober", between("2027-10-01", "2027-10-31")),
        ("vad går ut i år", between("2026-01-01", "2026-12-31")),
        ("vad går ut nästa kvartal", between("2027-01-01", "2027-03-31")),
        ("vad går ut i helgen", between("2026-11-21", "2026-11-22")),
        ("vad går ut v.53", between("2026-12-28", "2027-01-03")),
        ("vad går ut vecka 1", between("2027-01-04", "2027-01-10")),
        ("vad går ut andra veckan i december", between("2026-12-07", "2026-12-13")),
        ("vad går ut sista veckan i december", between("2026-12-28", "2027-01-03")),
        ("vad måste bli klart året ut", between("2026-11-20", "2026-12-31")),
        ("frister feb-april", between("2027-02-01", "2027-04-30")),
        ("frister nästa vecka och veckan därpå", between("2026-11-23", "2026-12-06")),
        ("vad går ut vecka 47", between("2026-11-16", "2026-11-22")),
        ("vad går ut vecka 49 och 50", between("2026-11-30", "2026-12-13")),
        ("vad går ut resten av månaden", between("2026-11-20", "2026-11-30")),
        ("vad går ut mellan 28 november och 3 december", between("2026-11-28", "2026-12-03")),
        ("vad går ut 1-15 december", between("2026-12-01", "2026-12-15")),
        ("vad går ut denna och nästa vecka", between("2026-11-16", "2026-11-29")),
        ("vad går ut på torsdag eller fredag", between("2026-11-26", "2026-11-27")),
        ("vad går ut från och med måndag till och med fredag", between("2026-11-23", "2026-11-27")),
        ("vad går ut första veckan i december", between("2026-11-30", "2026-12-06")),
        ("vad går ut sista veckan i november", between("2026-11-30", "2026-12-06")),
        ("jag är ledig på måndag, vad går ut på onsdag", between("2026-11-25", "2026-11-25")),
    ],
)
def test_a_named_unit_is_the_whole_unit(text: str, expected: DateWindow) -> None:
    assert window(text) == expected


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("vad går ut före jul", "2026-12-23"),
        ("vad går ut innan fredag", "2026-11-26"),
        ("vad går ut senast fredag", "2026-11-27"),
        ("vad går ut till och med fredag", "2026-11-27"),
        ("vad går ut t.o.m. 4/12", "2026-12-04"),
        ("vad går ut fram till den 4 december", "2026-12-04"),
        ("vad går ut före december", "2026-11-30"),
        ("vad går ut senast vecka 49", "2026-12-06"),
        ("vad går ut till månadsskiftet", "2026-11-30"),
        ("vad går ut till årsskiftet", "2026-12-31"),
        ("vad går ut innan veckan är slut", "2026-11-22"),
        ("vad går ut till månadens slut", "2026-11-30"),
        ("what is due until 31 January", "2027-01-31"),
    ],
)
def test_an_open_start_is_today_and_only_before_leaves_its_day_out(text: str, last: str) -> None:
    assert window(text) == between("2026-11-20", last)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("vad går ut inom en vecka", 7),
        ("vad går ut inom en månad", 30),
        ("vad går ut inom två veckor", 14),
        ("vad går ut de närmaste 10 dagarna", 10),
        ("vad går ut inom ett par dagar", 2),
        ("vad går ut tre veckor framåt", 21),
    ],
)
def test_a_length_is_counted_in_days_from_today(text: str, days: int) -> None:
    assert window(text) == DayCount(days)


@pytest.mark.parametrize(
    "text",
    [
        *("vad går snart ut", "nära deadline", "brinner det nånstans"),
        *("utredningar som närmar sig fyra månader", "fyra månader närmar sig för mina utr"),
        "förhandsbedömningar som snart är 14 dagar gamla",
    ],
)
def test_urgency_is_no_window(text: str) -> None:
    assert window(text) is None


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        ("2026-12-31", "vad går ut imorgon", between("2027-01-01", "2027-01-01")),
        ("2026-12-31", "vad går ut nästa månad", between("2027-01-01", "2027-01-31")),
        ("2026-12-28", "vad går ut denna vecka", between("2026-12-28", "2027-01-03")),
        ("2027-01-03", "vad går ut nästa vecka", between("2027-01-04", "2027-01-10")),
        ("2027-12-31", "vad går ut i februari", between("2028-02-01", "2028-02-29")),
        ("2026-12-24", "vad går ut till jul", between("2026-12-24", "2026-12-24")),
        ("2026-12-25", "vad går ut till jul", between("2026-12-25", "2027-12-24")),
        ("2027-03-01", "vad går ut före påsk", between("2027-03-01", "2027-03-27")),
    ],
)
def test_windows_over_the_turn_of_a_year(today: str, text: str, expected: DateWindow) -> None:
    assert window(text, date.fromisoformat(today)) == expected


def test_a_day_that_no_month_has_is_no_window() -> None:
    assert window("vad går ut 31/2") is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("andel utredningar i tid i oktober", "2026-10-01", "2026-10-31"),
        ("andel utredningar i tid i december", "2025-12-01", "2025-12-31"),
        ("andel utredningar i tid i november", "2026-11-01", "2026-11-30"),
        ("andel utredningar i tid förra kvartalet", "2026-07-01", "2026-09-30"),
        ("andel utredningar i tid kvartal 1 2025", "2025-01-01", "2025-03-31"),
        ("andel utredningar i tid andra halvåret", "2026-07-01", "2026-12-31"),
        ("andel utredningar i tid hittills i år", "2026-01-01", "2026-11-20"),
        ("andel utredningar i tid senaste 30 dagarna", "2026-10-21", "2026-11-20"),
        ("andel utredningar i tid sedan 1 september", "2026-09-01", "2026-11-20"),
        ("andel utredningar i tid januari till mars", "2026-01-01", "2026-03-31"),
        ("andel utredningar i tid i oktober förra året", "2025-10-01", "2025-10-31"),
        ("andel utredningar i tid vecka 50", "2025-12-08", "2025-12-14"),
        ("andel utredningar i tid 2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_period_of_figures_is_the_latest_one(text: str, first: str, last: str) -> None:
    read = understand(text, FRIDAY)
    assert read.intent is Intent.STATISTICS
    assert read.slots.period == between(first, last)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("påminn mig om ärende 77 på fredag", "2026-11-27"),
        ("påminn mig om ärende 77 om en vecka", "2026-11-27"),
        ("påminn mig om ärende 77 nästa vecka", "2026-11-23"),
        ("påminn mig om ärende 77 den 1:a", "2026-12-01"),
        ("påminn mig om ärende 77 två dagar före jul", "2026-12-22"),
        ("remind me about 305 next week", "2026-11-23"),
        ("nämnd 9 december, påminn mig om ärende 77 den 2 december", "2026-12-02"),
    ],
)
def test_a_reminder_is_for_one_day(text: str, on: str) -> None:
    assert understand(text, FRIDAY).slots.on == date.fromisoformat(on)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("pausa utskicket till måndag", "2026-11-23"),
        ("pausa utskicket till nästa vecka", "2026-11-23"),
        ("pausa utskicket hela nästa vecka", "2026-11-29"),
        ("pausa utskicket till och med nästa vecka", "2026-11-29"),
        ("pausa utskicket i två veckor", "2026-12-04"),
        ("pausa utskicket i december", "2026-12-31"),
        ("pausa utskicket till slutet av november", "2026-11-30"),
        ("ledig v 51, pausa utskicket den veckan", "2026-12-20"),
    ],
)
def test_a_pause_ends_on_the_day_named_or_with_the_whole_period(text: str, until: str) -> None:
    read = understand(text, FRIDAY)
    assert read.intent is Intent.PAUSE_DIGEST
    assert read.slots.until == date.fromisoformat(until)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("andel utr i tid sedan årsskiftet", between("2026-01-01", "2026-11-20")),
        ("andel utr i tid year to date", between("2026-01-01", "2026-11-20")),
        (
            "hur många utredningar avslutades 1 januari 2025 till 20 november 2026",
            between("2025-01-01", "2026-11-20"),
        ),
        ("mediantid i dagar för utredningar 2025", between("2025-01-01", "2025-12-31")),
    ],
)
def test_a_period_has_both_its_ends(text: str, expected: DateWindow) -> None:
    read = understand(text, FRIDAY)
    assert read.intent is Intent.STATISTICS, read
    assert read.slots.period == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vad går ut inom fyrtiofem dagar", DayCount(45)),
        ("vad går ut inom ett halvår", DayCount(182)),
        ("vad går ut inom ett kvartal", DayCount(90)),
        ("vad går ut inom två kvartal", DayCount(180)),
        ("vad går ut inom 48 timmar", DayCount(2)),
        ("vad går ut inom fjorton dar", DayCount(14)),
        ("i vilka fhb håller mina 14 dagar på att ta slut", None),
        ("vilka utr fyller fyra månader snart", None),
    ],
)
def test_lengths_in_words_and_hours_are_counted(text: str, expected: DayCount | None) -> None:
    assert window(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("visa ärende tolvhundra", "1200"),
        ("visa ärende fjortonhundrasexton", "1416"),
        ("visa ärende tvåtusenetthundrasju", "2107"),
        ("visa ärende fyrtiofem", "45"),
    ],
)
def test_a_case_number_may_be_written_out(text: str, number: str) -> None:
    assert understand(text, FRIDAY).slots.case == number


@pytest.mark.parametrize("text", ["tusen tack", "hundra procent", "sextisju", "hundratals"])
def test_other_words_are_no_numbers(text: str) -> None:
    assert understand(text, FRIDAY).slots.case is None


@pytest.mark.parametrize("text", ["påminn mig om BU-2026-00012 31 februari", "påminn mig 30/2"])
def test_a_day_that_no_month_has_is_not_read_as_another(text: str) -> None:
    assert understand(text, FRIDAY).slots.on is None


@pytest.mark.parametrize("text", ["pausa breven till 31 april", "pausa utskicken till 31/11"])
def test_a_pause_until_a_day_that_no_month_has_is_left_without_an_end(text: str) -> None:
    assert understand(text, FRIDAY).slots.until is None
