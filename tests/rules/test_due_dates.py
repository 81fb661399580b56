"""The last day of every rule, at the edges of months, acts and days off."""

from datetime import date

import pytest
from case_builders import day, duty

from rules.catalogue import RuleId, RuleNotInForceError, rule_for, version_in_force
from rules.deadline import due_dates

PRELIMINARY = RuleId.PRELIMINARY_ASSESSMENT
INVESTIGATION = RuleId.INVESTIGATION

VECTORS = [
    # the test vectors of the legal specification
    (PRELIMINARY, "fre 2026-11-06", "fre 2026-11-20", "fre 2026-11-20"),
    (PRELIMINARY, "tor 2026-12-10", "tor 2026-12-24", "mån 2026-12-28"),
    (PRELIMINARY, "tor 2026-12-17", "tor 2026-12-31", "mån 2027-01-04"),
    (PRELIMINARY, "fre 2027-03-12", "fre 2027-03-26", "tis 2027-03-30"),
    (PRELIMINARY, "fre 2027-06-11", "fre 2027-06-25", "mån 2027-06-28"),
    (INVESTIGATION, "tis 2026-07-21", "lör 2026-11-21", "mån 2026-11-23"),
    (INVESTIGATION, "mån 2026-08-31", "tor 2026-12-31", "mån 2027-01-04"),
    (INVESTIGATION, "tor 2026-10-29", "sön 2027-02-28", "mån 2027-03-01"),
    (INVESTIGATION, "fre 2026-10-30", "sön 2027-02-28", "mån 2027-03-01"),
    (INVESTIGATION, "lör 2026-10-31", "sön 2027-02-28", "mån 2027-03-01"),
    (INVESTIGATION, "sön 2027-10-31", "tis 2028-02-29", "tis 2028-02-29"),
    # month ends and the leap day
    (INVESTIGATION, "ons 2027-10-27", "sön 2028-02-27", "mån 2028-02-28"),
    (INVESTIGATION, "tor 2027-10-28", "mån 2028-02-28", "mån 2028-02-28"),
    (INVESTIGATION, "fre 2027-10-29", "tis 2028-02-29", "tis 2028-02-29"),
    (INVESTIGATION, "tis 2028-02-29", "tor 2028-06-29", "tor 2028-06-29"),
    (INVESTIGATION, "mån 2026-03-30", "tor 2026-07-30", "tor 2026-07-30"),
    (INVESTIGATION, "tis 2026-03-31", "fre 2026-07-31", "fre 2026-07-31"),
    (INVESTIGATION, "sön 2026-05-31", "ons 2026-09-30", "ons 2026-09-30"),
    (INVESTIGATION, "tor 2026-12-31", "fre 2027-04-30", "fre 2027-04-30"),
    # the eves, a holiday on a weekday, and the night when clocks change
    (PRELIMINARY, "lör 2025-10-18", "lör 2025-11-01", "mån 2025-11-03"),
    (PRELIMINARY, "fre 2026-04-17", "fre 2026-05-01", "mån 2026-05-04"),
    (PRELIMINARY, "tor 2026-04-30", "tor 2026-05-14", "fre 2026-05-15"),
    (PRELIMINARY, "tis 2025-12-23", "tis 2026-01-06", "ons 2026-01-07"),
    (PRELIMINARY, "fre 2026-12-11", "fre 2026-12-25", "mån 2026-12-28"),
    (PRELIMINARY, "sön 2026-03-15", "sön 2026-03-29", "mån 2026-03-30"),
    (PRELIMINARY, "sön 2026-10-11", "sön 2026-10-25", "mån 2026-10-26"),
    # at once: the day after, never shifted
    (RuleId.PROTECTION_ASSESSMENT, "fre 2026-11-06", "lör 2026-11-07", "lör 2026-11-07"),
    (RuleId.PROTECTION_ASSESSMENT, "ons 2026-12-23", "tor 2026-12-24", "tor 2026-12-24"),
    # the other lengths
    (RuleId.INVESTIGATION_NOTICE, "tor 2026-11-05", "fre 2026-11-06", "fre 2026-11-06"),
    (RuleId.REPORTER_FEEDBACK, "fre 2026-11-06", "fre 2026-11-13", "fre 2026-11-13"),
    (RuleId.IMMEDIATE_CUSTODY_SUBMISSION, "tis 2026-10-27", "tis 2026-11-03", "tis 2026-11-03"),
    (RuleId.IMMEDIATE_CUSTODY_APPLICATION, "fre 2026-11-27", "fre 2026-12-25", "mån 2026-12-28"),
    (RuleId.PROTECTED_HOUSING_SUBMISSION, "fre 2026-11-06", "fre 2026-11-13", "fre 2026-11-13"),
    (RuleId.PROTECTED_HOUSING_APPLICATION, "fre 2026-11-06", "fre 2026-12-18", "fre 2026-12-18"),
    (RuleId.LVU_CONSIDERATION, "mån 2026-08-31", "sön 2027-02-28", "mån 2027-03-01"),
    (RuleId.LVU_RECONSIDERATION, "fre 2026-05-22", "sön 2026-11-22", "mån 2026-11-23"),
    (RuleId.PLACEMENT_CONSIDERATION, "fre 2026-05-22", "sön 2026-11-22", "mån 2026-11-23"),
    (
        RuleId.CONTACT_RESTRICTION_CONSIDERATION,
        "mån 2026-11-30",
        "sön 2027-02-28",
        "mån 2027-03-01",
    ),
    (RuleId.REMOVAL_BAN_CONSIDERATION, "fre 2026-08-21", "lör 2026-11-21", "mån 2026-11-23"),
    (RuleId.EMERGENCY_CARE_LIMIT, "tor 2026-12-31", "sön 2027-02-28", "mån 2027-03-01"),
    (RuleId.UNEXECUTED_DECISION_REPORT, "fre 2026-11-06", "lör 2027-02-06", "mån 2027-02-08"),
    (RuleId.YOUTH_SERVICE_START, "fre 2026-11-06", "ons 2027-01-06", "tor 2027-01-07"),
    (RuleId.CUSTODY_TRANSFER_CONSIDERATION, "tor 2024-02-29", "lör 2026-02-28", "mån 2026-03-02"),
    (RuleId.CARE_PLAN_REVISION, "fre 2024-11-08", "sön 2026-11-08", "mån 2026-11-09"),
    (
        RuleId.FOLLOW_UP_AFTER_INVESTIGATION,
        "tis 2026-06-30",
        "ons 2026-12-30",
        "ons 2026-12-30",
    ),
    (RuleId.FOLLOW_UP_AFTER_PLACEMENT, "mån 2026-08-31", "sön 2027-02-28", "mån 2027-03-01"),
]


