"""A rule in words for whoever checks it: the same parts on docs/regler.md and on the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from rules.catalogue import Rule, RuleVersion
from rules.law import Citation, Statute, SurenessNote
from rules.wording import plain_date


@dataclass(frozen=True, slots=True)
class RuleReading:
    """How a rule is read; `of` is the provision where the wordings are not read alike."""

    text: str
    of: Citation | None


@dataclass(frozen=True, slots=True)
class UnsurePart:
    """A part of a rule with another sureness; `act` where only one wording has it."""

    note: SurenessNote
    act: Statute | None


def in_force_words(version: RuleVersion) -> str:
    """Return which events it is for: *från 1 januari 2013 till och med 30 juni 2025*."""
    since = f"från {plain_date(version.in_force_from)}"
    if version.in_force_to is None:
        return since
    return f"{since} till och med {plain_date(version.in_force_to)}"


def readings(rule: Rule) -> tuple[RuleReading, ...]:
    """Return the reading of the rule; one for each wording where they differ."""
    if len({version.reading for version in rule.versions}) == 1:
        return (RuleReading(rule.versions[-1].reading, None),)
    return tuple(RuleReading(version.reading, version.citation) for version in rule.versions)


def unsure_parts(rule: Rule) -> Iterator[UnsurePart]:
    """Yield each part that is more or less sure than the rest, once."""
    for note in dict.fromkeys(note for v in rule.versions for note in v.sureness_notes):
        holders = [version for version in rule.versions if note in version.sureness_notes]
        is_of_all = len(holders) == len(rule.versions)
        yield UnsurePart(note, None if is_of_all else holders[0].citation.statute)
