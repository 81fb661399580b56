"""Where the log goes, and that nothing gets into it but lines made by the allow-list.

What a library logs may quote a row, an address or a token: its line tells that there was one,
from which logger and how bad it was, and no more. A log that cannot be written to stops nothing:
its lines go to standard error, after a sentence that says so.
"""

import json
import logging
import logging.handlers
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import lru_cache
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO, TypeVar

from digests import events
from rules.swedish_time import SWEDISH_TIME

STANDARD_ERROR = Path("-")
"""As the log file: lines go to standard error, where a container's platform collects them."""

_Taker = TypeVar("_Taker", bound=logging.Handler)

_HOUR_MS = 3_600_000
_UNWRITABLE = (
    "Loggfilen går inte att skriva i, så raderna kommer här i stället. Kontrollera "
    "FRISTVAKT_LOG_FILE (log_file) och att mappen går att skriva i."
)


class LineFormatter(logging.Formatter):
    """Makes a line of JSON of a record; of a library's record only that there was one."""

    def format(self, record: logging.LogRecord) -> str:
        line = line_of(record)
        when = {"timestamp": moment_words(record.created)}
        how = {"level": record.levelname.lower(), "event": line.get("event")}
        return json.dumps({**when, **how, **line})


def line_of(record: logging.LogRecord) -> events.Line:
    """Return what may be told of the record: of a library's only that there was one."""
    if isinstance(record.msg, events.Line):
        return record.msg
    return events.library_line(record.name, record.exc_info[1] if record.exc_info else None)


def moment_words(seconds: float) -> str:
    """Return a moment, in seconds since 1970, as 2026-11-20T09:45:12.345+01:00."""
    hour, milliseconds = divmod(int(seconds * 1000), _HOUR_MS)
    minute, milliseconds = divmod(milliseconds, 60_000)
    begins, zone = _hour_words(hour)
    return f"{begins}:{minute:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}{zone}"


@lru_cache(maxsize=2)
def _hour_words(hour: int) -> tuple[str, str]:
    """Return how the moments of an hour begin and end; Swedish clocks change on the hour."""
    at = datetime.fromtimestamp(hour * 3600, SWEDISH_TIME)
    return f"{at:%Y-%m-%dT%H}", at.isoformat()[-len("+01:00") :]


class LogFile(logging.handlers.WatchedFileHandler):
    """The log as a file, made when the first line comes; what rotates it moves it away.

    `is_lost` tells whether the last line could not be written there.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", delay=True)
        self.is_lost = False
        self._has_failed = False

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def emit(self, record: logging.LogRecord) -> None:
        self._has_failed = False
        try:
            super().emit(record)
        except OSError:  # the file cannot be opened; what cannot be written comes by handleError
            self.handleError(record)
        self.is_lost = self._has_failed

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 — logging's name
        """Say once that the file cannot be written to, and let the line stand beside it."""
        self._has_failed = True
        with suppress(Exception):  # standard error may be gone as well
            if not self.is_lost:
                print(_UNWRITABLE, file=sys.stderr)
            print(self.format(record), file=sys.stderr)


class LogOnStandardError(logging.StreamHandler[TextIO]):
    """The log on standard error; one that nobody takes stops nothing."""

    is_lost = False

    def handleError(self, _record: logging.LogRecord) -> None:  # noqa: N802 — logging's name
        pass


@contextmanager
def logging_to(log_file: Path) -> Iterator[LogFile | LogOnStandardError]:
    """Let all that is logged within the block go to the file, or to standard error."""
    with logging_by(_handler(log_file)) as handler:
        yield handler


@contextmanager
def logging_by(handler: _Taker) -> Iterator[_Taker]:
    """Let all that is logged within the block go to the handler, and close it afterwards."""
    earlier_level, earlier_hook = events.LOGGER.level, threading.excepthook
    logging.getLogger().addHandler(handler)
    events.LOGGER.setLevel(logging.INFO)
    threading.excepthook = _thread_failed
    logging.captureWarnings(True)
    try:
        yield handler
    finally:
        logging.captureWarnings(False)
        threading.excepthook = earlier_hook
        events.LOGGER.setLevel(earlier_level)
        logging.getLogger().removeHandler(handler)
        with suppress(OSError):
            handler.close()


def _handler(log_file: Path) -> LogFile | LogOnStandardError:
    on_stderr = log_file == STANDARD_ERROR
    handler = LogOnStandardError(sys.stderr) if on_stderr else LogFile(log_file)
    handler.setFormatter(LineFormatter())
    return handler


def _thread_failed(args: threading.ExceptHookArgs) -> None:
    """Log what has ended a thread; Python would write its message to standard error."""
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        events.fault(args.exc_value, "thread_failed")
