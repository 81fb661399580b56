"""Seeing to what nobody sees to any more: handings over whose process stopped half-way.

What they may have shown is written down before they are given up, so that no look goes untold.
A stop in between, or an answer that comes after all, gives a look that is told twice.
"""

from datetime import datetime

from digests import events
from digests.outbox.choices import OnUnknown
from digests.outbox.failures import tell_of_what_was_given_up
from digests.outbox.means import Means
from storage.errors import StorageError
from storage.records.outbox import (
    Delivery,
    Submission,
    lost_submissions,
    overdue_submissions,
)


def see_to_failures(means: Means, now: datetime, run_id: str) -> int:
    """Give up what was lost and tell the administrators; return how much there is to send now.

    Blocking; meant for every minute, in one process or several.
    """
    lost = give_up_lost(means, now, run_id)
    notices = tell_of_what_was_given_up(means, now, run_id)
    return len(lost) + len(notices)


def give_up_lost(means: Means, now: datetime, run_id: str) -> tuple[Delivery, ...]:
    """Give up the handings over that have lasted too long; return those deliveries as they are.

    Each is sent once more, marked, or held, as it is chosen.
    """
    overdue = overdue_submissions(means.database, now)
    noted = {each.delivery.id for each in overdue if _is_noted(means, each, now, run_id)}
    if not noted:
        return ()
    resend = means.choices.on_unknown is OnUnknown.RESEND
    lost = lost_submissions(means.database, now, resend=resend, among=noted)
    events.event("submissions_lost", run_id, lost=len(lost))
    return lost


def _is_noted(means: Means, lost: Submission, now: datetime, run_id: str) -> bool:
    """Whether the look is written down; what a fault of ours prevents waits for the next minute."""
    contents = means.contents.get(lost.delivery.kind)
    if contents is None:  # another process knows what it showed
        return False
    try:
        contents.lost(lost.delivery, lost.rows, now)
    except StorageError:
        raise
    except Exception as caught:
        events.fault(caught, "look_not_noted", run_id)
        return False
    return True
