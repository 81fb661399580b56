"""The catalogue as a page that a lawyer can check, in Swedish: docs/regler.md.

`python -m rules.catalogue_page > docs/regler.md` writes the page; with `--check` the command
fails, and says what to do, when the page no longer says what the catalogue says.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from rules.catalogue import CATALOGUE, Rule, RuleVersion
from rules.law import Citation, Sureness
from rules.policy import COMMUNICATION_TIME, EMERGENCY_TO_FOSTER_GOAL, INVESTIGATION_GOAL
from rules.wording import plain_date

PAGE = Path("docs/regler.md")
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

_COUNTING = """\
## Så räknas tiden

1. **Händelsens dag är dag noll.** 14 dagar från en anmälan den 6 november slutar den 20 november
   (jämför JO 9081-2020).
2. **Veckor, månader och år** räknas enligt 1 § lagen (1930:173): sista dagen har samma namn i
   veckan eller samma nummer i månaden. Finns inte numret är månadens sista dag sista dagen:
   31 oktober plus fyra månader är 28 februari, under skottår 29 februari. Fyra månader är alltså
   120–123 dagar och räknas aldrig om till dagar.
3. **Helger.** Infaller sista dagen på en lördag, en söndag, en annan allmän helgdag,
   midsommarafton, julafton eller nyårsafton får åtgärden enligt 2 § lagen (1930:173) göras nästa
   arbetsdag. Vi har inte hittat någon myndighet som säger om det gäller de 14 dagarna och de fyra
   månaderna. Fristvakt visar därför båda dagarna. Kommunen väljer vilken som avgör om det är för
   sent; förvalt är den strängare, den som inte flyttas. Dagar kvar, läge och listor följer den
   valda dagen. Varningar räknas alltid mot den strängare.
   Skyddsbedömningen flyttas aldrig.
4. **Inkommen** är den dag handlingen når myndigheten (22 § förvaltningslagen), inte den dag den
   läses, registreras eller fördelas.
5. **Ny lag den 1 juli 2025.** Socialtjänstlagen (2025:400) har ingen särskild bestämmelse om
   pågående ärenden. Lagen väljs efter dagen för händelsen som startar tiden. Undantaget är
   uppföljningar som pågick den dagen: dem räknar vi till sex månader. Det är vår tolkning.
6. **Förlängning** flyttar gränsen bara om den beslutades senast den dag som den förlänger. En
   förlängning som beslutats för sent visas men flyttar inget. Saknas beslutsdagen räknas
   förlängningen som beslutad i tid och raden listas för rättning.
7. **Flera anmälningar** om samma barn har var sin tid. Ett beslut att inleda utredning avslutar
   alla. En anmälan under pågående utredning hör till den: inget nytt beslut behövs och de fyra
   månaderna börjar inte om, men skyddsbedömningen ska göras. Syskon har var sin utredning.
8. **Placeringar** följer lagrummet: SoL ger övervägande av placering, 2 § LVU övervägande, 3 § LVU
   omprövning. Tiden räknas från senaste övervägande, annars från startdagen, så länge placeringen
   varar. Längsta tid i jourhem räknas från att placeringens utredning avslutades.
9. **Möjlig omstart.** En utredning som inleds inom 30 dagar efter att en annan om samma barn
   avslutades märks ut (jämför JO 2565-2016 och 2411-2017).
10. **Inget svar före regelns första dag.** En händelse som är äldre än regeln ger inget datum utan
    ett besked om det.

## Reglerna
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
    return f"{_INTRODUCTION}\n{legend}\n{_COUNTING}\n{sections}\n{_GOALS}{goals}"


def _legend() -> Iterator[str]:
    yield "| Märke | Betyder |\n|---|---|\n"
    for mark in Sureness:
        said = " Sägs alltid i svaret." if mark.must_be_said else ""
        yield f"| **{mark.value}** | {_sentence(mark.meaning)}.{said} |\n"


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
        _in_force(version),
        str(version.length),
        _linked(version.citation),
        version.extension_grounds or "nej",
        version.sureness.value,
        version.verified_on.isoformat(),
    )
    return f"| {' | '.join(cells)} |"


def _linked(citation: Citation) -> str:
    return " och ".join(f"[{each.name}]({each.statute.address})" for each in citation.provisions)


def _in_force(version: RuleVersion) -> str:
    since = f"från {plain_date(version.in_force_from)}"
    if version.in_force_to is None:
        return since
    return f"{since} till och med {plain_date(version.in_force_to)}"


def _paragraphs(rule: Rule) -> Iterator[str]:
    readings = {version.reading for version in rule.versions}
    for version in rule.versions if len(readings) > 1 else rule.versions[-1:]:
        scope = f" ({version.citation})" if len(readings) > 1 else ""
        yield f"**Vår läsning{scope}:** {version.reading}"
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
    """Yield each unsure part once, and of which act when only one wording has it."""
    for note in dict.fromkeys(note for v in rule.versions for note in v.sureness_notes):
        holders = [version for version in rule.versions if note in version.sureness_notes]
        act = "" if len(holders) == len(rule.versions) else f", {holders[0].citation.statute}"
        yield f"{note.about} (**{note.sureness.value}**{act})"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def main(arguments: list[str]) -> int:
    """Write the page to standard output, or check the written one; return the exit code."""
    page = catalogue_page()
    if "--check" not in arguments:
        sys.stdout.buffer.write(page.encode())
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    sys.stderr.write(f"{_STALE}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
