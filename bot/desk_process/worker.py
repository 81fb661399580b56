"""The process where questions are answered: `python -m bot.desk_process.worker`, by the service.

It is given the descriptors of its lines: over the first it hears which desk to open and tells
what is to be logged, over each of the others it answers one question after another. When the
first is closed, or the service is gone however it ended, it ends: within a moment, whatever
hangs, and whatever signal the two of them are sent.
"""

import logging
import os
import signal
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pickle import HIGHEST_PROTOCOL, dumps, loads
from threading import Lock, Thread
from time import monotonic

from bot.collecting import spare_the_collector
from bot.conversation import Question
from bot.desk_process.lines import Line
from bot.desk_process.orders import Life, MakesDesk, Order, Outcome, Raised, WorkingDesk
from bot.logs import line_of, logging_by
from digests import events
from digests.traces import exception_kinds, places
from storage.errors import StorageError

_LAST_ANSWER_MAY_LAST_S = 1.0


class _ToService(logging.Handler):
    """Lets the service write down what is logged here, and count it."""

    def __init__(self, life: Life) -> None:
        super().__init__(logging.INFO)
        self._life = life

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._life.send((record.levelno, line_of(record)))
        except OSError:  # the service has ended
            self.handleError(record)

    def handleError(self, _record: logging.LogRecord) -> None:  # noqa: N802 — logging's name
        pass


def work(life: Life, lines: Sequence[Line]) -> None:
    """Answer on the lines until the service ends; what cannot be opened is logged."""
    with logging_by(_ToService(life)):
        try:
            make: MakesDesk = life.recv()
            with make() as desk:
                _serve(desk, life, lines)
        except EOFError:
            return
        except Exception as fault:
            events.fault(fault, "desk_failed")


def _serve(desk: WorkingDesk, life: Life, lines: Sequence[Line]) -> None:
    life.send(None)  # it is open
    at_work = [Lock() for _ in lines]
    for line, working in zip(lines, at_work, strict=True):
        Thread(target=_answer, args=(desk, line, working), daemon=True).start()
    spare_the_collector()
    _until_closed(life)
    until = monotonic() + _LAST_ANSWER_MAY_LAST_S
    for working in at_work:
        working.acquire(timeout=max(0.0, until - monotonic()))


def _until_closed(life: Life) -> None:
    try:
        life.recv()
    except (EOFError, OSError):
        return


def _answer(desk: WorkingDesk, line: Line, working: Lock) -> None:
    """Answer what comes over the line until it is closed; the lock tells that work is done."""
    try:
        while True:
            order: Order = loads(line.hear())  # noqa: S301 — written by our own code
            with working:
                line.say(dumps(_outcome(desk, order), HIGHEST_PROTOCOL))
    except (EOFError, OSError):
        return
    except BaseException as fault:  # else somebody would wait for ever
        events.fault(fault, "desk_failed")
        os._exit(1)


def _outcome(desk: WorkingDesk, order: Order) -> Outcome:
    try:
        if isinstance(order, Question):
            return desk.answer(order).reply
        return desk.knows(order.object_id)
    except StorageError as fault:
        return Raised(*_traces_of(fault), fault.code, fault.message)
    except Exception as fault:
        return Raised(*_traces_of(fault))


def _traces_of(fault: BaseException) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(exception_kinds(fault)), tuple(places(fault))


def _heed_no_signal() -> None:
    """Leave it to the service when to stop: it is sent the same signals, and ends this too."""
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)


if __name__ == "__main__":
    _heed_no_signal()
    first, *others = map(int, sys.argv[1:])
    work(Connection(first), [Line.at(number) for number in others])
    os._exit(0)  # a thread may wait for a database that does not answer
