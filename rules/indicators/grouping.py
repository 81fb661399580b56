"""How figures are broken down: by unit, caseworker, sex, age group or month."""

from enum import StrEnum
from typing import assert_never

from rules.facts import Investigation, Placement, ReportOfConcern

Row = ReportOfConcern | Investigation | Placement

UNKNOWN = "unknown"
AGE_GROUPS = ((0, 5, "0–5"), (6, 12, "6–12"), (13, 17, "13–17"), (18, 21, "18–21"))
_AGE_ORDER = (*(name for _, _, name in AGE_GROUPS), UNKNOWN)
_SWEDISH_LETTERS = str.maketrans("åäö", "{|}")


class Grouping(StrEnum):
    """What figures can be grouped by."""

    UNIT = "unit"  # enhet
    CASEWORKER = "caseworker"  # handläggare
    SEX = "sex"  # kön
    AGE = "age"  # åldersgrupp
    MONTH = "month"  # månad


def group_of(row: Row, by: Grouping) -> str | None:
    """Return the group that a row falls in; None for months, which go by day and not by row."""
    match by:
        case Grouping.UNIT:
            return row.unit or UNKNOWN
        case Grouping.CASEWORKER:
            return row.caseworker or UNKNOWN
        case Grouping.SEX:
            return row.sex.value
        case Grouping.AGE:
            return age_group(row.age)
        case Grouping.MONTH:
            return None
        case _:
            assert_never(by)


def age_group(age: int | None) -> str:
    """Return the age group; *unknown* also for an age that is no child's or young person's."""
    if age is not None:
        for youngest, oldest, name in AGE_GROUPS:
            if youngest <= age <= oldest:
                return name
    return UNKNOWN


def group_order(group: str, by: Grouping) -> tuple[int, str, str]:
    """Return the sort key of a group: ages by age, names as Swedes sort them, unknown last.

    No two groups share one, so that names which differ in capitals alone keep their order.
    """
    if by is Grouping.AGE:
        return _AGE_ORDER.index(group), group, group
    return int(group == UNKNOWN), group.casefold().translate(_SWEDISH_LETTERS), group
