"""Programs that are started for the tests and for trying by hand, and stopped after them."""

import logging
import os
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import urllib3

# While a program starts, its port refuses: that is no news.
logging.getLogger("urllib3.connectionpool").setLevel(logging.ERROR)

_OURS = "FRISTVAKT_"
_A_SECOND = urllib3.Retry(total=None, connect=5, read=0, backoff_factor=0.2, backoff_max=0.2)
_STARTS_WITHIN_S = 90  # another program may have the processor to itself meanwhile
_STOPS_WITHIN_S = 25


class ProgramFailedError(Exception):
    """A program did not come up; the message ends with what it said."""


def free_port(wanted: int | None = None) -> int:
    """Return a port on loopback that nobody listens on just now, the wanted one if it is free."""
    with socket.socket() as probe:
        if wanted is None or probe.connect_ex(("127.0.0.1", wanted)) == 0:
            return _any_port()
    return wanted


def _any_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment with these settings of ours and no others."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**others, **settings}


def completed(command: Sequence[str | Path], *, folder: Path, settings: Mapping[str, str]) -> None:
    """Run a program to its end; raises ProgramFailedError with what it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment(settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ProgramFailedError(f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    answers_at: str,
    folder: Path,
    log: Path,
    settings: Mapping[str, str],
) -> Iterator[None]:
    """Run a program in a folder for as long as the context lasts, from when it answers."""
    with log.open("ab") as said:
        program = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(answers_at, program, log)
        yield
    finally:
        _stop(program)


def _wait_for(address: str, program: "subprocess.Popen[bytes]", log: Path) -> None:
    with urllib3.PoolManager(num_pools=1) as pool:
        for _ in range(_STARTS_WITHIN_S):
            if program.poll() is None and _answers(pool, address):
                return
            if program.poll() is not None:
                break
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise ProgramFailedError(f"Inget svarar på {address}.\n{said}")


def _answers(pool: urllib3.PoolManager, address: str) -> bool:
    try:
        pool.request("GET", address, retries=_A_SECOND)
    except urllib3.exceptions.HTTPError:
        return False
    return True


def _stop(program: "subprocess.Popen[bytes]") -> None:
    program.terminate()
    try:
        program.wait(_STOPS_WITHIN_S)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
