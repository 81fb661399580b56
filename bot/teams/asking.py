"""From an activity to the answer: who asks, what, and what the desk says to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from botbuilder.core import TurnContext
from botbuilder.schema import Activity

from bot import texts
from bot.conversation import AnswersQuestions, Asker, Audience, Press, Reply
from bot.presses import question_of
from bot.teams.activities import audience_of, object_id_of
from bot.teams.members import Roster
from bot.teams.pace import Admission, Pace
from bot.texts import in_teams


@dataclass(frozen=True, slots=True)
class FrontDesk:
    """Lets those in who may ask, and takes their questions to the desk."""

    desk: AnswersQuestions
    roster: Roster
    pace: Pace
    clock: Callable[[], datetime]

    async def answer(
        self, turn: TurnContext, press: Press, *, unsaid: str = texts.NOTHING_WRITTEN
    ) -> Reply | None:
        """Return the answer, None where nothing is to be said; `unsaid` answers an empty press."""
        match self.pace.admission(_person(turn.activity), is_refresh=press.is_refresh):
            case Admission.TOLD:
                return spoken(in_teams.TOO_MANY)
            case Admission.SILENT:
                return None
        audience = audience_of(turn.activity)
        if audience is Audience.PERSONAL and _says_nothing(press):
            return spoken(unsaid)
        asker = await self._asker(turn)
        if asker is None:
            return spoken(in_teams.CANNOT_CHECK)
        question = question_of(press, asker, audience, self.clock())
        return await self.desk.answer(question)

    async def _asker(self, turn: TurnContext) -> Asker | None:
        """Return who asks; None where nobody vouches for them just now.

        Outside the personal chat nobody is shown anything, so nobody is looked up.
        """
        object_id = object_id_of(turn.activity)
        if object_id is None or audience_of(turn.activity) is not Audience.PERSONAL:
            return Asker(object_id=object_id)
        member = await self.roster.member(turn, object_id)
        if member is not None:
            return Asker(email=member.email, object_id=object_id, is_guest=member.is_guest)
        is_known = await self.desk.knows(object_id)
        return Asker(object_id=object_id) if is_known else None


def spoken(text: str) -> Reply:
    """Return an answer of one sentence."""
    return Reply(text, texts.SUMMARY)


def _says_nothing(press: Press) -> bool:
    return not press.question.strip() and press.reading is None


def _person(activity: Activity) -> str:
    return object_id_of(activity) or activity.from_property.id or ""
