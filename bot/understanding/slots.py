"""Turns times, kinds, figures and causes that were said into the slots that an intent has."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.understanding.mentions import Mention, Shape
from bot.understanding.model import (
    DateWindow,
    DayCount,
    DayFault,
    Intent,
    Kind,
    Measure,
)
from bot.understanding.phrases import Word
from rules.facts import OverrunCause

_FAULTS = {
    Shape.NO_DAY: DayFault.NO_SUCH_DAY,
    Shape.NO_WEEK: DayFault.NO_SUCH_WEEK,
    Shape.BACKWARDS: DayFault.BACKWARDS,
}
_WITH_DAYS = frozenset({"window", "period", "on", "until"})
_CLOSED = (Shape.DAY, Shape.UNIT, Shape.SPAN, Shape.BACK)
_OPEN = (Shape.BEFORE, Shape.UNTIL, Shape.THROUGH)
_DUE = frozenset({"expire", "deadline", "due", "finish", "todo", "must", "urgent"})
_ABOUT_BEING_IN_TIME = frozenset({"share", "in_time", "late", "not_in_time", "went_out", "LIMIT"})
_CAUSES_MOST_TELLING_FIRST = (
    OverrunCause.COMPLEX,
    OverrunCause.DOCUMENTATION,
    OverrunCause.EXTERNAL,
    OverrunCause.HANDLING,
)


def day_fault(intent: Intent, mentions: Sequence[Mention]) -> DayFault | None:
    """Return why the days that were said are none, where the intent goes by days."""
    if _WITH_DAYS.isdisjoint(SLOTS_OF.get(intent, ())):
        return None
    return next((_FAULTS[each.shape] for each in mentions if each.shape in _FAULTS), None)


def window(
    words: Sequence[Word], mentions: Sequence[Mention], today: date
) -> DateWindow | DayCount | None:
    """Return the days in which deadlines are asked for.

    Of several times the first one after the word for what is due counts, or the last one before.
    """
    said = [mention for mention in mentions if mention.shape is not Shape.LIMIT]
    if not said:
        return None
    due = next((place for place, word in enumerate(words) if word.concepts & _DUE), 0)
    chosen = next((mention for mention in said if mention.last > due), said[-1])
    return _window_of(chosen, today)


def _window_of(mention: Mention, today: date) -> DateWindow | DayCount | None:
    if mention.shape is Shape.AHEAD:
        return DayCount(mention.days)
    if mention.shape not in _OPEN:
        return DateWindow(mention.span.start, mention.span.end)
    before = mention.shape is Shape.BEFORE
    last = mention.span.start - timedelta(days=1) if before else mention.span.end
    return DateWindow(today, last) if last >= today else None


def period(mentions: Sequence[Mention]) -> DateWindow | None:
    """Return the days that a figure is asked for."""
    spans = [mention.span for mention in mentions if mention.shape in _CLOSED]
    return DateWindow(spans[0].start, spans[0].end) if spans else None


def reminder_day(words: Sequence[Word], mentions: Sequence[Mention]) -> date | None:
    """Return the day to remind on: the first one said after the word for it, else the first."""
    after = next((place for place, word in enumerate(words) if "remind" in word.concepts), -1)
    days = [mention for mention in mentions if mention.shape is not Shape.LIMIT]
    later = [mention for mention in days if mention.first > after]
    for mention in later or days:
        match mention.shape:
            case Shape.AHEAD:
                return mention.span.end
            case Shape.BEFORE:
                return mention.span.start - timedelta(days=1)
            case _:
                return mention.span.start
    return None


def pause_end(mentions: Sequence[Mention]) -> date | None:
    """Return the day that ends a pause: the one named, or the last of a stretch."""
    times = [mention for mention in mentions if mention.shape not in (Shape.LIMIT, Shape.BACK)]
    opened = [mention for mention in times if mention.shape in _OPEN]
    for mention in opened or times[-1:]:
        if mention.shape in (Shape.BEFORE, Shape.UNTIL):
            return mention.span.start
        return mention.span.end
    return None


def kind(words: Sequence[Word], concepts: frozenset[str]) -> Kind | None:
    """Return the kind of matter named first."""
    said = [name for word in words for name in sorted(word.concepts) if name.startswith("kind.")]
    known = said or sorted(name for name in concepts if name.startswith("kind."))
    return Kind(known[0].removeprefix("kind.")) if known else None


def cause(concepts: frozenset[str]) -> OverrunCause | None:
    """Return the cause that was said, the most telling one where words point to several."""
    return next((each for each in _CAUSES_MOST_TELLING_FIRST if f"cause.{each}" in concepts), None)


def measure(features: frozenset[str]) -> Measure | None:
    """Return the figure that is asked for."""
    if "bands" in features:
        return Measure.BANDS
    if features & _ABOUT_BEING_IN_TIME:
        return Measure.SHARE_ON_TIME
    if "median" in features:
        return Measure.MEDIAN_DAYS
    return Measure.COUNT if features & {"how_many", "done"} else None


SLOTS_OF = {
    Intent.LIST_CASES: frozenset({"scope", "kind"}),
    Intent.LIST_DUE: frozenset({"scope", "kind", "window"}),
    Intent.LIST_OVERDUE: frozenset({"scope", "kind"}),
    Intent.SHOW_CASE: frozenset({"case"}),
    Intent.EXPLAIN_DEADLINE: frozenset({"case"}),
    Intent.EXPLAIN_RULE: frozenset({"kind"}),
    Intent.UNIT_STATUS: frozenset({"caseworker"}),
    Intent.STATISTICS: frozenset({"kind", "period", "measure"}),
    Intent.RECORD_CAUSE: frozenset({"case", "cause"}),
    Intent.SET_REMINDER: frozenset({"case", "on"}),
    Intent.CANCEL_REMINDER: frozenset({"case"}),
    Intent.PAUSE_DIGEST: frozenset({"until"}),
}
