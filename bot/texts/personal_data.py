"""What is said to whoever asks what is stored of a colleague, or asks to have it erased."""

from digests.words import counted

EXPLANATION = (
    "Allt som Fristvakt har sparat om personen (artikel 15 i dataskyddsförordningen). Om barns "
    "ärenden står bara antal: ett ärendenummer avslöjar att ett barn är känt av socialtjänsten. "
    "Påminnelser och orsaker står därför utan ärendet som de gäller. Åtkomstloggen visar vad "
    "personen har tittat på. Innehållet i det som har skickats sparas inte."
)
IN_CASES = (
    "Antal rader i ärendelistorna som anger personens namn eller adress som handläggare. "
    "Raderna är en kopia ur verksamhetssystemet; namnet rättas där."
)
LEFT_LOOKS = (
    "Åtkomstloggen sparas så länge den måste: den skyddar barnen vars uppgifter någon har tittat "
    "på, och databasen låter ingen ändra i den. Den gallras efter keep_looks_months månader."
)
LEFT_CAUSES = (
    "Vem som har registrerat orsaken till en överskriden tid sparas så länge utredningen sparas."
)
LEFT_CASES = (
    "Rader i ärendelistorna som anger personens namn är en kopia ur verksamhetssystemet. De "
    "ändras där och gallras med ärendet."
)
LEFT_DELIVERIES = (
    "Utskick som just lämnas över blir kvar tills det är klart, och gallras sedan med de andra."
)
LEFT_BACKUPS = "Säkerhetskopior innehåller uppgifterna tills de har bytts ut."
COMES_BACK = (
    "Ta bort personen ur personallistan också, annars kommer raden tillbaka vid nästa inläsning."
)
NEEDS_YES = "Det går inte att ångra. Lägg till --yes om du vill radera utan att bli frågad."
NOT_ERASED = "Ingenting är raderat."


def unknown(who: str) -> str:
    return (
        f"Det finns inget sparat om {who}. Kontrollera adressen mot personallistan (fristvakt "
        "recipients visar en del av dem), eller objekt-id:t mot Microsoft Entra."
    )


def ask_if_sure(email: str) -> str:
    return f"Radera allt som personen {email} har berättat för Fristvakt? Det går inte att ångra."


def erased(rows: int) -> str:
    return f"{counted(rows, 'rad är raderad', 'rader är raderade')}."


def exported(path: str) -> str:
    return f"Skrev {path}. Filen innehåller personuppgifter: lämna ut den till rätt person."
