"""What a file's rows become: a fact, or a rejection that a person can act on."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from rules.facts import Investigation, Placement, ReportOfConcern, StaffMember

Fact = ReportOfConcern | Investigation | Placement | StaffMember


Said = tuple[Any, ...]
"""What a row says: the values of its fact's fields, in their order."""


class AcceptedRow(NamedTuple):
    """A row that says something true enough to keep; `line` is where it starts in the file."""

    line: int
    said: Said
    type: type[Fact]

    @property
    def fact(self) -> Fact:
        return self.type(*self.said)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was left out, why, and what to do about it; never what its cells hold.

    `number` is the row's own key where it could be read, so that its earlier version can
    be kept; it is never a personal identity number. `person` is whom a row of the staff list
    is about when only the name could be read.
    """

    path: str
    line: int
    column: str | None
    code: str
    message: str
    number: str | None
    person: str | None = None


class ProtectedRow(NamedTuple):
    """A row about somebody with a protected identity: to be forgotten, and never listed.

    So is all else of its case, where the row says which that is.
    """

    number: str
    case: str | None = None


ReadRow = AcceptedRow | RejectedRow | ProtectedRow
"""What the reader makes of a row."""


class UnusableFileError(Exception):
    """The file as a whole cannot be read; `message` is a Swedish sentence with the remedy."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class ProfileError(Exception):
    """The profile cannot be used; `message` is a Swedish sentence with the remedy."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class CellError(Exception):
    """One cell cannot be accepted; the reader of its row knows the line and the column."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(code)
        self.field = field
        self.code = code
