"""Faults: one calm sentence with a reference number to people, the details to the log.

Apart from `digests.events`, which takes time to load and which most commands never need.
"""


def report_fault(fault: BaseException, event: str) -> str:
    """Write the fault to the log and return the reference number that leads to it."""
    from digests import events

    return events.fault(fault, event)


def report_refusal(reason: str) -> None:
    """Write to the log that somebody was refused, and why; not who it was."""
    from digests import events

    events.refusal(reason)
