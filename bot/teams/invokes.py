"""What Teams is answered when a button asks for an answer in its own place (`Action.Execute`).

The body goes out as it stands here. botbuilder's own way through CloudAdapter serialises it
twice and answers every press with 500.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from botbuilder.core import InvokeResponse
from botbuilder.schema import Activity

from bot.cards.elements import PRESS_VERB
from bot.conversation import Press, Reply
from bot.presses import press_from

CARD_ACTION = "adaptiveCard/action"
_CARD = "application/vnd.microsoft.card.adaptive"
_MESSAGE = "application/vnd.microsoft.activity.message"
_ERROR = "application/vnd.microsoft.error"


def is_ours(activity: Activity) -> bool:
    """Whether the invoke comes from a button as we make them."""
    return _action(activity).get("verb") == PRESS_VERB


def executed_in(activity: Activity) -> Press | None:
    """Return the press that an invoke carries, None where it carries none of ours."""
    return press_from(_action(activity).get("data"))


def _action(activity: Activity) -> Mapping[str, Any]:
    action = activity.value.get("action") if isinstance(activity.value, Mapping) else None
    return action if isinstance(action, Mapping) else {}


def response_from(answer: Reply) -> InvokeResponse:
    """Return what takes the card's place: the answer's card, else its text beside the card."""
    if not answer.cards:
        return said(answer.text)
    return _response(HTTPStatus.OK, _CARD, answer.cards[0])


def said(text: str) -> InvokeResponse:
    """Return a sentence that Teams shows beside the card."""
    return _response(HTTPStatus.OK, _MESSAGE, text)


def refused(status: HTTPStatus, text: str) -> InvokeResponse:
    """Return a refusal that leaves the card as it is."""
    return _response(status, _ERROR, {"code": str(status.value), "message": text})


def unknown() -> InvokeResponse:
    """Return the answer to an invoke that is none of ours."""
    return InvokeResponse(status=HTTPStatus.NOT_IMPLEMENTED.value, body=None)


def _response(status: HTTPStatus, kind: str, value: Any) -> InvokeResponse:
    body = {"statusCode": status.value, "type": kind, "value": value}
    return InvokeResponse(status=HTTPStatus.OK.value, body=body)
