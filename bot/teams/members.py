"""Who a person is according to Teams' own list of members: their e-mail, and whether a guest.

An activity carries the Entra object id and nothing else that can be trusted. The list is asked
once for each person in some hours; where it cannot be read, that is kept for a minute, so that
not every question waits for it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from botbuilder.core import TurnContext
from botbuilder.core.teams import TeamsInfo
from botbuilder.schema.teams import TeamsChannelAccount
from cachetools import TTLCache

from bot.faults import report_fault

_MOST_PEOPLE = 10_000
_KEPT_S = 6 * 3600.0
_UNREADABLE_S = 60.0
_OUTSIDERS = frozenset({"guest", "anonymous"})
_GUEST_SIGN = "#ext#"  # what Entra puts into the sign-in name of somebody invited


@dataclass(frozen=True, slots=True)
class Member:
    """What the list says of a person."""

    email: str | None
    is_guest: bool


class Roster:
    """Teams' list of members, read through the conversation that a turn is in."""

    def __init__(
        self, tenant_id: str | None, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._tenant_id = tenant_id
        self._members: TTLCache[str, Member] = TTLCache(_MOST_PEOPLE, _KEPT_S, timer=seconds)
        self._unreadable: TTLCache[str, bool] = TTLCache(_MOST_PEOPLE, _UNREADABLE_S, timer=seconds)

    async def member(self, turn: TurnContext, object_id: str) -> Member | None:
        """Return who sent the activity of the turn, None where the list cannot be read."""
        member = self._members.get(object_id)
        if member is None and object_id not in self._unreadable:
            member = await self._read(turn, object_id)
            if member is None:
                self._unreadable[object_id] = True
            else:
                self._members[object_id] = member
        return member

    async def _read(self, turn: TurnContext, object_id: str) -> Member | None:
        try:
            account = await TeamsInfo.get_member(turn, turn.activity.from_property.id)
        except Exception as fault:  # whatever botbuilder or the connection stumbles on
            report_fault(fault, "roster_unreadable")
            return None
        return self._told(account) if _is_the_same(account, object_id) else None

    def _told(self, account: TeamsChannelAccount) -> Member:
        role = (account.user_role or "").casefold()
        sign_in = (account.user_principal_name or "").casefold()
        is_from_elsewhere = bool(
            self._tenant_id
            and account.tenant_id
            and account.tenant_id.casefold() != self._tenant_id.casefold()
        )
        is_guest = role in _OUTSIDERS or _GUEST_SIGN in sign_in or is_from_elsewhere
        return Member(account.email or account.user_principal_name or None, is_guest)


def _is_the_same(account: TeamsChannelAccount, object_id: str) -> bool:
    """Whether the list answers about the person we asked for, as far as it says."""
    told = account.aad_object_id or account.additional_properties.get("objectId")
    return told is None or str(told).casefold() == object_id.casefold()
