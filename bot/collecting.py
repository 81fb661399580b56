"""Sparing the collector of garbage: what start-up has made stays as long as the service runs."""

import gc

_NEW_BEFORE_A_LOOK = 5_000  # Python's own 700 would look several times during each turn


def spare_the_collector() -> None:
    """Leave what is there now unlooked at, and look at what is new less often.

    For a process that has started and will now serve; what a turn makes is mostly let go at
    once, without the collector.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_BEFORE_A_LOOK, *gc.get_threshold()[1:])