@pytest.mark.parametrize(("rule", "triggered", "due", "shifted"), VECTORS)
def test_the_last_day_is_counted_as_the_law_counts_it(
    rule: RuleId, triggered: str, due: str, shifted: str
) -> None:
    found = duty(rule, triggered, triggered)
    assert (found.due_on, found.shifted_due_on) == (day(due), day(shifted))


ACTS = [
    ("mån 2025-06-30", "SoL (2001:453)"),
    ("tis 2025-07-01", "SoL (2025:400)"),
]
IN_BOTH_ACTS = [
    RuleId.PROTECTION_ASSESSMENT,
    PRELIMINARY,
    RuleId.INVESTIGATION_NOTICE,
    INVESTIGATION,
    RuleId.PLACEMENT_CONSIDERATION,
    RuleId.EMERGENCY_CARE_LIMIT,
    RuleId.UNEXECUTED_DECISION_REPORT,
    RuleId.CUSTODY_TRANSFER_CONSIDERATION,
    RuleId.CARE_PLAN_REVISION,
    RuleId.YOUTH_SERVICE_START,
]


@pytest.mark.parametrize("rule", IN_BOTH_ACTS)
@pytest.mark.parametrize(("triggered", "act"), ACTS)
def test_the_act_follows_the_day_of_the_event(rule: RuleId, triggered: str, act: str) -> None:
    found = duty(rule, triggered, "fre 2026-11-20")
    assert found.version.citation.statute == act
    assert not found.is_interpretation


