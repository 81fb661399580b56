"""A process of its own that delivers until it is killed where it was told to stop.

Run as: python delivering_program.py DATABASE_URL MOMENT FILE PLACE, where PLACE is `before` (the
content is being made) or `during` (the message has been taken and no answer comes).
"""

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from digests.outbox.choices import DeliveryChoices
from digests.outbox.contents import Ready, Withheld
from digests.outbox.deliverer import Deliverer
from digests.outbox.means import Means
from digests.outbox.sending import Parcel, SendOutcome
from digests.outbox.weekly import WeeklyContents
from rules.policy import DEFAULT_POLICY
from storage.engine import open_database
from storage.records.outbox import Channel, Delivery, DeliveryKind


class Blocking(WeeklyContents):
    """Digests of which none is ever finished."""

    def made(self, delivery: Delivery, now: datetime) -> Ready | Withheld:
        super().made(delivery, now)
        print("standing still", flush=True)
        sys.stdin.read()  # until the process is killed
        raise AssertionError


class Appending:
    """A mailbox that takes the message and never answers."""

    channel = Channel.TEAMS

    def __init__(self, file: Path) -> None:
        self.file = file

    async def send(self, parcel: Parcel) -> SendOutcome:
        with self.file.open("a", encoding="utf-8") as mailbox:
            mailbox.write(f"{parcel.recipient.email}\n")
        print("standing still", flush=True)
        await asyncio.Event().wait()
        raise AssertionError


def main(url: str, moment: str, file: str, place: str) -> None:
    database = open_database(url)
    contents = (Blocking if place == "before" else WeeklyContents)(database, DEFAULT_POLICY)
    means = Means(
        database,
        {Channel.TEAMS: Appending(Path(file))},
        {DeliveryKind.WEEKLY_DIGEST: contents},
        lambda: datetime.fromisoformat(moment),
        "the-killed-one",
        DeliveryChoices(),
    )
    asyncio.run(Deliverer(means).deliver_due("killed-run"))


if __name__ == "__main__":
    main(*sys.argv[1:])
