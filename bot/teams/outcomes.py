"""What became of something that the bot sent of its own accord.

Microsoft's rule says which refusals may be tried again. A send whose answer never came may have
been shown all the same, and Teams takes no key by which it would know a repeat. What Teams or
the network say in words is never kept: only the status and a code of ours.
"""

from collections.abc import Awaitable
from dataclasses import replace
from http import HTTPStatus

from aiohttp import ClientConnectorError, ClientError, ClientHttpProxyError, ConnectionTimeoutError

from bot.faults import report_fault
from bot.teams.connector import NotTakenError
from bot.teams.limits import NoRoomError
from bot.teams.own_token import NoTokenError
from digests.outbox.sending import SendOutcome, SendState

BLOCKED = SendOutcome(SendState.UNREACHABLE, error="blocked")
NEVER_MET = SendOutcome(SendState.UNREACHABLE, error="never_met")
FOREIGN_ADDRESS = SendOutcome(SendState.REFUSED, error="foreign_address")
NO_DATABASE = SendOutcome(SendState.RETRY_LATER, error="no_database")
NOT_BEGUN = SendOutcome(SendState.RETRY_LATER, error="not_begun")

# Microsoft's list, and 401: our own token had run out, so nothing was taken.
_MAY_BE_TRIED_AGAIN = frozenset({401, 412, 429, 502, 503, 504})
_NOT_THERE = {HTTPStatus.FORBIDDEN.value: "blocked", HTTPStatus.NOT_FOUND.value: "gone_chat"}
_NEVER_LEFT = (ClientConnectorError, ConnectionTimeoutError, ClientHttpProxyError)
_CUT_SHORT = (ClientError, OSError, NoRoomError, NoTokenError)


async def outcome_of(sending: Awaitable[str | None]) -> SendOutcome:
    """Return what became of a send; raises nothing for what Teams or the network does."""
    try:
        return SendOutcome(SendState.SENT, activity_id=await sending)
    except NotTakenError as refusal:
        return _refused(refusal)
    except _CUT_SHORT as fault:
        return _cut_short(fault)


async def begun(beginning: Awaitable[str]) -> str | SendOutcome:
    """Return the id of the chat that was begun, or why there is none.

    To begin one shows nothing to anybody, so whatever is unclear is tried again.
    """
    try:
        return await beginning
    except NotTakenError as refusal:
        outcome = _refused(refusal)
    except _CUT_SHORT as fault:
        outcome = _cut_short(fault)
    except Exception as fault:  # whatever botbuilder stumbles on in an odd answer
        report_fault(fault, "chat_not_begun")
        return NOT_BEGUN
    if outcome.state in (SendState.UNKNOWN, SendState.RETRY_LATER):
        return replace(outcome, state=SendState.RETRY_LATER)
    return replace(NEVER_MET, status=outcome.status)


def _refused(refusal: NotTakenError) -> SendOutcome:
    status = refusal.status
    code = _NOT_THERE.get(status, f"http_{status}")
    return SendOutcome(
        _state_after(status), retry_after=refusal.retry_after, status=status, error=code
    )


def _state_after(status: int) -> SendState:
    if status in _MAY_BE_TRIED_AGAIN:
        return SendState.RETRY_LATER
    if status in _NOT_THERE:
        return SendState.UNREACHABLE
    is_unclear = status == HTTPStatus.REQUEST_TIMEOUT or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return SendState.UNKNOWN if is_unclear else SendState.REFUSED


def _cut_short(fault: BaseException) -> SendOutcome:
    if isinstance(fault, NoTokenError):
        return SendOutcome(SendState.RETRY_LATER, error="no_token")
    if isinstance(fault, NoRoomError):
        return SendOutcome(SendState.RETRY_LATER, error="no_room")
    if isinstance(fault, _NEVER_LEFT):
        return SendOutcome(SendState.RETRY_LATER, error="no_connection")
    code = "no_answer" if isinstance(fault, TimeoutError) else "cut_off"
    return SendOutcome(SendState.UNKNOWN, error=code)
