"""What a weekly digest asks somebody to look at or correct, as typed values.

Part of the digest's model: gaps in the rows, names that are nobody's, limits that may have begun
anew. Like the rest of it, it holds the rows of one unit and nobody else's.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.data_gap_kinds import DataGapKind


@dataclass(frozen=True, slots=True)
class GapItem:
    """One row to correct in the case system."""

    kind: DataGapKind
    case: str
    source: str
    unit: str
    caseworker: str


@dataclass(frozen=True, slots=True)
class GapGroup:
    """All rows of a unit that lack the same thing."""

    kind: DataGapKind
    rows: tuple[GapItem, ...]


class CaseworkerFault(StrEnum):
    """Why a row reaches no caseworker."""

    MISSING = "missing"  # raden har ingen handläggare
    UNKNOWN = "unknown"  # finns inte i personal.csv
    AMBIGUOUS = "ambiguous"  # passar flera som står eller har stått där


@dataclass(frozen=True, slots=True)
class UnknownCaseworker:
    """A name on open duties that is nobody's in personal.csv, and the cases it stands on."""

    caseworker: str
    fault: CaseworkerFault
    duties: int
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RestartItem:
    """An investigation opened within some days after another on the same child was closed.

    What the other one is called and when it closed is None where it is not the unit's own.
    """

    case: str
    number: str
    opened_on: date
    within_days: int
    earlier_number: str | None
    earlier_closed_on: date | None
    unit: str
    caseworker: str

    @property
    def days_between(self) -> int | None:
        closed_on = self.earlier_closed_on
        return None if closed_on is None else (self.opened_on - closed_on).days


@dataclass(frozen=True, slots=True)
class ToCheck:
    """What somebody has to look at or correct in the case system."""

    data_gaps: tuple[GapItem, ...]
    unknown_caseworkers: tuple[UnknownCaseworker, ...]
    possible_restarts: tuple[RestartItem, ...]

    @property
    def size(self) -> int:
        return len(self.data_gaps) + len(self.unknown_caseworkers) + len(self.possible_restarts)

    @property
    def gaps_by_kind(self) -> tuple[GapGroup, ...]:
        """Return the data gaps with the same explanation together."""
        kinds = [kind for kind in DataGapKind if any(gap.kind is kind for gap in self.data_gaps)]
        return tuple(
            GapGroup(kind, tuple(gap for gap in self.data_gaps if gap.kind is kind))
            for kind in kinds
        )
