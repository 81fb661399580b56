"""What is said because the talk is held in Teams: welcome, pace, attachments, identity."""

WELCOME = (
    "Hej! Jag är Fristvakt. Jag hjälper dig som är handläggare eller enhetschef för barn och "
    "unga att hålla lagens frister: jag visar vad som brådskar och förklarar hur varje datum "
    "räknas. Jag visar bara ärenden du har rätt till, aldrig barns namn, personnummer eller text "
    "ur akten, och jag svarar bara här i vår egen chatt. Skriv ”mina ärenden nära deadline”, "
    "eller ”hjälp” så ser du vad du kan fråga."
)
WELCOME_IN_GROUP = (
    "Hej! Jag är Fristvakt. Här, där andra läser med, visar jag inga ärenden. Öppna chatten med "
    "mig och fråga där."
)
CANNOT_CHECK = (
    "Jag kan inte kontrollera vem du är just nu, så jag visar inget. Försök igen om en stund."
)
TOO_MANY = "Det blev många frågor på kort tid. Vänta en minut, så svarar jag igen."
ATTACHMENT = "Jag läser inga bilagor. Skriv din fråga, eller ”hjälp” så ser du vad du kan fråga."
UNKNOWN_BUTTON = (
    "Den knappen känner jag inte igen. Ställ frågan på nytt, så får du ett kort som fungerar."
)
