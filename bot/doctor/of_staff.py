"""Whether the municipality's own lists are fresh and whole: exports, roles, ids, managers."""

from datetime import datetime, timedelta

from bot.age import age_of_data
from bot.doctor.check import Finding, fine, wrong
from bot.health import MOST_DAYS_OF_STAFF_LIST
from bot.settings import Settings
from digests.words import counted
from rules.facts import Role
from rules.swedish_time import SWEDISH_TIME
from storage.file_kinds import FileKind
from storage.inspection import inspected
from storage.keys import name_key
from storage.queries import last_import, units
from storage.queries.staffing import RoleCount, staff_by_role, unit_keys_in_use
from storage.unit_names import unit_names, units_by_present_name

_ROLE_WORDS = {
    Role.CASEWORKER: ("handläggare", "handläggare"),
    Role.UNIT_MANAGER: ("enhetschef", "enhetschefer"),
    Role.BOARD_SECRETARY: ("nämndsekreterare", "nämndsekreterare"),
    Role.ADMINISTRATOR: ("systemförvaltare", "systemförvaltare"),
}
_ROLES_IN_THE_LIST = {
    Role.UNIT_MANAGER: "enhetschef",
    Role.BOARD_SECRETARY: "nämndsekreterare",
    Role.ADMINISTRATOR: "administratör",
}
_LIST_WORDS = {
    FileKind.REPORTS: "aktualiseringar",
    FileKind.INVESTIGATIONS: "utredningar",
    FileKind.PLACEMENTS: "placeringar",
    FileKind.STAFF: "personal",
}
_IMPORT = "Läs in kommunens uttag med ”fristvakt import”."


def look_at_import(settings: Settings, now: datetime) -> Finding:
    """Tell how old the data is, and whether every kind of list has come in."""
    with inspected(settings.database_url) as database:
        last = last_import(database)
        stamp = age_of_data(database, now, settings.stale_after_hours)
    if last is None or stamp.imported_at is None:
        return wrong("Inga uppgifter har lästs in.", _IMPORT)
    seen = {each.kind for each in last.kinds}
    missing = [words for kind, words in _LIST_WORDS.items() if kind.value not in seen]
    if missing:
        return wrong(f"De här listorna har aldrig lästs in: {', '.join(missing)}.", _IMPORT)
    hours = max(timedelta(), now - stamp.imported_at) // timedelta(hours=1)
    said = f"Ärendelistorna lästes in för {counted(hours, 'timme', 'timmar')} sedan"
    if stamp.is_stale:
        return wrong(
            f"{said}, och får vara högst {settings.stale_after_hours}.",
            "Kontrollera att verksamhetssystemet lämnar nattens uttag och att de läses in. Blev "
            "de underkända står skälet i failed/rapport.txt i importmappen.",
        )
    return fine(f"{said}.")


def look_at_staff_list(settings: Settings, now: datetime) -> Finding:
    """Tell how old the staff list is: whoever left since then keeps what they could see."""
    with inspected(settings.database_url) as database:
        last = last_import(database)
    kinds = () if last is None else last.kinds
    came = {each.kind: each.finished_at.astimezone(SWEDISH_TIME).date() for each in kinds}
    if FileKind.STAFF.value not in came:
        return wrong("Ingen personallista har lästs in.", _IMPORT)
    days = (now.astimezone(SWEDISH_TIME).date() - came[FileKind.STAFF.value]).days
    said = f"Personallistan lästes in för {counted(max(0, days), 'dag', 'dagar')} sedan"
    if days > MOST_DAYS_OF_STAFF_LIST:
        return wrong(
            f"{said}, och får vara högst {MOST_DAYS_OF_STAFF_LIST}. Den som har slutat eller bytt "
            "enhet sedan dess ser fortfarande samma ärenden.",
            "Läs in en ny personal.csv med ”fristvakt import”. Kommer listan varje natt men blev "
            "underkänd står skälet i failed/rapport.txt i importmappen.",
        )
    return fine(f"{said}.")


def look_at_roles(settings: Settings) -> Finding:
    """Tell whether there is somebody to send the board's summary and the failures to."""
    counts = _counts(settings)
    there = {each.role for each in counts}
    missing = [name for role, name in _ROLES_IN_THE_LIST.items() if role not in there]
    if missing:
        return wrong(
            f"Ingen i personallistan har rollen {' eller '.join(missing)}.",
            "Ge någon rollen i personal.csv och läs in listan. Nämndsekreteraren får "
            "sammanställningen, och den som har rollen administratör får veta när något inte "
            "kommer fram.",
        )
    return fine(f"I personallistan finns {_listed(counts)}.")


def look_at_object_ids(settings: Settings) -> Finding:
    """Tell how many have no Entra object id, by role; not who."""
    counts = _counts(settings)
    without = tuple(
        RoleCount(each.role, each.without_object_id, 0) for each in counts if each.without_object_id
    )
    everybody = sum(each.number for each in counts)
    if not without:
        return fine(f"Alla {everybody} i personallistan har ett objekt-id.")
    return wrong(
        f"{sum(each.number for each in without)} av {everybody} i personallistan saknar "
        f"objekt-id: {_listed(without)}. Boten kan inte skriva till dem först.",
        "Fyll i de tomma cellerna i kolumnen Objekt-id i personal.csv och läs in listan. Den som "
        "skriver till boten en gång får sitt id av sig själv.",
    )


def look_at_managers(settings: Settings, now: datetime) -> Finding:
    """Tell which units have nobody to read their weekly digest."""
    names, today = unit_names(settings.unit_names), now.astimezone(SWEDISH_TIME).date()
    with inspected(settings.database_url) as database:
        known = units(database)
        keys = unit_keys_in_use(database, today)
    used = {name_key(names.now(unit.name)) for unit in known if name_key(unit.name) in keys}
    present = units_by_present_name(known, names)
    in_use = [unit for unit in present if name_key(unit.name) in used]
    without = [unit.name for unit in in_use if not unit.managers]
    if without:
        return wrong(
            f"{counted(len(without), 'enhet saknar', 'enheter saknar')} enhetschef, så ingen får "
            f"veckobrevet: {', '.join(without)}.",
            "Ge någon rollen enhetschef för enheten i personal.csv. Har enheten bytt namn, skriv "
            "det i inställningen unit_names.",
        )
    return fine(f"{counted(len(in_use), 'enhet', 'enheter')} i bruk, alla med enhetschef.")


def _counts(settings: Settings) -> tuple[RoleCount, ...]:
    with inspected(settings.database_url) as database:
        return staff_by_role(database)


def _listed(counts: tuple[RoleCount, ...]) -> str:
    return ", ".join(counted(each.number, *_ROLE_WORDS[each.role]) for each in counts) or "ingen"
