"""Starting the worker in processes of its own, and killing them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HERE = Path(__file__).parent


class Worker:
    """A running worker: it says a line and waits until it is told to go on."""

    def __init__(self, *told: str) -> None:
        paths = os.pathsep.join([str(_HERE), *sys.path])
        self._program = subprocess.Popen(
            [sys.executable, str(_HERE / "outbox_worker.py"), *told],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": paths},
        )

    def says(self) -> str:
        assert self._program.stdout is not None
        return self._program.stdout.readline().strip()

    def go_on(self) -> None:
        assert self._program.stdin is not None
        self._program.stdin.write("\n")
        self._program.stdin.flush()

    def kill(self) -> None:
        """Kill -9, and wait until the operating system has cleared up after it."""
        self._program.kill()
        self._program.communicate()


@contextmanager
def worker(*told: str) -> Iterator[Worker]:
    started = Worker(*told)
    try:
        yield started
    finally:
        started.kill()


@contextmanager
def workers(*all_told: tuple[str, ...]) -> Iterator[list[Worker]]:
    """Start several workers, and let them go on at once when all are ready."""
    started = [Worker(*told) for told in all_told]
    try:
        assert [each.says() for each in started] == ["ready"] * len(started)
        for each in started:
            each.go_on()
        yield started
    finally:
        for each in started:
            each.kill()
