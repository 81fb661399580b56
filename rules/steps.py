"""A step of the way to a date, as it is explained to whoever doubts it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class StepKind(StrEnum):
    """What a step of the explanation tells."""

    TRIGGER = "trigger"
    DAY_ZERO = "day_zero"
    LENGTH = "length"
    MONTH_END = "month_end"
    DAY_OFF = "day_off"
    EXTENSION = "extension"
    PROVISION = "provision"
    SURENESS = "sureness"
    FRESHNESS = "freshness"
    STATUS = "status"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is about, the Swedish sentence, and the day it arrives at."""

    kind: StepKind
    text: str
    day: date
