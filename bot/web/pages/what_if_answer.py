"""Every duty that follows when something happens on a day, each as `fristvakt due` gives it."""

from dataclasses import dataclass
from datetime import date

from bot.texts import NO_LONGER_TIME, longer_time
from bot.texts import what_if as words
from rules.catalogue import RuleId, RuleNotInForceError, RuleVersion, rule_for
from rules.catalogue.events import StartingEvent
from rules.deadline import Extension, version_for
from rules.duties import Duty, Owed, duty_at
from rules.explanation import explain
from rules.policy import Policy
from rules.steps import Step, StepKind

_TOLD_AT_ONCE = (StepKind.DAY_OFF, StepKind.EXTENSION, StepKind.FRESHNESS)


@dataclass(frozen=True, slots=True)
class Following:
    """One duty that follows, with the steps of its calculation; the last step is the last day."""

    duty: Duty
    title: str
    only_if: str
    steps: tuple[Step, ...]
    days_left: int

    @property
    def last_day(self) -> str:
        return self.steps[-1].text

    @property
    def remarks(self) -> tuple[str, ...]:
        """What must be seen beside the last day, without opening the calculation."""
        return tuple(step.text for step in self.steps if step.kind in _TOLD_AT_ONCE)

    @property
    def version(self) -> RuleVersion:
        return self.duty.version

    @property
    def longer_time(self) -> str:
        grounds = self.version.extension_grounds
        return longer_time(grounds) if grounds else NO_LONGER_TIME


@dataclass(frozen=True, slots=True)
class Follows:
    """An event on a day, the duties that begin then, and what there is to say of the others."""

    event: StartingEvent
    day: date
    duties: tuple[Following, ...]
    not_in_force: tuple[str, ...]

    @property
    def heading(self) -> str:
        return words.if_it_happens(self.event, self.day)


def what_follows(
    event: StartingEvent, day: date, extension: Extension | None, today: date, policy: Policy
) -> Follows:
    """Return what follows from the event, the soonest first.

    The extension is of those times that the law lets be longer. Raises CalendarRangeError.
    """
    seen_from = max(today, (extension and extension.decided_on) or today)
    following: list[Following] = []
    not_in_force: list[str] = []
    for each in event.starts:
        try:
            duty = _duty(each.rule, day, extension, seen_from, policy)
        except RuleNotInForceError as fault:
            not_in_force.append(words.not_in_force_then(fault))
        else:
            following.append(_following(duty, each.only_if, today, policy))
    following.sort(key=lambda one: one.duty.decisive_on)
    return Follows(event, day, tuple(following), tuple(not_in_force))


def can_be_extended(event: StartingEvent, day: date) -> bool:
    """Whether the law lets any of the times that begin then be longer."""
    return any(_grounds(rule, day) for rule in event.rules)


def _duty(
    rule: RuleId, day: date, extension: Extension | None, seen_from: date, policy: Policy
) -> Duty:
    longer = extension if _grounds(rule, day) else None
    return duty_at(Owed(rule, "", "", day, "", "", extension=longer), seen_from, policy)


def _grounds(rule: RuleId, day: date) -> str | None:
    """Return what the law demands for a longer time; None where it gives none."""
    try:
        return version_for(rule, day).extension_grounds
    except RuleNotInForceError:
        return None


def _following(duty: Duty, only_if: str, today: date, policy: Policy) -> Following:
    return Following(
        duty=duty,
        title=rule_for(duty.rule).title,
        only_if=only_if,
        steps=explain(duty, policy),
        days_left=(duty.decisive_on - today).days,
    )
