"""What goes over the lines between the two processes: what is wanted, and what came of it."""

import copyreg
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from multiprocessing.connection import Connection
from operator import attrgetter
from typing import Any, Protocol, TypeAlias

from bot.conversation import Answer, Asker, Question, Reply


class WorkingDesk(Protocol):
    """A desk in the process that it works in; both may block."""

    def answer(self, question: Question) -> Answer: ...

    def knows(self, object_id: str) -> bool: ...


MakesDesk: TypeAlias = Callable[[], AbstractContextManager[WorkingDesk]]
"""Opens the desk in the other process: a function that pickle finds by its name, or a partial."""


@dataclass(frozen=True, slots=True)
class IsKnown:
    """Whether a member of staff is tied to this Entra object id."""

    object_id: str


Order: TypeAlias = Question | IsKnown

Life: TypeAlias = "Connection[Any, Any]"
"""One end of the line of the process's life; what comes over it is made by our own code."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception of the desk's by its traces; a StorageError also by its code and sentence."""

    kinds: tuple[str, ...]
    places: tuple[str, ...]
    code: str = ""
    sentence: str = ""


Outcome: TypeAlias = Reply | bool | Raised


def _written_by_parts(kind: type[Any]) -> None:
    """Let pickle write the parts of a dataclass; by itself it asks for each by name, in Python."""
    parts = attrgetter(*(field.name for field in fields(kind)))
    copyreg.pickle(kind, lambda each: (kind, parts(each)))


for _kind in (Question, Asker, Reply):
    _written_by_parts(_kind)
