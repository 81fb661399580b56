"""Figures: what they are called, whose they are, and what is said where there is none."""

from datetime import date

from bot.texts.duties import KIND_WORDS
from bot.understanding import Kind
from digests.words import HIDDEN, NOTHING, basis_words, counted, decimal, figure_words, number
from rules.indicators import Figure, HandledFigure
from rules.wording import plain_date

HIDES_SMALL = "Antal under fem visas inte."
NO_PERIOD_SAID = "Du sa ingen period, så jag räknar i år till och med i dag."
ONLY_YOURS = "Jag räknar bara dina egna ärenden."
ONLY_WHOLE_UNIT = "Jag räknar bara för hela enheten, inte per handläggare."
ONLY_WHOLE_MUNICIPALITY = "Jag räknar bara för hela kommunen, inte per enhet."
NOT_PER_CASEWORKER = "Jag räknar bara för hela kommunen, inte per handläggare."
NOT_OVER = "Perioden är inte slut. Siffrorna är de som gäller i dag."
ONLY_COUNTS = (
    "Som systemförvaltare ser du antal för hela kommunen, men inga andelar och tider. Skriv till "
    "exempel ”hur många utredningar inleddes i oktober”."
)
YOURS = "dina ärenden"
WHOLE_MUNICIPALITY = "hela kommunen"
EXAMPLES = (
    "andel utredningar i tid hittills i år",
    "mediantid för utredningar förra kvartalet",
    "hur många förhandsbedömningar beslutades förra månaden",
)
EXAMPLES_OF_COUNTS = ("hur många utredningar inleddes förra månaden",)


def rows_without_unit(number: int) -> str:
    """Return how many rows of the unit's own caseworkers are in no unit's figures."""
    rows = counted(number, "rad", "rader")
    return (
        f"{rows} hos enhetens handläggare saknar enhet i verksamhetssystemet och räknas därför "
        "inte med."
    )


def rows_in_no_unit(number: int | None) -> str:
    """Return how many rows of the municipality are in no unit's figures; None is a few."""
    rows = "Färre än fem rader" if number is None else counted(number, "rad", "rader")
    return (
        f"{rows} saknar enhet i verksamhetssystemet. De räknas i helheten och under ”okänt”, men "
        "ingår inte i någon enhets siffror."
    )


def title(words_of_period: str, owner: str) -> str:
    return f"Statistik {words_of_period} – {owner}"


def no_such_figure(kind: Kind | None) -> str:
    about = f" om {KIND_WORDS[kind]}" if kind else ""
    return f"Den siffran{about} har jag inte. Här är några som jag kan räkna fram."


def not_begun(first: date) -> str:
    return f"Perioden börjar först {plain_date(first)}, så det finns inget att räkna än."


def value(figure: Figure) -> str:
    return figure_words(figure)


def basis(figure: Figure) -> str | None:
    """Return for example *26 av 30*, None where there is nothing to put beside the figure."""
    words = basis_words(figure)
    return None if words == NOTHING else words


def handled_number(figure: HandledFigure) -> str:
    return HIDDEN if figure.number is None else number(figure.number)


def handled_median(figure: HandledFigure) -> str:
    """Return for example *112 dagar* or *63,5 dagar*."""
    if figure.suppressed:
        return HIDDEN
    if figure.median_days is None:
        return NOTHING
    days = figure.median_days
    words = number(int(days)) if days.is_integer() else decimal(days)
    return f"{words} {'dag' if days == 1 else 'dagar'}"


def of_so_many(figure: HandledFigure) -> str | None:
    return None if figure.number is None else f"av {counted(figure.number, 'ärende', 'ärenden')}"


def figure_line(name: str, shown: str, counted_from: str | None) -> str:
    return f"{name}: {shown}{f' ({counted_from})' if counted_from else ''}"
