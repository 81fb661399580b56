"""The rule catalogue for a caseworker who wants to see where a date comes from.

It says what docs/regler.md says, from the same data. No personal data, so whoever may use the
service may read it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.texts import NO_LONGER_TIME, longer_time, sureness
from bot.web.page import Page, PageRequest, Shown
from bot.web.pages.catalogue_filter import CatalogueFilter, read_filter
from rules.catalogue import CATALOGUE, Rule, RuleVersion
from rules.catalogue.events import EVENTS, StartingEvent, events_starting
from rules.catalogue_words import RuleReading, UnsurePart, in_force_words, readings, unsure_parts
from rules.counting import COUNTING, CountingPoint
from rules.freshness import freshness_warning
from rules.law import Statute, Sureness
from rules.policy import LocalGoal, Policy

PATH = "/regler"


@dataclass(frozen=True, slots=True)
class VersionView:
    """One wording of a rule, and whether it is the one for what happens today."""

    version: RuleVersion
    in_force: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule as its section shows it."""

    rule: Rule
    versions: tuple[VersionView, ...]
    readings: tuple[RuleReading, ...]
    unsure: tuple[UnsurePart, ...]
    events: tuple[StartingEvent, ...]
    warning: str | None

    @property
    def source(self) -> str:
        """Where the newest wording has been read, and which part of it is less sure."""
        return sureness(self.newest)

    @property
    def longer_time(self) -> str:
        grounds = self.newest.extension_grounds
        return longer_time(grounds) if grounds else NO_LONGER_TIME

    @property
    def newest(self) -> RuleVersion:
        return self.rule.versions[-1]


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """The rules that are asked for, with all that explains them."""

    path: str
    asked: CatalogueFilter
    statutes: tuple[Statute, ...]
    events: tuple[StartingEvent, ...]
    rules: tuple[RuleView, ...]
    known: int
    marks: tuple[Sureness, ...]
    counting: tuple[CountingPoint, ...]
    goals: tuple[LocalGoal, ...]


def show_catalogue(request: PageRequest) -> Shown:
    """Return the rules that the filter lets through, in the catalogue's order."""
    asked = read_filter(request.query)
    view = CatalogueView(
        PATH,
        asked,
        tuple(Statute),
        EVENTS,
        tuple(_rules(asked, request.today)),
        len(CATALOGUE),
        tuple(Sureness),
        COUNTING,
        _goals(request.settings.policy),
    )
    return Shown("catalogue.html.j2", view)


def _rules(asked: CatalogueFilter, today: date) -> Iterator[RuleView]:
    for rule in CATALOGUE:
        if asked.lets_through(rule):
            yield _rule(rule, today)


def _rule(rule: Rule, today: date) -> RuleView:
    return RuleView(
        rule,
        tuple(_version(version, today) for version in reversed(rule.versions)),
        readings(rule),
        tuple(unsure_parts(rule)),
        tuple(events_starting(rule.id)),
        freshness_warning(rule.versions[-1], today),
    )


def _version(version: RuleVersion, today: date) -> VersionView:
    return VersionView(version, in_force_words(version), version.applies_on(today))


def _goals(policy: Policy) -> tuple[LocalGoal, ...]:
    return policy.investigation_goal, policy.emergency_to_foster_goal, policy.communication_time


PAGE = Page(PATH, "Regler", show_catalogue)
