"""Writing to a person first, through botbuilder's `continue_conversation`.

The adapter is one of its own, without anything that says sorry in a chat where nobody has
asked: what goes wrong is raised, to whoever must decide what becomes of it. With our way in and
out (`HouseAuthentication`) neither call asks Entra for anything or blocks the event loop, as
botbuilder's own do each time.
"""

from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import (
    Activity,
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
    ConversationReference,
)

from bot.teams.authentication import HouseAuthentication
from storage.records import Conversation


class Proactive:
    """Speaks first; raises whatever the way out to Teams raises."""

    def __init__(self, authentication: HouseAuthentication, app_id: str) -> None:
        self._adapter = CloudAdapter(authentication)
        self._app_id = app_id

    async def say(self, chat: Conversation, activity: Activity) -> str | None:
        """Send the activity into the chat and return the id that Teams gave it, if it told."""
        told: list[str | None] = []

        async def speak(turn: TurnContext) -> None:
            turn.activity.id = None  # botbuilder made it up: nothing there is to be replied to
            sent = await turn.send_activity(activity)
            told.append(sent.id if sent else None)

        await self._adapter.continue_conversation(_reference(chat), speak, self._app_id)
        return told[0] or None

    async def begin(self, known: Conversation, object_id: str) -> str:
        """Return the id of the chat with somebody who has the app and has not written yet.

        `known` is any chat of the same bot, heard of lately. Teams gives the same chat each
        time it is asked.
        """
        told: list[str] = []

        async def listen(turn: TurnContext) -> None:
            told.append(turn.activity.conversation.id)

        await self._adapter.create_conversation(
            self._app_id, listen, _with(known, object_id), known.channel_id, known.service_url
        )
        if not told[0]:
            raise ValueError("no conversation id")
        return told[0]


def _reference(chat: Conversation) -> ConversationReference:
    return ConversationReference(
        bot=ChannelAccount(id=chat.bot_id),
        user=ChannelAccount(id=chat.user_id, aad_object_id=chat.object_id),
        conversation=ConversationAccount(
            id=chat.conversation_id, conversation_type="personal", tenant_id=chat.tenant_id
        ),
        channel_id=chat.channel_id,
        service_url=chat.service_url,
    )


def _with(known: Conversation, object_id: str) -> ConversationParameters:
    """Return what is asked for; Teams wants the object id where it says *id*."""
    return ConversationParameters(
        is_group=False,
        bot=ChannelAccount(id=known.bot_id),
        members=[ChannelAccount(id=object_id)],
        tenant_id=known.tenant_id,
        channel_data={"tenant": {"id": known.tenant_id}},
    )
