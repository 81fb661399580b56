"""Greetings, help and what we cannot do."""

from collections.abc import Mapping

from rules.facts import Role

GREETINGS: Mapping[Role, str] = {
    Role.CASEWORKER: "Hej! Skriv ”mina ärenden nära deadline” så visar jag vad som brådskar.",
    Role.UNIT_MANAGER: "Hej! Skriv ”hur ser läget ut på enheten” så visar jag det.",
    Role.BOARD_SECRETARY: "Hej! Skriv ”andel utredningar i tid förra månaden” så räknar jag.",
    Role.ADMINISTRATOR: "Hej! Skriv ”hjälp” så ser du vad du kan fråga mig om.",
}
THANKS = "Varsågod! Säg till om det är något mer."
OUT_OF_SCOPE = (
    "Det kan jag inte hjälpa till med. Jag visar frister och läge för ärenden och förklarar hur "
    "fristerna räknas. Skriv ”hjälp” så ser du vad du kan fråga."
)
HELP_HEADING = "Så här kan du fråga mig"
HELP_WITH_YOUR_OWN = "Med ditt eget ärendenummer eller namn"
HELP_FOR_CASEWORKER = (
    "mina ärenden nära deadline",
    "vad går ut nästa vecka",
    "mina utredningar över tiden",
    "status på BU-2026-01234",
    "hur räknas fristen på BU-2026-01234",
    "ange orsak till överskriden tid i BU-2026-01234",
    "påminn mig om BU-2026-01234 på måndag",
    "mina påminnelser",
    "lägg in mina frister i kalendern",
    "andel utredningar i tid hittills i år",
    "hur lång tid har man för en utredning",
)
HELP_FOR_MANAGER = (
    "hur ser läget ut på enheten",
    "utredningar över tiden på enheten",
    "vad går ut nästa vecka på enheten",
    "Annas ärenden",
    "hur räknas fristen på BU-2026-01234",
    "ange orsak till överskriden tid i BU-2026-01234",
    "påminn mig om BU-2026-01234 på måndag",
    "andel utredningar i tid förra månaden",
    "pausa utskicken i två veckor",
    "slå på utskicken igen",
    "hur lång tid har man för en utredning",
)
HELP_FOR_SECRETARY = (
    "andel utredningar i tid förra månaden",
    "hur fördelade sig utredningstiderna förra kvartalet",
    "hur många förhandsbedömningar beslutades förra månaden",
    "pausa utskicken i två veckor",
    "slå på utskicken igen",
    "hur lång tid har man för en förhandsbedömning",
)
HELP_FOR_ADMINISTRATOR = (
    "hur många utredningar inleddes förra månaden",
    "hur lång tid har man för en förhandsbedömning",
    "får man förlänga en utredning",
)
