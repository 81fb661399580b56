"""The loop that the service runs on: uvloop, or Python's own where that is not to be had."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Told = TypeVar("Told")


def run(main: Coroutine[Any, Any, Told]) -> Told:
    """Run until it ends, and return what it gives; for a program's outermost."""
    try:
        from uvloop import new_event_loop
    except ImportError:  # Windows
        return asyncio.run(main)
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        return runner.run(main)
