"""What this process counts while it serves: turns, activities, faults, deliveries, imports.

Turns are counted where the desk answers, activities where Teams asks over HTTP. The rest is
heard in the log: what is logged is counted, with no word of it where the work is done. Every
label has a closed set of values, so that nothing about anybody can become one.
"""

import logging
import platform
from collections.abc import Callable, Iterable
from enum import StrEnum
from importlib.metadata import version
from itertools import product
from typing import TypeVar

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from bot.understanding import Intent
from digests import events
from storage.queries import newest_schema_version
from storage.records.outbox import Channel, DeliveryKind, DeliveryState

UNKNOWN = "unknown"
"""The intent of a question that nobody came to read, or whose asker is not to know."""

Figure = TypeVar("Figure", Counter, Histogram)

_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_INTENTS = (*map(str, Intent), UNKNOWN)
_OF_AN_ATTEMPT = ("channel", "kind", "state")
_AFTER_AN_ATTEMPT = (
    DeliveryState.SENT,
    DeliveryState.RETRY,
    DeliveryState.UNKNOWN,
    DeliveryState.FAILED,
)


class TurnOutcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    REFUSED = "refused"  # rows were asked for without a right to them
    FAULT = "fault"


class ActivityResult(StrEnum):
    """What Teams was answered over HTTP."""

    TAKEN = "taken"
    REFUSED = "refused"  # no token, a foreign tenant, no activity: 4xx
    FAILED = "failed"  # 5xx


class ImportOutcome(StrEnum):
    """What became of files in the watched folder, by the name of the event that tells it."""

    IMPORTED = "imported"
    REFUSED = "import_refused"


class Measures:
    """The counters of one process, from its start; what has not happened yet stands at nought."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # the library has no types there
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._tell_of_build()
        turns = self._counter("turns", "Questions answered.", "intent", "outcome")
        self._turns = _each(turns, _INTENTS, TurnOutcome)
        seconds = self._histogram("turn", "How long the answer took.", "intent")
        self._turn_seconds = _each(seconds, _INTENTS)
        waited = "How long Teams waited, with what was sent meanwhile."
        self._activity_seconds = _each(
            self._histogram("activity", waited, "result"), ActivityResult
        )
        self._hear_in_the_log()

    def watch_desk(self, pid: Callable[[], int]) -> None:
        """Tell the memory and the processor time of the desk's process too."""
        ProcessCollector(namespace="fristvakt_desk", pid=pid, registry=self._registry)

    def turn(self, intent: str, outcome: TurnOutcome, seconds: float) -> None:
        """Count a question that the desk has seen to."""
        self._turns[intent, outcome].inc()
        self._turn_seconds[intent,].observe(seconds)

    def activity(self, result: ActivityResult, seconds: float) -> None:
        """Count an activity that has been responded to."""
        self._activity_seconds[result,].observe(seconds)

    def hear(self, line: events.Line, level: int) -> None:
        """Count what a line of the log tells."""
        if level >= logging.ERROR:
            self._faults.inc()
        match line.get("event"):
            case "refused":
                self._refusals.inc()
            case "schedule_revived":
                self._revivals.inc()
            case "imported" | "import_refused" as outcome:
                self._imports[outcome,].inc()
            case "delivery_attempted":
                self._attempted(tuple(str(line.get(label)) for label in _OF_AN_ATTEMPT))

    def text(self) -> bytes:
        """Return the figures in Prometheus' format."""
        return generate_latest(self._registry)

    def _attempted(self, attempt: tuple[str, ...]) -> None:
        if attempt in self._attempts:
            self._attempts[attempt].inc()

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"fristvakt_{name}", what, labels, registry=self._registry)

    def _histogram(self, name: str, what: str, label: str) -> Histogram:
        name = f"fristvakt_{name}_seconds"
        return Histogram(name, what, (label,), buckets=_SECONDS, registry=self._registry)

    def _tell_of_build(self) -> None:
        told = {
            "version": version("fristvakt"),
            "python": platform.python_version(),
            "schema": newest_schema_version(),
        }
        what = "Which program this is; always 1."
        build = Gauge("fristvakt_build_info", what, tuple(told), registry=self._registry)
        build.labels(**told).set(1)

    def _hear_in_the_log(self) -> None:
        """Prepare to count what the log tells."""
        self._faults = self._counter("faults", "Faults of ours; which, the log tells.")
        self._refusals = self._counter("refusals", "People turned away at the door.")
        self._revivals = self._counter("schedule_revivals", "The schedule was started anew.")
        imports = self._counter("imports", "Imports from the watched folder.", "outcome")
        self._imports = _each(imports, ImportOutcome)
        told = "Handings over, by their end."
        attempts = self._counter("delivery_attempts", told, *_OF_AN_ATTEMPT)
        self._attempts = _each(attempts, Channel, DeliveryKind, _AFTER_AN_ATTEMPT)


def _each(figure: Figure, *values: Iterable[str]) -> dict[tuple[str, ...], Figure]:
    """Return the figure's series by their labels, there from the start: alarms hear what rises."""
    return {labels: figure.labels(*labels) for labels in product(*values)}


class Listening(logging.Handler):
    """Lets the measures hear what is logged; a line that they cannot take is not counted."""

    def __init__(self, measures: Measures) -> None:
        super().__init__(logging.INFO)
        self._measures = measures

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.msg, events.Line):
            self._measures.hear(record.msg, record.levelno)
