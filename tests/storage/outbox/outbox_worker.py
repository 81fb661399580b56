"""A process of its own that works on the outbox, says what it has done, and waits to be killed.

Arguments: what to do, the database, and what that needs. It begins when a line is written to it.
"""

import random
import sys
from pathlib import Path

from outbox_rows import LEASE, NOW, begun, claims, finished, weekly

from storage.engine import open_database
from storage.errors import StorageError
from storage.leadership import Leadership
from storage.one_process import only_process
from storage.records.outbox import Channel, DeliveryState, begin_attempt, queue_deliveries


def say(said: object) -> None:
    print(said, flush=True)
    sys.stdin.readline()


def deliver_all(url: str, owner: str, handed_over: str) -> None:
    """Hand over whatever can be claimed, by adding its number to a file that all share."""
    database = open_database(url)
    say("ready")
    count = 0
    while taken := claims(database, owner, most=3):
        for claim in taken:
            attempt = begin_attempt(database, claim, owner, NOW, until=NOW + LEASE)
            assert attempt is not None
            with Path(handed_over).open("a") as file:
                file.write(f"{claim.delivery.id}\n")
            assert finished(database, attempt, DeliveryState.SENT)
            count += 1
    say(count)


def queue_all(url: str, seed: str, people: str) -> None:
    """Queue the same deliveries as every other process, in an order of its own."""
    database = open_database(url)
    both = [weekly(each, channel=by) for each in range(int(people)) for by in Channel]
    random.Random(seed).shuffle(both)  # noqa: S311 — an order, not a secret
    say("ready")
    say(len(queue_deliveries(database, both, NOW)))


def hold_claims(url: str) -> None:
    say(len(claims(open_database(url), "killed")))


def hold_attempt(url: str) -> None:
    say(begun(open_database(url), "killed").id)


def keep_schedule(url: str) -> None:
    leadership = Leadership(open_database(url), "killed")
    say(leadership.is_held())


def serve(url: str) -> None:
    try:
        with only_process(url):
            say("serving")
    except StorageError as refused:
        say(f"{refused.code}: {refused.message}")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
