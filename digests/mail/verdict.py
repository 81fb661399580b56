"""What became of a letter, judged by how far it came and what the server answered.

The end of the letter is the line between known and unknown: before it the server cannot have
taken the letter; after it only an answer tells. The server's text is never kept.
"""

import re
import ssl
from enum import IntEnum, StrEnum

from aiosmtplib import SMTPConnectError, SMTPException, SMTPResponseException

from digests.outbox.sending import SendOutcome, SendState


class Step(IntEnum):
    """How far the conversation with the server has come."""

    CONNECT = 1
    TLS = 2
    LOGIN = 3
    SENDER = 4
    RECIPIENT = 5
    LETTER = 6
    ANSWER = 7  # brevets slut är skrivet


class MailError(StrEnum):
    """Why a letter was not taken, for the administrator; the words for it are in the texts."""

    FOREIGN_DOMAIN = "foreign_domain"  # adressen ligger inte i kommunens egna domäner
    CONNECT = "connect"  # e-postservern gick inte att nå
    TLS = "tls"  # ingen kryptering, eller ett certifikat som inte går att lita på
    LOGIN = "login"  # e-postservern godtog inte inloggningen
    TIMEOUT = "timeout"  # e-postservern svarade inte i tid
    LOST = "lost"  # förbindelsen bröts
    BUSY = "busy"  # e-postservern bad oss återkomma (4xx)
    NO_MAILBOX = "no_mailbox"  # mottagarens brevlåda finns inte eller tar inte emot
    REFUSED = "refused"  # e-postservern tog inte emot brevet (5xx)
    GARBLED = "garbled"  # svaret gick inte att förstå


_NOT_LOGGED_IN = frozenset({530, 535, 538})
_NOT_ABOUT_THE_MAILBOX = frozenset({500, 501, 502, 503, 504, 555})
_POLICY_SAYS_NO = re.compile(r"5\.7\.\d")  # RFC 3463: security or policy, as for all relaying
_EARLY = {Step.CONNECT: MailError.CONNECT, Step.TLS: MailError.TLS, Step.LOGIN: MailError.LOGIN}


def outcome_of_fault(step: Step, fault: Exception) -> SendOutcome:
    """Return what the fault at that step means for the letter."""
    if isinstance(fault, SMTPResponseException) and 200 <= fault.code <= 599:
        return outcome_of_answer(step, fault.code, fault.message)
    state = SendState.UNKNOWN if step is Step.ANSWER else SendState.RETRY_LATER
    return SendOutcome(state, error=_error_code(step, fault))


def outcome_of_answer(step: Step, status: int, text: str) -> SendOutcome:
    """Return what the server's answer means; `text` is looked at for its code and forgotten."""
    if step in _EARLY:
        return SendOutcome(SendState.RETRY_LATER, status=status, error=_EARLY[step])
    if step is Step.ANSWER and 200 <= status <= 299:
        return SendOutcome(SendState.SENT, status=status)
    if 400 <= status <= 499:
        return SendOutcome(SendState.RETRY_LATER, status=status, error=MailError.BUSY)
    if 500 <= status <= 599:
        return _refusal(step, status, text)
    state = SendState.UNKNOWN if step is Step.ANSWER else SendState.RETRY_LATER
    return SendOutcome(state, status=status, error=MailError.GARBLED)


def _refusal(step: Step, status: int, text: str) -> SendOutcome:
    if status in _NOT_LOGGED_IN:
        return SendOutcome(SendState.RETRY_LATER, status=status, error=MailError.LOGIN)
    is_about_the_mailbox = (
        step is Step.RECIPIENT
        and status not in _NOT_ABOUT_THE_MAILBOX
        and not _POLICY_SAYS_NO.match(text)
    )
    if is_about_the_mailbox:
        return SendOutcome(SendState.UNREACHABLE, status=status, error=MailError.NO_MAILBOX)
    return SendOutcome(SendState.REFUSED, status=status, error=MailError.REFUSED)


def _error_code(step: Step, fault: Exception) -> str:
    causes = (fault, fault.__cause__)
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return MailError.TIMEOUT
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return MailError.TLS
    if isinstance(fault, ConnectionError) and not isinstance(fault, SMTPConnectError):
        return MailError.LOST
    if isinstance(fault, SMTPResponseException):
        return MailError.GARBLED
    if isinstance(fault, SMTPException) and step in _EARLY:
        return _EARLY[step]
    return type(fault).__name__
