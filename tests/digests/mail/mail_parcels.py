"""Parcels and settings for the tests of e-mail."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from digests.mail import MailSender, Security, SmtpSettings
from digests.outbox.sending import Message, Parcel
from rules.facts import Role, StaffMember
from storage.records.outbox import Channel, Delivery, DeliveryKind, DeliveryState

NOW = datetime(2026, 11, 16, 7, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
MANAGER = StaffMember("Åsa Öberg", "asa.oberg@exempelkommun.se", Role.UNIT_MANAGER, "Öst")
MESSAGE = Message(
    subject="Veckobrev för Mottagningsenheten Öst, vecka 47",
    notice="Ditt veckobrev har kommit.",
    text="Hej Åsa!\n\nDet här är din vecka: 3 frister på väg att gå ut. Ärendena är äldre än så.\n",
    html="<p>Hej Åsa! Det här är din vecka: å ä ö Å Ä Ö – ”citat”.</p>",
)


def a_delivery(**changes: Any) -> Delivery:
    delivery = Delivery(
        id=1,
        recipient=MANAGER.email,
        kind=DeliveryKind.WEEKLY_DIGEST,
        period="2026-W47",
        about="öst",
        channel=Channel.MAIL,
        on_behalf_of=None,
        state=DeliveryState.SUBMITTING,
        queued_at=NOW,
        send_from=NOW,
        useful_until=NOW + timedelta(days=6),
        next_attempt_at=NOW,
        attempts=1,
        is_late=False,
        is_repeat=False,
        run_id="r1",
        last_error=None,
        changed_at=datetime.now(UTC),
    )
    return replace(delivery, **changes)


def a_parcel(message: Message = MESSAGE, to: str = MANAGER.email, **changes: Any) -> Parcel:
    return Parcel(a_delivery(**changes), replace(MANAGER, email=to), message)


def header_in(raw: bytes, name: str) -> str:
    """A header as mail programs read it; the standard library's new parser adds spaces."""
    return str(make_header(decode_header(message_from_bytes(raw)[name])))


def settings_for(port: int, ca_file: Path | None = None, /, **changes: Any) -> SmtpSettings:
    given: dict[str, Any] = {
        "host": "localhost",
        "port": port,
        "security": Security.NONE if ca_file is None else Security.STARTTLS,
        "sender_address": "fristvakt@exempelkommun.se",
        "sender_name": "Fristvakt, Örnsköldsviks kommun – socialförvaltningen",
        "domains": frozenset({"exempelkommun.se"}),
        "ca_file": ca_file,
        "timeout_s": 30.0,
    }
    return SmtpSettings(**given | changes)


def sender_to(port: int, ca_file: Path | None = None, **changes: Any) -> MailSender:
    return MailSender(settings_for(port, ca_file, **changes), clock=lambda: NOW)
