"""A progress bar on what takes more than a second, for a person at a terminal only."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE_S = 1.0


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int | None], None]]:
    """Give a function that is told what is being done, how much is done, and of how much."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    bar = _Bar()
    try:
        yield bar.told
    finally:
        bar.close()


class _Bar:
    """Drawn only once the work has taken a second."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def told(self, what: str, done: int, total: int | None) -> None:
        if time.monotonic() - self._began < _PATIENCE_S:
            return
        if self._progress is None:
            self._progress = _drawn()
        if what not in self._tasks:
            self._tasks[what] = self._progress.add_task(what, total=total)
        self._progress.update(self._tasks[what], completed=done)

    def close(self) -> None:
        if self._progress is not None:
            self._progress.stop()


def _drawn() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
    )
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    progress.start()
    return progress
