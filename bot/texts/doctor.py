"""How `fristvakt doctor` puts what it found: titles, marks and the last line."""

from collections.abc import Mapping, Sequence

from digests.words import counted

TITLES: Mapping[str, str] = {
    "settings": "Inställningar",
    "database": "Databas",
    "database_version": "Databasens version",
    "database_writing": "Skriva i databasen",
    "case_labels": "Ärendenas beteckningar",
    "database_protection": "Databasens skydd",
    "disk_space": "Diskutrymme",
    "log": "Logg",
    "time_zone": "Tidszon",
    "rules": "Regler",
    "bot_credentials": "Botens uppgifter",
    "bot_token": "Microsoft Entra",
    "page": "Sidan",
    "smtp": "E-postserver",
    "mail_sender": "Avsändare",
    "summary_template": "Wordmall",
    "import_folder": "Importmapp",
    "import_age": "Uppgifternas ålder",
    "staff_age": "Personallistans ålder",
    "roles": "Roller",
    "object_ids": "Objekt-id",
    "unit_managers": "Enhetschefer",
    "schedule": "Schema",
    "clearing": "Gallring",
    "next_runs": "Härnäst",
    "service_port": "Tjänstens port",
    "metrics_port": "Mätvärdenas port",
}
FINE, WRONG = "✓ rätt", "✗ fel"
REMEDY = "Gör så här:"


def not_tried(titles: Sequence[str]) -> str:
    """Return what could not be looked at while the database cannot be read."""
    return f"Prövas när databasen går att läsa: {', '.join(titles)}."


def last_line(checks: int, mistakes: int) -> str:
    """Return how many are in order, and how many are not."""
    if not mistakes:
        return f"Allt är i ordning ({counted(checks, 'kontroll', 'kontroller')})."
    return f"{checks - mistakes} av {counted(checks, 'kontroll', 'kontroller')} är i ordning. " + (
        "En sak behöver rättas." if mistakes == 1 else f"{mistakes} saker behöver rättas."
    )
