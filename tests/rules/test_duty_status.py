"""How a duty stands at a day: near, today, overdue, and what the weekend setting changes."""

import pytest
from case_builders import SHIFTED, day, duty, extended

from rules.catalogue import RuleId, RuleVersion, version_in_force
from rules.deadline import ExtensionEffect, NotExtendableError
from rules.duties import DutyStatus
from rules.policy import DEFAULT_POLICY, Policy, WeekendRule

NEAR, UPCOMING = DutyStatus.NEAR, DutyStatus.UPCOMING
PRELIMINARY = RuleId.PRELIMINARY_ASSESSMENT
INVESTIGATION = RuleId.INVESTIGATION

EDGES = [
    # 14 days and one week: near from five days before
    (PRELIMINARY, "fre 2026-11-06", "lör 2026-11-14", UPCOMING, 6),
    (PRELIMINARY, "fre 2026-11-06", "sön 2026-11-15", NEAR, 5),
    (PRELIMINARY, "fre 2026-11-06", "tor 2026-11-19", NEAR, 1),
    (PRELIMINARY, "fre 2026-11-06", "fre 2026-11-20", DutyStatus.DUE_TODAY, 0),
    (PRELIMINARY, "fre 2026-11-06", "lör 2026-11-21", DutyStatus.OVERDUE, -1),
    (RuleId.REPORTER_FEEDBACK, "fre 2026-11-06", "lör 2026-11-07", UPCOMING, 6),
    (RuleId.REPORTER_FEEDBACK, "fre 2026-11-06", "sön 2026-11-08", NEAR, 5),
    # at once: near from the first moment
    (RuleId.PROTECTION_ASSESSMENT, "fre 2026-11-06", "fre 2026-11-06", NEAR, 1),
    (
        RuleId.PROTECTION_ASSESSMENT,
        "fre 2026-11-06",
        "lör 2026-11-07",
        DutyStatus.DUE_TODAY,
        0,
    ),
    (RuleId.PROTECTION_ASSESSMENT, "fre 2026-11-06", "sön 2026-11-08", DutyStatus.OVERDUE, -1),
    # months and years: near from thirty days before
    (INVESTIGATION, "ons 2026-07-22", "fre 2026-10-23", NEAR, 30),
    (INVESTIGATION, "ons 2026-07-22", "tor 2026-10-22", UPCOMING, 31),
    (INVESTIGATION, "ons 2026-07-22", "sön 2026-11-22", DutyStatus.DUE_TODAY, 0),
    (INVESTIGATION, "ons 2026-07-22", "mån 2026-11-23", DutyStatus.OVERDUE, -1),
    (RuleId.EMERGENCY_CARE_LIMIT, "tis 2026-09-22", "fre 2026-10-23", NEAR, 30),
    (RuleId.EMERGENCY_CARE_LIMIT, "tis 2026-09-22", "tor 2026-10-22", UPCOMING, 31),
    # six weeks are longer than a month, four weeks are not
    (RuleId.PROTECTED_HOUSING_APPLICATION, "fre 2026-11-06", "ons 2026-11-18", NEAR, 30),
    (RuleId.PROTECTED_HOUSING_APPLICATION, "fre 2026-11-06", "tis 2026-11-17", UPCOMING, 31),
    (RuleId.IMMEDIATE_CUSTODY_APPLICATION, "fre 2026-10-23", "sön 2026-11-15", NEAR, 5),
    (RuleId.IMMEDIATE_CUSTODY_APPLICATION, "fre 2026-10-23", "lör 2026-11-14", UPCOMING, 6),
]


@pytest.mark.parametrize(("rule", "triggered", "today", "status", "days_left"), EDGES)
def test_the_status_turns_on_its_day(
    rule: RuleId, triggered: str, today: str, status: DutyStatus, days_left: int
) -> None:
    found = duty(rule, triggered, today)
    assert (found.status, found.days_left) == (status, days_left)


def test_a_municipality_sets_when_near_begins() -> None:
    policy = Policy(near_days={PRELIMINARY: 10})
    assert duty(PRELIMINARY, "fre 2026-11-06", "tis 2026-11-10", policy=policy).status is NEAR
    assert duty(PRELIMINARY, "fre 2026-11-06", "mån 2026-11-09", policy=policy).status is UPCOMING


