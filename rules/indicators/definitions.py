"""What each indicator means, in the words that stand beside its figure.

A share without its definition invites the wrong conclusion, so every figure travels with who
is counted, when, and what is left out. The targets are those of the public sources: Huddinge's
self-checks (100 % in statutory time) and its own goal for 2023 (50 % within 90 days).
"""

from datetime import date

from rules.indicators.model import IndicatorDefinition, IndicatorId, IndicatorKind, TargetSense
from rules.policy import DEFAULT_POLICY, Policy
from rules.wording import plain_date


def definition_of(
    indicator: IndicatorId, policy: Policy = DEFAULT_POLICY, history_from: date | None = None
) -> IndicatorDefinition:
    """Return the indicator's definition with the municipality's own goals written into it.

    `history_from` is the day from which the imports have kept who works on an investigation.
    """
    found = _DEFINITIONS[indicator]
    return IndicatorDefinition(
        found.id,
        found.title_sv,
        found.definition_sv.format(
            investigation_goal=policy.investigation_goal.length,
            emergency_goal=policy.emergency_to_foster_goal.length,
            restart_days=policy.restart_within_days,
            known_from=_known_from(history_from),
        ),
        found.kind,
        found.target,
        found.target_sense,
        found.needs_history,
    )


def _known_from(history_from: date | None) -> str:
    if history_from is None:
        return "efter den första inläsningen"
    return f"den {plain_date(history_from)} eller senare"


_OVERRUN = (
    "Andel av utredningarna vars lagstadgade tid gick ut under perioden utan att de hade "
    "avslutats, där {cause}."
)


def _overrun_cause(indicator: IndicatorId, cause: str) -> IndicatorDefinition:
    return IndicatorDefinition(
        indicator,
        f"Orsak till överskriden tid: {cause}",
        _OVERRUN.format(cause=f"orsaken är angiven som {cause}"),
    )


def _band(indicator: IndicatorId, title: str, took: str) -> IndicatorDefinition:
    return IndicatorDefinition(
        indicator,
        f"Utredningar avslutade {title}",
        f"Andel av utredningarna som avslutades under perioden och som tog {took} från att de "
        "inleddes. Öppna utredningar räknas inte.",
    )


