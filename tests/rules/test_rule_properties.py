"""What holds for every rule on every day (hypothesis searches for a day where it does not)."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from rules.calendar import SWEDISH_CALENDAR
from rules.catalogue import CATALOGUE, Rule, RuleId
from rules.deadline import Extension, deadline, due_dates, version_for
from rules.duties import DutyStatus, Owed, duty_at
from rules.explanation import explain
from rules.policy import DEFAULT_POLICY, Policy, WeekendRule
from rules.steps import StepKind

ONE_DAY = timedelta(days=1)
LAST_TRIGGER = date(2060, 12, 31)
POLICIES = st.sampled_from([DEFAULT_POLICY, Policy(weekend_rule=WeekendRule.SHIFTED)])
EXTENDABLE = [
    rule for rule in CATALOGUE if all(v.extension_grounds is not None for v in rule.versions)
]


@st.composite
def triggers(draw: st.DrawFn, rules: tuple[Rule, ...] = CATALOGUE) -> tuple[RuleId, date]:
    rule = draw(st.sampled_from(rules))
    first = rule.versions[0].in_force_from
    return rule.id, draw(st.dates(min_value=first, max_value=LAST_TRIGGER))


@st.composite
def owed_things(draw: st.DrawFn) -> Owed:
    rule, triggered_on = draw(triggers())
    ends = st.none() | st.integers(0, 900).map(lambda n: triggered_on + timedelta(days=n))
    extension = None
    if any(rule is extendable.id for extendable in EXTENDABLE) and draw(st.booleans()):
        until = triggered_on + timedelta(days=draw(st.integers(1, 900)))
        extension = Extension(until, draw(ends))
    return Owed(
        rule=rule,
        case="BU-1",
        source="RAD-1",
        triggered_on=triggered_on,
        unit="Barnenheten",
        caseworker="Bo Alm",
        fulfilled_on=draw(ends),
        extension=extension,
    )


@given(triggers())
def test_a_duty_is_never_due_before_the_event(trigger: tuple[RuleId, date]) -> None:
    rule, triggered_on = trigger
    found = due_dates(triggered_on, version_for(rule, triggered_on))
    assert triggered_on < found.due_on <= found.shifted_due_on


@given(triggers())
def test_shifting_never_moves_back_and_never_more_than_it_must(
    trigger: tuple[RuleId, date],
) -> None:
    rule, triggered_on = trigger
    version = version_for(rule, triggered_on)
    found = due_dates(triggered_on, version)
    if not version.is_shiftable:
        assert found.shifted_due_on == found.due_on
        return
    assert SWEDISH_CALENDAR.is_working_day(found.shifted_due_on)
    passed = (found.shifted_due_on - found.due_on).days
    between = [found.due_on + timedelta(days=n) for n in range(passed)]
    assert not any(SWEDISH_CALENDAR.is_working_day(day) for day in between)


@given(triggers(tuple(EXTENDABLE)), st.integers(-200, 900), st.none() | st.integers(-200, 900))
def test_an_extension_never_shortens(
    trigger: tuple[RuleId, date], until: int, decided: int | None
) -> None:
    rule, triggered_on = trigger
    version = version_for(rule, triggered_on)
    decided_on = None if decided is None else triggered_on + timedelta(days=decided)
    extension = Extension(triggered_on + timedelta(days=until), decided_on)
    for policy in (DEFAULT_POLICY, Policy(weekend_rule=WeekendRule.SHIFTED)):
        found = deadline(triggered_on, version, extension, policy)
        assert found.final.due_on >= found.base.due_on
        assert found.final.shifted_due_on >= found.base.shifted_due_on


@given(triggers())
@example((RuleId.INVESTIGATION, date(2026, 10, 28)))
@example((RuleId.INVESTIGATION, date(2028, 2, 28)))
@example((RuleId.FOLLOW_UP_AFTER_INVESTIGATION, date(2025, 4, 30)))
@example((RuleId.FOLLOW_UP_AFTER_PLACEMENT, date(2025, 6, 30)))
def test_an_event_a_day_later_is_never_due_earlier(trigger: tuple[RuleId, date]) -> None:
    rule, triggered_on = trigger
    earlier = due_dates(triggered_on, version_for(rule, triggered_on))
    day_after = triggered_on + ONE_DAY
    later = due_dates(day_after, version_for(rule, day_after))
    assert earlier.due_on <= later.due_on
    assert earlier.shifted_due_on <= later.shifted_due_on


@given(owed_things(), st.integers(0, 1500), POLICIES)
def test_the_explanation_arrives_at_the_date_of_the_duty(
    owed: Owed, later: int, policy: Policy
) -> None:
    found = duty_at(owed, owed.triggered_on + timedelta(days=later), policy)
    last = explain(found, policy)[-1]
    assert (last.kind, last.day) == (StepKind.DUE, found.decisive_on)


@given(owed_things(), st.integers(0, 1500), POLICIES)
def test_days_left_and_status_agree(owed: Owed, later: int, policy: Policy) -> None:
    today = owed.triggered_on + timedelta(days=later)
    found = duty_at(owed, today, policy)
    assert (found.days_left is None) is not found.is_open
    if found.days_left is None:
        assert found.fulfilled_on is not None
        is_late = found.fulfilled_on > found.decisive_on
        assert (found.status is DutyStatus.FULFILLED_LATE) is is_late
        return
    assert today + timedelta(days=found.days_left) == found.decisive_on
    assert (found.status is DutyStatus.OVERDUE) is (found.days_left < 0)
    assert (found.status is DutyStatus.DUE_TODAY) is (found.days_left == 0)


@given(owed_things(), st.integers(0, 900), POLICIES)
def test_nothing_dated_after_today_changes_how_a_duty_stands(
    owed: Owed, later: int, policy: Policy
) -> None:
    today = owed.triggered_on + timedelta(days=later)
    found = duty_at(owed, today, policy)
    if owed.fulfilled_on is not None and owed.fulfilled_on > today:
        assert found.fulfilled_on is None
        assert found.is_open
    if owed.extension is not None and (owed.extension.decided_on or today) > today:
        assert found.extension is None
