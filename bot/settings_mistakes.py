"""What is said of a setting that cannot be used: which one, why not, where it is put right.

A value is never repeated: it may be a secret that was put in the wrong place.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pydantic.fields import FieldInfo

from bot.settings_kinds import kind_of


class SettingsError(Exception):
    """A setting cannot be used; the message is a Swedish sentence for the administrator."""


class SettingValueError(ValueError):
    """A value cannot be used; the message says in Swedish why, without a stop at its end."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like what was written, None where none is."""
    found = difflib.get_close_matches(name.lower(), list(known), n=1)
    return found[0] if found else None


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Return *det finns {what} som heter …*, with the nearest name there is."""
    near = nearest(name, known)
    return f"det finns {what} som heter {name}" + (f"; menar du {near}?" if near else "")


def mistakes_in(
    errors: Sequence[Mapping[str, Any]],
    fields: Mapping[str, FieldInfo],
    place_of: Callable[[str], str],
) -> str:
    """Return a sentence for each setting that pydantic found at fault."""
    by_name: dict[str, str] = {}
    for error in errors:
        if error["loc"]:
            name = str(error["loc"][0])
            by_name.setdefault(name, mistake(name, _reason(error, fields[name]), place_of(name)))
    return "\n".join(by_name.values())


def mistake(name: str, reason: str, place: str) -> str:
    """Return the sentence for one setting."""
    stop = "" if reason.endswith(("?", ".")) else "."
    return (
        f"Inställningen {name} har ett värde som inte går att använda: {reason}{stop} "
        f"Rätta {place}."
    )


def not_json(said: str, fields: Mapping[str, FieldInfo], place_of: Callable[[str], str]) -> str:
    """Return what to do about a variable that should hold JSON; pydantic names it and no more."""
    name = next(iter(re.findall(r'field "(\w+)"', said)), "")
    reason = f"skriv {kind_of(fields[name])}; i miljön skrivs det som JSON"
    return mistake(name, reason, place_of(name))


def _reason(error: Mapping[str, Any], field: FieldInfo) -> str:
    told = error.get("ctx", {}).get("error")
    if isinstance(told, SettingValueError):
        return str(told)
    *_, last = error["loc"]
    if error["type"] == "extra_forbidden":
        return f"{_within(error)}nyckeln {last} finns inte"
    return f"{_within(error)}skriv {kind_of(field)}"


def _within(error: Mapping[str, Any]) -> str:
    """Return where in a setting of several levels the mistake is."""
    path = [str(part) for part in error["loc"][1:] if part != "[key]"]
    return f"{'.'.join(path)}: " if path and not path[0].isdecimal() else ""
