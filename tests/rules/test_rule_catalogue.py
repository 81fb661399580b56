"""The catalogue holds every rule of the legal specification, dated, cited and marked."""

from datetime import date, timedelta

import pytest

from rules.catalogue import CATALOGUE, VERIFIED_ON, Rule, RuleId, RuleVersion, rule_for
from rules.law import Statute, Sureness
from rules.length import AT_ONCE, Length, days, months, weeks, years

OLD, NEW, LVU = Statute.SOL_2001, Statute.SOL_2025, Statute.LVU_1990
HOUSING = Statute.PROTECTED_HOUSING_2024

# id: ((act, section, length) for each version), extendable
SPECIFIED: dict[str, tuple[list[tuple[Statute, str, Length]], bool]] = {
    "protection_assessment": (
        [(OLD, "11 kap. 1 a §", AT_ONCE), (NEW, "20 kap. 1 §", AT_ONCE)],
        False,
    ),
    "preliminary_assessment": (
        [(OLD, "11 kap. 1 a §", days(14)), (NEW, "20 kap. 2 §", days(14))],
        True,
    ),
    "reporter_feedback": ([(NEW, "19 kap. 6 §", weeks(1))], False),
    "investigation_notice": ([(OLD, "11 kap. 2 §", AT_ONCE), (NEW, "20 kap. 4 §", AT_ONCE)], False),
    "investigation": ([(OLD, "11 kap. 2 §", months(4)), (NEW, "20 kap. 3 §", months(4))], True),
    "follow_up_after_investigation": (
        [(OLD, "11 kap. 4 a och 4 c §§", months(2)), (NEW, "23 kap. 1 och 5 §§", months(6))],
        False,
    ),
    "follow_up_after_placement": (
        [(OLD, "11 kap. 4 b och 4 c §§", months(2)), (NEW, "23 kap. 2 och 5 §§", months(6))],
        False,
    ),
    "placement_consideration": (
        [(OLD, "6 kap. 8 §", months(6)), (NEW, "22 kap. 13 §", months(6))],
        False,
    ),
    "lvu_consideration": ([(LVU, "13 § första stycket", months(6))], False),
    "lvu_reconsideration": ([(LVU, "13 § andra stycket", months(6))], False),
    "contact_restriction_consideration": ([(LVU, "14 §", months(3))], False),
    "removal_ban_consideration": ([(LVU, "26 §", months(3))], False),
    "immediate_custody_submission": ([(LVU, "7 §", weeks(1))], False),
    "immediate_custody_application": ([(LVU, "8 §", weeks(4))], True),
    "emergency_care_limit": (
        [(OLD, "6 kap. 6 §", months(2)), (NEW, "22 kap. 4 §", months(2))],
        True,
    ),
    "unexecuted_decision_report": (
        [(OLD, "16 kap. 6 f §", months(3)), (NEW, "34 kap. 1 §", months(3))],
        False,
    ),
    "custody_transfer_consideration": (
        [(OLD, "6 kap. 8 b §", years(2)), (NEW, "22 kap. 14 §", years(2))],
        False,
    ),
    "care_plan_revision": ([(OLD, "11 kap. 3 §", years(2)), (NEW, "9 kap. 13 §", years(2))], False),
    "protected_housing_submission": ([(HOUSING, "4 kap. 3 §", weeks(1))], False),
    "protected_housing_application": ([(HOUSING, "4 kap. 6 §", weeks(6))], True),
    "youth_service_start": (
        [(OLD, "5 kap. 1 b §", months(2)), (NEW, "18 kap. 8 §", months(2))],
        True,
    ),
}
VERSIONS = [version for rule in CATALOGUE for version in rule.versions]
OF_A_VERSION = pytest.mark.parametrize(
    "version", VERSIONS, ids=lambda version: f"{version.rule.value}-{version.in_force_from}"
)
OF_A_RULE = pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.id.value)


