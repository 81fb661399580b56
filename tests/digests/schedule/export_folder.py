"""A watched folder with exports in it, for the tests of the nightly import."""

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from schedule_town import PROFILE

from digests.schedule.choices import FolderChoices
from digests.schedule.due_times import after
from digests.schedule.watched_folder import FolderReport, WatchedFolder
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.queries import all_staff

FIVE = datetime(2026, 11, 16, 5, 0, tzinfo=SWEDISH_TIME)
A_MINUTE = timedelta(minutes=1)
STAFF_HEADER = "Namn;E-post;Roll;Enhet;Objekt-id\n"
ANNA = "Anna Ek;anna.ek@kommun.example;handläggare;Barnenheten;\n"
BO = "Bo Alm;bo.alm@kommun.example;handläggare;Barnenheten;\n"
INVESTIGATIONS = """\
Utredningsnr;Ärendenr;Aktualiseringsnr;Inledd datum;Avslutad datum;Förlängd t.o.m.;\
Förlängning beslutad;Utfall;Enhet;Handläggare;Kön;Ålder;Orsak;Insats påbörjad
UTR-1;BU-1;;2026-06-10;;;;;Barnenheten;Anna Ek;Flicka;7;Annat;
"""


@dataclass
class Folder:
    """A folder and the service that watches it, a minute from one look to the next."""

    database: Database
    path: Path
    now: datetime = FIVE
    full: bool = True
    watched: WatchedFolder = field(init=False)

    def __post_init__(self) -> None:
        self.path.mkdir(exist_ok=True)
        self.start_anew()

    def start_anew(self) -> None:
        """Let the service be one that has just been started."""
        choices = FolderChoices(self.path, PROFILE, full=self.full)
        self.watched = WatchedFolder(self.database, choices)

    def put(self, name: str, content: str | bytes, written_at: datetime | None = None) -> Path:
        file = self.path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        moment = (written_at or self.now).timestamp()
        os.utime(file, (moment, moment))
        return file

    def mark(self, name: str) -> Path:
        return self.put(f"{name}.done", b"")

    def look(self, when: datetime | None = None) -> FolderReport:
        self.now = when or after(self.now, A_MINUTE)
        return self.watched.look(self.now, "run-1")

    def looks(self, number: int) -> list[FolderReport]:
        return [self.look() for _ in range(number)]

    def held(self) -> list[str]:
        """Every file under the folder, by its path in it."""
        files = (each for each in self.path.rglob("*") if not each.is_dir())
        return sorted(str(each.relative_to(self.path)) for each in files)

    def report(self, place: str) -> str:
        (file,) = (self.path / place).glob("*/rapport.txt")
        return file.read_text(encoding="utf-8")

    def people(self) -> list[str]:
        return [each.name for each in all_staff(self.database)]
