"""Processes that a measurement begins and talks with, a line at a time."""

import os
import subprocess
from contextlib import ExitStack
from typing import IO


def begun(ending: ExitStack, *command: str, **added: str) -> "subprocess.Popen[str]":
    """Begin a process, with what is added to its environment, that ends with the rest."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, **added},
    )
    ending.enter_context(process)
    ending.callback(process.terminate)
    return process


def line_from(stream: IO[str] | None) -> str:
    assert stream is not None
    told = stream.readline()
    assert told, "a process ended before it answered"
    return told
