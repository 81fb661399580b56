"""Removing exports that were put away long ago: they hold more than the database ever does.

Only what the watched folder has put there goes: regular files with the names that it gives, in
a folder of its own with its report. No link is followed: each folder is opened within the one
above it and what stands in it is reached through that, so that nothing can be put in between.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from digests.schedule.arrivals import MARKER, has_name_of_export
from digests.schedule.putting_away import DONE, FAILED, REPORT
from rules.swedish_time import SWEDISH_TIME

_PUT_AWAY_AT = re.compile(r"(\d{4}-\d{2}-\d{2}-\d{4})(?:-\d{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PutAwayFiles:
    """How many files were old, how many of them could not be removed, the oldest that stays."""

    old: int = 0
    unremoved: int = 0
    oldest_kept: date | None = None

    @property
    def removed(self) -> int:
        """How many are gone, or would be."""
        return self.old - self.unremoved


@dataclass(frozen=True, slots=True)
class _Batch:
    """A folder of files that were put away together."""

    place: int
    name: str
    put_away_at: datetime


def old_files(folder: Path, older_than: datetime) -> PutAwayFiles:
    """Return what `remove_old_files` would remove, and remove nothing. Raises OSError."""
    batches = [(each.put_away_at, _number(each)) for each in _batches(folder)]
    old = sum(number for at, number in batches if at < older_than)
    return PutAwayFiles(old, oldest_kept=_oldest(at for at, _ in batches if at >= older_than))


def remove_old_files(folder: Path, older_than: datetime) -> PutAwayFiles:
    """Remove what was put away before the moment; what cannot be removed stays for next time.

    Raises OSError where the folders cannot be looked in, or are links to elsewhere.
    """
    old, unremoved, kept = 0, 0, []
    for batch in _batches(folder):
        if batch.put_away_at >= older_than:
            kept.append(batch.put_away_at)
            continue
        number = _number(batch)
        old += number
        unremoved += number - _remove(batch)
    return PutAwayFiles(old, unremoved, _oldest(kept))


def _batches(folder: Path) -> Iterator[_Batch]:
    """Yield each folder of ours; its place is open for as long as nobody asks for the next."""
    for place in (DONE, FAILED):
        with suppress(FileNotFoundError), _opened(folder / place) as opened:
            for name in _names(opened):
                at = _moment_in(name)
                if at is not None:
                    yield _Batch(opened, name, at)


def _names(opened: int) -> list[str]:
    with os.scandir(opened) as entries:
        return sorted(each.name for each in entries)


def _moment_in(name: str) -> datetime | None:
    """Return when a folder of that name was made by us; None for any other name."""
    found = _PUT_AWAY_AT.fullmatch(name)
    if found is None:
        return None
    with suppress(ValueError):
        return datetime.strptime(found[1], "%Y-%m-%d-%H%M").replace(tzinfo=SWEDISH_TIME)
    return None


def _number(batch: _Batch) -> int:
    with suppress(NotADirectoryError), _opened(batch.name, batch.place) as opened:
        return len(_ours(opened))
    return 0


def _remove(batch: _Batch) -> int:
    """Remove what is ours, the report last: it is what tells that the rest is."""
    removed = 0
    with suppress(OSError), _opened(batch.name, batch.place) as opened:
        for name in _ours(opened):
            os.unlink(name, dir_fd=opened)
            removed += 1
    with suppress(OSError):  # what somebody else has put there keeps the folder
        os.rmdir(batch.name, dir_fd=batch.place)
    return removed


def _ours(opened: int) -> list[str]:
    """Return the files that were put there with a report, which comes last."""
    with os.scandir(opened) as entries:
        names = {each.name for each in entries if each.is_file(follow_symlinks=False)}
    if REPORT not in names:
        return []
    return [*sorted(filter(_is_ours, names)), REPORT]


def _is_ours(name: str) -> bool:
    return has_name_of_export(name.removesuffix(MARKER))


def _oldest(moments: Iterable[datetime]) -> date | None:
    return min((each.date() for each in moments), default=None)


@contextmanager
def _opened(path: Path | str, within: int | None = None) -> Iterator[int]:
    """Open a folder that is no link, to be reached through its number. Raises OSError."""
    opened = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=within)
    try:
        yield opened
    finally:
        os.close(opened)
