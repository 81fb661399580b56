"""Whether the database is there, is the program's own version, takes rows and has room."""

import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.composition import labels_from
from bot.doctor.check import Finding, fine, wrong, wrong_as_said
from bot.logs import STANDARD_ERROR
from bot.settings import Settings
from storage.errors import StorageError
from storage.inspection import inspected, sqlite_file, try_writing
from storage.queries import newest_schema_version
from storage.records.labelling import require_same_labels

_GIGABYTE = 1_000_000_000
LEAST_FREE = _GIGABYTE
"""An import is written beside the SQLite file before it lands in it, and a backup is as large as
the file: hence as much as twice the file, and never less than this."""

_OF_THE_SCHEMA = frozenset({"schema_old", "schema_new"})


def look_at_database(settings: Settings) -> Finding:
    """Tell whether the database answers; an old schema is another check's matter."""
    try:
        file = sqlite_file(settings.database_url)
        what = "Databasservern svarar." if file is None else f"SQLite-filen {file} går att läsa."
        with inspected(settings.database_url):
            return fine(what)
    except StorageError as fault:
        if fault.code in _OF_THE_SCHEMA:
            return fine(what)
        return wrong_as_said(fault.message)


def look_at_schema(settings: Settings) -> Finding:
    """Tell whether the schema is the program's own; nothing is migrated."""
    try:
        with inspected(settings.database_url):
            return fine(
                f"Databasen har den version som programmet vill ha ({newest_schema_version()})."
            )
    except StorageError as fault:
        if fault.code in _OF_THE_SCHEMA:
            return wrong_as_said(fault.message)
        raise


def look_at_writing(settings: Settings, now: datetime) -> Finding:
    """Tell whether a row can be written; it is taken back at once."""
    with inspected(settings.database_url) as database:
        try:
            try_writing(database, now)
        except StorageError as fault:
            return wrong_as_said(fault.message)
    return fine("Det går att skriva i databasen. Provraden togs tillbaka.")


def look_at_labels(settings: Settings) -> Finding:
    """Tell whether the cases are labelled as the settings say; nothing is read in otherwise."""
    labels = labels_from(settings)
    with inspected(settings.database_url) as database:
        try:
            require_same_labels(replace(database, labels=labels))
        except StorageError as fault:
            return wrong_as_said(fault.message)
    hidden = labels.hides_numbers
    return fine(f"Ärendena visas med {'beteckning' if hidden else 'sina ärendenummer'}.")


def look_at_protection(settings: Settings) -> Finding:
    """Tell whether others on the machine can read the file; a server sees to its own."""
    file = sqlite_file(settings.database_url)
    if file is None:
        return fine("PostgreSQL skyddar sina egna filer.")
    if not file.exists():
        return fine("Det finns ingen databasfil än. Den görs så att bara ägaren kan läsa den.")
    if file.stat().st_mode & stat.S_IRWXO:
        return wrong(
            f"Databasfilen {file} kan läsas av alla på datorn, och den innehåller ärenden.",
            f"Kör ”chmod o-rwx {file}”, och ge bara den som kör Fristvakt rätt till mappen.",
        )
    return fine("Andra på datorn kan inte läsa databasfilen.")


def look_at_disk(settings: Settings) -> Finding:
    """Tell whether there is room where the database and the log are."""
    rooms = _rooms(settings)
    short = [room for room in rooms if room.free < room.needed]
    if short:
        return wrong(
            f"Utrymmet är snart slut: {'; '.join(map(str, short))}.",
            "Frigör utrymme eller flytta mappen till en större disk. Full disk stoppar nattens "
            "inläsning.",
        )
    rest = "" if sqlite_file(settings.database_url) else " Databasserverns disk syns inte härifrån."
    return fine(f"{'; '.join(map(str, rooms)) or 'Inget skrivs på disk'}.{rest}")


@dataclass(frozen=True, slots=True)
class _Room:
    """What is free on one disk, and how much is needed there."""

    what: str
    free: int
    needed: int

    def __str__(self) -> str:
        free, needed = _gigabytes(self.free), _gigabytes(self.needed)
        return f"{free} ledigt för {self.what}, minst {needed} behövs"


def _rooms(settings: Settings) -> list[_Room]:
    rooms: dict[int, _Room] = {}
    for what, folder, needed in _wanted(settings):
        place = _nearest_that_exists(folder)
        disk, free = place.stat().st_dev, shutil.disk_usage(place).free
        other = rooms.get(disk)
        rooms[disk] = (
            _Room(f"{other.what} och {what}", free, max(other.needed, needed))
            if other
            else _Room(what, free, needed)
        )
    return list(rooms.values())


def _wanted(settings: Settings) -> Iterator[tuple[str, Path, int]]:
    """Yield what is written where, and how much room it may need."""
    file = sqlite_file(settings.database_url)
    if file is not None:
        size = file.stat().st_size if file.exists() else 0
        yield "databasen", file.parent, max(LEAST_FREE, 2 * size)
    if settings.log_file != STANDARD_ERROR:
        yield "loggen", settings.log_file.parent, LEAST_FREE


def _nearest_that_exists(folder: Path) -> Path:
    return next(each for each in (folder.resolve(), *folder.resolve().parents) if each.exists())


def _gigabytes(size: int) -> str:
    return f"{size / _GIGABYTE:.1f} GB".replace(".", ",")
