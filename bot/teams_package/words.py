"""What the app says of itself in Teams before anybody has written to it.

A command's title is put into the message box when it is chosen, so every title is a sentence
that the bot understands; the tests hold each to the intent it stands for.
"""

from dataclasses import dataclass

from bot.understanding import Intent

SHORT_NAME = "Fristvakt"
FULL_NAME = "Fristvakt – lagens frister för barn och unga i socialtjänsten"
SHORT_DESCRIPTION = "Se vilka av dina ärenden som har kort tid kvar, och varför just den dagen."
FULL_DESCRIPTION = """\
Fristvakt håller reda på lagens frister i ärenden som rör barn och unga: skyddsbedömning, \
förhandsbedömning, utredning, övervägande och omprövning.

Du som handlägger skriver till exempel ”mina ärenden nära deadline” och får dina öppna ärenden \
med sista dag, dagar kvar och en förklaring till datumet. Du som är enhetschef ser läget på din \
enhet.

Du ser bara det du har rätt att se. Fristvakt svarar i din egen chatt och aldrig i en grupp \
eller kanal. Inga namn på barn, inga personnummer, inga adresser och inga anteckningar finns i \
appen.

Uppgifterna kommer från kommunens verksamhetssystem, och varje svar talar om hur gamla de är. \
Fristvakt ändrar ingenting i ditt ärende: det gör du i verksamhetssystemet.
"""


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing the app does, for its profile card."""

    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Command:
    """A question to choose from the list, and the intent it stands for."""

    intent: Intent
    title: str
    description: str


FEATURES = (
    Feature(
        "Vad brådskar?",
        "Dina öppna ärenden med sista dag och dagar kvar, det mest brådskande först.",
    ),
    Feature(
        "Varför just den dagen?",
        "Varje datum förklaras steg för steg, med lagrum och hur säker tolkningen är.",
    ),
    Feature(
        "Läget på enheten",
        "Enhetschefen ser vad som är öppet, nära och över tiden, per handläggare.",
    ),
)

COMMANDS = (
    Command(
        Intent.LIST_DUE,
        "Mina ärenden nära deadline",
        "Dina öppna ärenden med kort tid kvar, det mest brådskande först.",
    ),
    Command(
        Intent.LIST_DUE,
        "Vad går ut nästa vecka?",
        "Frister som har sin sista dag nästa vecka. Du kan skriva andra tider, som ”i december”.",
    ),
    Command(
        Intent.LIST_OVERDUE,
        "Mina utredningar över tiden",
        "Utredningar där den sista dagen har passerat.",
    ),
    Command(
        Intent.LIST_CASES,
        "Mina öppna ärenden",
        "Allt du har öppet just nu, med nästa frist i varje ärende.",
    ),
    Command(
        Intent.UNIT_STATUS,
        "Hur ser läget ut på enheten?",
        "För enhetschefer: vad som är öppet, nära och över tiden, per handläggare.",
    ),
    Command(
        Intent.EXPLAIN_DEADLINE,
        "Förklara fristen i ett ärende",
        "Varför just den dagen? Lägg till ärendets nummer, som ”förklara BU-2026-01234”.",
    ),
    Command(
        Intent.EXPLAIN_RULE,
        "Hur lång tid har en utredning?",
        "Vad lagen säger om en frist, med lagrum. Fråga lika gärna om en förhandsbedömning.",
    ),
    Command(
        Intent.RECORD_CAUSE,
        "Ange orsak till överskriden tid",
        "När en utredning har gått över tiden: välj en av fyra orsaker.",
    ),
    Command(
        Intent.EXPORT_CALENDAR,
        "Lägg fristerna i min kalender",
        "Dina öppna frister som en kalender för Outlook.",
    ),
    Command(
        Intent.HELP,
        "Hjälp",
        "Vad du kan fråga om, med exempel att trycka på.",
    ),
)
