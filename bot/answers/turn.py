"""What an answer is made from."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.conversation import Question
from bot.given_addresses import GivenAddresses
from bot.understanding import Slots, Understanding
from digests.stamp import DataStamp
from rules.facts import StaffMember
from rules.policy import Policy
from storage.engine import Database


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that is understood, from a known person in a personal chat."""

    question: Question
    understanding: Understanding
    staff: StaffMember
    database: Database
    policy: Policy
    stamp: DataStamp
    rows_per_card: int
    public_url: str = ""
    given_addresses: GivenAddresses = field(default_factory=GivenAddresses)

    @property
    def today(self) -> date:
        return self.question.today

    @property
    def asked_at(self) -> datetime:
        """When the question was really put, where it is answered as of another moment."""
        return self.question.asked_at or self.question.now

    @property
    def slots(self) -> Slots:
        return self.understanding.slots
