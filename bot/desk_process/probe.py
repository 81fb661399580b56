"""Whether questions are answered, for whoever watches the service."""

import asyncio
from asyncio import Task

from bot.desk_process.apart import DeskApart
from bot.desk_process.running import DeskGoneError
from storage.errors import StorageError

_WITHIN_S = 5.0
_NOBODY = ""


class Probe:
    """Asks the desk what takes no row, and so also lets one that has ended begin anew."""

    def __init__(self, desk: DeskApart, within_s: float = _WITHIN_S) -> None:
        self._desk = desk
        self._within_s = within_s
        self._asked: Task[bool] | None = None

    async def answers(self) -> bool:
        """Return whether an answer comes in time; one that does not is waited for the next time.

        So whoever asks often takes no more than one line of a desk that is held up.
        """
        if self._asked is None or self._asked.done():
            self._asked = asyncio.create_task(self._ask())
        answered, _ = await asyncio.wait({self._asked}, timeout=self._within_s)
        return bool(answered) and self._asked.result()

    async def _ask(self) -> bool:
        try:
            await self._desk.knows(_NOBODY)
        except DeskGoneError:
            return False
        except StorageError:  # so it answers: that the database does not, another check tells
            pass
        return True
