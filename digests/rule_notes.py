"""What stands behind the dates and figures of a digest: the provision, how sure, how fresh."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rules.catalogue import RuleId, RuleVersion, rule_for
from rules.duties import Duty
from rules.freshness import freshness_warning
from rules.law import Sureness, SurenessNote


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule's version as its reader has to know it; `unsure` names what rests on weak sources."""

    rule: RuleId
    title: str
    length: str
    citation: str
    unsure: tuple[str, ...]
    warning: str | None
    in_force_from: date
    verified_on: date


def notes_on_duties(duties: Iterable[Duty], today: date) -> tuple[RuleNote, ...]:
    """Return the rules that the duties' dates rest on, in the catalogue's order."""
    interpreted: dict[RuleVersion, bool] = {}
    for duty in duties:
        interpreted[duty.version] = interpreted.get(duty.version, False) or duty.is_interpretation
    order = list(RuleId)
    versions = sorted(interpreted, key=lambda each: (order.index(each.rule), each.in_force_from))
    return tuple(rule_note(version, today, interpreted[version]) for version in versions)


def rule_note(version: RuleVersion, today: date, is_interpretation: bool = False) -> RuleNote:
    """Return the note on one version; an interpretation is one that our reading chose."""
    return RuleNote(
        rule=version.rule,
        title=rule_for(version.rule).title,
        length=str(version.length),
        citation=str(version.citation),
        unsure=tuple(_unsure(version, is_interpretation)),
        warning=freshness_warning(version, today),
        in_force_from=version.in_force_from,
        verified_on=version.verified_on,
    )


def _unsure(version: RuleVersion, is_interpretation: bool) -> list[str]:
    notes = [str(note) for note in version.sureness_notes if note.sureness.must_be_said]
    if version.sureness.must_be_said:
        notes.insert(0, str(SurenessNote("regeln", version.sureness)))
    if is_interpretation:
        notes.append(str(SurenessNote("vilken av lagarna som gäller", Sureness.PROFESSIONAL)))
    return notes
