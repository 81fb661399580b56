"""Every sentence that the database side says to a person: what happened and what to do."""


def bad_url() -> str:
    return (
        "Databasens adress går inte att tolka. Skriv till exempel "
        "sqlite:///var/fristvakt.db eller postgresql://användare@server/fristvakt."
    )


def no_folder(folder: str) -> str:
    return (
        f"Mappen {folder} går inte att skapa. Ange en annan plats för databasen "
        "eller ge Fristvakt rätt att skriva där."
    )


def missing(file: str) -> str:
    return (
        f"Databasen {file} finns inte än. Kör ”fristvakt migrate”, eller rätta "
        "FRISTVAKT_DATABASE_URL om den ska ligga någon annanstans."
    )


def full(where: str) -> str:
    return f"Databasen {where} är full. Inget har ändrats. Frigör utrymme och försök igen."


def busy(where: str) -> str:
    return (
        f"Databasen {where} är upptagen av någon annan. Inget har ändrats. Försök igen om en stund."
    )


def damaged(where: str) -> str:
    return (
        f"Filen {where} är inte en databas, eller så är den skadad. "
        "Läs tillbaka den från en säkerhetskopia eller ange en annan."
    )


def unavailable(where: str) -> str:
    return (
        f"Databasen {where} går inte att använda. Kontrollera att den finns, "
        "att servern är igång och att Fristvakt har rätt till den."
    )


def unexpected_fault(where: str, kind: str) -> str:
    return (
        f"Databasen {where} svarade med ett oväntat fel ({kind}). Inget har ändrats. "
        "Kontakta den som sköter Fristvakt."
    )


def schema_old() -> str:
    return "Databasen behöver uppgraderas. Kör ”fristvakt migrate” och försök igen."


def schema_new(version: str) -> str:
    return (
        f"Databasen har version {version}, som är nyare än det här programmet känner till. "
        "Uppgradera Fristvakt innan du använder databasen."
    )


def already_serving(lock: str) -> str:
    return (
        "En annan Fristvakt är redan igång på samma databas; på SQLite kan bara en åt gången "
        f"vara det. Stoppa den andra först (den håller filen {lock}), eller använd PostgreSQL "
        "om du vill köra flera."
    )


def no_serving_lock(lock: str) -> str:
    return (
        f"Filen {lock} går inte att låsa. Lägg databasen på en lokal disk och ge Fristvakt rätt "
        "att skriva i mappen."
    )


def no_database(file: str) -> str:
    return f"Det finns ingen databas i {file}. Ange den med FRISTVAKT_DATABASE_URL."


def backup_exists(file: str) -> str:
    return f"Filen {file} finns redan, och jag skriver inte över den. Ange ett annat namn."


def backup_of_server() -> str:
    return (
        "Databasen är PostgreSQL, som har egna program för säkerhetskopior: pg_dump och "
        "pg_restore. Kommandona står i docs/sv/drift.md."
    )


def no_place(folder: str) -> str:
    return f"Det går inte att skriva i {folder}. Ange en annan plats, eller frigör utrymme där."


def no_backup(file: str) -> str:
    return (
        f"Det finns ingen säkerhetskopia i {file}. Ange en fil som ”fristvakt backup” har skrivit."
    )


def not_ours(file: str) -> str:
    return (
        f"Filen {file} är en databas, men inte Fristvakts. Ange en fil som ”fristvakt backup” "
        "har skrivit."
    )


def database_in_use(file: str) -> str:
    return (
        f"Databasen {file} har redan uppgifter, och de skulle försvinna. Ta en säkerhetskopia av "
        "dem först (fristvakt backup --out FIL), och kör sedan igen med --force."
    )


def damaged_and_there(file: str) -> str:
    return (
        f"Databasen {file} är skadad. Spara gärna en kopia av filen, och kör sedan igen med "
        "--force så ersätts den."
    )


def other_labels(*, was: bool, now: bool) -> str:
    """Return why the labels do not fit; both say whether numbers are hidden behind tokens."""
    if was and now:
        changed = (
            "Ärendenas beteckningar i databasen är gjorda med en annan nyckel än "
            "FRISTVAKT_CASE_LABEL_KEY. Sätt tillbaka den gamla nyckeln"
        )
    else:
        held, wanted = ("token", "number") if was else ("number", "token")
        changed = (
            f"Databasen är inläst med FRISTVAKT_CASE_LABEL={held}, men inställningen är {wanted}. "
            f"Sätt tillbaka {held}"
        )
    return (
        f"{changed}, eller byt på riktigt: ange en ny databas i FRISTVAKT_DATABASE_URL, kör "
        "”fristvakt migrate” och läs in allt på nytt med ”fristvakt import --full”. Påminnelser "
        "och åtkomstlogg blir kvar i den gamla."
    )
