"""What the frame of the page says by itself; the prose of each page is in its template."""

FOREIGN_NAME = (
    "Sidan svarar bara under datorns egna namn. Öppna adressen som stod när Fristvakt startade, "
    "till exempel http://127.0.0.1:3978/."
)
NOT_FROM_HERE = (
    "Utan inloggning visas sidan bara på datorn som Fristvakt går på, och inte genom en proxy."
)
FOREIGN_FORM = "Det här kom från en annan sida. Gå tillbaka till Fristvakt och försök där."
OLD_FORM = "Sidan hade blivit gammal. Ladda om den och försök igen."
TOO_LARGE = "Det var för mycket på en gång. Korta det och försök igen."
NO_SUCH_PAGE = "Sidan finns inte. Kontrollera adressen, eller börja om från startsidan."
NOT_THAT_WAY = "Så går det inte att fråga sidan. Börja om från startsidan."
DATABASE_AWAY = "Det går inte att nå uppgifterna just nu. Försök igen om en stund."
SIGN_OUT = "Logga ut"
CHANGE_PERSON = "Byt person"
SIGNED_OUT = "Du är inte inloggad längre. Ladda om sidan och logga in igen."
SOMETHING_WRONG = "Något gick fel"
HEADINGS = {
    403: "Det här visas inte",
    404: "Sidan finns inte",
    421: "Fel adress",
    429: "Vänta en stund",
    503: "Det går inte just nu",
}
NO_LETTER = "Inget veckobrev till dig"
LETTER_IS_THE_MANAGERS = (
    "Veckobrevet går till enhetschefen, och till den som är ställföreträdare. Dina egna frister "
    "ser du om du frågar efter ”mina ärenden nära deadline”."
)
NO_ROWS_IN_ROLE = "Veckobrevet handlar om en enhets ärenden, och i din roll visas inga ärenden."
NO_LETTER_FOR_UNIT = "Enheten har inget veckobrev den här veckan: där finns inga uppgifter."
TRY_A_MANAGER = "en enhetschef"
NO_SUMMARY = "Ingen sammanställning till dig"
SUMMARY_IS_THE_SECRETARYS = (
    "Sammanställningen går till nämndsekreteraren, och till den som är ställföreträdare."
)
TRY_A_SECRETARY = "en nämndsekreterare"
SIGN_IN = "Logga in"
ENTRA_AWAY = "Inloggningen går inte att nå just nu. Försök igen om en stund."
SIGN_IN_FAILED = "Inloggningen gick inte att slutföra. Börja om från startsidan."
NOT_SIGNED_IN = {
    "cancelled": "Inloggningen avbröts. Börja om från startsidan.",
    "not_this_sign_in": "Inloggningen tog för lång tid, eller var redan använd. Börja om från "
    "startsidan.",
    "other_tenant": "Du är inloggad i en annan organisation. Logga in med ditt jobbkonto i "
    "kommunen.",
    "no_acct_claim": "Inloggningen saknar en uppgift som Fristvakt behöver. Be din "
    "systemförvaltare lägga till anspråket acct i appens registrering.",
    "entra_away": ENTRA_AWAY,
}
