"""The cause of an overrun on a card: what it is, who said so, and the groups to choose from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.cards.duties import stamp_elements
from bot.cards.elements import act, card, heading, paragraph, plain, pressable, strong, subtle
from bot.conversation import Card, Press
from bot.texts import causes as texts
from bot.understanding import Intent, Slots, Understanding
from digests.stamp import DataStamp
from digests.words import sentence
from rules.catalogue import RuleId
from rules.duties import Duty, DutyStatus
from rules.facts import OverrunCause

_OVER_TIME = frozenset({DutyStatus.OVERDUE, DutyStatus.FULFILLED_LATE})


@dataclass(frozen=True, slots=True)
class CauseShown:
    """How it stands with the cause of one overrun; `lines` say which one, and who said what.

    Once a cause has been recorded the groups are put away, so that a second press in the same
    place cannot record another one.
    """

    case: str
    cause: OverrunCause | None
    lines: Sequence[str]
    stamp: DataStamp
    is_choosing: bool = True

    @property
    def title(self) -> str:
        return texts.title(self.case)

    @property
    def verdict(self) -> str:
        return texts.NOT_GIVEN if self.cause is None else texts.present(self.cause)

    @property
    def question(self) -> str:
        return texts.choose(has_cause=self.cause is not None)

    @property
    def choices(self) -> list[OverrunCause]:
        others = [cause for cause in OverrunCause if cause is not self.cause]
        return others if self.is_choosing else []


def cause_card(shown: CauseShown) -> Card:
    """Return the card; pressing a group records it, and this card shows what then stands."""
    asking = asking_for_cause(shown.case)
    choices = [_recording(shown.case, cause) for cause in shown.choices]
    body = [
        heading(plain(shown.title)),
        strong(shown.verdict),
        *(subtle(plain(line)) for line in shown.lines),
        *stamp_elements(shown.stamp),
        *([paragraph(shown.question), *choices] if choices else []),
    ]
    change = [] if choices else [act(texts.CHANGE_CAUSE, asking)]
    return card(body, actions=change, again=asking)


def asking_for_cause(case: str) -> Press:
    """Return the press that shows the cause of the case's overrun, with the groups to choose."""
    return Press(reading=Understanding(Intent.RECORD_CAUSE, Slots()), case=case)


def has_run_over(duty: Duty) -> bool:
    """Whether the duty is an investigation that has passed its limit, open or closed."""
    return duty.rule is RuleId.INVESTIGATION and duty.status in _OVER_TIME


def cause_buttons(case: str, duties: Iterable[Duty]) -> list[Card]:
    """Return the button that asks for the cause, where an investigation has passed its limit."""
    has_any = any(map(has_run_over, duties))
    return [act(texts.GIVE_CAUSE, asking_for_cause(case))] if has_any else []


def _recording(case: str, cause: OverrunCause) -> Card:
    """Return a group as a row to press: its name is too long for a button on a phone."""
    reading = Understanding(Intent.RECORD_CAUSE, Slots(cause=cause))
    words = sentence(texts.CAUSE_WORDS[cause])
    return pressable(words, Press(reading=reading, case=case))
