"""What goes over the lines between the two processes: what is wanted, and what came of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol, TypeAlias

from bot.conversation import Answer, Question, Reply


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

Line: TypeAlias = "Connection[Any, Any]"
"""One end of a line between the processes; what comes over it is made by our own code."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception of the desk's by its traces; a StorageError also by its code and sentence."""

    kinds: tuple[str, ...]
    places: tuple[str, ...]
    code: str = ""
    sentence: str = ""


Outcome: TypeAlias = Reply | bool | Raised
