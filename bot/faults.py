"""Faults: one calm sentence with a reference number to people, the details to the log.

What a log line may hold is an allow-list: the event, the reference, the kinds of exception and
where in our code it happened. The exception's own message is left out, since it may quote a row.
"""

import json
import logging
import logging.handlers
from pathlib import Path

from digests.traces import exception_kinds, new_reference, places

_LOGGER = logging.getLogger("fristvakt.faults")
_EVENTS = logging.getLogger("fristvakt.events")  # by name: digests.events takes time to load


def report_fault(fault: BaseException, event: str) -> str:
    """Write the fault to the log and return the reference number that leads to it."""
    reference = new_reference()
    told = {"exceptions": exception_kinds(fault), "frames": places(fault)}
    _LOGGER.error(json.dumps({"event": event, "reference": reference, **told}))
    return reference


def report_refusal(reason: str) -> None:
    """Write to the log that somebody was refused, and why; not who it was."""
    _LOGGER.error(json.dumps({"event": "refused", "reason": str(reason)}))


def log_faults_to(path: Path) -> None:
    """Send fault lines, and events, to a file made when the first one comes, rotated at 5 MB."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        path, maxBytes=5_000_000, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    for logger in (_LOGGER, _EVENTS):
        for earlier in list(logger.handlers):
            logger.removeHandler(earlier)
            earlier.close()
        logger.addHandler(handler)
        logger.propagate = False
    _EVENTS.setLevel(logging.INFO)
