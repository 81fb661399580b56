"""What the municipality and the operator choose about delivery; the settings fill it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum

from storage.records.outbox import Channel, DeliveryKind

_MARGIN = timedelta(seconds=10)


class OnUnknown(StrEnum):
    """What becomes of a delivery of which nobody can tell whether it was taken."""

    RESEND = "resend"  # skickas en gång till, märkt som en möjlig upprepning
    HOLD = "hold"  # väntar på systemförvaltaren


def _usual_channels() -> Mapping[DeliveryKind, tuple[Channel, ...]]:
    """Return the ways of each kind: the summary has files with it, which only a letter takes."""
    return {
        DeliveryKind.WEEKLY_DIGEST: (Channel.TEAMS, Channel.MAIL),
        DeliveryKind.MONTHLY_SUMMARY: (Channel.MAIL, Channel.TEAMS),
        DeliveryKind.REMINDER: (Channel.TEAMS,),
        DeliveryKind.FAILURE_NOTICE: (Channel.MAIL, Channel.TEAMS),
    }


@dataclass(frozen=True, slots=True)
class DeliveryChoices:
    """How deliveries are made; `channels` tells the ways of each kind, the first one first.

    `at_once` is how many are under way at a time by each channel. A claim and an attempt are
    another's to take when `lease` has passed, so it leaves room for `longest_send` and for
    writing down what became of it: when the database is away, after each of `record_waits_s`,
    in seconds; then it is left to the lease.
    """

    on_unknown: OnUnknown = OnUnknown.RESEND
    channels: Mapping[DeliveryKind, tuple[Channel, ...]] = field(default_factory=_usual_channels)
    attempts: int = 12
    at_once: int = 4
    lease: timedelta = timedelta(minutes=5)
    longest_send: timedelta = timedelta(seconds=90)
    look_every: timedelta = timedelta(seconds=5)
    record_waits_s: tuple[float, ...] = (1, 3, 10, 30)
    drain: timedelta = timedelta(seconds=7)

    def __post_init__(self) -> None:
        """Raise ValueError where another could take up what is still being sent or written down."""
        if self.lease < self.longest_send + self._to_write_down:
            raise ValueError("lease")

    def with_room_for(self, send: timedelta) -> "DeliveryChoices":
        """Return the choices under which a send may last so long: the lease follows."""
        longest = max(self.longest_send, send + _MARGIN)
        lease = max(self.lease, longest + self._to_write_down)
        return replace(self, longest_send=longest, lease=lease)

    @property
    def _to_write_down(self) -> timedelta:
        """How long the look and then the end may take, each with its waits."""
        return 2 * timedelta(seconds=sum(self.record_waits_s)) + _MARGIN

    def first_channel(self, kind: DeliveryKind, available: frozenset[Channel]) -> Channel | None:
        """Return the first way of the kind that is set up; None where none is."""
        return next(iter(self.ways(kind, available)), None)

    def ways(self, kind: DeliveryKind, available: frozenset[Channel]) -> tuple[Channel, ...]:
        """Return the ways of the kind that are set up, the first one first."""
        return tuple(way for way in self.channels.get(kind, ()) if way in available)