WEEKENDS = [
    # an investigation due on lör 2026-11-21, the working day after is mån 2026-11-23
    ("lör 2026-11-21", DEFAULT_POLICY, DutyStatus.DUE_TODAY, 0),
    ("sön 2026-11-22", DEFAULT_POLICY, DutyStatus.OVERDUE, -1),
    ("lör 2026-11-21", SHIFTED, DutyStatus.NEAR, 2),
    ("sön 2026-11-22", SHIFTED, DutyStatus.NEAR, 1),
    ("mån 2026-11-23", SHIFTED, DutyStatus.DUE_TODAY, 0),
    ("tis 2026-11-24", SHIFTED, DutyStatus.OVERDUE, -1),
]


@pytest.mark.parametrize(("today", "policy", "status", "days_left"), WEEKENDS)
def test_the_weekend_setting_decides_which_date_makes_it_late(
    today: str, policy: Policy, status: DutyStatus, days_left: int
) -> None:
    found = duty(INVESTIGATION, "tis 2026-07-21", today, policy=policy)
    assert (found.status, found.days_left) == (status, days_left)
    assert found.due_on == day("lör 2026-11-21")
    assert found.shifted_due_on == day("mån 2026-11-23")


def test_near_is_counted_to_the_unshifted_day_whatever_the_setting() -> None:
    for policy in (DEFAULT_POLICY, SHIFTED):
        before = duty(INVESTIGATION, "tis 2026-07-21", "ons 2026-10-21", policy=policy)
        after = duty(INVESTIGATION, "tis 2026-07-21", "tor 2026-10-22", policy=policy)
        assert (before.status, after.status) == (UPCOMING, NEAR)


def test_a_protection_assessment_is_late_on_a_holiday_too() -> None:
    for policy in (DEFAULT_POLICY, SHIFTED):
        found = duty(
            RuleId.PROTECTION_ASSESSMENT, "ons 2026-12-23", "fre 2026-12-25", policy=policy
        )
        assert found.status is DutyStatus.OVERDUE


CLOSINGS = [
    ("fre 2026-11-20", DEFAULT_POLICY, DutyStatus.FULFILLED),
    ("lör 2026-11-21", DEFAULT_POLICY, DutyStatus.FULFILLED),
    ("mån 2026-11-23", DEFAULT_POLICY, DutyStatus.FULFILLED_LATE),
    ("mån 2026-11-23", SHIFTED, DutyStatus.FULFILLED),
    ("tis 2026-11-24", SHIFTED, DutyStatus.FULFILLED_LATE),
]


@pytest.mark.parametrize(("ended", "policy", "status"), CLOSINGS)
def test_what_is_done_is_in_time_or_late_and_has_no_days_left(
    ended: str, policy: Policy, status: DutyStatus
) -> None:
    found = duty(INVESTIGATION, "tis 2026-07-21", "tis 2026-12-01", ended=ended, policy=policy)
    assert (found.status, found.days_left, found.is_open) == (status, None, False)


def test_what_is_done_after_today_has_not_been_done() -> None:
    done_later = {"ended": "fre 2026-11-20"}
    found = duty(INVESTIGATION, "tis 2026-07-21", "tor 2026-11-19", **done_later)
    assert (found.status, found.fulfilled_on, found.days_left) == (NEAR, None, 2)
    found = duty(INVESTIGATION, "tis 2026-07-21", "fre 2026-11-20", **done_later)
    assert found.status is DutyStatus.FULFILLED


EXTENSIONS = [
    # opened tis 2026-07-21, limit lör 2026-11-21 (mån 2026-11-23 shifted)
    ("fre 2026-11-20", DEFAULT_POLICY, ExtensionEffect.MOVED),
    ("lör 2026-11-21", DEFAULT_POLICY, ExtensionEffect.MOVED),
    ("sön 2026-11-22", DEFAULT_POLICY, ExtensionEffect.DECIDED_TOO_LATE),
    ("mån 2026-11-23", DEFAULT_POLICY, ExtensionEffect.DECIDED_TOO_LATE),
    ("mån 2026-11-23", SHIFTED, ExtensionEffect.MOVED),
    ("tis 2026-11-24", SHIFTED, ExtensionEffect.DECIDED_TOO_LATE),
    (None, DEFAULT_POLICY, ExtensionEffect.DECISION_DAY_MISSING),
]


