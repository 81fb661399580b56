"""What is done about each kind of activity.

Edited and deleted messages, reactions and kinds that are new to us are left without an answer,
as ActivityHandler leaves them: whoever wants another answer asks again.
"""

from http import HTTPStatus

from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ChannelAccount

from bot import texts
from bot.conversation import Audience, Press
from bot.faults import report_fault
from bot.teams import invokes
from bot.teams.activities import (
    activity_from,
    audience_of,
    has_a_file,
    pressed_in,
    sentence,
    written_in,
)
from bot.teams.asking import FrontDesk
from bot.teams.contacts import Contacts
from bot.texts import in_teams
from storage.errors import StorageError


class FristvaktBot(ActivityHandler):
    """Turns activities into questions, and answers into activities."""

    def __init__(self, front_desk: FrontDesk, contacts: Contacts) -> None:
        super().__init__()
        self._front_desk = front_desk
        self._contacts = contacts

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        activity = turn_context.activity
        press = pressed_in(activity) or Press(question=written_in(activity))
        unsaid = in_teams.ATTACHMENT if has_a_file(activity) else texts.NOTHING_WRITTEN
        answer = await self._front_desk.answer(turn_context, press, unsaid=unsaid)
        if answer is not None:
            await turn_context.send_activity(activity_from(answer))
        try:
            await self._contacts.keep(activity)
        except StorageError as fault:  # the question is answered; the next one keeps the chat
            report_fault(fault, "conversation_not_kept")

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        if turn_context.activity.name != invokes.CARD_ACTION:
            return invokes.unknown()
        if not invokes.is_ours(turn_context.activity):
            return invokes.refused(HTTPStatus.BAD_REQUEST, in_teams.UNKNOWN_BUTTON)
        press = invokes.executed_in(turn_context.activity) or Press()
        try:
            answer = await self._front_desk.answer(turn_context, press)
        except Exception as fault:  # whoever pressed is told beside the card
            return invokes.said(texts.fault(report_fault(fault, "turn_failed")))
        if answer is None:
            return invokes.refused(HTTPStatus.TOO_MANY_REQUESTS, in_teams.TOO_MANY)
        return invokes.response_from(answer)

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        if (turn_context.activity.action or "").startswith("remove"):
            await self._contacts.lose(turn_context.activity)
        else:
            await self._welcome(turn_context)

    async def on_members_added_activity(
        self, members_added: list[ChannelAccount], turn_context: TurnContext
    ) -> None:
        activity = turn_context.activity
        is_added = any(member.id == activity.recipient.id for member in members_added)
        if is_added or audience_of(activity) is Audience.PERSONAL:
            await self._welcome(turn_context)

    async def _welcome(self, turn: TurnContext) -> None:
        if await self._contacts.is_new(turn.activity):
            await turn.send_activity(sentence(_welcome_words(turn.activity)))


def _welcome_words(activity: Activity) -> str:
    is_alone = audience_of(activity) is Audience.PERSONAL
    return in_teams.WELCOME if is_alone else in_teams.WELCOME_IN_GROUP
