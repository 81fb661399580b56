"""What an activity says, and the activity that an answer becomes.

Teams writes mentions and some characters as markup, and lets people paste anything; what is
read here is the plain words. Nothing of it is ever sent back as markup.
"""

import html
import re
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any, Self

from botbuilder.core.card_factory import ContentTypes
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    Attachment,
    AttachmentLayoutTypes,
    ChannelAccount,
    ConversationAccount,
    InputHints,
    TextFormatTypes,
)

from bot import texts
from bot.conversation import Audience, Press, Reply, WrittenCard
from bot.presses import press_from
from digests.outbox.sending import Message

_AUDIENCES = {"personal": Audience.PERSONAL, "channel": Audience.CHANNEL}
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINE_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_EMPHASIS = re.compile(r"[*`~#>]+|(?<!\w)_+|_+(?!\w)")
_CARD = ContentTypes.adaptive_card
_RICH_TEXT = "text/html"  # the message itself once more, as Teams draws it


def activity_of(body: Mapping[str, Any]) -> Activity:
    """Return the parts that we read of the activity in a request; the rest is left aside.

    botbuilder's own reading goes by the names of 50 parts and converts each: it takes longer
    than all else at this door, and stumbles on what nobody asks for.
    """
    return Activity(
        type=_words(body, "type"),
        id=_words(body, "id"),
        name=_words(body, "name"),
        action=_words(body, "action"),
        text=_words(body, "text"),
        channel_id=_words(body, "channelId"),
        service_url=_words(body, "serviceUrl"),
        from_property=_account(body["from"]),
        recipient=_account(body["recipient"]),
        conversation=_conversation(body["conversation"]),
        channel_data=body.get("channelData") or {},
        value=body.get("value"),
        entities=[part for part in body.get("entities") or () if isinstance(part, dict)],
        attachments=[
            Attachment(content_type=_words(part, "contentType"))
            for part in body.get("attachments") or ()
            if isinstance(part, dict)
        ],
        members_added=[
            _account(part) for part in body.get("membersAdded") or () if isinstance(part, dict)
        ],
    )


def _account(told: Mapping[str, Any]) -> ChannelAccount:
    return ChannelAccount(
        id=_words(told, "id"),
        name=_words(told, "name"),
        aad_object_id=_words(told, "aadObjectId"),
    )


def _conversation(told: Mapping[str, Any]) -> ConversationAccount:
    return ConversationAccount(
        id=_words(told, "id"),
        conversation_type=_words(told, "conversationType"),
        tenant_id=_words(told, "tenantId"),
    )


def _words(told: Mapping[str, Any], name: str) -> str | None:
    value = told.get(name)
    return value if isinstance(value, str) else None


def audience_of(activity: Activity) -> Audience:
    """Return who can read along; an unknown kind of conversation counts as a group."""
    return _AUDIENCES.get(activity.conversation.conversation_type or "", Audience.GROUP)


def object_id_of(activity: Activity) -> str | None:
    """Return the sender's Entra object id, if there is one."""
    return activity.from_property.aad_object_id or None


def tenant_of(activity: Activity) -> str | None:
    """Return the tenant that the conversation belongs to, as far as the activity says."""
    tenant = activity.channel_data.get("tenant")
    told = tenant.get("id") if isinstance(tenant, dict) else None
    named = activity.conversation.tenant_id or told
    return named if isinstance(named, str) else None


def pressed_in(activity: Activity) -> Press | None:
    """Return the press that a message carries, None where it carries none of ours."""
    return press_from(activity.value)


def written_in(activity: Activity) -> str:
    """Return what was written as plain words: no mention of the bot, markup or entities."""
    text = activity.text or ""
    for own_name in _own_mentions(activity):
        text = text.replace(own_name, " ")
    return plain_words(text)


def plain_words(text: str) -> str:
    """Return the words of a text that may hold HTML, entities and Markdown."""
    without_tags = _TAG.sub("", _LINE_BREAK.sub(" ", text))
    return " ".join(_EMPHASIS.sub(" ", html.unescape(without_tags)).split())


def has_a_file(activity: Activity) -> bool:
    """Whether something other than the text itself was attached."""
    kinds = (attachment.content_type for attachment in activity.attachments)
    return any(kind != _RICH_TEXT for kind in kinds)


class _Ours(Activity):
    """A message that is made for one sending: botbuilder's copy of it need not be deep."""

    def __init__(self, **parts: Any) -> None:
        kind, hint = ActivityTypes.message, InputHints.accepting_input
        super().__init__(type=kind, input_hint=hint, **parts)

    def __deepcopy__(self, memo: object) -> Self:
        return copy(self)


def activity_from(answer: Reply) -> Activity:
    """Return the activity to send: the card alone with a neutral summary, else the text."""
    return _cards(answer.cards, answer.summary) if answer.cards else sentence(answer.text)


def activity_of_message(message: Message) -> Activity:
    """Return the same for what is sent unasked; its text is never read as markup."""
    if message.cards:
        return _cards(message.cards, message.notice)
    activity = sentence(message.text)
    activity.text_format, activity.summary = TextFormatTypes.plain, message.notice
    return activity


def _cards(cards: Sequence[Mapping[str, Any] | WrittenCard], summary: str) -> Activity:
    attached = [Attachment(content_type=_CARD, content=card) for card in cards]
    layout = AttachmentLayoutTypes.list
    return _Ours(summary=summary, attachments=attached, attachment_layout=layout)


def sentence(text: str) -> Activity:
    """Return the activity that says one thing."""
    return _Ours(summary=texts.SUMMARY, text=text)


def _own_mentions(activity: Activity) -> list[str]:
    """Return how the bot is named in the text, each as it is marked up."""
    found = []
    for entity in activity.entities:
        mentioned = entity.get("mentioned")
        is_ours = isinstance(mentioned, dict) and mentioned.get("id") == activity.recipient.id
        if is_ours and isinstance(entity.get("text"), str):
            found.append(entity["text"])
    return [own for own in found if own]
