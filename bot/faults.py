"""Faults: one calm sentence with a reference number to people, the details to the log.

What a log line may hold is an allow-list: the event, the reference, the kinds of exception and
where in our code it happened. The exception's own message is left out, since it may quote a row.
"""

import json
import logging
import logging.handlers
import secrets
import traceback
from pathlib import Path

_LOGGER = logging.getLogger("fristvakt.faults")
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def report_fault(fault: BaseException, event: str) -> str:
    """Write the fault to the log and return the reference number that leads to it."""
    reference = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    _LOGGER.error(
        json.dumps(
            {
                "event": event,
                "reference": reference,
                "exceptions": _chain(fault),
                "frames": _frames(fault),
            }
        )
    )
    return reference


def report_refusal(reason: str) -> None:
    """Write to the log that somebody was refused, and why; not who it was."""
    _LOGGER.error(json.dumps({"event": "refused", "reason": str(reason)}))


def log_faults_to(path: Path) -> None:
    """Send fault lines to a file that is made when the first one comes, rotated at 5 MB."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        path, maxBytes=5_000_000, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    for earlier in list(_LOGGER.handlers):
        _LOGGER.removeHandler(earlier)
        earlier.close()
    _LOGGER.addHandler(handler)
    _LOGGER.propagate = False


def _chain(fault: BaseException) -> list[str]:
    names: list[str] = []
    cause: BaseException | None = fault
    while cause is not None and len(names) < 5:
        names.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return names


def _frames(fault: BaseException) -> list[str]:
    frames = traceback.extract_tb(fault.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
