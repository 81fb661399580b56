"""Why a date is what it is, in steps that a caseworker can follow and a lawyer can check."""

import pytest
from case_builders import SHIFTED, day, duty, extended

from rules.catalogue import RuleId
from rules.duties import Duty
from rules.explanation import explain
from rules.policy import DEFAULT_POLICY, Policy
from rules.steps import Step, StepKind

INVESTIGATION = RuleId.INVESTIGATION
PRELIMINARY = RuleId.PRELIMINARY_ASSESSMENT
FOLLOW_UP = RuleId.FOLLOW_UP_AFTER_INVESTIGATION


def steps(found: Duty, policy: Policy = DEFAULT_POLICY) -> dict[StepKind, Step]:
    return {step.kind: step for step in explain(found, policy)}


def test_a_plain_date_is_told_from_event_to_last_day() -> None:
    found = explain(duty(PRELIMINARY, "fre 2026-11-06", "mån 2026-11-16"), DEFAULT_POLICY)
    assert [step.text for step in found] == [
        "Tiden räknas från att anmälan kom in: fredag 6 november 2026.",
        "Den dagen är dag noll. Tiden börjar räknas dagen efter.",
        "Tiden är 14 dagar. 6 november 2026 plus 14 dagar blir fredag 20 november 2026.",
        "Regeln finns i 20 kap. 2 § SoL (2025:400). Den lydelsen gäller händelser från och med "
        "1 juli 2025.",
        "Källa: läst i lagtexten, kontrollerad 21 november 2026.",
        "Sista dag är fredag 20 november 2026.",
    ]
    assert found[-1].day == day("fre 2026-11-20")


CLAMPS = [
    ("lör 2026-10-31", "Februari 2027 har ingen dag 31. Då är månadens sista dag"),
    ("tor 2026-10-29", "Februari 2027 har ingen dag 29. Då är månadens sista dag"),
    ("ons 2026-10-28", None),
    ("fre 2027-10-29", None),  # 2028 has its 29 February
]


@pytest.mark.parametrize(("opened", "text"), CLAMPS)
def test_a_month_without_the_number_is_told(opened: str, text: str | None) -> None:
    found = steps(duty(INVESTIGATION, opened, opened)).get(StepKind.MONTH_END)
    assert (found is not None) is (text is not None)
    if found is not None and text is not None:
        assert found.text.startswith(text)


DAYS_OFF = [
    (INVESTIGATION, "tis 2026-07-21", "21 november 2026 är en lördag.", "mån 2026-11-23"),
    (INVESTIGATION, "ons 2026-07-22", "22 november 2026 är en söndag.", "mån 2026-11-23"),
    (PRELIMINARY, "tor 2026-12-10", "24 december 2026 är julafton.", "mån 2026-12-28"),
    (PRELIMINARY, "fre 2027-03-12", "26 mars 2027 är långfredagen.", "tis 2027-03-30"),
    (PRELIMINARY, "fre 2027-06-11", "25 juni 2027 är midsommarafton.", "mån 2027-06-28"),
]


@pytest.mark.parametrize(("rule", "triggered", "text", "shifted"), DAYS_OFF)
def test_a_day_off_is_named_with_the_working_day_after(
    rule: RuleId, triggered: str, text: str, shifted: str
) -> None:
    for policy in (DEFAULT_POLICY, SHIFTED):
        found = steps(duty(rule, triggered, triggered, policy=policy), policy)
        assert found[StepKind.DAY_OFF].text.startswith(text)
        assert found[StepKind.DAY_OFF].day == day(shifted)


def test_the_weekend_setting_is_told_in_the_words_of_the_choice() -> None:
    def text(policy: Policy) -> str:
        found = duty(INVESTIGATION, "tis 2026-07-21", "fre 2026-11-20", policy=policy)
        return steps(found, policy)[StepKind.DAY_OFF].text

    assert "räknar strängt" in text(DEFAULT_POLICY)
    assert "Kommunen har valt" in text(SHIFTED)


