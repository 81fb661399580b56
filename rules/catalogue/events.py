"""What starts the clocks: each event with every duty that follows from it, as data.

A rule says what its time is counted from; here the same is told from the other side, since
whoever asks *what if* has an event and a day, and wants all that the law then demands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rules.catalogue.model import RuleId


class EventId(StrEnum):
    """The events that start a statutory time, by their names in addresses and files."""

    REPORT_RECEIVED = "report_received"
    REPORT_JOINED = "report_joined"
    INVESTIGATION_OPENED = "investigation_opened"
    NO_INVESTIGATION = "no_investigation"
    INVESTIGATION_CLOSED = "investigation_closed"
    PLACEMENT_BEGAN = "placement_began"
    LVU_2_CARE_BEGAN = "lvu_2_care_began"
    LVU_3_CARE_EXECUTED = "lvu_3_care_executed"
    PLACEMENT_ENDED = "placement_ended"
    CONTACT_RESTRICTED = "contact_restricted"
    REMOVAL_BANNED = "removal_banned"
    IMMEDIATE_CUSTODY_DECIDED = "immediate_custody_decided"
    IMMEDIATE_CUSTODY_EXECUTED = "immediate_custody_executed"
    PROTECTED_HOUSING_DECIDED = "protected_housing_decided"
    PROTECTED_HOUSING_EXECUTED = "protected_housing_executed"
    FAVOURABLE_DECISION = "favourable_decision"
    YOUTH_SERVICE_SENTENCE_FINAL = "youth_service_sentence_final"


@dataclass(frozen=True, slots=True)
class StartedDuty:
    """A duty whose time begins with an event; `only_if` says when it is not always owed."""

    rule: RuleId
    only_if: str = ""


@dataclass(frozen=True, slots=True)
class StartingEvent:
    """Something that happens on a day, in Swedish, and the duties whose time begins then.

    `may_lead_to` is what often follows on the same day or soon after, with duties of its own.
    """

    id: EventId
    title: str
    starts: tuple[StartedDuty, ...]
    may_lead_to: EventId | None = None

    @property
    def rules(self) -> tuple[RuleId, ...]:
        return tuple(each.rule for each in self.starts)


_FEEDBACK = StartedDuty(
    RuleId.REPORTER_FEEDBACK, "om en anmälare med anmälningsskyldighet har begärt det"
)
_IF_DECIDED = "om uppföljning har beslutats"
_WHILE_PLACED = (
    StartedDuty(RuleId.CARE_PLAN_REVISION, "om barnet fortfarande är placerat"),
    StartedDuty(
        RuleId.CUSTODY_TRANSFER_CONSIDERATION, "om barnet fortfarande bor i samma familjehem"
    ),
)

EVENTS: tuple[StartingEvent, ...] = (
    StartingEvent(
        EventId.REPORT_RECEIVED,
        "en anmälan kommer in",
        (StartedDuty(RuleId.PROTECTION_ASSESSMENT), StartedDuty(RuleId.PRELIMINARY_ASSESSMENT)),
        may_lead_to=EventId.INVESTIGATION_OPENED,
    ),
    StartingEvent(
        EventId.REPORT_JOINED,
        "en anmälan kommer in medan en utredning om barnet pågår",
        (StartedDuty(RuleId.PROTECTION_ASSESSMENT),),
    ),
    StartingEvent(
        EventId.INVESTIGATION_OPENED,
        "en utredning inleds",
        (StartedDuty(RuleId.INVESTIGATION_NOTICE), _FEEDBACK, StartedDuty(RuleId.INVESTIGATION)),
    ),
    StartingEvent(
        EventId.NO_INVESTIGATION,
        "beslut fattas att inte inleda utredning",
        (_FEEDBACK,),
    ),
    StartingEvent(
        EventId.INVESTIGATION_CLOSED,
        "en utredning avslutas",
        (
            StartedDuty(RuleId.FOLLOW_UP_AFTER_INVESTIGATION, _IF_DECIDED),
            StartedDuty(RuleId.EMERGENCY_CARE_LIMIT, "om barnet bor i jourhem"),
        ),
    ),
    StartingEvent(
        EventId.PLACEMENT_BEGAN,
        "en placering enligt SoL börjar",
        (StartedDuty(RuleId.PLACEMENT_CONSIDERATION), *_WHILE_PLACED),
    ),
    StartingEvent(
        EventId.LVU_2_CARE_BEGAN,
        "vård enligt 2 § LVU börjar",
        (StartedDuty(RuleId.LVU_CONSIDERATION), *_WHILE_PLACED),
    ),
    StartingEvent(
        EventId.LVU_3_CARE_EXECUTED,
        "ett beslut om vård enligt 3 § LVU verkställs",
        (StartedDuty(RuleId.LVU_RECONSIDERATION), *_WHILE_PLACED),
    ),
    StartingEvent(
        EventId.PLACEMENT_ENDED,
        "en placering upphör",
        (StartedDuty(RuleId.FOLLOW_UP_AFTER_PLACEMENT, _IF_DECIDED),),
    ),
    StartingEvent(
        EventId.CONTACT_RESTRICTED,
        "beslut fattas om begränsat umgänge eller hemlighållen vistelseort",
        (StartedDuty(RuleId.CONTACT_RESTRICTION_CONSIDERATION),),
    ),
    StartingEvent(
        EventId.REMOVAL_BANNED,
        "beslut fattas om flyttningsförbud",
        (StartedDuty(RuleId.REMOVAL_BAN_CONSIDERATION),),
    ),
    StartingEvent(
        EventId.IMMEDIATE_CUSTODY_DECIDED,
        "beslut fattas om omedelbart omhändertagande",
        (StartedDuty(RuleId.IMMEDIATE_CUSTODY_SUBMISSION),),
    ),
    StartingEvent(
        EventId.IMMEDIATE_CUSTODY_EXECUTED,
        "ett omedelbart omhändertagande verkställs",
        (
            StartedDuty(
                RuleId.IMMEDIATE_CUSTODY_APPLICATION, "om rätten har fastställt omhändertagandet"
            ),
        ),
    ),
    StartingEvent(
        EventId.PROTECTED_HOUSING_DECIDED,
        "omedelbart beslut fattas om placering i skyddat boende",
        (StartedDuty(RuleId.PROTECTED_HOUSING_SUBMISSION),),
    ),
    StartingEvent(
        EventId.PROTECTED_HOUSING_EXECUTED,
        "en omedelbar placering i skyddat boende verkställs",
        (StartedDuty(RuleId.PROTECTED_HOUSING_APPLICATION),),
    ),
    StartingEvent(
        EventId.FAVOURABLE_DECISION,
        "ett gynnande beslut fattas eller verkställigheten avbryts",
        (StartedDuty(RuleId.UNEXECUTED_DECISION_REPORT, "om beslutet då inte har verkställts"),),
    ),
    StartingEvent(
        EventId.YOUTH_SERVICE_SENTENCE_FINAL,
        "en dom på ungdomstjänst vinner laga kraft",
        (StartedDuty(RuleId.YOUTH_SERVICE_START),),
    ),
)
"""Every event, in the order in which a case meets them."""

_BY_ID = {event.id: event for event in EVENTS}


def event_for(event: EventId) -> StartingEvent:
    return _BY_ID[event]


def events_starting(rule: RuleId) -> Iterator[StartingEvent]:
    """Yield the events that the rule's time may be counted from."""
    return (event for event in EVENTS if rule in event.rules)
