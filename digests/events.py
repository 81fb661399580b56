"""What is logged: one line of JSON for each event, made by an allow-list, for the whole service.

Numbers are logged under the names below, words only where they are codes: never a name, a case
number or a sentence. Every line of a run carries the run's id. The exception's own message is
left out, since it may quote a row; where it happened, and of what kind it was, is told.
"""

import json
import logging
import re
import secrets
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

from digests.traces import exception_kinds, new_reference, places

LOGGER = logging.getLogger("fristvakt.events")

_CODES = frozenset(
    {
        "channel",
        "error",
        "event",
        "intent",
        "kind",
        "name",
        "outcome",
        "reason",
        "state",
    }
)
_IDS = frozenset({"logger", "owner", "reference", "run", "version"})
_COUNTS = frozenset(
    {
        "attempt",
        "batch",
        "cancelled",
        "claimed",
        "delivery",
        "failed",
        "files",
        "gone",
        "leader",
        "lost",
        "mended",
        "ms",
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
_A_CODE = re.compile(r"\w{1,60}", re.ASCII)
_AN_ID = re.compile(r"[\w.:-]{1,120}", re.ASCII)
_A_PLACE = re.compile(r"[\w.:<> -]{1,160}", re.ASCII)
_FORMS = dict.fromkeys(_CODES, _A_CODE) | dict.fromkeys(_IDS, _AN_ID)


class Line(dict[str, object]):
    """What one line tells, let through by the allow-list; as text it is JSON."""

    def __str__(self) -> str:
        return json.dumps(self)


def new_run_id() -> str:
    """Return a name for a run that no other run has."""
    return secrets.token_hex(6)


def event(name: str, run: str = "", **said: object) -> None:
    """Log that something happened; what is not on the allow-list is left out."""
    _LOG.info(name, run=run, **said)


def caution(name: str, run: str = "", **said: object) -> None:
    """Log what somebody should look at although nothing is broken."""
    _LOG.warning(name, run=run, **said)


def refusal(reason: str) -> None:
    """Log that somebody was refused, and why; not who it was."""
    _LOG.warning("refused", reason=reason)


def fault(caught: BaseException, name: str, run: str = "") -> str:
    """Log a fault of ours and return the reference number that leads to it."""
    reference = new_reference()
    _LOG.error(name, run=run, reference=reference, **traces_of(caught))
    return reference


def pass_on(level: int, line: Line) -> None:
    """Log a line that another process of ours has made by the same list."""
    _hand_over(level, _allowed(line))


def library_line(logger: str, caught: BaseException | None) -> Line:
    """Return what is told of a line that a library logs: that there was one, not what it said."""
    told = {} if caught is None else traces_of(caught)
    return _allowed({"event": "library", "logger": logger, **told})


def traces_of(caught: BaseException) -> dict[str, object]:
    """Return of what kinds the exception is and where it happened."""
    return {"exceptions": exception_kinds(caught), "frames": places(caught)}


def _allowed(line: Mapping[str, object]) -> Line:
    told = Line()
    for key, value in line.items():
        if key in _COUNTS:
            is_allowed = isinstance(value, int)
        elif form := _FORMS.get(key):
            is_allowed = isinstance(value, str) and form.fullmatch(value) is not None
        else:
            is_allowed = key in _LISTS and _are_places(value)
        if is_allowed:
            told[key] = value
    return told


def _are_places(value: object) -> bool:
    return isinstance(value, list) and all(_A_PLACE.fullmatch(str(each)) for each in value)


def _as_message(
    _logger: Any, _method: str, line: MutableMapping[str, Any]
) -> tuple[tuple[Line], dict[str, Any]]:
    """Return the line as the message of a record; whoever handles it finds it whole."""
    return (_allowed(line),), {}


class _Lines:
    """Hands lines to the handlers of `LOGGER`, without its search for the code that logs."""

    def info(self, line: Line) -> None:
        _hand_over(logging.INFO, line)

    def warning(self, line: Line) -> None:
        _hand_over(logging.WARNING, line)

    def error(self, line: Line) -> None:
        _hand_over(logging.ERROR, line)


def _hand_over(level: int, line: Line) -> None:
    if LOGGER.isEnabledFor(level):
        LOGGER.handle(logging.LogRecord(LOGGER.name, level, "", 0, line, (), None))


_LOG: structlog.typing.FilteringBoundLogger = structlog.wrap_logger(
    _Lines(),
    processors=[_as_message],
    wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
).bind()