FOLLOW_UPS = [
    # (closed, completed, last day, months, our reading)
    ("ons 2025-04-30", None, "mån 2025-06-30", 2, False),  # ran out the day before
    ("tor 2025-05-01", None, "lör 2025-11-01", 6, True),  # would have ended on 1 July
    ("mån 2025-06-30", None, "tis 2025-12-30", 6, True),
    ("tis 2025-07-01", None, "tor 2026-01-01", 6, False),
    ("mån 2025-06-02", "mån 2025-06-30", "lör 2025-08-02", 2, False),  # done before the new act
    ("mån 2025-06-02", "tis 2025-07-01", "tis 2025-12-02", 6, True),  # running on 1 July
]


@pytest.mark.parametrize(("closed", "completed", "due", "length", "is_reading"), FOLLOW_UPS)
def test_a_follow_up_running_on_1_july_2025_gets_six_months_as_our_reading(
    closed: str, completed: str | None, due: str, length: int, is_reading: bool
) -> None:
    found = duty(RuleId.FOLLOW_UP_AFTER_INVESTIGATION, closed, "fre 2026-11-20", ended=completed)
    assert found.due_on == day(due)
    assert found.version.length.amount == length
    assert found.is_interpretation is is_reading
    assert found.sureness.value == ("R" if is_reading else "L")


FIRST_DAYS = [
    (RuleId.PROTECTION_ASSESSMENT, date(2013, 1, 1)),
    (PRELIMINARY, date(2013, 1, 1)),
    (INVESTIGATION, date(1998, 1, 1)),
    (RuleId.INVESTIGATION_NOTICE, date(2002, 1, 1)),
    (RuleId.REPORTER_FEEDBACK, date(2026, 1, 15)),
    (RuleId.PROTECTED_HOUSING_SUBMISSION, date(2024, 4, 1)),
    (RuleId.PROTECTED_HOUSING_APPLICATION, date(2024, 4, 1)),
    (RuleId.PLACEMENT_CONSIDERATION, date(2002, 1, 1)),
    (RuleId.LVU_CONSIDERATION, date(1990, 7, 1)),
    (RuleId.LVU_RECONSIDERATION, date(1990, 7, 1)),
]


@pytest.mark.parametrize(("rule", "first"), FIRST_DAYS)
def test_a_rule_applies_from_its_first_day_and_asking_for_the_day_before_raises(
    rule: RuleId, first: date
) -> None:
    assert version_in_force(rule, first).in_force_from == first
    with pytest.raises(RuleNotInForceError) as refused:
        version_in_force(rule, date.fromordinal(first.toordinal() - 1))
    assert refused.value.rule is rule_for(rule)
    assert refused.value.in_force_from == first


def test_a_version_is_not_stretched_over_the_other_act() -> None:
    old, new = rule_for(INVESTIGATION).versions
    with pytest.raises(RuleNotInForceError):
        due_dates(day("tis 2025-07-01"), old)
    with pytest.raises(RuleNotInForceError):
        due_dates(day("mån 2025-06-30"), new)


@pytest.mark.parametrize(
    ("opened", "days"),
    [
        ("tis 2026-02-03", 120),  # February in between: the shortest four months
        ("ons 2026-07-01", 123),  # the longest
        ("lör 2026-10-31", 120),
        ("tor 2026-01-01", 120),
    ],
)
def test_four_months_are_120_to_123_days(opened: str, days: int) -> None:
    found = duty(INVESTIGATION, opened, opened)
    assert (found.due_on - found.triggered_on).days == days
