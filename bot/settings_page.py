"""Every setting as a page for the administrator, in Swedish: docs/sv/installningar.md.

`python -m bot.settings_page > docs/sv/installningar.md` writes the page; with `--check` the
command fails, and says what to do, when the page no longer says what the settings say.
"""

import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.settings import Settings
from bot.settings_kinds import is_secret, kind_of
from bot.settings_themes import THEMES, Theme, theme_of, without_theme
from rules.generated_page import give_or_check

PAGE = Path("docs/sv/installningar.md")
_STALE = (
    f"{PAGE} är inte längre lika med inställningarna i bot/. Kör\n"
    f"  python -m bot.settings_page > {PAGE}\n"
    "och läs igenom skillnaden."
)

_INTRODUCTION = """\
# Inställningar

För dig som installerar eller förvaltar Fristvakt: varje inställning, vad den tar och vad som
gäller när den inte är satt. Sidan skapas ur programmet och ändras bara där.

## Var du skriver dem

- **`fristvakt.toml`** i mappen där Fristvakt körs, för allt som inte är hemligt. Namnet skrivs med
  små bokstäver: `port = 4000`.
- **Miljön**, för allt, också hemligheter. `FRISTVAKT_` och namnet med stora bokstäver:
  `FRISTVAKT_PORT=4000`.
- **Hemlighetsmappen**, för hemligheter. En fil per inställning, med samma namn som den:
  `smtp_password`.

Miljön går före hemlighetsmappen, som går före filen. Det som inte är satt har värdet under
*annars*. En okänd inställning vägras, och den närmaste som finns föreslås.

- **En annan fil:** `FRISTVAKT_SETTINGS_FILE=/etc/fristvakt/fristvakt.toml`.
- **Hemlighetsmappen:** `FRISTVAKT_SECRETS_DIR=/run/secrets`. Filerna ska vara text i UTF-8 och får
  inte kunna läsas av andra (0400 eller 0440). Blanksteg och radslut i början och slutet tas bort.
- **Listor** skrivs `["teams", "mail"]` i filen och `teams,mail` i miljön. Det som har flera nivåer
  (`near_days`, `targets`, `unit_names`) skrivs helst i filen; i miljön är det JSON.
- **Hemligheter** (märkta *hemlig*) får inte stå i filen, och inte heller en databasadress med
  lösenord.

Kontrollera med `fristvakt doctor` när du har ändrat något, och starta sedan om tjänsten.
"""


def settings_page() -> str:
    """Return the whole page as Markdown."""
    sections = "\n".join("\n".join(_section(theme)) for theme in THEMES if _settings_of(theme))
    return f"{_INTRODUCTION}\n{sections}"


def _settings_of(theme: Theme) -> tuple[str, ...]:
    return tuple(name for name in Settings.model_fields if theme_of(name) is theme)


def _section(theme: Theme) -> Iterator[str]:
    yield f"## {theme.title}\n"
    yield f"{theme.about}\n"
    yield "| inställning | i miljön | tar | annars | vad |"
    yield "|---|---|---|---|---|"
    for name in _settings_of(theme):
        field = Settings.model_fields[name]
        cells = (f"`{name}`", f"`FRISTVAKT_{name.upper()}`", _kind(field), default_of(field))
        yield f"| {' | '.join((*cells, field.description or ''))} |"
    yield ""


def _kind(field: FieldInfo) -> str:
    return f"{kind_of(field)} (*hemlig*)" if is_secret(field) else kind_of(field)


def default_of(field: FieldInfo) -> str:
    """Return what holds when nothing is set, as it would be written."""
    value = field.get_default(call_default_factory=True)
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if value is None or value in ("", (), {}):
        return "inget"
    if isinstance(value, tuple):
        return f"`{', '.join(map(str, value))}`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value.value if isinstance(value, Enum) else value}`"


def main(arguments: list[str]) -> int:
    """Write the page to standard output, or check the written one; return the exit code."""
    lost = without_theme(Settings.model_fields)
    if lost:
        sys.stderr.write(f"Ge {', '.join(lost)} en plats i bot/settings_themes.py.\n")
        return 1
    return give_or_check(settings_page(), PAGE, _STALE, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