@pytest.mark.parametrize(("decided", "policy", "effect"), EXTENSIONS)
def test_an_extension_moves_the_limit_only_when_decided_in_time(
    decided: str | None, policy: Policy, effect: ExtensionEffect
) -> None:
    extension = extended("sön 2027-01-31", decided)
    found = duty(
        INVESTIGATION, "tis 2026-07-21", "tis 2026-12-01", extension=extension, policy=policy
    )
    is_moved = effect is not ExtensionEffect.DECIDED_TOO_LATE
    assert found.extension_effect is effect
    assert found.extension == extension, "an extension decided too late is still shown"
    assert found.due_on == day("sön 2027-01-31" if is_moved else "lör 2026-11-21")
    assert found.shifted_due_on == day("mån 2027-02-01" if is_moved else "mån 2026-11-23")
    assert found.base_due_on == day("lör 2026-11-21")
    assert (found.status is DutyStatus.OVERDUE) is not is_moved


@pytest.mark.parametrize("until", ["fre 2026-11-20", "lör 2026-11-21"])
def test_an_extension_to_a_day_that_is_not_later_changes_nothing(until: str) -> None:
    extension = extended(until, "mån 2026-11-02")
    found = duty(INVESTIGATION, "tis 2026-07-21", "fre 2026-11-20", extension=extension)
    assert found.extension_effect is ExtensionEffect.NOT_LONGER
    assert found.due_on == day("lör 2026-11-21")


def test_an_extension_by_one_day_counts() -> None:
    extension = extended("sön 2026-11-22", "mån 2026-11-02")
    found = duty(INVESTIGATION, "tis 2026-07-21", "fre 2026-11-20", extension=extension)
    assert (found.due_on, found.days_left) == (day("sön 2026-11-22"), 2)


def test_an_extension_decided_after_today_has_not_been_decided() -> None:
    extension = extended("sön 2027-01-31", "tor 2026-11-19")
    found = duty(INVESTIGATION, "tis 2026-07-21", "ons 2026-11-18", extension=extension)
    assert (found.extension, found.due_on) == (None, day("lör 2026-11-21"))
    found = duty(INVESTIGATION, "tis 2026-07-21", "tor 2026-11-19", extension=extension)
    assert found.due_on == day("sön 2027-01-31")


@pytest.mark.parametrize(
    "rule",
    [
        RuleId.PROTECTION_ASSESSMENT,
        RuleId.PLACEMENT_CONSIDERATION,
        RuleId.LVU_CONSIDERATION,
        RuleId.IMMEDIATE_CUSTODY_SUBMISSION,
        RuleId.FOLLOW_UP_AFTER_INVESTIGATION,
    ],
)
def test_a_duty_that_the_law_gives_no_longer_time_for_cannot_be_extended(rule: RuleId) -> None:
    extension = extended("fre 2027-12-31", "fre 2026-11-06")
    with pytest.raises(NotExtendableError) as refused:
        duty(rule, "fre 2026-11-06", "fre 2026-11-20", extension=extension)
    assert refused.value.version.rule is rule


def test_near_days_follow_the_length_of_the_time() -> None:
    def near_days(rule: RuleId) -> int:
        version: RuleVersion = version_in_force(rule, day("fre 2026-11-20"))
        return DEFAULT_POLICY.near_days_for(version)

    short = {rule for rule in RuleId if near_days(rule) == 5}
    assert short == {
        RuleId.PROTECTION_ASSESSMENT,
        PRELIMINARY,
        RuleId.REPORTER_FEEDBACK,
        RuleId.INVESTIGATION_NOTICE,
        RuleId.IMMEDIATE_CUSTODY_SUBMISSION,
        RuleId.IMMEDIATE_CUSTODY_APPLICATION,
        RuleId.PROTECTED_HOUSING_SUBMISSION,
    }
    assert {near_days(rule) for rule in RuleId} == {5, 30}


def test_the_default_is_the_strict_reading() -> None:
    assert DEFAULT_POLICY.weekend_rule is WeekendRule.STRICT
