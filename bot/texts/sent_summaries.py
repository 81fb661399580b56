"""What is said beside a summary that has been sent: when, from which data, and what differs."""

from collections.abc import Iterator
from datetime import datetime

from digests.monthly.differences import Difference, Told
from digests.monthly.frozen import FrozenSummary
from digests.monthly.names import group_words, span_words
from digests.monthly.shown import ShownSummary
from digests.words import (
    HIDDEN,
    NOTHING,
    basis_words,
    figure_words,
    sentence,
    target_value,
)
from rules.swedish_time import SWEDISH_TIME
from rules.wording import plain_date

DIFFERENCES = "SKILLNADER MOT DEN SOM SKICKADES"
NO_DIFFERENCES = "Inga siffror skiljer sig."
UNREADABLE = (
    "Den sammanställning som skickades är låst av en annan version av Fristvakt. Den här versionen "
    "kan inte läsa den och säger därför inte vad som skiljer."
)
RECOMPUTED_IS_NOT_SENT = (
    "--recompute hör inte ihop med --send: en sammanställning som har skickats är låst, och det "
    "är den som skickas igen. Ta bort ett av dem."
)


def beside(shown: ShownSummary, *, recompute: bool) -> list[str]:
    """Return what is to be known before the summary is read; nothing of most not yet sent."""
    cleared = shown.summary.cleared
    return [*_of_sending(shown, recompute=recompute), *(["Obs! " + cleared, ""] if cleared else [])]


def _of_sending(shown: ShownSummary, *, recompute: bool) -> list[str]:
    if shown.frozen is not None:
        how = "räknad på nytt" if recompute else "låst"
        hint = "" if recompute else " Lägg till --recompute så ser du dagens siffror."
        return [f"Sammanställningen är {how}. {_when(shown.frozen)}{hint}", ""]
    if recompute and shown.summary.stamp.is_recomputed:
        return [UNREADABLE, ""]
    return [_never_sent(shown), ""] if recompute else []


def difference_lines(shown: ShownSummary) -> list[str]:
    """Return what differs from the one that was sent, a line for each figure."""
    if shown.differences is None:
        return []
    lines = [f"- {difference_words(each)}" for each in shown.differences]
    return ["", DIFFERENCES, *(lines or [NO_DIFFERENCES])]


def difference_words(difference: Difference) -> str:
    """Return for example *Skyddsbedömning i tid, oktober 2026: 90 % (9 av 10) → 80 % (8 av 10)*."""
    place = difference.place
    named = [difference.definition.title_sv, span_words(place.span.first, place.span.last)]
    if place.group is not None and place.by is not None:
        named.append(group_words(place.group, place.by))
    if difference.is_hidden:
        return f"{', '.join(named)}: {HIDDEN}"
    return f"{', '.join(named)}: {'; '.join(_changes(difference))}"


def _changes(difference: Difference) -> Iterator[str]:
    then, now = difference.then, difference.now
    yield f"{_figure(then)} → {_figure(now)}"
    if difference.has_new_verdict and then and now:
        yield f"{_verdict(then)} → {_verdict(now)}"
    if difference.has_new_definition:
        yield "måttet har fått en ny definition"


def _figure(told: Told | None) -> str:
    if told is None:
        return NOTHING
    words, basis = figure_words(told.figure), basis_words(told.figure)
    return words if basis == NOTHING else f"{words} ({basis})"


def _verdict(told: Told) -> str:
    target = told.target
    if target is None or target.judged_by is None or told.definition is None:
        return "inget mål"
    return f"{told.verdict.words} (mål {target_value(target.judged_by, told.definition)})"


def _when(frozen: FrozenSummary) -> str:
    sent_or_not = (
        f"Den låstes {_moment(frozen.frozen_at)} för att skickas, men det är inte noterat att den "
        "har kommit iväg"
        if frozen.sent_at is None
        else f"Den skickades första gången {_moment(frozen.sent_at)}"
    )
    return f"{sent_or_not}. {sentence(frozen.summary.stamp.words)}."


def _moment(moment: datetime) -> str:
    local = moment.astimezone(SWEDISH_TIME)
    return f"{plain_date(local.date())} kl. {local:%H.%M}"


def _never_sent(shown: ShownSummary) -> str:
    return (
        f"Sammanställningen för {shown.summary.month.name} har inte skickats. Det finns därför "
        "inget att jämföra med."
    )