_ALL = (
    IndicatorDefinition(
        IndicatorId.PROTECTION_ASSESSMENT_IN_TIME,
        "Skyddsbedömning i tid",
        "Andel av anmälningarna som kom in under perioden där skyddsbedömningen gjordes samma "
        "dag eller dagen efter. Också anmälningar under pågående utredning räknas. Saknas datum "
        "räknas bedömningen som inte gjord i tid; ansökningar räknas inte.",
        target=1.0,
    ),
    IndicatorDefinition(
        IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME,
        "Förhandsbedömning i tid",
        "Andel av anmälningarna vars 14 dagar gick ut under perioden där beslut fattades senast "
        "den sista dagen. Utan beslut räknas som för sent. Anmälningar som hör till en redan "
        "pågående utredning, och ansökningar, räknas inte.",
        target=1.0,
    ),
    IndicatorDefinition(
        IndicatorId.INVESTIGATION_IN_TIME,
        "Utredning i lagstadgad tid",
        "Andel av utredningarna vars sista dag (fyra månader, eller dagen som tiden förlängts "
        "till genom beslut i tid) inföll under perioden och som avslutades senast den dagen. "
        "Utredningar som fortfarande är öppna räknas som för sena.",
        target=1.0,
    ),
    IndicatorDefinition(
        IndicatorId.INVESTIGATION_WITHIN_GOAL,
        "Utredning inom kommunens mål",
        "Andel av utredningarna som avslutades under perioden inom kommunens mål för "
        "utredningstid, {investigation_goal}. Målet är kommunens eget och inte lag. Öppna "
        "utredningar räknas inte.",
        target=0.5,
    ),
    _band(IndicatorId.BAND_LE_90, "inom 90 dagar", "högst 90 dagar"),
    _band(IndicatorId.BAND_91_123, "på 91–123 dagar", "91–123 dagar"),
    _band(IndicatorId.BAND_GT_123, "på mer än 123 dagar", "mer än 123 dagar"),
    IndicatorDefinition(
        IndicatorId.OVER_LIMIT_WITHOUT_EXTENSION,
        "Över fyra månader utan beslut om förlängning",
        "Av utredningarna vars fyra månader gick ut under perioden och som var öppna dagen "
        "efter: andelen utan förlängning beslutad i tid. En förlängning utan beslutsdag räknas "
        "som beslutad i tid, en som beslutats för sent räknas inte.",
        target=0.0,
        target_sense=TargetSense.AT_MOST,
    ),
    IndicatorDefinition(
        IndicatorId.CLOSED_WITHOUT_INTERVENTION,
        "Avslutade utan insats",
        "Andel av utredningarna som avslutades under perioden med utfallet avslutas utan insats. "
        "En insats som avböjts, och ett utfall som saknas, räknas inte som utan insats.",
    ),
    IndicatorDefinition(
        IndicatorId.INTERVENTION_DURING_VIOLENCE,
        "Insats under utredningen vid oro för våld",
        "Av utredningarna med oro för våld som avslutades under perioden: andelen där en insats "
        "började före slutdagen. Oro för våld är våld mot barn, bevittnat våld och "
        "hedersrelaterat våld.",
    ),
    IndicatorDefinition(
        IndicatorId.CHILD_SPOKEN_WITH,
        "Samtal med barnet i förhandsbedömningen",
        "Andel av förhandsbedömningarna som beslutades under perioden där samtal med barnet är "
        "markerat. Saknas uppgiften räknas det som nej. Anmälningar som hör till en redan "
        "pågående utredning räknas inte.",
    ),
    _overrun_cause(
        IndicatorId.OVERRUN_CAUSE_DOCUMENTATION, "bristande dokumentation/administration"
    ),
    _overrun_cause(IndicatorId.OVERRUN_CAUSE_HANDLING, "bristande handläggning"),
    _overrun_cause(IndicatorId.OVERRUN_CAUSE_COMPLEX, "komplext ärende"),
    _overrun_cause(IndicatorId.OVERRUN_CAUSE_EXTERNAL, "yttre omständigheter"),
    IndicatorDefinition(
        IndicatorId.OVERRUN_CAUSE_NOT_GIVEN,
        "Orsak till överskriden tid: inte angiven",
        _OVERRUN.format(cause="ingen orsak är angiven"),
    ),
    IndicatorDefinition(
        IndicatorId.REPORTS_RECEIVED,
        "Inkomna anmälningar",
        "Antal anmälningar som kom in under perioden, också de som hör till en redan pågående "
        "utredning. Ansökningar räknas inte.",
        IndicatorKind.COUNT,
    ),
    IndicatorDefinition(
        IndicatorId.INVESTIGATIONS_OPENED,
        "Inledda utredningar",
        "Antal utredningar som inleddes under perioden. Syskon räknas var för sig.",
        IndicatorKind.COUNT,
    ),
    IndicatorDefinition(
        IndicatorId.EMERGENCY_CARE_PEOPLE,
        "Barn i jourhem",
        "Antal barn som var placerade i jourhem någon dag under perioden. Ett barn med flera "
        "placeringar räknas en gång.",
        IndicatorKind.COUNT,
    ),
    IndicatorDefinition(
        IndicatorId.EMERGENCY_CARE_MEAN_DAYS,
        "Dagar i jourhem i genomsnitt",
        "Dagar i jourhem per barn som var i jourhem någon dag under perioden, räknat från varje "
        "placerings startdag till dess slut, dock längst till periodens slut. Också dagar före "
        "perioden räknas.",
        IndicatorKind.MEAN,
    ),
    IndicatorDefinition(
        IndicatorId.EMERGENCY_CARE_OVER_GOAL,
        "Längre i jourhem än kommunens mål",
        "Andel av barnen som var i jourhem någon dag under perioden som hade en placering "
        "längre än kommunens mål, {emergency_goal}, vid dess slut eller periodens slut. Målet "
        "är kommunens eget och inte lag.",
    ),
    IndicatorDefinition(
        IndicatorId.SAME_CASEWORKER,
        "Samma handläggare hela utredningen",
        "Andel av utredningarna som avslutades under perioden med en och samma handläggare från "
        "början till slut, enligt inläsningarna. Bara utredningar som inleddes {known_from} "
        "räknas, eftersom tidigare byten inte är kända. Byten efter avslutet räknas inte, och "
        "byten fram och tillbaka mellan två inläsningar syns inte.",
        needs_history=True,
    ),
    IndicatorDefinition(
        IndicatorId.POSSIBLE_RESTART,
        "Möjlig omstart av fristen",
        "Antal utredningar som inleddes under perioden inom {restart_days} dagar efter att en "
        "annan utredning om samma barn avslutades. De räknas också som inledda utredningar.",
        IndicatorKind.COUNT,
    ),
)
_DEFINITIONS = {definition.id: definition for definition in _ALL}
