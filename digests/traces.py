"""What is told of a fault: a reference, its kinds, and where it happened; never what it says.

An exception's own message may quote a row.
"""

import secrets
import traceback
from pathlib import Path

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_REFERENCE_LENGTH = 8
_MOST_EXCEPTIONS, _MOST_FRAMES = 5, 12


def new_reference() -> str:
    """Return a number that leads a person's words to a line in the log."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_REFERENCE_LENGTH))


def exception_kinds(fault: BaseException) -> list[str]:
    """Return the kinds of the exception and of what it came from."""
    names: list[str] = []
    cause: BaseException | None = fault
    while cause is not None and len(names) < _MOST_EXCEPTIONS:
        names.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return names


def places(fault: BaseException) -> list[str]:
    """Return where in the code it happened, the innermost place last."""
    frames = traceback.extract_tb(fault.__traceback__)[-_MOST_FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
