"""Duties while a child is placed and afterwards, in SoL (2001:453) and SoL (2025:400)."""

from datetime import date

from rules.catalogue.model import (
    SOL_2001_FROM,
    SOL_2001_TO,
    SOL_2025_FROM,
    Rule,
    RuleId,
    RuleVersion,
)
from rules.law import Citation, Statute, Sureness, SurenessNote
from rules.length import Length, months, years

_FIRST_DAY_UNREAD = SurenessNote("första giltighetsdag", Sureness.PROFESSIONAL)
_FIRST_START = SurenessNote("att den första tiden räknas från startdagen", Sureness.PROFESSIONAL)
_FOLLOW_UP_FROM = date(2013, 1, 1)
_TWO_YEARS_FROM = date(2022, 7, 1)
_QUARTERLY_REPORT_FROM = date(2006, 7, 1)
_YOUTH_SERVICE_FROM = date(2007, 1, 1)


def _two_acts(
    rule: RuleId,
    sections: tuple[str, str],
    length: Length,
    reading: str,
    *,
    beside: Citation | None = None,
    since: date = SOL_2001_FROM,
    old_length: Length | None = None,
    repeats_every: Length | None = None,
    extension_grounds: str | None = None,
    sureness_notes: tuple[SurenessNote, ...] = (),
) -> tuple[RuleVersion, RuleVersion]:
    """Return a rule's wording in the act of 2001 and in the act of 2025.

    A provision `beside` goes with the later act only.
    """
    old_notes = sureness_notes if since == SOL_2001_FROM else (*sureness_notes, _FIRST_DAY_UNREAD)
    old = RuleVersion(
        rule=rule,
        in_force_from=since,
        in_force_to=SOL_2001_TO,
        length=old_length or length,
        citation=Citation(Statute.SOL_2001, sections[0]),
        reading=reading,
        sureness_notes=old_notes,
        extension_grounds=extension_grounds,
        repeats_every=repeats_every,
    )
    new = RuleVersion(
        rule=rule,
        in_force_from=SOL_2025_FROM,
        in_force_to=None,
        length=length,
        citation=Citation(Statute.SOL_2025, sections[1], beside),
        reading=reading,
        sureness_notes=sureness_notes,
        extension_grounds=extension_grounds,
        repeats_every=repeats_every,
    )
    return old, new


_FOLLOW_UP_READING = (
    "Har nämnden beslutat att följa upp barnets situation ska uppföljningen avslutas inom sex "
    "månader (två månader i 2001 års lag). En uppföljning som pågick den 1 juli 2025 räknar vi "
    "till sex månader; lagen säger inget uttryckligt om det."
)

FOLLOW_UP_AFTER_INVESTIGATION = Rule(
    id=RuleId.FOLLOW_UP_AFTER_INVESTIGATION,
    title="uppföljning efter utredning",
    starts_on="utredningen avslutades, om uppföljning har beslutats",
    versions=_two_acts(
        RuleId.FOLLOW_UP_AFTER_INVESTIGATION,
        ("11 kap. 4 a och 4 c §§", "23 kap. 1 och 5 §§"),
        months(6),
        _FOLLOW_UP_READING,
        since=_FOLLOW_UP_FROM,
        old_length=months(2),
    ),
)

FOLLOW_UP_AFTER_PLACEMENT = Rule(
    id=RuleId.FOLLOW_UP_AFTER_PLACEMENT,
    title="uppföljning efter placering",
    starts_on="placeringen upphörde, om uppföljning har beslutats",
    versions=_two_acts(
        RuleId.FOLLOW_UP_AFTER_PLACEMENT,
        ("11 kap. 4 b och 4 c §§", "23 kap. 2 och 5 §§"),
        months(6),
        _FOLLOW_UP_READING,
        since=_FOLLOW_UP_FROM,
        old_length=months(2),
    ),
)

