"""What the doctor answered, and a town whose lists are imported anew."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from small_town import NOW

from storage.engine import Database
from storage.intake import load_profile
from storage.intake.batch import import_files


@dataclass(frozen=True)
class Told:
    """What the doctor said, check by check, and its exit code."""

    code: int
    text: str

    @property
    def checks(self) -> dict[str, dict[str, str | bool | None]]:
        return {each["name"]: each for each in json.loads(self.text)["checks"]}

    @property
    def failed(self) -> set[str]:
        return {name for name, each in self.checks.items() if not each["ok"]}


Doctor = Callable[[], Told]


def imported(database: Database, folder: Path, *, at: datetime = NOW) -> None:
    import_files(database, [folder], profile=load_profile(None), now=at, full=True, force=True)
