"""A small town for the tests of the schedule: who works there, and a service that ticks."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from digests.schedule.choices import ScheduleChoices
from digests.schedule.due_times import after
from digests.schedule.tick import Schedule, TickReport
from rules.swedish_time import SWEDISH_TIME
from rules.wording import WEEKDAYS
from storage.engine import Database
from storage.intake import load_profile
from storage.intake.batch import import_files
from storage.records.outbox import DeliveriesWanted, Delivery, deliveries

PROFILE = load_profile("reference")
MANAGER, SECRETARY, CASEWORKER = "enhetschef", "nämndsekreterare", "handläggare"
MARIA, BO, EVA = (f"{name}@kommun.example" for name in ("maria.lind", "bo.ek", "eva.alm"))
NORTH, SOUTH = "Barnenheten Norr", "Barnenheten Söder"
HERE = Path(__file__).parent

Person = tuple[str, str, str]


def at(text: str) -> datetime:
    """The moment written as *tis 2026-04-07 07:00*; the weekday must be the right one."""
    weekday, _, said = text.partition(" ")
    moment = datetime.fromisoformat(said).replace(tzinfo=SWEDISH_TIME)
    assert WEEKDAYS[moment.weekday()][:3] == weekday, text
    return moment


def environment() -> dict[str, str]:
    """What a program of these tests needs to be run in a process of its own."""
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}


@dataclass
class Town:
    """A municipality's database and the service that ticks in it."""

    database: Database
    folder: Path
    choices: ScheduleChoices = field(default_factory=ScheduleChoices)
    owner: str = "one"

    def staff(self, when: str, *people: Person) -> None:
        """Let personal.csv be just these people from the moment on."""
        rows = ["Namn;E-post;Roll;Enhet;Objekt-id"]
        rows += [
            f"{email.partition('@')[0]};{email};{role};{unit};" for email, role, unit in people
        ]
        file, now = self.folder / "personal.csv", at(when)
        file.write_text("\n".join(rows) + "\n", encoding="utf-8")
        os.utime(file, (now.timestamp(),) * 2)
        import_files(self.database, [file], profile=PROFILE, now=now, full=True, force=True)

    def tick(self, when: str | datetime) -> TickReport:
        now = at(when) if isinstance(when, str) else when
        schedule = Schedule(self.database, self.choices, self.owner)
        return schedule.tick(now, f"run-{now:%m%d%H%M}")

    def ticks(self, first: str, last: str, every: timedelta) -> Iterable[tuple[datetime, int]]:
        """Tick as time goes by; give each moment at which something was queued, and how much."""
        now, end = at(first), at(last)
        while now <= end:
            if queued := self.tick(now).queued:
                yield now, queued
            now = after(now, every)

    def rows(self) -> list[Delivery]:
        """The outbox, in the order in which it was filled."""
        return sorted(deliveries(self.database, DeliveriesWanted()), key=lambda row: row.id)