PLACEMENT_CONSIDERATION = Rule(
    id=RuleId.PLACEMENT_CONSIDERATION,
    title="övervägande av placering enligt SoL",
    starts_on="placeringen började, därefter senaste övervägandet",
    versions=_two_acts(
        RuleId.PLACEMENT_CONSIDERATION,
        ("6 kap. 8 §", "22 kap. 13 §"),
        months(6),
        "Nämnden ska minst en gång var sjätte månad överväga om vården fortfarande behövs, så "
        "länge placeringen varar.",
        repeats_every=months(6),
        sureness_notes=(_FIRST_START,),
    ),
)

EMERGENCY_CARE_LIMIT = Rule(
    id=RuleId.EMERGENCY_CARE_LIMIT,
    title="längsta tid i jourhem",
    starts_on="utredningen avslutades",
    versions=_two_acts(
        RuleId.EMERGENCY_CARE_LIMIT,
        ("6 kap. 6 §", "22 kap. 4 §"),
        months(2),
        "Ett barn får bo kvar i jourhem högst två månader efter det att utredningen avslutades, "
        "om det inte finns särskilda skäl.",
        extension_grounds="särskilda skäl",
    ),
)

UNEXECUTED_DECISION_REPORT = Rule(
    id=RuleId.UNEXECUTED_DECISION_REPORT,
    title="rapport om ej verkställt beslut",
    starts_on="ett gynnande beslut fattades eller verkställigheten avbröts",
    versions=_two_acts(
        RuleId.UNEXECUTED_DECISION_REPORT,
        ("16 kap. 6 f §", "34 kap. 1 §"),
        months(3),
        "Ett gynnande beslut som inte har verkställts inom tre månader ska rapporteras, och "
        "därefter en gång i kvartalet så länge det står kvar.",
        since=_QUARTERLY_REPORT_FROM,
        repeats_every=months(3),
    ),
)

CUSTODY_TRANSFER_CONSIDERATION = Rule(
    id=RuleId.CUSTODY_TRANSFER_CONSIDERATION,
    title="övervägande av vårdnadsöverflyttning",
    starts_on="placeringen verkställdes",
    versions=_two_acts(
        RuleId.CUSTODY_TRANSFER_CONSIDERATION,
        ("6 kap. 8 b §", "22 kap. 14 §"),
        years(2),
        "När ett barn har varit placerat i samma familjehem i två år ska nämnden överväga att "
        "ansöka om att vårdnaden flyttas över, och därefter varje år.",
        beside=Citation(Statute.LVU_1990, "13 c §"),
        since=_TWO_YEARS_FROM,
        repeats_every=years(1),
    ),
)

CARE_PLAN_REVISION = Rule(
    id=RuleId.CARE_PLAN_REVISION,
    title="revidering av vårdplan",
    starts_on="placeringen började",
    versions=_two_acts(
        RuleId.CARE_PLAN_REVISION,
        ("11 kap. 3 §", "9 kap. 13 §"),
        years(2),
        "När ett barn har varit placerat i två år ska vårdplanen ses över.",
        since=_TWO_YEARS_FROM,
    ),
)

YOUTH_SERVICE_START = Rule(
    id=RuleId.YOUTH_SERVICE_START,
    title="ungdomstjänst påbörjad",
    starts_on="domen vann laga kraft",
    versions=_two_acts(
        RuleId.YOUTH_SERVICE_START,
        ("5 kap. 1 b §", "18 kap. 8 §"),
        months(2),
        "Ungdomstjänsten ska påbörjas inom två månader från det att domen vann laga kraft, om "
        "inte särskilda skäl hindrar det.",
        since=_YOUTH_SERVICE_FROM,
        extension_grounds="särskilda skäl",
    ),
)

RULES = (
    FOLLOW_UP_AFTER_INVESTIGATION,
    FOLLOW_UP_AFTER_PLACEMENT,
    PLACEMENT_CONSIDERATION,
    EMERGENCY_CARE_LIMIT,
    UNEXECUTED_DECISION_REPORT,
    CUSTODY_TRANSFER_CONSIDERATION,
    CARE_PLAN_REVISION,
    YOUTH_SERVICE_START,
)
