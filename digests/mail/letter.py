"""A message as a letter: text and HTML side by side, files, and the headers machines obey.

It is ASCII throughout, so that every server can pass it on and no signature breaks under way.
"""

import hashlib
import json
import unicodedata
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

from digests.mail.settings import SmtpSettings
from digests.outbox.sending import Attachment, Parcel
from storage.keys import name_key
from storage.records.outbox import Delivery

_UNNAMED_FILE = "bilaga"
_UNKNOWN_TYPE = "application/octet-stream"


class _LetterPolicy(EmailPolicy):
    """Folds long words with å ä ö by `Header`: EmailPolicy loses spaces where it breaks them."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name not in ("From", "Subject") or str(value).isascii():
            return super().fold_binary(name, value)
        if name == "Subject":
            return _folded(name, str(value), end="")
        sender: Address = value.addresses[0]
        return _folded(name, sender.display_name, end=f" <{sender.addr_spec}>")


_POLICY = _LetterPolicy(linesep="\r\n", cte_type="7bit", utf8=False)


def letter_of(parcel: Parcel, address: str, settings: SmtpSettings, now: datetime) -> bytes:
    """Return the whole letter to `address` as it is handed over, lines ended by CRLF."""
    letter = EmailMessage(policy=_POLICY)
    letter["Subject"] = one_line(parcel.message.subject)
    letter["From"] = Address(one_line(settings.sender_name), addr_spec=settings.sender)
    letter["To"] = address
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = message_id(parcel.delivery, settings.sender_domain)
    _mark_as_automatic(letter, parcel.delivery, settings.sender_domain)
    _write_body(letter, parcel)
    return letter.as_bytes()


def message_id(delivery: Delivery, domain: str) -> str:
    """Return the same for every attempt at one delivery, another for each other delivery."""
    identity = [
        name_key(delivery.recipient),
        delivery.kind,
        delivery.period,
        delivery.about,
        delivery.channel,
    ]
    digest = hashlib.sha256(json.dumps(identity).encode("ascii")).hexdigest()
    return f"<{digest[:40]}@{domain}>"


def one_line(text: str) -> str:
    """Return the text without line breaks, control signs and what reads as an encoded word."""
    printable = "".join(" " if _is_control(sign) else sign for sign in text)
    return " ".join(printable.replace("=?", "= ?").split())


def _is_control(sign: str) -> bool:
    """Also separators of lines and paragraphs, half characters, and signs that turn the text."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _folded(name: str, words: str, *, end: str) -> bytes:
    encoded = Header(words, "utf-8", header_name=name).encode(linesep="\r\n")
    return f"{name}: {encoded}{end}\r\n".encode("ascii")


def _mark_as_automatic(letter: EmailMessage, delivery: Delivery, domain: str) -> None:
    """So that absence replies are not sent back, and the reader can sort by kind."""
    letter["List-Id"] = f"<{delivery.kind.value.replace('_', '-')}.fristvakt.{domain}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"


def _write_body(letter: EmailMessage, parcel: Parcel) -> None:
    letter.set_content(parcel.message.text, cte="quoted-printable")
    if parcel.message.html is not None:
        letter.add_alternative(parcel.message.html, subtype="html", cte="quoted-printable")
    for attachment in parcel.message.attachments:
        _attach(letter, attachment)


def _attach(letter: EmailMessage, attachment: Attachment) -> None:
    kind = EmailMessage(policy=_POLICY)
    kind["Content-Type"] = one_line(attachment.media_type) or _UNKNOWN_TYPE
    letter.add_attachment(
        attachment.content,
        maintype=kind.get_content_maintype(),
        subtype=kind.get_content_subtype(),
        params=dict(kind["Content-Type"].params),
        filename=_file_name(attachment.name),
    )


def _file_name(name: str) -> str:
    return one_line(name).replace("/", "-").replace("\\", "-") or _UNNAMED_FILE
