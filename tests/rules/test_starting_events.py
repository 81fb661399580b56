"""What starts the clocks: every rule follows from an event, by the words of its own."""

import pytest

from rules.catalogue import CATALOGUE, RuleId
from rules.catalogue.events import EVENTS, EventId, event_for, events_starting


def test_every_rule_follows_from_an_event() -> None:
    started = {rule for event in EVENTS for rule in event.rules}
    assert started == set(RuleId)


def test_every_event_is_there_once_and_is_found_by_its_name() -> None:
    assert [event.id for event in EVENTS] == list(EventId)
    assert all(event_for(event.id) is event for event in EVENTS)
    assert len({event.title for event in EVENTS}) == len(EVENTS)


def test_no_event_starts_a_rule_twice() -> None:
    for event in EVENTS:
        assert len(set(event.rules)) == len(event.rules), event.id


@pytest.mark.parametrize(
    ("rule", "events"),
    [
        (RuleId.PROTECTION_ASSESSMENT, [EventId.REPORT_RECEIVED, EventId.REPORT_JOINED]),
        (RuleId.PRELIMINARY_ASSESSMENT, [EventId.REPORT_RECEIVED]),
        (RuleId.REPORTER_FEEDBACK, [EventId.INVESTIGATION_OPENED, EventId.NO_INVESTIGATION]),
        (RuleId.INVESTIGATION, [EventId.INVESTIGATION_OPENED]),
        (RuleId.EMERGENCY_CARE_LIMIT, [EventId.INVESTIGATION_CLOSED]),
    ],
)
def test_a_rule_follows_from_what_the_law_counts_it_from(
    rule: RuleId, events: list[EventId]
) -> None:
    assert [event.id for event in events_starting(rule)] == events


def test_a_report_during_an_investigation_needs_no_decision_of_its_own() -> None:
    assert event_for(EventId.REPORT_JOINED).rules == (RuleId.PROTECTION_ASSESSMENT,)


def test_a_condition_that_the_rule_itself_states_is_told_with_the_event() -> None:
    for rule in CATALOGUE:
        if ", om uppföljning har beslutats" not in rule.starts_on:
            continue
        (event,) = events_starting(rule.id)
        (started,) = [each for each in event.starts if each.rule is rule.id]
        assert started.only_if == "om uppföljning har beslutats"
