"""The figures that the database has, for Prometheus: the same whichever process is asked.

Numbers and states only. When the database is away it is only told that the service is not ready.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.health import Check, Readiness
from storage.engine import Database
from storage.errors import StorageError
from storage.queries import Holdings, LastImport, holdings, last_import
from storage.records.outbox import OutboxFigures, outbox_figures


def metrics(
    database: Database, ready: Readiness, now: datetime, folders: Mapping[str, Path]
) -> bytes:
    """Return the figures in Prometheus' format; `folders` are those whose disk must not fill."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Once((*_of_readiness(ready, now), *_of_disks(folders))))
    with suppress(StorageError), database.one_moment() as moment:  # readiness tells of that
        registry.register(_Once(_of_database(moment, now)))
    return generate_latest(registry)


class _Once(Collector):
    """Gives figures that have been gathered."""

    def __init__(self, gathered: Iterable[Metric]) -> None:
        self._gathered = tuple(gathered)

    def collect(self) -> Iterable[Metric]:
        return self._gathered


def _of_readiness(ready: Readiness, now: datetime) -> Iterator[Metric]:
    yield _gauge("ready", "Whether the service can do its work: 1 or 0.", ready.is_ready)
    checks = {check.value: check in ready.good for check in Check}
    yield _by("check", "check_ok", "Whether a check holds: 1 or 0.", checks)
    if ready.last_tick_at is not None:  # where it has never ticked there is no figure
        age = _age(ready.last_tick_at, now)
        yield _gauge("last_tick_seconds", "How long ago the schedule ticked last.", age)


def _of_disks(folders: Mapping[str, Path]) -> Iterator[Metric]:
    free: dict[str, float] = {}
    for place, folder in folders.items():
        with suppress(OSError):  # there is no such folder yet
            free[place] = shutil.disk_usage(folder).free
    yield _by("place", "disk_free_bytes", "Room left on the disk of the database, the log.", free)


def _of_database(database: Database, now: datetime) -> Iterator[Metric]:
    yield from _of_outbox(outbox_figures(database, now), now)
    yield from _of_holdings(holdings(database))
    last = last_import(database)
    if last is not None:
        yield _of_import(last, now)


def _of_outbox(outbox: OutboxFigures, now: datetime) -> Iterator[Metric]:
    told = "Deliveries in the outbox, by channel, kind and state."
    family = GaugeMetricFamily("fristvakt_deliveries", told, labels=["channel", "kind", "state"])
    for (channel, kind, state), number in outbox.numbers.items():
        family.add_metric([channel.value, kind.value, state.value], number)
    yield family
    due_at = outbox.oldest_due_at
    told = "How long the oldest delivery has been due without being begun."
    yield _gauge("oldest_due_seconds", told, 0.0 if due_at is None else _age(due_at, now))


def _of_holdings(held: Holdings) -> Iterator[Metric]:
    yield _by("list", "rows", "Rows held, by kind of list.", held.held)
    yield _by("list", "import_rows", "Rows of the last list of each kind.", held.read)
    rejected = "Rows rejected in the last list of each kind."
    yield _by("list", "import_rejected_rows", rejected, held.rejected)
    yield _gauge("database_bytes", "How large the database is.", held.size_bytes)


def _of_import(last: LastImport, now: datetime) -> Metric:
    ages = {each.kind: _age(each.finished_at, now) for each in last.kinds}
    return _by("list", "data_age_seconds", "How long ago each kind of list last came in.", ages)


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(f"fristvakt_{name}", what, value=value)


def _by(label: str, name: str, what: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"fristvakt_{name}", what, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family


def _age(at: datetime, now: datetime) -> float:
    return max(0.0, (now - at).total_seconds())
