"""Which settings belong together, for whoever looks for one.

A setting is placed by its whole name or by how the name begins, so that a new one among its
like finds its place by itself. One that finds none is told of by `make lint`.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """Settings that are read together: names, and beginnings of names that end with _."""

    title: str
    about: str
    names: tuple[str, ...]

    def length_of_match(self, setting: str) -> int:
        """Return how much of the name speaks for this theme: all of it beats a beginning."""
        fitting = (
            len(name)
            for name in self.names
            if setting == name or (name.endswith("_") and setting.startswith(name))
        )
        return max(fitting, default=0)


THEMES = (
    Theme("Databas", "Var Fristvakt sparar sin kopia.", ("database_",)),
    Theme(
        "Frister och regler",
        "Kommunens egna val. Lagens tider ändras inte här.",
        ("weekend_rule", "near_days", "investigation_", "stale_", "rows_per_card"),
    ),
    Theme(
        "Teams",
        "Botens registrering och det som Teams visar om appen. Hur du gör står i "
        "[Fristvakt i Teams](teams.md).",
        ("bot_", "questions_", "municipality_name", "support_url", "privacy_url", "terms_url"),
    ),
    Theme(
        "E-post",
        "Utan server, avsändare och domäner skickas ingen e-post. De tre hör ihop.",
        ("smtp_", "mail_"),
    ),
    Theme(
        "Utskick",
        "Vad som skickas och hur. Mer i [Utskick](utskick.md).",
        ("weekly_", "summary_", "on_unknown"),
    ),
    Theme("Inläsning", "Nattens exporter ur verksamhetssystemet.", ("import_",)),
    Theme(
        "Nämndens siffror",
        "Mål, och enheter som har bytt namn. Mer i [Mål, enhetsnamn och mått](mal-och-matt.md).",
        ("targets", "partly_", "unit_names"),
    ),
    Theme(
        "Ärendenas beteckningar",
        "Om ärendenumret får lämna er egen miljö. Mer i "
        "[Beteckningar i stället för ärendenummer](systemforvaltare.md"
        "#beteckningar-i-stället-för-ärendenummer).",
        ("case_label", "case_label_"),
    ),
    Theme("Bevarande", "Hur länge saker sparas innan de gallras på natten.", ("keep_",)),
    Theme(
        "Drift",
        "Var tjänsten lyssnar, loggar och lämnar mätvärden.",
        ("host", "port", "public_url", "replicas", "log_", "metrics_", "health_"),
    ),
    Theme("Sidan", "Webbsidan där du kan titta och prova.", ("page", "page_", "web_")),
)


def theme_of(setting: str) -> Theme | None:
    """Return the theme that the setting belongs to, None where none takes it."""
    best = max(THEMES, key=lambda theme: theme.length_of_match(setting))
    return best if best.length_of_match(setting) else None


def without_theme(settings: Iterable[str]) -> tuple[str, ...]:
    """Return the settings that no theme takes."""
    return tuple(each for each in settings if theme_of(each) is None)
