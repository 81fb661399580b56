"""Why somebody is shown nothing, and whom to ask; never whether the thing exists."""

from bot.access import Refusal

ASK_ADMINISTRATOR = "Be din systemförvaltare kontrollera att du finns i personallistan."
REFUSALS = {
    Refusal.UNKNOWN_PERSON: f"Jag känner inte igen dig, så jag kan inte visa något. "
    f"{ASK_ADMINISTRATOR}",
    Refusal.GUEST: "Jag svarar bara den som är anställd i kommunen, och du är här som gäst. "
    "Fråga din kontaktperson i kommunen.",
    Refusal.ANOTHER_IDENTITY: "Ditt konto är ett annat än det jag känner igen med din "
    "e-postadress, så jag visar inget. Be din systemförvaltare kontrollera ditt objekt-id i "
    "personallistan.",
    Refusal.NOT_A_PERSONAL_CHAT: "Jag svarar bara i vår egen chatt, där ingen annan ser svaret. "
    "Öppna chatten med Fristvakt och fråga igen där.",
    Refusal.NO_ROWS_FOR_ROLE: "I din roll visar jag inga ärenden. Nämndens sammanställning "
    "kommer första arbetsdagen varje månad. Siffror för hela kommunen kan du fråga efter, till "
    "exempel ”andel utredningar i tid förra månaden”.",
    Refusal.NO_ROWS_FOR_ADMINISTRATOR: "Som systemförvaltare ser du inga ärenden. Antal för hela "
    "kommunen kan du fråga efter. Vem som har sett vad visar ”fristvakt audit” på servern.",
    Refusal.OWN_CASES_ONLY: "Jag visar bara dina egna ärenden. Skriv ”mina ärenden” så visar jag "
    "dem. Läget på enheten ser din enhetschef.",
    Refusal.OWN_UNIT_ONLY: "Jag visar bara din egen enhet.",
    Refusal.NO_UNIT: f"Jag vet inte vilken enhet du är chef för. {ASK_ADMINISTRATOR}",
}
