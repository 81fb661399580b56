"""Every sentence about a profile of how a case system exports: what is wrong and what to do."""

from collections.abc import Sequence


def unknown_profile(name: str, shipped: Sequence[str]) -> str:
    return (
        f"Jag hittar ingen profil som heter ”{name}”. Välj en av {', '.join(shipped)}, eller "
        "ange sökvägen till en egen TOML-fil."
    )


def circular_profile(file: str) -> str:
    return f"Profilen {file} bygger på sig själv. Ändra extends till en annan profil."


def unreadable_profile(file: str) -> str:
    return f"Jag kan inte läsa profilen {file}. Kontrollera att den är giltig TOML i UTF-8."


def unknown_profile_key(file: str, key: str) -> str:
    return (
        f"Profilen {file} har nyckeln ”{key}”, som jag inte känner till. Rätta stavningen "
        "eller ta bort den; profilen reference visar vilka nycklar som finns."
    )


def missing_profile_key(file: str, key: str) -> str:
    hint = (
        ' Skriv "received" om uttagets datum är dagen då anmälan kom in, eller "registered" '
        "om det är dagen då den registrerades."
        if key == "received_date_means"
        else " Lägg till den."
    )
    return f"Profilen {file} saknar nyckeln ”{key}”.{hint}"


def unusable_profile_key(file: str, key: str) -> str:
    return (
        f"Värdet för ”{key}” i profilen {file} går inte att använda. "
        "Jämför med profilen reference och rätta det."
    )


def ambiguous_spelling(profile: str, text: str) -> str:
    return f"I profilen {profile} har ”{text}” två betydelser. Ta bort den från ett av ställena."
