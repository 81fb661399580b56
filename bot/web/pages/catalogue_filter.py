"""Which rules of the catalogue are asked for, by words, act and what starts the time."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from rules.catalogue import Rule
from rules.catalogue.events import EventId, event_for
from rules.law import Statute

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class CatalogueFilter:
    """What is asked for; what is empty asks for all rules."""

    words: str = ""
    statute: Statute | None = None
    event: EventId | None = None

    @property
    def is_narrow(self) -> bool:
        return bool(self.words or self.statute or self.event)

    def lets_through(self, rule: Rule) -> bool:
        """Whether the rule has every word, a wording in the act, and starts by the event."""
        if self.event is not None and rule.id not in event_for(self.event).rules:
            return False
        if self.statute is not None and self.statute not in set(_statutes(rule)):
            return False
        told = " ".join(_told(rule)).casefold()
        return all(word in told for word in self.words.casefold().split())


def read_filter(query: Mapping[str, str]) -> CatalogueFilter:
    """Return what the address asks for; an act or an event that is not known asks for all."""
    statute, event = None, None
    with suppress(KeyError):
        statute = Statute[query.get("lag", "")]
    with suppress(ValueError):
        event = EventId(query.get("handelse", ""))
    return CatalogueFilter(query.get("ord", "").strip()[:_LONGEST], statute, event)


def _statutes(rule: Rule) -> Iterator[Statute]:
    for version in rule.versions:
        yield from (each.statute for each in version.citation.provisions)


def _told(rule: Rule) -> Iterator[str]:
    yield from (rule.title, rule.starts_on, rule.id.value)
    for version in rule.versions:
        yield from (version.reading, str(version.citation), str(version.length))