def test_a_protection_assessment_says_at_once_and_is_not_moved() -> None:
    found = explain(
        duty(RuleId.PROTECTION_ASSESSMENT, "fre 2026-11-06", "fre 2026-11-06"), DEFAULT_POLICY
    )
    by_kind = {step.kind: step.text for step in found}
    assert by_kind[StepKind.DUE] == "Genast, senast lördag 7 november 2026."
    assert "flyttas ändå inte" in by_kind[StepKind.DAY_OFF]


ACTS = [
    (
        "mån 2025-06-30",
        "Regeln finns i 11 kap. 2 § SoL (2001:453). Den lydelsen gäller händelser från och med "
        "1 januari 1998 till och med 30 juni 2025.",
    ),
    (
        "tis 2025-07-01",
        "Regeln finns i 20 kap. 3 § SoL (2025:400). Den lydelsen gäller händelser från och med "
        "1 juli 2025.",
    ),
]


@pytest.mark.parametrize(("opened", "text"), ACTS)
def test_the_paragraph_and_the_version_are_told_with_the_reason(opened: str, text: str) -> None:
    found = steps(duty(INVESTIGATION, opened, "fre 2026-11-20"))
    assert found[StepKind.PROVISION].text == text


def test_a_follow_up_across_the_acts_is_told_as_our_reading() -> None:
    found = steps(duty(FOLLOW_UP, "mån 2025-06-02", "tis 2025-12-02"))
    assert "är vår tolkning" in found[StepKind.PROVISION].text
    assert "vilken av lagarna som gäller: yrkeskunskap" in found[StepKind.SURENESS].text


EXTENSIONS = [
    ("sön 2027-01-31", "lör 2026-11-21", "i tid: gränsen var 21 november 2026.", "sön 2027-01-31"),
    ("sön 2027-01-31", "mån 2026-11-23", "i tid. Kontrollera besluten.", "lör 2026-11-21"),
    ("fre 2026-11-20", "mån 2026-11-02", "och ändrar inget.", "lör 2026-11-21"),
    ("sön 2027-01-31", None, "Fyll i dagen i verksamhetssystemet.", "sön 2027-01-31"),
]


@pytest.mark.parametrize(("until", "decided", "text", "due"), EXTENSIONS)
def test_an_extension_is_told_with_what_it_did(
    until: str, decided: str | None, text: str, due: str
) -> None:
    extension = extended(until, decided)
    found = explain(
        duty(INVESTIGATION, "tis 2026-07-21", "tis 2026-12-01", extension=extension),
        DEFAULT_POLICY,
    )
    told = next(step for step in found if step.kind is StepKind.EXTENSION)
    assert told.text.endswith(text)
    assert found[-1].day == day(due)


LAST_STEPS = [
    ("mån 2026-07-20", "fredag 20 november 2026", "fredag 20 november 2026"),
    (
        "tis 2026-07-21",
        "lördag 21 november 2026",
        "måndag 23 november 2026, nästa arbetsdag efter lördag 21 november 2026",
    ),
    (
        "ons 2026-07-22",
        "söndag 22 november 2026",
        "måndag 23 november 2026, nästa arbetsdag efter söndag 22 november 2026",
    ),
    (
        "tor 2026-02-19",
        "fredag 19 juni 2026",  # midsommarafton
        "måndag 22 juni 2026, nästa arbetsdag efter fredag 19 juni 2026",
    ),
    (
        "tor 2026-08-06",
        "söndag 6 december 2026",
        "måndag 7 december 2026, nästa arbetsdag efter söndag 6 december 2026",
    ),
]


@pytest.mark.parametrize(("opened", "strict", "shifted"), LAST_STEPS)
def test_the_last_step_is_the_day_that_decides_and_where_it_comes_from(
    opened: str, strict: str, shifted: str
) -> None:
    for policy, words in ((DEFAULT_POLICY, strict), (SHIFTED, shifted)):
        found = duty(INVESTIGATION, opened, opened, policy=policy)
        last = explain(found, policy)[-1]
        assert last.text == f"Sista dag är {words}."
        assert last.day == found.decisive_on


