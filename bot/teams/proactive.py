"""Writing to a person first, and what became of it.

Microsoft's rule says which refusals may be tried again. A send whose answer never came may have
been shown all the same, and Teams takes no key by which it would know a repeat.
"""

from http import HTTPStatus

from aiohttp import ClientConnectorError, ClientError, ConnectionTimeoutError
from botbuilder.schema import Activity, ChannelAccount, ConversationAccount

from bot.addresses import may_answer_at
from bot.conversation import Answer
from bot.sending import SendOutcome, SendState
from bot.teams.activities import activity_from
from bot.teams.connector import Connectors, NotTakenError
from bot.teams.own_token import NoTokenError
from storage.records import Conversation

# Microsoft's list, and 401: our own token had run out, so nothing was taken.
_MAY_BE_TRIED_AGAIN = frozenset({401, 412, 429, 502, 503, 504})
_MAY_HAVE_BEEN_TAKEN = frozenset({408, 500})


async def send(
    connectors: Connectors, conversation: Conversation, answer: Answer, *, loopback: bool
) -> SendOutcome:
    """Send the answer into a conversation; never raises for what Teams or the network does."""
    if not may_answer_at(conversation.service_url, loopback=loopback):
        return SendOutcome(SendState.REFUSED)
    client = await connectors.create(conversation.service_url)
    try:
        sent = await client.conversations.send_to_conversation(
            conversation.conversation_id, _addressed(activity_from(answer), conversation)
        )
    except NotTakenError as refusal:
        return _outcome(refusal)
    except (NoTokenError, ClientConnectorError, ConnectionTimeoutError):
        return SendOutcome(SendState.RETRY_LATER)  # it never reached Teams
    except (ClientError, OSError, TimeoutError):
        return SendOutcome(SendState.UNKNOWN)
    return SendOutcome(SendState.SENT, activity_id=sent.id if sent else None)


def _addressed(activity: Activity, conversation: Conversation) -> Activity:
    activity.channel_id = conversation.channel_id
    activity.service_url = conversation.service_url
    activity.from_property = ChannelAccount(id=conversation.bot_id)
    activity.recipient = ChannelAccount(id=conversation.user_id)
    activity.conversation = ConversationAccount(
        id=conversation.conversation_id, tenant_id=conversation.tenant_id
    )
    return activity


def _outcome(refusal: NotTakenError) -> SendOutcome:
    status = refusal.status
    if status in _MAY_BE_TRIED_AGAIN:
        return SendOutcome(SendState.RETRY_LATER, retry_after=refusal.retry_after, status=status)
    if status == HTTPStatus.NOT_FOUND:
        return SendOutcome(SendState.UNREACHABLE, status=status)
    is_unclear = status in _MAY_HAVE_BEEN_TAKEN or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    state = SendState.UNKNOWN if is_unclear else SendState.REFUSED
    return SendOutcome(state, status=status)
