"""What is told of a fault: a reference, its kinds, and where it happened; never what it says.

An exception's own message may quote a row.
"""

import secrets
import traceback
from collections.abc import Iterator
from pathlib import Path

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_REFERENCE_LENGTH = 8
_MOST_EXCEPTIONS, _MOST_FRAMES = 5, 12


class ElsewhereError(Exception):
    """A fault in another process of ours, as the cause of what is raised here for it."""

    def __init__(self, kinds: tuple[str, ...], places: tuple[str, ...]) -> None:
        super().__init__()
        self.kinds = kinds
        self.places = places


def new_reference() -> str:
    """Return a number that leads a person's words to a line in the log."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_REFERENCE_LENGTH))


def exception_kinds(fault: BaseException) -> list[str]:
    """Return the kinds of the exception and of what it came from."""
    names = [name for each in _with_causes(fault) for name in _kinds(each)]
    return names[:_MOST_EXCEPTIONS]


def places(fault: BaseException) -> list[str]:
    """Return where in the code it happened, the innermost place last."""
    frames = traceback.extract_tb(fault.__traceback__)[-_MOST_FRAMES:]
    here = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    elsewhere = (each for each in _with_causes(fault) if isinstance(each, ElsewhereError))
    return [*here, *(place for each in elsewhere for place in each.places)][-_MOST_FRAMES:]


def _with_causes(fault: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = fault
    for _ in range(_MOST_EXCEPTIONS):
        if cause is not None:
            yield cause
            cause = cause.__cause__ or cause.__context__


def _kinds(fault: BaseException) -> tuple[str, ...]:
    return fault.kinds if isinstance(fault, ElsewhereError) else (type(fault).__name__,)