def test_the_catalogue_holds_the_rules_of_the_specification_and_no_other() -> None:
    assert [rule.id.value for rule in CATALOGUE] == list(RuleId) == [rule.id for rule in CATALOGUE]
    assert set(SPECIFIED) == {rule.id.value for rule in CATALOGUE}
    assert len(CATALOGUE) == 21


@OF_A_RULE
def test_a_rule_has_the_specified_citations_lengths_and_extension(rule: Rule) -> None:
    cited, is_extendable = SPECIFIED[rule.id.value]
    assert [(v.citation.statute, v.citation.section, v.length) for v in rule.versions] == cited
    assert {v.extension_grounds is not None for v in rule.versions} == {is_extendable}


@OF_A_RULE
def test_versions_follow_each_other_without_gap_or_overlap(rule: Rule) -> None:
    for earlier, later in zip(rule.versions, rule.versions[1:], strict=False):
        assert earlier.in_force_to is not None
        assert later.in_force_from == earlier.in_force_to + timedelta(days=1)
    assert rule.versions[-1].in_force_to is None
    for version in rule.versions:
        assert version.rule is rule.id
        assert version.in_force_to is None or version.in_force_from <= version.in_force_to


@OF_A_RULE
def test_the_acts_meet_at_the_first_of_july_2025(rule: Rule) -> None:
    if rule.versions[0].citation.statute is OLD:
        assert rule.versions[0].in_force_to == date(2025, 6, 30)
        assert rule.versions[1].in_force_from == date(2025, 7, 1)


@OF_A_VERSION
def test_a_version_says_when_it_was_verified_and_reads_in_plain_swedish(
    version: RuleVersion,
) -> None:
    assert version.verified_on == VERIFIED_ON == date(2026, 11, 21)
    assert version.reading.endswith(".")
    assert len(version.reading.split()) >= 8
    assert "§" in version.citation.section
    assert version.citation.statute.address.startswith("https://data.riksdagen.se/dokument/sfs-")


@OF_A_RULE
def test_only_the_acts_own_announced_change_is_waited_for(rule: Rule) -> None:
    is_lvu = rule.versions[-1].citation.statute is LVU
    assert rule.change_announced_for == (date(2027, 1, 1) if is_lvu else None)


def test_only_at_once_duties_of_protection_are_never_shifted() -> None:
    unshifted = {version.rule for version in VERSIONS if not version.is_shiftable}
    assert unshifted == {RuleId.PROTECTION_ASSESSMENT}


REPEATED = {
    "placement_consideration": months(6),
    "lvu_consideration": months(6),
    "lvu_reconsideration": months(6),
    "contact_restriction_consideration": months(3),
    "removal_ban_consideration": months(3),
    "unexecuted_decision_report": months(3),
    "custody_transfer_consideration": years(1),
}


@OF_A_VERSION
def test_a_duty_that_comes_back_says_how_often(version: RuleVersion) -> None:
    assert version.repeats_every == REPEATED.get(version.rule.value)


UNSURE = {
    "protection_assessment": {"S", "R"},
    "preliminary_assessment": {"R"},
    "reporter_feedback": {"A"},
    "investigation": {"R"},
    "placement_consideration": {"R"},
    "lvu_consideration": {"R"},
    "immediate_custody_submission": {"A"},
    "protected_housing_submission": {"R"},
    "protected_housing_application": {"R"},
}


@pytest.mark.parametrize("rule", UNSURE)
def test_a_part_that_is_less_sure_carries_its_mark(rule: str) -> None:
    notes = [note for v in rule_for(RuleId(rule)).versions for note in v.sureness_notes]
    assert UNSURE[rule] <= {note.sureness.value for note in notes}


def test_the_marks_that_must_be_said_are_secondary_and_professional() -> None:
    assert [mark.value for mark in Sureness if mark.must_be_said] == ["S", "R"]


def test_staff_shortage_and_workload_are_named_as_no_reason() -> None:
    assert "Personalbrist är inte" in rule_for(RuleId.INVESTIGATION).versions[-1].reading
    preliminary = rule_for(RuleId.PRELIMINARY_ASSESSMENT).versions[-1]
    assert "arbetsbelastning är inte" in preliminary.reading
