"""How the service is, for whoever watches it: ready or not, and figures for Prometheus.

Numbers and states only; nothing here says anything of a person or a case.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from digests.schedule.tick import SCHEDULE
from storage.engine import Database
from storage.errors import StorageError
from storage.records.outbox import OutboxFigures, Tick, last_tick, outbox_figures

LONGEST_BETWEEN_TICKS = timedelta(minutes=5)
"""The schedule ticks once a minute, and one that has stopped is revived after three."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the database answers and the schedule ticks, here or in another process."""

    database: bool
    schedule: bool
    last_tick_at: datetime | None

    @property
    def is_ready(self) -> bool:
        return self.database and self.schedule


def readiness(database: Database, now: datetime) -> Readiness:
    """Return whether the service can do its work at this moment; never raises."""
    try:
        tick = last_tick(database, SCHEDULE)
    except StorageError:
        return Readiness(database=False, schedule=False, last_tick_at=None)
    if tick is None:
        return Readiness(database=True, schedule=False, last_tick_at=None)
    is_recent = now - tick.last_at < LONGEST_BETWEEN_TICKS
    return Readiness(database=True, schedule=is_recent, last_tick_at=tick.last_at)


def metrics(database: Database, now: datetime) -> bytes:
    """Return the figures in Prometheus' format; raises StorageError."""
    registry = CollectorRegistry(auto_describe=False)
    tick = last_tick(database, SCHEDULE)
    registry.register(_Figures(outbox_figures(database, now), tick, now))
    return generate_latest(registry)


class _Figures(Collector):
    """The outbox and the schedule at one moment."""

    def __init__(self, outbox: OutboxFigures, tick: Tick | None, now: datetime) -> None:
        self._outbox = outbox
        self._tick = tick
        self._now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        by_state = GaugeMetricFamily(
            "fristvakt_deliveries", "Deliveries in the outbox, by state.", labels=["state"]
        )
        for state, number in self._outbox.by_state.items():
            by_state.add_metric([state.value], number)
        yield by_state
        yield GaugeMetricFamily(
            "fristvakt_oldest_due_seconds",
            "How long the oldest delivery has been due without being begun.",
            value=self._age(self._outbox.oldest_due_at),
        )
        if self._tick is not None:  # where it has never ticked there is no figure
            yield GaugeMetricFamily(
                "fristvakt_last_tick_seconds",
                "How long ago the schedule ticked last.",
                value=self._age(self._tick.last_at),
            )

    def _age(self, at: datetime | None) -> float:
        return 0.0 if at is None else max(0.0, (self._now - at).total_seconds())
