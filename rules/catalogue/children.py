"""Duties when a child is reported and investigated: SoL 2001 11 kap., SoL 2025 19-20 kap."""

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
from rules.length import AT_ONCE, days, months, weeks

_SECTION_11_1A_FROM = date(2013, 1, 1)
_FOUR_MONTHS_FROM = date(1998, 1, 1)
_FEEDBACK_FROM = date(2026, 1, 15)

_FIRST_DAY_UNREAD = SurenessNote("första giltighetsdag", Sureness.PROFESSIONAL)
_SAME_OR_NEXT_DAY = SurenessNote("samma dag eller dagen efter", Sureness.SECONDARY)

_PROTECTION_READING = (
    "När en anmälan rör ett barn ska nämnden genast bedöma om barnet behöver omedelbart skydd. "
    "Vi läser genast som samma dag, och dagen efter om anmälan kom sent på dagen. Bedömningen "
    "ska göras för varje anmälan, också när en utredning redan pågår. Tiden flyttas aldrig till "
    "nästa arbetsdag."
)
_PRELIMINARY_READING = (
    "Beslut om att inleda utredning eller inte ska fattas inom 14 dagar från det att anmälan kom "
    "in. Den dag anmälan kom in är dag noll. Pågår redan en utredning om barnet behövs inget "
    "nytt beslut. En ansökan har ingen förhandsbedömning; den leder direkt till utredning. Hög "
    "arbetsbelastning är inte ett synnerligt skäl."
)
_NOTICE_READING = (
    "Den som berörs ska genast underrättas om att en utredning har inletts. Vi räknar dagen "
    "efter som sista försvarliga dag."
)
_INVESTIGATION_READING = (
    "Utredningen ska vara klar senast fyra månader efter dagen för beslutet att inleda den. "
    "Månader räknas som månader: sista dagen har samma nummer, eller är månadens sista dag. "
    "Finns särskilda skäl får nämnden besluta om förlängning till ett bestämt datum. Beslutet "
    "ska fattas innan tiden gått ut. Personalbrist är inte ett särskilt skäl."
)
_FEEDBACK_READING = (
    "En anmälare med anmälningsskyldighet som begär det ska få veta om en utredning har inletts "
    "eller inte, inom en vecka från beslutet. Begärs det senare, eller pågår redan en utredning, "
    "ska svaret ges genast. Det gäller inte om det är olämpligt."
)
_EXCEPTIONAL_REASONS = "synnerliga skäl"
_SPECIAL_REASONS = "särskilda skäl, genom beslut till ett bestämt datum före fristens slut"

PROTECTION_ASSESSMENT = Rule(
    id=RuleId.PROTECTION_ASSESSMENT,
    title="omedelbar skyddsbedömning",
    starts_on="en anmälan kom in",
    versions=(
        RuleVersion(
            rule=RuleId.PROTECTION_ASSESSMENT,
            in_force_from=_SECTION_11_1A_FROM,
            in_force_to=SOL_2001_TO,
            length=AT_ONCE,
            citation=Citation(Statute.SOL_2001, "11 kap. 1 a §"),
            reading=_PROTECTION_READING,
            sureness_notes=(_SAME_OR_NEXT_DAY, _FIRST_DAY_UNREAD),
            is_shiftable=False,
        ),
        RuleVersion(
            rule=RuleId.PROTECTION_ASSESSMENT,
            in_force_from=SOL_2025_FROM,
            in_force_to=None,
            length=AT_ONCE,
            citation=Citation(Statute.SOL_2025, "20 kap. 1 §"),
            reading=_PROTECTION_READING,
            sureness_notes=(_SAME_OR_NEXT_DAY,),
            is_shiftable=False,
        ),
    ),
)

