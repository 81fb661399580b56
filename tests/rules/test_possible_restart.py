"""An investigation opened soon after another on the same child is flagged."""

import pytest
from case_builders import an_investigation, day

from rules.facts import InvestigationSpan
from rules.policy import DEFAULT_POLICY, Policy
from rules.restart import possible_restart

FIRST = InvestigationSpan("UTR-1", "BU-1", day("mån 2026-06-01"), day("tor 2026-10-01"))


@pytest.mark.parametrize(
    ("opened", "is_flagged"),
    [
        ("ons 2026-09-30", False),  # before the other one closed
        ("tor 2026-10-01", True),  # the same day
        ("fre 2026-10-02", True),
        ("lör 2026-10-31", True),  # 30 days after
        ("sön 2026-11-01", False),  # 31 days after
    ],
)
def test_the_flag_covers_the_day_of_closing_to_the_thirtieth_day_after(
    opened: str, is_flagged: bool
) -> None:
    second = an_investigation(opened, "UTR-2")
    found = possible_restart(second, (FIRST,), DEFAULT_POLICY)
    assert (found == FIRST) is is_flagged


def test_an_investigation_is_no_restart_of_itself_or_of_a_running_one() -> None:
    same_day = InvestigationSpan("UTR-2", "BU-1", day("tor 2026-10-01"), day("tor 2026-10-01"))
    running = InvestigationSpan("UTR-3", "BU-1", day("mån 2026-06-01"))
    second = an_investigation("tor 2026-10-01", "UTR-2")
    assert possible_restart(second, (same_day, running), DEFAULT_POLICY) is None


def test_the_number_of_days_is_the_municipalitys() -> None:
    second = an_investigation("tor 2026-10-15", "UTR-2")
    assert possible_restart(second, (FIRST,), Policy(restart_within_days=14)) == FIRST
    assert possible_restart(second, (FIRST,), Policy(restart_within_days=13)) is None
