"""A real SMTP server on loopback, in the clear, that keeps the letters it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from queue import SimpleQueue

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

DOMAIN = "smastad.example"


@dataclass
class Letterbox:
    """The letters that have come, in order; `refused` are the addresses that it takes none for.

    Each letter is told to `heard`, too, for whoever waits for it.
    """

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    refused: frozenset[str] = frozenset()
    heard: "SimpleQueue[EmailMessage]" = field(default_factory=SimpleQueue)

    @property
    def recipients(self) -> list[str]:
        return sorted(letter["To"] for letter in self.letters)

    @property
    def settings(self) -> dict[str, str]:
        """The environment that lets Fristvakt send here."""
        return {
            "FRISTVAKT_SMTP_HOST": "127.0.0.1",
            "FRISTVAKT_SMTP_PORT": str(self.port),
            "FRISTVAKT_SMTP_SECURITY": "none",
            "FRISTVAKT_MAIL_SENDER": f"fristvakt@{DOMAIN}",
            "FRISTVAKT_MAIL_DOMAINS": DOMAIN,
        }

    async def handle_RCPT(  # noqa: N802 — aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 — aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content
        assert content is not None
        letter = message_from_bytes(content, policy=policy.default)
        self.letters.append(letter)
        self.heard.put(letter)
        return "250 OK"


class _Controller(Controller):
    """Listens on a port that the system chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def letterbox() -> Iterator[Letterbox]:
    """Give a server that runs while the block does."""
    box = Letterbox()
    controller = _Controller(box, hostname="127.0.0.1", port=0)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()
