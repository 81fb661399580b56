"""A line between the two processes, however the system hands on what goes over it."""

import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from bot.desk_process.lines import Line

MESSAGES = [b"", b"x", "å".encode() * 40, b"card" * 5_000, b"long" * 300_000]


@pytest.fixture
def ends() -> Iterator[tuple[Line, socket.socket]]:
    ours, theirs = socket.socketpair()
    with theirs:
        line = Line(ours)
        yield line, theirs
        line.close()


def as_said(message: bytes) -> bytes:
    """What goes over a line when a message is said."""
    ours, theirs = socket.socketpair()
    said = bytearray()
    with theirs:
        reader = Thread(
            target=lambda: [said.extend(part) for part in iter(lambda: theirs.recv(99_999), b"")]
        )
        reader.start()
        line = Line(ours)
        line.say(message)
        line.close()
        reader.join()
    return bytes(said)


@pytest.mark.parametrize("message", MESSAGES, ids=len)
def test_what_is_said_is_heard(ends: tuple[Line, socket.socket], message: bytes) -> None:
    line, theirs = ends
    speaker = Thread(target=Line(theirs).say, args=(message,))
    speaker.start()
    assert line.hear() == message
    speaker.join()


@pytest.mark.parametrize("at_a_time", [1, 3, 4, 5, 4_099])
def test_a_message_that_comes_in_parts_is_heard_whole(
    ends: tuple[Line, socket.socket], at_a_time: int
) -> None:
    line, theirs = ends
    message = "åäö".encode() * 1_000
    said = as_said(message)

    def in_parts() -> None:
        for begin in range(0, len(said), at_a_time):
            theirs.sendall(said[begin : begin + at_a_time])

    speaker = Thread(target=in_parts)
    speaker.start()
    assert line.hear() == message
    speaker.join()


@pytest.mark.parametrize("heard", [0, 1, 3, 4, 5, 20_003])
def test_a_line_that_breaks_off_has_said_nothing(
    ends: tuple[Line, socket.socket], heard: int
) -> None:
    line, theirs = ends
    theirs.sendall(as_said(b"card" * 5_000)[:heard])
    theirs.close()
    with pytest.raises(EOFError):
        line.hear()


def test_of_two_messages_at_once_neither_is_taken_for_the_answer(
    ends: tuple[Line, socket.socket],
) -> None:
    line, theirs = ends
    theirs.sendall(as_said(b"for one") + as_said(b"for another"))
    with pytest.raises(ValueError, match=r"^$"):
        line.hear()


def test_where_nobody_is_at_the_other_end_it_is_told(ends: tuple[Line, socket.socket]) -> None:
    line, theirs = ends
    theirs.close()
    with pytest.raises(BrokenPipeError):
        line.say(b"x" * 1_000)
