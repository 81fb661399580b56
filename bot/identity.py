"""Who is asking: the one place where what the channel vouches for becomes a member of staff.

The Entra object id decides. Where personal.csv knows only an e-mail address, the first contact
ties that person to the object id they came with, and gives them what they told under an address
that the list has no longer; whoever comes later with another one, a new account that has taken
over an old address for instance, is refused.
"""

from bot.access import Refusal
from bot.conversation import Asker
from bot.faults import report_refusal
from rules.facts import StaffMember
from storage.engine import Database
from storage.queries import pin_object_id, staff_by_email, staff_by_object_id
from storage.records import carry_over_at_contact


def identify(database: Database, asker: Asker) -> StaffMember | Refusal:
    """Return the member of staff who asks, or why nobody is recognised."""
    if asker.is_guest:
        return Refusal.GUEST
    if asker.object_id is None:
        return _by_email(database, asker) or Refusal.UNKNOWN_PERSON
    known = staff_by_object_id(database, asker.object_id)
    return known or _first_contact(database, asker, asker.object_id)


def _first_contact(database: Database, asker: Asker, object_id: str) -> StaffMember | Refusal:
    staff = _by_email(database, asker)
    if staff is None:
        return Refusal.UNKNOWN_PERSON
    if not pin_object_id(database, staff, object_id):
        report_refusal(Refusal.ANOTHER_IDENTITY)
        return Refusal.ANOTHER_IDENTITY
    carry_over_at_contact(database, staff.email)
    return staff


def _by_email(database: Database, asker: Asker) -> StaffMember | None:
    return staff_by_email(database, asker.email) if asker.email else None