HELD_AGAINST = [
    (DEFAULT_POLICY, "lör 2026-11-21", "i tid: gränsen var 21 november 2026."),
    (DEFAULT_POLICY, "sön 2026-11-22", "efter gränsen 21 november 2026. Den flyttar därför"),
    (SHIFTED, "mån 2026-11-23", "gränsen var 23 november 2026 (nästa arbetsdag efter 21 november"),
    (SHIFTED, "tis 2026-11-24", "efter gränsen 23 november 2026 (nästa arbetsdag efter 21 novemb"),
]


@pytest.mark.parametrize(("policy", "decided", "text"), HELD_AGAINST)
def test_an_extension_is_held_against_the_limit_that_decides(
    policy: Policy, decided: str, text: str
) -> None:
    extension = extended("sön 2027-01-31", decided)
    found = duty(
        INVESTIGATION, "tis 2026-07-21", "tis 2026-12-01", extension=extension, policy=policy
    )
    assert text in steps(found, policy)[StepKind.EXTENSION].text


UNSURE = [
    (RuleId.PROTECTION_ASSESSMENT, "samma dag eller dagen efter: andrahandskälla"),
    (RuleId.PLACEMENT_CONSIDERATION, "från startdagen: yrkeskunskap utan källa till hands"),
    (RuleId.LVU_CONSIDERATION, "från vårdens början: yrkeskunskap utan källa till hands"),
]


@pytest.mark.parametrize(("rule", "text"), UNSURE)
def test_what_rests_on_a_secondary_source_or_on_knowledge_is_said(rule: RuleId, text: str) -> None:
    found = steps(duty(rule, "fre 2026-11-06", "fre 2026-11-20"))
    assert text in found[StepKind.SURENESS].text


def test_what_is_unsure_about_extensions_is_said_where_there_is_one() -> None:
    extension = extended("sön 2027-01-31", "lör 2026-11-21")
    found = steps(duty(INVESTIGATION, "tis 2026-07-21", "tis 2026-12-01", extension=extension))
    assert "personalbrist inte räcker: yrkeskunskap" in found[StepKind.SURENESS].text


@pytest.mark.parametrize("rule", [PRELIMINARY, INVESTIGATION, RuleId.REPORTER_FEEDBACK])
def test_what_is_read_in_statute_or_with_an_authority_carries_no_doubt(rule: RuleId) -> None:
    found = steps(duty(rule, "fre 2026-11-06", "fre 2026-11-20"))
    assert "Mindre säkert" not in found[StepKind.SURENESS].text


FRESHNESS = [
    (INVESTIGATION, "sön 2027-11-21", None),
    (INVESTIGATION, "mån 2027-11-22", "för mer än tolv månader sedan"),
    (RuleId.LVU_CONSIDERATION, "tor 2026-12-31", None),
    (RuleId.LVU_CONSIDERATION, "fre 2027-01-01", "En lagändring var aviserad till 1 januari 2027"),
]


@pytest.mark.parametrize(("rule", "today", "text"), FRESHNESS)
def test_a_rule_that_has_grown_old_says_so(rule: RuleId, today: str, text: str | None) -> None:
    found = steps(duty(rule, "fre 2026-11-06", today)).get(StepKind.FRESHNESS)
    assert (found is not None) is (text is not None)
    if found is not None and text is not None:
        assert text in found.text


def test_what_is_done_is_told_before_the_date() -> None:
    done = duty(PRELIMINARY, "fre 2026-11-06", "tis 2026-12-01", ended="lör 2026-11-21")
    found = explain(done, DEFAULT_POLICY)
    assert found[-2].text == "Det blev klart 21 november 2026, för sent."
    assert found[-1].day == day("fre 2026-11-20")
