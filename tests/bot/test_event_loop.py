"""Which loop the service runs on."""

import asyncio
import sys

import pytest

from bot.event_loop import run


async def _whose() -> str:
    return type(asyncio.get_running_loop()).__module__.partition(".")[0]


def test_the_service_runs_on_uvloop() -> None:
    assert run(_whose()) == "uvloop"


def test_where_there_is_no_uvloop_it_runs_on_pythons_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvloop", None)
    assert run(_whose()) == "asyncio"
