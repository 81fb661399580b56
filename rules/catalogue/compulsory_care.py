"""Duties under LVU (1990:52) and under lag (2024:79) on protected housing.

LVU is to be replaced; the change is planned for 1 January 2027 (government draft of December
2025, final sections not verified). The new versions are added here as data when they are read.
"""

from datetime import date

from rules.catalogue.model import Rule, RuleId, RuleVersion
from rules.law import Citation, Statute, Sureness, SurenessNote
from rules.length import Length, months, weeks

LVU_FROM = date(1990, 7, 1)
NEW_ACT_PLANNED_FOR = date(2027, 1, 1)
_PROTECTED_HOUSING_FROM = date(2024, 4, 1)

_FIRST_START = SurenessNote("att första tiden räknas från vårdens början", Sureness.PROFESSIONAL)
_JO_READ = SurenessNote("tillämpningen", Sureness.AUTHORITY)
_FIRST_DAY_UNREAD = SurenessNote("första giltighetsdag", Sureness.PROFESSIONAL)
_COURT = "rätten får förlänga tiden"


def _lvu_rule(
    rule: RuleId,
    title: str,
    starts_on: str,
    section: str,
    length: Length,
    reading: str,
    *,
    repeats: bool = False,
    sureness_notes: tuple[SurenessNote, ...] = (),
    extension_grounds: str | None = None,
) -> Rule:
    """Return a duty that LVU (1990:52) has given in one wording since it came into force."""
    version = RuleVersion(
        rule=rule,
        in_force_from=LVU_FROM,
        in_force_to=None,
        length=length,
        citation=Citation(Statute.LVU_1990, section),
        reading=reading,
        sureness_notes=sureness_notes,
        extension_grounds=extension_grounds,
        repeats_every=length if repeats else None,
    )
    return Rule(rule, title, starts_on, (version,), change_announced_for=NEW_ACT_PLANNED_FOR)


LVU_CONSIDERATION = _lvu_rule(
    RuleId.LVU_CONSIDERATION,
    "övervägande enligt LVU (vård enligt 2 §)",
    "vården började, därefter senaste övervägandet",
    "13 § första stycket",
    months(6),
    "Vid vård på grund av hemförhållanden ska nämnden minst en gång var sjätte månad överväga om "
    "vård enligt lagen fortfarande behövs.",
    repeats=True,
    sureness_notes=(_FIRST_START,),
)

LVU_RECONSIDERATION = _lvu_rule(
    RuleId.LVU_RECONSIDERATION,
    "omprövning enligt LVU (vård enligt 3 §)",
    "beslutet om vård verkställdes, därefter senaste omprövningen",
    "13 § andra stycket",
    months(6),
    "Vid vård på grund av den unges eget beteende ska nämnden inom sex månader från "
    "verkställigheten, och sedan minst var sjätte månad, besluta om vården ska upphöra.",
    repeats=True,
)

CONTACT_RESTRICTION_CONSIDERATION = _lvu_rule(
    RuleId.CONTACT_RESTRICTION_CONSIDERATION,
    "övervägande av umgängesbegränsning",
    "beslutet fattades, därefter senaste övervägandet",
    "14 §",
    months(3),
    "Ett beslut om begränsat umgänge eller hemlighållen vistelseort ska övervägas minst en gång "
    "var tredje månad.",
    repeats=True,
)

REMOVAL_BAN_CONSIDERATION = _lvu_rule(
    RuleId.REMOVAL_BAN_CONSIDERATION,
    "övervägande av flyttningsförbud",
    "beslutet fattades, därefter senaste övervägandet",
    "26 §",
    months(3),
    "Ett flyttningsförbud ska övervägas minst en gång var tredje månad.",
    repeats=True,
)

IMMEDIATE_CUSTODY_SUBMISSION = _lvu_rule(
    RuleId.IMMEDIATE_CUSTODY_SUBMISSION,
    "underställning av omedelbart omhändertagande",
    "beslutet fattades, även om det inte har verkställts",
    "7 §",
    weeks(1),
    "Beslutet ska underställas förvaltningsrätten inom en vecka från den dag det fattades. Görs "
    "inte det upphör omhändertagandet.",
    sureness_notes=(_JO_READ,),
)

IMMEDIATE_CUSTODY_APPLICATION = _lvu_rule(
    RuleId.IMMEDIATE_CUSTODY_APPLICATION,
    "ansökan om vård efter omhändertagande",
    "omhändertagandet verkställdes",
    "8 §",
    weeks(4),
    "Har rätten fastställt omhändertagandet ska nämnden ansöka om vård inom fyra veckor från "
    "den dag det verkställdes, om inte rätten förlänger tiden.",
    extension_grounds=_COURT,
)

PROTECTED_HOUSING_SUBMISSION = Rule(
    id=RuleId.PROTECTED_HOUSING_SUBMISSION,
    title="underställning, skyddat boende",
    starts_on="beslutet fattades",
    versions=(
        RuleVersion(
            rule=RuleId.PROTECTED_HOUSING_SUBMISSION,
            in_force_from=_PROTECTED_HOUSING_FROM,
            in_force_to=None,
            length=weeks(1),
            citation=Citation(Statute.PROTECTED_HOUSING_2024, "4 kap. 3 §"),
            reading="Ett omedelbart beslut om placering i skyddat boende ska underställas "
            "förvaltningsrätten inom en vecka.",
            sureness_notes=(_FIRST_DAY_UNREAD,),
        ),
    ),
)

PROTECTED_HOUSING_APPLICATION = Rule(
    id=RuleId.PROTECTED_HOUSING_APPLICATION,
    title="ansökan, skyddat boende",
    starts_on="placeringen verkställdes",
    versions=(
        RuleVersion(
            rule=RuleId.PROTECTED_HOUSING_APPLICATION,
            in_force_from=_PROTECTED_HOUSING_FROM,
            in_force_to=None,
            length=weeks(6),
            citation=Citation(Statute.PROTECTED_HOUSING_2024, "4 kap. 6 §"),
            reading="Nämnden ska ansöka om fortsatt placering i skyddat boende inom sex veckor, "
            "om inte rätten förlänger tiden.",
            sureness_notes=(_FIRST_DAY_UNREAD,),
            extension_grounds=_COURT,
        ),
    ),
)

RULES = (
    LVU_CONSIDERATION,
    LVU_RECONSIDERATION,
    CONTACT_RESTRICTION_CONSIDERATION,
    REMOVAL_BAN_CONSIDERATION,
    IMMEDIATE_CUSTODY_SUBMISSION,
    IMMEDIATE_CUSTODY_APPLICATION,
    PROTECTED_HOUSING_SUBMISSION,
    PROTECTED_HOUSING_APPLICATION,
)
