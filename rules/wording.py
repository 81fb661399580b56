"""Swedish words for dates, days left and statuses, the same in chat, digest and summary."""

from datetime import date

from rules.duties import DutyStatus

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)

STATUS_WORDS = {
    DutyStatus.UPCOMING: "kommande",
    DutyStatus.NEAR: "nära",
    DutyStatus.DUE_TODAY: "i dag",
    DutyStatus.OVERDUE: "över tiden",
    DutyStatus.FULFILLED: "klar i tid",
    DutyStatus.FULFILLED_LATE: "klar för sent",
    DutyStatus.NOT_REQUIRED: "behövs inte",
}


def long_date(day: date) -> str:
    """Return for example *fredag 20 november 2026*."""
    return f"{WEEKDAYS[day.weekday()]} {plain_date(day)}"


def plain_date(day: date) -> str:
    """Return for example *20 november 2026*."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Return for example *fre 20 nov*; for cards and tables within a year."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def month_name(day: date) -> str:
    """Return for example *oktober 2026*."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def days_left_words(days_left: int) -> str:
    """Return the days left as a caseworker says them: *i dag*, *3 dagar kvar*, *5 dagar över*."""
    if days_left == 0:
        return "i dag"
    if days_left == 1:
        return "i morgon"
    if days_left == -1:
        return "1 dag över"
    return f"{days_left} dagar kvar" if days_left > 0 else f"{-days_left} dagar över"
