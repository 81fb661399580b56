"""`summary monthly` on the screen and as JSON: the frozen one, or today's with what differs."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.texts.sent_summaries import beside, difference_lines, difference_words
from digests.monthly.as_json import monthly_as_json
from digests.monthly.differences import Difference, Told
from digests.monthly.frozen import FrozenSummary
from digests.monthly.shown import ShownSummary
from digests.render import monthly_text

Json = dict[str, Any]


def summary_text(shown: ShownSummary, *, recompute: bool) -> str:
    """Return the summary with when it was sent before it, and what differs after it."""
    before = beside(shown, recompute=recompute)
    return "\n".join([*before, monthly_text(shown.summary), *difference_lines(shown)])


def summary_document(shown: ShownSummary, files: Iterable[Path]) -> Json:
    """Return the document of the month; `differences` is null where nothing was compared."""
    differences = shown.differences
    return {
        **monthly_as_json(shown.summary, files),
        "frozen": shown.frozen and _frozen(shown.frozen),
        "differences": None if differences is None else [_difference(each) for each in differences],
    }


def _frozen(frozen: FrozenSummary) -> Json:
    imported_at = frozen.summary.stamp.imported_at
    return {
        "frozen_at": frozen.frozen_at.isoformat(),
        "sent_at": frozen.sent_at and frozen.sent_at.isoformat(),
        "data_as_of": imported_at and imported_at.isoformat(),
    }


def _difference(difference: Difference) -> Json:
    place = difference.place
    return {
        "id": place.indicator.value,
        "from": str(place.span.first),
        "to": str(place.span.last),
        "by": place.by and place.by.value,
        "group": place.group,
        "suppressed": difference.is_hidden,
        "then": difference.then and _told(difference.then),
        "now": difference.now and _told(difference.now),
        "new_definition": difference.has_new_definition,
        "words": difference_words(difference),
    }


def _told(told: Told) -> Json:
    target = told.target
    return {
        "numerator": told.figure.numerator,
        "denominator": told.figure.denominator,
        "share": told.figure.share,
        "verdict": told.verdict.value,
        "judged_by": target and target.judged_by,
    }
