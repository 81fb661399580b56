"""The access log as it is read by a person."""

from collections.abc import Sequence

from digests.words import counted
from rules.swedish_time import SWEDISH_TIME
from storage.queries import Look, LookScope

ONLY_ADMINISTRATORS = (
    "Loggen visas bara för systemförvaltaren, den som har rollen administratör i personallistan."
)
NOTHING = "Ingen har tittat på något i det urvalet."
COLUMNS: Sequence[str] = ("Tid", "Vem", "Fråga", "Omfattning", "Antal rader", "Nekad")
SCOPE_WORDS = {
    LookScope.MINE: "egna",
    LookScope.UNIT: "enhetens",
    LookScope.CASEWORKER: "en handläggares",
    LookScope.ALL: "hela kommunens",
    LookScope.NONE: "–",
}


def cells(look: Look) -> tuple[str, ...]:
    """Return a look as it stands under the columns, in Swedish time."""
    at = f"{look.at.astimezone(SWEDISH_TIME):%Y-%m-%d %H:%M:%S}"
    denied = "ja" if look.denied else "nej"
    return at, look.who, look.intent, SCOPE_WORDS[look.scope], str(look.rows), denied


def line(look: Look) -> str:
    at, who, intent, scope, _, _ = cells(look)
    rows = "nekad" if look.denied else counted(look.rows, "rad", "rader")
    return f"{at} · {who} · {intent} · {scope} · {rows}"
