"""Questions and presses on the page: the same turn, the same pace and the same log as in Teams."""

from dataclasses import dataclass

from bot import texts
from bot.cards.elements import PRESS_VERB
from bot.conversation import Audience, Press, Reply
from bot.presses import press_from, question_of
from bot.teams.pace import Admission
from bot.texts import in_teams
from bot.web.edge import Edge
from bot.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was written, and what was answered to it as text."""

    question: str
    answer: str


async def answered(edge: Edge, visitor: Visitor, press: Press) -> Reply:
    """Return the answer to what the visitor wrote or pressed; raises StorageError."""
    if edge.pace.admission(visitor.person) is not Admission.ADMITTED:
        return _spoken(in_teams.TOO_MANY)
    if not press.question.strip() and press.reading is None:
        return _spoken(texts.NOTHING_WRITTEN)
    question = question_of(press, visitor.asker, Audience.PERSONAL, edge.clock())
    return await edge.desk.answer(question)


def pressed(verb: object, data: object) -> Press | None:
    """Return the press that a button on a card stands for, None where the button is not ours.

    A button that asks for a new message carries no verb, as in Teams.
    """
    return press_from(data) if verb in (None, PRESS_VERB) else None


def _spoken(text: str) -> Reply:
    return Reply(text, texts.SUMMARY)
