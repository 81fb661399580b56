"""How time is counted and how the law is read where it leaves room, in Swedish, point by point.

Every place that explains the counting shows these words: docs/regler.md and the page.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountingPoint:
    """One way in which days are counted or the law is read; `about` begins the sentence."""

    about: str
    text: str


COUNTING: tuple[CountingPoint, ...] = (
    CountingPoint(
        "Händelsens dag är dag noll.",
        "14 dagar från en anmälan den 6 november slutar den 20 november (jämför JO 9081-2020).",
    ),
    CountingPoint(
        "Veckor, månader och år",
        "räknas enligt 1 § lagen (1930:173): sista dagen har samma namn i veckan eller samma "
        "nummer i månaden. Finns inte numret är månadens sista dag sista dagen: 31 oktober plus "
        "fyra månader är 28 februari, under skottår 29 februari. Fyra månader är alltså 120–123 "
        "dagar och räknas aldrig om till dagar.",
    ),
    CountingPoint(
        "Helger.",
        "Infaller sista dagen på en lördag, en söndag, en annan allmän helgdag, midsommarafton, "
        "julafton eller nyårsafton får åtgärden enligt 2 § lagen (1930:173) göras nästa "
        "arbetsdag. Vi har inte hittat någon myndighet som säger om det gäller de 14 dagarna och "
        "de fyra månaderna. Fristvakt visar därför båda dagarna. Kommunen väljer vilken som avgör "
        "om det är för sent; förvalt är den strängare, den som inte flyttas. Dagar kvar, läge och "
        "listor följer den valda dagen. Varningar räknas alltid mot den strängare. "
        "Skyddsbedömningen flyttas aldrig.",
    ),
    CountingPoint(
        "Inkommen",
        "är den dag handlingen når myndigheten (22 § förvaltningslagen), inte den dag den läses, "
        "registreras eller fördelas.",
    ),
    CountingPoint(
        "Ny lag den 1 juli 2025.",
        "Socialtjänstlagen (2025:400) har ingen särskild bestämmelse om pågående ärenden. Lagen "
        "väljs efter dagen för händelsen som startar tiden. Undantaget är uppföljningar som "
        "pågick den dagen: dem räknar vi till sex månader. Det är vår tolkning.",
    ),
    CountingPoint(
        "Förlängning",
        "flyttar gränsen bara om den beslutades senast den dag som den förlänger. En förlängning "
        "som beslutats för sent visas men flyttar inget. Saknas beslutsdagen räknas förlängningen "
        "som beslutad i tid och raden listas för rättning.",
    ),
    CountingPoint(
        "Flera anmälningar",
        "om samma barn har var sin tid. Ett beslut att inleda utredning avslutar alla. En anmälan "
        "under pågående utredning hör till den: inget nytt beslut behövs och de fyra månaderna "
        "börjar inte om, men skyddsbedömningen ska göras. Syskon har var sin utredning.",
    ),
    CountingPoint(
        "Placeringar",
        "följer lagrummet: SoL ger övervägande av placering, 2 § LVU övervägande, 3 § LVU "
        "omprövning. Tiden räknas från senaste övervägande, annars från startdagen, så länge "
        "placeringen varar. Längsta tid i jourhem räknas från att placeringens utredning "
        "avslutades.",
    ),
    CountingPoint(
        "Möjlig omstart.",
        "En utredning som inleds inom 30 dagar efter att en annan om samma barn avslutades märks "
        "ut (jämför JO 2565-2016 och 2411-2017).",
    ),
    CountingPoint(
        "Inget svar före regelns första dag.",
        "En händelse som är äldre än regeln ger inget datum utan ett besked om det.",
    ),
)
