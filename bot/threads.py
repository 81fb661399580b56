"""Blocking work beside the event loop, always on threads of our own.

The loop's default threads are few and shared with whatever a library puts there, such as the
look-up of host names: a slow database must not hold those up.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar

Told = TypeVar("Told")


async def on_a_thread(threads: Executor, work: Callable[[], Told]) -> Told:
    """Return what the work gives; raises what it raises."""
    return await asyncio.get_running_loop().run_in_executor(threads, work)
