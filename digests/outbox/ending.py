"""What a claimed delivery came to, and what a run came to in all."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Ending(StrEnum):
    """What became of one claimed delivery in this run."""

    SENT = "sent"
    RETRIED = "retried"
    UNKNOWN = "unknown"
    FAILED = "failed"
    WITHHELD = "withheld"
    LEFT = "left"  # put back for later, somebody else's by now, or left to its lease


@dataclass(frozen=True, slots=True)
class RunReport:
    """How many deliveries came to what; those that were only left for later are not counted."""

    sent: int = 0
    retried: int = 0
    unknown: int = 0
    failed: int = 0
    withheld: int = 0


def report_of(endings: Counter[Ending]) -> RunReport:
    return RunReport(
        sent=endings[Ending.SENT],
        retried=endings[Ending.RETRIED],
        unknown=endings[Ending.UNKNOWN],
        failed=endings[Ending.FAILED],
        withheld=endings[Ending.WITHHELD],
    )
