"""Turning a digest into what is read: HTML, plain text and an Adaptive Card."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digests.monthly.drawings import drawn_bands, drawn_causes, drawn_trends, drawn_units
from digests.monthly.model import MonthlySummary, Section
from digests.notices import NO_NOTICES, Notices
from digests.templating import rendered
from digests.weekly.card import LENGTHS, MOST_BYTES, WeeklyCard, weekly_card
from digests.weekly.model import WeeklyDigest

if TYPE_CHECKING:
    from digests.outbox.failures import Failures


@dataclass(frozen=True, slots=True)
class FittingCard:
    """A weekly card that is small enough, and its JSON."""

    card: WeeklyCard
    json: str


class CardTooLargeError(ValueError):
    """Raised when not even a card without any case fits into what Teams accepts."""


def weekly_subject(digest: WeeklyDigest) -> str:
    """Return the subject of the letter, which names no case."""
    return rendered("weekly/weekly.subject.j2", digest=digest).strip()


def weekly_html(digest: WeeklyDigest, notices: Notices = NO_NOTICES) -> str:
    """Return the letter as one self-contained HTML page with every list complete."""
    return rendered("weekly/weekly.html.j2", digest=digest, notices=notices)


def weekly_text(digest: WeeklyDigest, notices: Notices = NO_NOTICES) -> str:
    """Return the letter as plain text with every list complete."""
    return rendered("weekly/weekly.txt.j2", digest=digest, notices=notices)


def weekly_card_json(digest: WeeklyDigest, notices: Notices = NO_NOTICES) -> str:
    """Return the card as JSON, always under 24 KB. Raises CardTooLargeError."""
    return fitting_weekly_card(digest, notices).json


def fitting_weekly_card(digest: WeeklyDigest, notices: Notices = NO_NOTICES) -> FittingCard:
    """Return the longest card that Teams accepts. Raises CardTooLargeError."""
    for most in LENGTHS:
        card = weekly_card(digest, most)
        compact = _card("weekly/weekly.card.json.j2", card=card, notices=notices)
        if len(compact.encode()) <= MOST_BYTES:
            return FittingCard(card, compact)
    raise CardTooLargeError


def monthly_html(summary: MonthlySummary, notices: Notices = NO_NOTICES) -> str:
    """Return the summary as one self-contained HTML page with its charts drawn in it."""
    return rendered(
        "monthly/monthly.html.j2",
        summary=summary,
        section=Section,
        trends=drawn_trends(summary),
        bands=drawn_bands(summary),
        causes=drawn_causes(summary),
        units=drawn_units(summary),
        notices=notices,
    )


def monthly_text(summary: MonthlySummary, notices: Notices = NO_NOTICES) -> str:
    """Return the summary as plain text."""
    return rendered("monthly/monthly.txt.j2", summary=summary, section=Section, notices=notices)


def monthly_card_json(summary: MonthlySummary, notices: Notices = NO_NOTICES) -> str:
    """Return the figures of the summary as a card; its charts are in the letter."""
    return _card("monthly/monthly.card.json.j2", summary=summary, notices=notices)


def failures_text(failures: "Failures") -> str:
    """Return what did not arrive as plain text."""
    return rendered("failures/failures.txt.j2", failures=failures)


def failures_html(failures: "Failures") -> str:
    """Return what did not arrive as an HTML page."""
    return rendered("failures/failures.html.j2", failures=failures)


def failures_card_json(failures: "Failures") -> str:
    """Return what did not arrive as a card."""
    return _card("failures/failures.card.json.j2", failures=failures)


def _card(template: str, **context: object) -> str:
    written = rendered(template, **context)
    return json.dumps(json.loads(written), ensure_ascii=False, separators=(",", ":"))
