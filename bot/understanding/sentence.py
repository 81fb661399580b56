"""Reads a whole sentence: what it says, then the intent that this speaks for, and its slots."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.understanding import slots as slot
from bot.understanding.calendar_units import Reading
from bot.understanding.facts import features
from bot.understanding.learned import evidence, leanings
from bot.understanding.mentions import Mention, read_mentions
from bot.understanding.model import (
    Beside,
    CalendarWish,
    Intent,
    ScopeSlot,
    Slots,
    Understanding,
)
from bot.understanding.phrases import COURTESY
from bot.understanding.reading import Read, read_sentence
from bot.understanding.scoring import COURTESIES, nearly_chosen, ranked, together
from bot.understanding.text import clean, fold

_SOME_CASE = "?"
_ONE_CASE = frozenset({"arendet", "akten", "fallet"})
_SHOWS_MANY = frozenset(
    {Intent.LIST_CASES, Intent.LIST_DUE, Intent.LIST_OVERDUE, Intent.UNIT_STATUS}
)


def understand(
    text: str, today: date, case: str | None = None, *, last_case: str | None = None
) -> Understanding:
    """Return the most likely reading of a sentence said on `today`; any text has one."""
    cleaned = clean(text)
    if case is None and last_case is not None:
        back = _referring_back(cleaned, today, last_case)
        if back is not None:
            return back
    alone = _alone(cleaned, today, case)
    is_wider = case is None and last_case is None and alone.intent in _SHOWS_MANY
    return (_about_some_case(cleaned, today) if is_wider else None) or alone


def _alone(cleaned: str, today: date, case: str | None) -> Understanding:
    read = read_sentence(cleaned, today, case, None)
    assert read is not None  # noqa: S101 - only a sentence that should refer back may be none
    return _understood(read, today)


def _about_some_case(cleaned: str, today: date) -> Understanding | None:
    """Return the reading of *det ärendet* where nobody knows which: never that of all cases."""
    if _ONE_CASE.isdisjoint(fold(cleaned).replace("?", " ").split()):
        return None  # *det som är sent* is no case
    back = _referring_back(cleaned, today, _SOME_CASE)
    if back is None or back.intent in _SHOWS_MANY:
        return None
    return replace(back, slots=replace(back.slots, case=None), case_as_typed=None, near=())


def _referring_back(cleaned: str, today: date, last_case: str) -> Understanding | None:
    """Return the reading with the case that *den* stands for; None where it is no such request."""
    read = read_sentence(cleaned, today, None, last_case)
    if read is None or read.scope not in (None, ScopeSlot.MINE):
        return None
    understood = _understood(read, today)
    if understood.slots.case is None or _is_courtesy(cleaned, today, read):
        return None
    return understood


def _is_courtesy(cleaned: str, today: date, read: Read) -> bool:
    """Tell *tack för det* from a request."""
    polite = not read.concepts.isdisjoint(COURTESY)
    return polite and _alone(cleaned, today, None).intent in COURTESIES


def evidence_of(text: str, today: date) -> frozenset[str]:
    """Return what a sentence gives the learned weights to go by."""
    read = read_sentence(clean(text), today, None, None)
    return evidence(read.words, features(read, today)) if read else frozenset()


def _understood(read: Read, today: date) -> Understanding:
    found = features(read, today)
    scores = together(ranked(found), leanings(evidence(read.words, found)))
    near = tuple(_as_intent(other, read, found, today) for other in nearly_chosen(scores))
    return _as_intent(scores[0].intent, read, found, today, near)


def _as_intent(
    intent: Intent,
    read: Read,
    found: frozenset[str],
    today: date,
    near: tuple[Understanding, ...] = (),
) -> Understanding:
    times = _times(intent, read, today)
    beside = _beside(intent, read, times)
    slots = _slots(intent, read, found, times, today)
    return Understanding(
        intent,
        _without_days(slots) if beside.day_fault else slots,
        scope_said=read.scope is not None,
        case_as_typed=read.case.typed if read.case else None,
        near=near,
        beside=beside,
    )


def _without_days(slots: Slots) -> Slots:
    """Return the slots without the other days of a sentence that names one there is not."""
    return replace(slots, window=None, period=None, on=None, until=None)


def _times(intent: Intent, read: Read, today: date) -> Sequence[Mention]:
    """Return the times as the intent means them: figures are asked for of what has been."""
    if intent is not Intent.STATISTICS:
        return read.mentions
    return read_mentions(read.items, Reading(today, backward=True))


def _beside(intent: Intent, read: Read, times: Sequence[Mention]) -> Beside:
    said, is_figures = read.beside, intent is Intent.STATISTICS
    closes = CalendarWish.CLOSE if "calendar.close" in said else None
    renews = CalendarWish.NEW if "calendar.new" in said else None
    return Beside(
        calendar=(closes or renews) if intent is Intent.EXPORT_CALENDAR else None,
        day_fault=slot.day_fault(intent, times),
        colleague=read.name if is_figures else None,
        caseworkers=is_figures and "caseworkers" in said,
        ours=is_figures and read.scope is ScopeSlot.UNIT,
        unit=is_figures and "unit" in said,
        municipality=is_figures and "municipality" in said,
    )


def _slots(
    intent: Intent, read: Read, found: frozenset[str], times: Sequence[Mention], today: date
) -> Slots:
    wanted = slot.SLOTS_OF.get(intent, frozenset())
    scope = (read.scope or ScopeSlot.MINE) if "scope" in wanted else None
    named = "caseworker" in wanted or scope is ScopeSlot.CASEWORKER
    return Slots(
        scope=scope,
        caseworker=read.name if named else None,
        kind=slot.kind(read.words, read.concepts) if "kind" in wanted else None,
        window=slot.window(read.words, times, today) if "window" in wanted else None,
        case=read.case.number if read.case and "case" in wanted else None,
        period=slot.period(times) if "period" in wanted else None,
        measure=slot.measure(found) if "measure" in wanted else None,
        cause=slot.cause(read.concepts) if "cause" in wanted else None,
        on=slot.reminder_day(read.words, times) if "on" in wanted else None,
        until=slot.pause_end(times) if "until" in wanted else None,
    )
