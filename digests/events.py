"""What is logged of delivery: one line of JSON for each event, made by an allow-list.

Numbers are logged under the names below, words only where they are codes: never a name, a case
number or a sentence. Every line of a run carries the run's id. The exception's own message is
left out, since it may quote a row; where it happened, and of what kind it was, is told.
"""

import logging
import re
import secrets
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

from digests.traces import exception_kinds, new_reference, places

LOGGER = logging.getLogger("fristvakt.events")

_CODES = frozenset(
    {"event", "run", "reference", "owner", "kind", "channel", "state", "error", "reason", "name"}
)
_COUNTS = frozenset(
    {
        "attempt",
        "batch",
        "cancelled",
        "claimed",
        "delivery",
        "failed",
        "files",
        "leader",
        "lost",
        "mended",
        "queued",
        "rejected",
        "removed",
        "retried",
        "rows",
        "sent",
        "status",
        "superseded",
        "unknown",
        "withheld",
    }
)
_LISTS = frozenset({"exceptions", "frames"})
_A_CODE = re.compile(r"[\w.:<>-]{1,120}", re.ASCII)
_A_PLACE = re.compile(r"[\w.:<> -]{1,160}", re.ASCII)


def new_run_id() -> str:
    """Return a name for a run that no other run has."""
    return secrets.token_hex(6)


def event(name: str, run: str = "", **said: object) -> None:
    """Log that something happened; what is not on the allow-list is left out."""
    _LOG.info(name, run=run, **said)


def fault(caught: BaseException, name: str, run: str = "") -> str:
    """Log a fault of ours and return the reference number that leads to it."""
    reference = new_reference()
    told = {"exceptions": exception_kinds(caught), "frames": places(caught)}
    _LOG.error(name, run=run, reference=reference, **told)
    return reference


def _allowed(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in line.items() if _may_be_logged(key, value)}


def _may_be_logged(key: str, value: object) -> bool:
    if key in _LISTS:
        return isinstance(value, list) and all(_A_PLACE.fullmatch(str(each)) for each in value)
    if key in _COUNTS:
        return isinstance(value, int)
    return key in _CODES and isinstance(value, str) and bool(_A_CODE.fullmatch(value))


_LOG: structlog.stdlib.BoundLogger = structlog.wrap_logger(
    LOGGER,
    processors=[_allowed, structlog.processors.JSONRenderer()],
    wrapper_class=structlog.stdlib.BoundLogger,
)
