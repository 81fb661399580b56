"""Real SMTP servers on this machine."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USERNAME, PASSWORD = "fristvakt", "hemligt-åäö"


@dataclass
class Mailboxes:
    """A server's handler that keeps letters, or answers as it has been told."""

    mail_answer: str = "250 OK"
    rcpt_answer: str = "250 OK"
    data_answer: str = "250 OK"
    drops_at: str | None = None  # MAIL, RCPT, DATA or BODY: half-way through the letter
    silent_at: str | None = None  # the same
    hides_starttls: bool = False
    envelopes: list[Envelope] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    def letters(self) -> list[EmailMessage]:
        return [
            message_from_bytes(e.original_content, policy=policy.default) for e in self.envelopes
        ]

    def raw(self) -> bytes:
        content = self.envelopes[0].original_content
        assert content is not None
        return content

    async def handle_EHLO(  # noqa: N802 — aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        self.commands.append("EHLO")
        session.host_name = name
        return [a for a in answers if not (self.hides_starttls and a.endswith("STARTTLS"))]

    async def handle_MAIL(  # noqa: N802 — aiosmtpd finds it by this name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        await self.meet(server, "MAIL")
        if self.mail_answer.startswith("250"):
            envelope.mail_from = address
        return self.mail_answer

    async def handle_RCPT(  # noqa: N802 — aiosmtpd finds it by this name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        await self.meet(server, "RCPT")
        if self.rcpt_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt_answer

    async def handle_DATA(  # noqa: N802 — aiosmtpd finds it by this name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.envelopes.append(envelope)
        await self.meet(server, "DATA")
        return self.data_answer

    async def meet(self, server: SMTP, command: str) -> None:
        self.commands.append(command)
        if self.drops_at == command:
            server.transport.abort()
        if self.silent_at == command:
            await asyncio.Event().wait()


class _Smtp(SMTP):
    """Leaves, or stops reading, in the middle of a letter where its handler says so."""

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 — aiosmtpd finds it by this name
        if "BODY" not in (self.event_handler.drops_at, self.event_handler.silent_at):
            await super().smtp_DATA(arg)
            return
        await self.push("354 go on")
        await self._reader.readexactly(1000)
        await self.event_handler.meet(self, "BODY")


class _Controller(Controller):
    """Listens on a port that the system chooses."""

    def factory(self) -> SMTP:
        return _Smtp(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def serving(
    mailboxes: Mailboxes,
    *,
    implicit: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    with_login: bool = False,
) -> Iterator[int]:
    """Serve on loopback and give the port."""
    extra: dict[str, Any] = {"data_size_limit": None}
    if with_login:
        extra |= {"authenticator": _knows_the_password, "auth_required": True}
    if implicit is not None:
        extra |= {"auth_require_tls": False}  # it is inside TLS, which aiosmtpd does not see
    controller = _Controller(
        mailboxes,
        hostname="127.0.0.1",
        port=0,
        ssl_context=implicit,
        tls_context=starttls,
        require_starttls=starttls is not None and not mailboxes.hides_starttls,
        **extra,
    )
    controller.start()
    mailboxes.commands.clear()
    try:
        yield controller.port
    finally:
        controller.stop()


def _knows_the_password(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
) -> AuthResult:
    server.event_handler.commands.append(f"AUTH {mechanism}")
    is_right = data == LoginPassword(USERNAME.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)
