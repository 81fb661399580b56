"""A line between the two processes: one message at a time each way, heard whole.

`multiprocessing.connection` would do the same; it goes through several buffers for each part of
a message, in Python, which took a twelfth of the time of a turn.
"""

from socket import socket
from typing import Self

_SIZE_BYTES = 4
_OFTEN_THE_WHOLE = 16_384


class Line:
    """One end of a line, which blocks; whoever holds it answers or asks, and never both at once."""

    def __init__(self, end: socket) -> None:
        self._end = end

    @classmethod
    def at(cls, number: int) -> Self:
        """Return the end that this process was given by its descriptor."""
        return cls(socket(fileno=number))

    def fileno(self) -> int:
        return self._end.fileno()

    def say(self, message: bytes) -> None:
        """Send the message whole; raises OSError where nobody is at the other end."""
        self._end.sendall(len(message).to_bytes(_SIZE_BYTES, "big") + message)

    def hear(self) -> bytes:
        """Return the message; raises EOFError where the line ends, OSError where it breaks.

        ValueError where there is more than one: then nobody can tell what answers what.
        """
        heard = self._part(_OFTEN_THE_WHOLE)
        while len(heard) < _SIZE_BYTES:
            heard += self._part(_OFTEN_THE_WHOLE)
        whole = _SIZE_BYTES + int.from_bytes(heard[:_SIZE_BYTES], "big")
        while len(heard) < whole:
            heard += self._part(whole - len(heard))
        if len(heard) > whole:
            raise ValueError
        return heard[_SIZE_BYTES:]

    def close(self) -> None:
        self._end.close()

    def _part(self, at_most: int) -> bytes:
        part = self._end.recv(at_most)
        if not part:
            raise EOFError
        return part
