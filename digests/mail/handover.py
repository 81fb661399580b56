"""One conversation with the mail server, in which one letter is handed over.

The only module that knows aiosmtplib's client. Each letter has a connection of its own, so a
server that is slow with one holds no other.
"""

import asyncio
import re
import ssl
from contextlib import suppress

from aiosmtplib import SMTP, SMTPDataError, SMTPNotSupported, SMTPResponseException
from aiosmtplib.protocol import SMTPProtocol

from digests.mail.settings import Security, SmtpSettings
from digests.mail.verdict import Step, outcome_of_answer, outcome_of_fault
from digests.outbox.sending import SendOutcome

_BEGIN = 354
_END = b".\r\n"
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_PIECE = 32_768
_GOODBYE_S = 2.0


class Handover:
    """A conversation that may be held once; `step` tells how far it came."""

    def __init__(self, settings: SmtpSettings, trusted: ssl.SSLContext) -> None:
        self.step = Step.CONNECT
        self._settings = settings
        self._smtp = SMTP(
            hostname=settings.host,
            port=settings.port,
            local_hostname=settings.sender_domain,
            timeout=settings.timeout_s,
            use_tls=settings.security is Security.TLS,
            start_tls=False,
            tls_context=trusted,
        )

    async def hand_over(self, address: str, letter: bytes) -> SendOutcome:
        """Return what became of the letter; raises nothing but what cancels the task."""
        try:
            async with asyncio.timeout(self._settings.timeout_s):
                await self._open()
                await self._name_both(address, len(letter))
                protocol = await self._write(letter)
            return await self._answer(protocol)
        except Exception as fault:  # a fault must become an outcome, or the row is never settled
            await self._take_leave(fault)
            return outcome_of_fault(self.step, fault)
        finally:
            self._hang_up()

    async def try_out(self) -> SendOutcome | None:
        """Return why no letter could be handed over, None where the server would take one."""
        try:
            async with asyncio.timeout(self._settings.timeout_s):
                await self._open()
                self.step = Step.SENDER
                await self._smtp.mail(self._settings.sender)
            await self._take_leave(None)
        except Exception as fault:  # as in `hand_over`
            return outcome_of_fault(self.step, fault)
        else:
            return None
        finally:
            self._hang_up()

    async def _open(self) -> None:
        await self._smtp.connect()
        if self._settings.security is Security.STARTTLS:
            self.step = Step.TLS
            await self._smtp.starttls()
        if self._settings.username is not None:
            self.step = Step.LOGIN
            await self._log_in(self._settings.username, self._settings.password or "")

    async def _log_in(self, username: str, password: str) -> None:
        """Try one method once: each further try with a wrong password may lock the account."""
        await self._smtp.ehlo()
        if "plain" in self._smtp.server_auth_methods:
            await self._smtp.auth_plain(username, password)
        elif "login" in self._smtp.server_auth_methods:
            await self._smtp.auth_login(username, password)
        else:
            raise SMTPNotSupported("no method to log in by")

    async def _name_both(self, address: str, size: int) -> None:
        if self._smtp.is_ehlo_or_helo_needed:
            await self._smtp.ehlo()
        self.step = Step.SENDER
        options = [f"SIZE={size}"] if self._smtp.supports_extension("size") else []
        await self._smtp.mail(self._settings.sender, options=options)
        self.step = Step.RECIPIENT
        await self._smtp.rcpt(address)

    async def _write(self, letter: bytes) -> SMTPProtocol:
        """Write the letter to its end.

        Done here and not by `SMTP.data`, which does not tell whether the end had been written
        when the connection was lost: that is what decides between sending again and *unknown*.
        """
        self.step = Step.LETTER
        begin = await self._smtp.execute_command(b"DATA")
        if begin.code != _BEGIN:
            raise SMTPDataError(begin.code, begin.message)
        protocol = self._smtp.protocol
        if protocol is None:
            raise ConnectionResetError
        await _write_in_pieces(protocol, _LEADING_DOT.sub(b"..", letter))
        protocol.write(_END)
        self.step = Step.ANSWER
        return protocol

    async def _answer(self, protocol: SMTPProtocol) -> SendOutcome:
        answer = await protocol.read_response(timeout=self._settings.answer_timeout_s)
        await self._take_leave(None)
        return outcome_of_answer(self.step, answer.code, answer.message)

    async def _take_leave(self, fault: Exception | None) -> None:
        """Say goodbye to a server that answered; what comes of that changes nothing."""
        if fault is None or isinstance(fault, SMTPResponseException):
            with suppress(Exception):
                await self._smtp.quit(timeout=_GOODBYE_S)

    def _hang_up(self) -> None:
        """End the connection at once: a server that reads nothing must not keep it open."""
        transport = self._smtp.transport
        self._smtp.close()
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()


async def _write_in_pieces(protocol: SMTPProtocol, letter: bytes) -> None:
    """Return when all but the last pieces have left this machine's memory."""
    for start in range(0, len(letter), _PIECE):
        protocol.write(letter[start : start + _PIECE])
        await asyncio.sleep(0)  # a lost connection is told by the loop, so give it its turn
        await protocol._drain_helper()  # what asyncio's own StreamWriter.drain calls
