"""Whether an investigation kept its caseworker, as the imports saw it."""

from dataclasses import replace

import pytest
from case_builders import a_case, an_investigation, day
from indicator_figures import counts

from rules.facts import CaseworkersSeen
from rules.indicators import IndicatorId

SAME = IndicatorId.SAME_CASEWORKER


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (["tis 2026-09-01"], (1, 1)),  # one from start to end
        (["tis 2026-09-01", "tor 2026-10-01"], (0, 1)),  # handed over
        (["tis 2026-09-01", "tis 2026-11-10"], (1, 1)),  # changed two days after the closing
        (["tis 2026-09-01", "mån 2026-11-09"], (0, 1)),  # the closing day, seen the night after
        (["tis 2026-11-10"], (None, None)),  # never seen while it ran
        ([], (None, None)),
    ],
)
def test_a_change_counts_while_the_investigation_runs(
    seen: list[str], expected: tuple[int | None, int | None]
) -> None:
    investigation = an_investigation("mån 2026-08-31", closed_on=day("sön 2026-11-08"))
    days = tuple(day(each) for each in seen)
    history = (CaseworkersSeen(investigation.number, days),) if days else ()
    case = replace(a_case(investigation), caseworkers_seen=history)
    assert counts(SAME, case) == expected


def test_another_investigation_of_the_case_says_nothing() -> None:
    investigation = an_investigation("mån 2026-08-31", closed_on=day("sön 2026-11-08"))
    other = CaseworkersSeen("another", (day("tis 2026-09-01"),))
    assert counts(SAME, replace(a_case(investigation), caseworkers_seen=(other,))) == (None, None)
