"""`export-person`: all that is stored of a colleague, for the one who asks (registerutdrag)."""

import json
import os
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.printable import plain
from bot.cli.refusals import CannotDo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from storage.engine import Database
    from storage.records.personal_data import PersonalData

INTENT = "export_person"
"""What handing out a register extract is called in the access log."""

_ONLY_ITS_OWNER = 0o600
Who = Annotated[
    str, typer.Argument(metavar="E-POST|OBJEKT-ID", help="Personens adress eller objekt-id.")
]
_Out = Annotated[Path, typer.Option("--out", metavar="FIL.json", help="Filen som ska skrivas.")]


def export_person(who: Who, out: _Out) -> None:
    """Skriv allt som är sparat om en medarbetare till en fil (registerutdrag)."""
    from bot.cli.duties import OPERATOR
    from bot.clock import now_in_sweden
    from bot.composition import opened
    from bot.settings import load_settings
    from bot.texts import personal_data as words
    from storage.queries import record_look

    now = now_in_sweden()
    with opened(load_settings()) as database:
        found = require_known(database, who)
        record_look(database, who=OPERATOR, at=now, intent=INTENT, rows=0)
    _write(out, document(found, now))
    typer.echo(plain(words.exported(str(out))))


def require_known(database: "Database", who: str) -> "PersonalData":
    """Return what is stored under the address or object id; raises CannotDo without any."""
    from bot.texts import personal_data as words
    from storage.records.personal_data import personal_data

    found = personal_data(database, who)
    if found.is_empty:
        raise CannotDo(words.unknown(who))
    return found


def document(found: "PersonalData", now: datetime) -> dict[str, Any]:
    """Return the extract as it is written: Swedish names, for the person to read."""
    from bot.texts import personal_data as words

    told, cases = found.told, found.cases
    return {
        "om": words.EXPLANATION,
        "utdraget_gjordes": _plain(now),
        "e-post" if "@" in found.email else "objekt-id": found.email,
        "personallistan": _employment(found),
        "handläggare_i_ärenden": {
            "om": words.IN_CASES,
            "aktualiseringar": cases.reports,
            "utredningar": cases.investigations,
            "placeringar": cases.placements,
            "utredningar_med_tidigare_eller_nuvarande_handläggare": cases.investigations_seen,
        },
        "chatten_i_teams": _conversation(found),
        "egna_tider": None if told.wish is None else _named(asdict(told.wish), _WISH),
        "pauser": _table(told.pauses, ("till", "pausat")),
        "frånvaro": _table(told.absences, ("vem", "ställföreträdare", "från", "till", "inlagd")),
        "påminnelser": _table(told.reminders, ("dag", "läge", "skapad", "ändrad")),
        "kalenderadresser": _table(told.calendars, ("skapad", "stängd")),
        "registrerade_orsaker": _table(told.causes, ("orsak", "när")),
        "utskick": [_delivery(each) for each in found.deliveries],
        "åtkomstlogg": [
            _named({name: getattr(look, name) for name in _LOOK}, _LOOK) for look in found.looks
        ],
    }


_WISH = {"weekday": "veckodag", "hour": "timme", "quiet_from": "tyst_från", "quiet_until": "till"}
_LOOK = {
    "at": "när",
    "intent": "fråga",
    "scope": "omfattning",
    "rows": "rader",
    "denied": "nekad",
}
_CONVERSATION = {
    "object_id": "objekt-id",
    "conversation_id": "konversation",
    "service_url": "adress",
    "tenant_id": "katalog",
    "user_id": "användare",
    "last_seen_at": "senast",
    "installed": "appen_finns",
}
_DELIVERY = {
    "kind": "slag",
    "period": "period",
    "channel": "väg",
    "recipient": "mottagare",
    "on_behalf_of": "i_stället_för",
    "state": "läge",
    "queued_at": "köades",
    "changed_at": "ändrades",
    "attempts": "försök",
}


def _employment(found: "PersonalData") -> dict[str, Any] | None:
    known = found.employment
    if known is None:
        return None
    staff = known.staff
    return {
        "namn": staff.name,
        "roll": staff.role.value,
        "enhet": staff.unit,
        "objekt-id": staff.entra_object_id,
        "först_i_listan": _plain(known.named_at),
        "nuvarande_roll_och_enhet_sedan": _plain(known.post_since or known.named_at),
        "borta_ur_listan_sedan": _plain(known.gone_since),
    }


def _conversation(found: "PersonalData") -> dict[str, Any] | None:
    seen = found.conversation
    if seen is None:
        return None
    return _named({name: getattr(seen, name) for name in _CONVERSATION}, _CONVERSATION)


def _delivery(delivery: Any) -> dict[str, Any]:
    return _named({name: getattr(delivery, name) for name in _DELIVERY}, _DELIVERY)


def _named(said: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names[name]: _plain(value) for name, value in said.items()}


def _table(rows: "Iterable[Sequence[Any]]", names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [dict(zip(names, map(_plain, row), strict=True)) for row in rows]


def _plain(value: Any) -> Any:
    """Return moments as they are read in Sweden, and everything else as JSON has it."""
    from rules.swedish_time import SWEDISH_TIME

    if isinstance(value, datetime):
        return f"{value.astimezone(SWEDISH_TIME):%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else value


def _write(out: Path, content: dict[str, Any]) -> None:
    """Write the file for its owner only; raises CannotDo where that cannot be done."""
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    try:
        number = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_ITS_OWNER)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise CannotDo(f"Filen {out} finns redan. Välj ett annat namn.") from None
    except OSError:
        raise CannotDo(f"Det går inte att skriva {out}. Kontrollera mappen.") from None
