"""Parcels of the outbox, on their way to people of the small town, and the chats they go to."""

from dataclasses import replace
from typing import Any

from outbox_deliveries import delivery
from small_town import BJORN, KARIN, NOW
from teams_stub import KARIN_IN_ENTRA, TENANT, Teams

from digests.outbox.sending import Message, Parcel
from rules.facts import Role, StaffMember
from storage.records import Conversation

BJORN_IN_ENTRA = "33333333-3333-4333-8333-33333333ABCD"
MESSAGE = Message(
    subject="Veckobrev",
    notice="Veckobrev från Fristvakt",
    text="BU-2026-00001 är *över* tiden.",
    cards=({"type": "AdaptiveCard", "body": []},),
    rows=1,
)
TO_KARIN = StaffMember("Karin Larsson", KARIN, Role.CASEWORKER, "Barnenheten", KARIN_IN_ENTRA)
TO_BJORN = StaffMember("Björn Berg", BJORN, Role.CASEWORKER, "Barnenheten", BJORN_IN_ENTRA)


def parcel_to(staff: StaffMember, message: Message = MESSAGE) -> Parcel:
    """Return a parcel for the person."""
    return Parcel(delivery(staff.email), staff, message)


def karins_chat(teams: Teams, **changes: Any) -> Conversation:
    """Return Karin's own chat with the bot."""
    chat = Conversation(
        object_id=KARIN_IN_ENTRA,
        conversation_id="a:1/x y",
        service_url=teams.url,
        tenant_id=TENANT,
        bot_id="28:bot",
        channel_id="msteams",
        user_id="29:karin",
        last_seen_at=NOW,
    )
    return replace(chat, **changes)
