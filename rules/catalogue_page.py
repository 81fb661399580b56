"""The catalogue as a page that a lawyer can check, in Swedish: docs/regler.md.

`python -m rules.catalogue_page > docs/regler.md` writes the page; with `--check` the command
fails, and says what to do, when the page no longer says what the catalogue says.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

from rules.catalogue import CATALOGUE, Rule, RuleVersion
from rules.catalogue_words import in_force_words, readings, unsure_parts
from rules.counting import COUNTING
from rules.generated_page import give_or_check
from rules.law import Citation, Sureness
from rules.policy import COMMUNICATION_TIME, EMERGENCY_TO_FOSTER_GOAL, INVESTIGATION_GOAL
from rules.wording import plain_date

PAGE = Path("docs/regler.md")
_WIDTH = 100
_STALE = (
    f"{PAGE} är inte längre lika med regelkatalogen i rules/. Kör\n"
    f"  python -m rules.catalogue_page > {PAGE}\n"
    "läs igenom skillnaden och låt en jurist se den innan den checkas in."
)

_INTRODUCTION = """\
# Reglerna som Fristvakt räknar efter

Sidan är skriven för dig som ska kontrollera att Fristvakt räknar rätt. Den skapas ur
regelkatalogen i `rules/catalogue/` och ändras bara där. Varje regel visar när tiden börjar, hur
lång den är, var det står, hur vi läser det och hur säkra vi är.

Lagtexten återges med våra egna ord. Vid skillnad gäller lagen.

## Så säker är uppgiften
"""

_GOALS = """\
## Kommunens egna mål – inte lag

De här tiderna bestämmer kommunen själv. De visas bredvid lagens tider och kallas aldrig lag.
Värdena är förvalda och kan ändras i inställningarna.

| Mål | Id | Förvalt |
|---|---|---|
"""


def catalogue_page() -> str:
    """Return the whole page as Markdown."""
    legend = "".join(_legend())
    goals = "".join(
        f"| {_sentence(goal.title)} | `{goal.id}` | {goal.length} |\n"
        for goal in (INVESTIGATION_GOAL, EMERGENCY_TO_FOSTER_GOAL, COMMUNICATION_TIME)
    )
    sections = "\n".join("\n".join(_section(rule)) for rule in CATALOGUE)
    counting = "\n".join(_counting())
    head = f"{_INTRODUCTION}\n{legend}\n## Så räknas tiden\n\n{counting}\n\n## Reglerna\n"
    return f"{head}\n{sections}\n{_GOALS}{goals}"


def _legend() -> Iterator[str]:
    yield "| Märke | Betyder |\n|---|---|\n"
    for mark in Sureness:
        said = " Sägs alltid i svaret." if mark.must_be_said else ""
        yield f"| **{mark.value}** | {_sentence(mark.meaning)}.{said} |\n"


def _counting() -> Iterator[str]:
    for number, point in enumerate(COUNTING, start=1):
        mark = f"{number}. "
        text = f"{mark}**{point.about}** {point.text}"
        yield fill(text, _WIDTH, subsequent_indent=" " * len(mark), break_on_hyphens=False)


def _section(rule: Rule) -> Iterator[str]:
    yield f"### {_sentence(rule.title)}\n"
    yield f"`{rule.id.value}` · Tiden räknas från att {rule.starts_on}.\n"
    yield "| Händelser | Tid | Lagrum | Längre tid | Säkerhet | Kontrollerad |"
    yield "|---|---|---|---|---|---|"
    yield from (_row(version) for version in rule.versions)
    yield ""
    yield from (f"{paragraph}\n" for paragraph in _paragraphs(rule))


def _row(version: RuleVersion) -> str:
    cells = (
        in_force_words(version),
        str(version.length),
        _linked(version.citation),
        version.extension_grounds or "nej",
        version.sureness.value,
        version.verified_on.isoformat(),
    )
    return f"| {' | '.join(cells)} |"


def _linked(citation: Citation) -> str:
    return " och ".join(f"[{each.name}]({each.statute.address})" for each in citation.provisions)


def _paragraphs(rule: Rule) -> Iterator[str]:
    for reading in readings(rule):
        scope = f" ({reading.of})" if reading.of else ""
        yield f"**Vår läsning{scope}:** {reading.text}"
    repeats = rule.versions[-1].repeats_every
    if repeats is not None:
        yield f"**Återkommer:** {repeats} efter det senaste, så länge skyldigheten står kvar."
    if not rule.versions[-1].is_shiftable:
        yield "**Helger:** flyttas aldrig till nästa arbetsdag."
    notes = tuple(_notes(rule))
    if notes:
        yield "**Annan säkerhet än huvudregelns:** " + "; ".join(notes) + "."
    if rule.change_announced_for is not None:
        yield f"**Aviserad ändring:** ny lag planerad till {plain_date(rule.change_announced_for)}."


def _notes(rule: Rule) -> Iterator[str]:
    for part in unsure_parts(rule):
        act = f", {part.act}" if part.act else ""
        yield f"{part.note.about} (**{part.note.sureness.value}**{act})"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def main(arguments: list[str]) -> int:
    """Write the page to standard output, or check the written one; return the exit code."""
    return give_or_check(catalogue_page(), PAGE, _STALE, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
