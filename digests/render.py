"""Turning a digest into what is read: HTML, plain text and an Adaptive Card.

Jinja2 is imported on first use, so that whoever only asks for figures does not pay for it.
Templates are given one typed context and choose words; a name that is missing is a fault.
"""

import json
from functools import cache
from typing import TYPE_CHECKING

from digests.monthly.chart import chart_of
from digests.monthly.model import MonthlySummary
from digests.weekly.card import LENGTHS, MOST_BYTES, weekly_card
from digests.weekly.model import WeeklyDigest

if TYPE_CHECKING:
    from jinja2 import Environment


class CardTooLargeError(ValueError):
    """Raised when not even a card without any case fits into what Teams accepts."""


def weekly_subject(digest: WeeklyDigest) -> str:
    """Return the subject of the letter, which names no case."""
    return _render("weekly/weekly.subject.j2", digest=digest).strip()


def weekly_html(digest: WeeklyDigest) -> str:
    """Return the letter as one self-contained HTML page with every list complete."""
    return _render("weekly/weekly.html.j2", digest=digest)


def weekly_text(digest: WeeklyDigest) -> str:
    """Return the letter as plain text with every list complete."""
    return _render("weekly/weekly.txt.j2", digest=digest)


def weekly_card_json(digest: WeeklyDigest) -> str:
    """Return the card as JSON, always under 24 KB. Raises CardTooLargeError."""
    for most in LENGTHS:
        written = _render("weekly/weekly.card.json.j2", card=weekly_card(digest, most))
        compact = json.dumps(json.loads(written), ensure_ascii=False, separators=(",", ":"))
        if len(compact.encode()) <= MOST_BYTES:
            return compact
    raise CardTooLargeError


def monthly_html(summary: MonthlySummary) -> str:
    """Return the summary as one self-contained HTML page with its charts drawn in it."""
    charts = tuple(chart_of(trend) for trend in summary.trends)
    return _render("monthly/monthly.html.j2", summary=summary, charts=charts)


def monthly_text(summary: MonthlySummary) -> str:
    """Return the summary as plain text."""
    return _render("monthly/monthly.txt.j2", summary=summary)


def _render(template: str, **context: object) -> str:
    return _environment().get_template(template).render(**context)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    from digests.words import FILTERS

    environment = Environment(
        loader=PackageLoader("digests"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html.j2",), default=False, default_for_string=False),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    return environment