PRELIMINARY_ASSESSMENT = Rule(
    id=RuleId.PRELIMINARY_ASSESSMENT,
    title="förhandsbedömning",
    starts_on="anmälan kom in",
    versions=(
        RuleVersion(
            rule=RuleId.PRELIMINARY_ASSESSMENT,
            in_force_from=_SECTION_11_1A_FROM,
            in_force_to=SOL_2001_TO,
            length=days(14),
            citation=Citation(Statute.SOL_2001, "11 kap. 1 a §"),
            reading=_PRELIMINARY_READING,
            sureness_notes=(_FIRST_DAY_UNREAD,),
            extension_grounds=_EXCEPTIONAL_REASONS,
        ),
        RuleVersion(
            rule=RuleId.PRELIMINARY_ASSESSMENT,
            in_force_from=SOL_2025_FROM,
            in_force_to=None,
            length=days(14),
            citation=Citation(Statute.SOL_2025, "20 kap. 2 §"),
            reading=_PRELIMINARY_READING,
            extension_grounds=_EXCEPTIONAL_REASONS,
        ),
    ),
)

REPORTER_FEEDBACK = Rule(
    id=RuleId.REPORTER_FEEDBACK,
    title="återkoppling till anmälare",
    starts_on="beslutet att inleda utredning eller inte fattades",
    versions=(
        RuleVersion(
            rule=RuleId.REPORTER_FEEDBACK,
            in_force_from=_FEEDBACK_FROM,
            in_force_to=None,
            length=weeks(1),
            citation=Citation(Statute.SOL_2025, "19 kap. 6 §"),
            reading=_FEEDBACK_READING,
            sureness_notes=(
                SurenessNote("i kraft från 15 januari 2026 (SFS 2025:1501)", Sureness.AUTHORITY),
            ),
        ),
    ),
)

INVESTIGATION_NOTICE = Rule(
    id=RuleId.INVESTIGATION_NOTICE,
    title="underrättelse om utredning",
    starts_on="utredningen inleddes",
    versions=(
        RuleVersion(
            rule=RuleId.INVESTIGATION_NOTICE,
            in_force_from=SOL_2001_FROM,
            in_force_to=SOL_2001_TO,
            length=AT_ONCE,
            citation=Citation(Statute.SOL_2001, "11 kap. 2 §"),
            reading=_NOTICE_READING,
            sureness_notes=(SurenessNote("dagen efter som sista dag", Sureness.PROFESSIONAL),),
        ),
        RuleVersion(
            rule=RuleId.INVESTIGATION_NOTICE,
            in_force_from=SOL_2025_FROM,
            in_force_to=None,
            length=AT_ONCE,
            citation=Citation(Statute.SOL_2025, "20 kap. 4 §"),
            reading=_NOTICE_READING,
            sureness_notes=(SurenessNote("dagen efter som sista dag", Sureness.PROFESSIONAL),),
        ),
    ),
)

_BEFORE_THE_LIMIT = SurenessNote(
    "att förlängningen måste beslutas innan tiden gått ut och att personalbrist inte räcker",
    Sureness.PROFESSIONAL,
    only_for_extensions=True,
)

INVESTIGATION = Rule(
    id=RuleId.INVESTIGATION,
    title="utredning",
    starts_on="beslutet om att inleda utredningen fattades",
    versions=(
        RuleVersion(
            rule=RuleId.INVESTIGATION,
            in_force_from=_FOUR_MONTHS_FROM,
            in_force_to=SOL_2001_TO,
            length=months(4),
            citation=Citation(Statute.SOL_2001, "11 kap. 2 §"),
            reading=_INVESTIGATION_READING
            + " Före 2002 stod samma tid i den äldre socialtjänstlagen.",
            sureness_notes=(
                SurenessNote("fyra månader från 1998 (prop. 1996/97:124)", Sureness.PROFESSIONAL),
                _BEFORE_THE_LIMIT,
            ),
            extension_grounds=_SPECIAL_REASONS,
        ),
        RuleVersion(
            rule=RuleId.INVESTIGATION,
            in_force_from=SOL_2025_FROM,
            in_force_to=None,
            length=months(4),
            citation=Citation(Statute.SOL_2025, "20 kap. 3 §"),
            reading=_INVESTIGATION_READING,
            sureness_notes=(_BEFORE_THE_LIMIT,),
            extension_grounds=_SPECIAL_REASONS,
        ),
    ),
)

RULES = (
    PROTECTION_ASSESSMENT,
    PRELIMINARY_ASSESSMENT,
    REPORTER_FEEDBACK,
    INVESTIGATION_NOTICE,
    INVESTIGATION,
)
