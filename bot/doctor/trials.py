"""Running checks beside one another, so that one which hangs or breaks stops no other."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

from bot.doctor.check import Check, Finding, untried, wrong
from storage.errors import StorageError

LONGEST_S = 20.0
"""Longer than any single thing that is waited for: connections give up after five or ten."""

_SEE_DATABASE = "Rätta det som står under Databas, och kör doctor igen."


@dataclass(frozen=True, slots=True)
class Trial:
    """A check to run: its name, and what looks."""

    name: str
    look: Callable[[], Finding]


def run_all(
    trials: Sequence[Trial],
    told_of: Callable[[Exception], str],
    longest_s: float = LONGEST_S,
) -> tuple[Check, ...]:
    """Return what every trial found, in their order.

    `told_of` writes a fault down and returns the sentence about it; it is called on this thread.
    """
    answers = [_begun(trial) for trial in trials]
    ends_at = time.monotonic() + longest_s
    return tuple(
        _ended(trial, answer, ends_at, longest_s, told_of)
        for trial, answer in zip(trials, answers, strict=True)
    )


_Answer = SimpleQueue[Finding | Exception]


def _begun(trial: Trial) -> _Answer:
    """Start the trial; its thread keeps nobody from leaving."""
    answer: _Answer = SimpleQueue()

    def look() -> None:
        try:
            answer.put(trial.look())
        except Exception as fault:  # whatever it is, it is told of where the answer is awaited
            answer.put(fault)

    Thread(target=look, name=f"doctor-{trial.name}", daemon=True).start()
    return answer


def _ended(
    trial: Trial,
    answer: _Answer,
    ends_at: float,
    longest_s: float,
    told_of: Callable[[Exception], str],
) -> Check:
    try:
        found = answer.get(timeout=max(0.0, ends_at - time.monotonic()))
    except Empty:
        found = wrong(
            f"Svarade inte inom {longest_s:g} sekunder.",
            "Kontrollera att det som prövas går att nå härifrån, och kör doctor igen.",
        )
    if isinstance(found, StorageError):
        found = untried("Gick inte att pröva, eftersom databasen inte går att läsa.", _SEE_DATABASE)
    elif isinstance(found, Exception):
        found = wrong(
            told_of(found), "Kör doctor igen. Hjälper det inte, lämna felnumret till supporten."
        )
    return found.named(trial.name)
