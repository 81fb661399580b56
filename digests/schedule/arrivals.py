"""Which files of a watched folder are whole, so that no file is read while it is written.

A file is whole when its sender has put a file with the same name and `.done` beside it, or when
it has not changed from one look to another. Files that come together are taken together: while
one of them is still growing the others wait, for a while.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

MARKER = ".done"
STABLE_FOR = timedelta(seconds=60)
PATIENCE = timedelta(minutes=30)
"""How long what is whole waits for what is not."""

_SUFFIXES = frozenset({".csv", ".xlsx"})
_NOT_FILES = (".", "~$")  # hidden ones, and what Excel leaves beside a workbook that is open


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when it was looked at; two are equal when it has not changed between."""

    path: Path
    inode: int
    size: int
    written_ns: int

    @classmethod
    def at(cls, path: Path) -> Self | None:
        """Return the file as it is now; None where there is none."""
        with suppress(OSError):
            said = path.lstat()
            return cls(path, said.st_ino, said.st_size, said.st_mtime_ns)
        return None

    def is_still_there(self) -> bool:
        """Whether the file is there, and the same."""
        return type(self).at(self.path) == self


@dataclass(frozen=True, slots=True)
class Arrived:
    """What has come: whole files, and links, which are never followed."""

    whole: tuple[Seen, ...] = ()
    links: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sight:
    """Since when a file has looked as it does, and since when it has been there at all."""

    seen: Seen
    since: datetime
    first_at: datetime


class Arrivals:
    """What a folder has held, look after look."""

    def __init__(self) -> None:
        self._sights: dict[Path, _Sight] = {}

    def look(self, folder: Path, now: datetime) -> Arrived:
        """Return what is there and whole; `now` is in UTC. Raises OSError."""
        found = tuple(_exports(folder))
        files = [each for each in found if not each.path.is_symlink()]
        self._sights = {each.path: self._sight(each, now) for each in files}
        whole = tuple(each for each in files if self._is_whole(each, now))
        links = tuple(each for each in found if each.path.is_symlink())
        return Arrived(() if self._should_wait(whole, now) else whole, links)

    def _sight(self, seen: Seen, now: datetime) -> _Sight:
        earlier = self._sights.get(seen.path)
        if earlier is None:
            return _Sight(seen, now, now)
        return _Sight(seen, earlier.since if earlier.seen == seen else now, earlier.first_at)

    def _is_whole(self, seen: Seen, now: datetime) -> bool:
        is_stable = now - self._sights[seen.path].since >= STABLE_FOR
        return (is_stable or _is_marked(seen)) and _can_be_read(seen)

    def _should_wait(self, whole: tuple[Seen, ...], now: datetime) -> bool:
        growing = self._sights.keys() - {each.path for each in whole}
        return any(now - self._sights[path].first_at < PATIENCE for path in growing)


def has_name_of_export(name: str) -> bool:
    """Whether a file of that name would be taken from the folder."""
    return Path(name).suffix.lower() in _SUFFIXES and not name.startswith(_NOT_FILES)


def marker_of(path: Path) -> Path:
    """Return the file by which the sender says that this one is whole."""
    return path.with_name(path.name + MARKER)


def _exports(folder: Path) -> Iterator[Seen]:
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if _is_export(entry))
    for name in names:
        if seen := Seen.at(folder / name):
            yield seen


def _is_export(entry: os.DirEntry[str]) -> bool:
    if not has_name_of_export(entry.name):
        return False
    return entry.is_symlink() or entry.is_file(follow_symlinks=False)


def _is_marked(seen: Seen) -> bool:
    """Whether the marker was put there after the file was written, and not for an earlier one."""
    marker = Seen.at(marker_of(seen.path))
    return marker is not None and marker.written_ns >= seen.written_ns


def _can_be_read(seen: Seen) -> bool:
    """Whether it can be opened; a program that is writing may keep others out."""
    try:
        with seen.path.open("rb"):
            return True
    except OSError:
        return False
