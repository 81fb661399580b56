"""Who looks at a page: a member of staff as personal.csv has them at this very request.

Rights are never kept between requests: whoever loses a role loses what it shows at once.
"""

from dataclasses import dataclass

from bot.conversation import Asker
from rules.facts import Role, StaffMember


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks; `staff` is None where nobody of the staff is chosen or there is none yet.

    `object_id` is what Entra vouches for; a demo visitor has none and is known by e-mail.
    """

    email: str
    name: str
    staff: StaffMember | None
    is_demo: bool
    object_id: str | None = None

    @property
    def role(self) -> Role | None:
        """The role in personal.csv, None without a member of staff."""
        return None if self.staff is None else self.staff.role

    @property
    def person(self) -> str:
        """What the visitor is known by when they are counted: nobody else has it."""
        return self.object_id or self.email

    @property
    def asker(self) -> Asker:
        """The visitor as the one who asks in a turn."""
        return Asker(email=self.email or None, object_id=self.object_id)
