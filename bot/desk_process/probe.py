"""Whether questions are answered, for whoever watches the service."""

import asyncio
from asyncio import Task

from bot.desk_process.apart import DeskApart
from bot.desk_process.running import DeskGoneError
from storage.errors import StorageError

_WITHIN_S = 5.0
_AGAIN_AFTER_S = 60.0
_NOBODY = ""


class Probe:
    """Asks the desk what takes no row, and so also lets one that has ended begin anew.

    One that has failed is left for `again_after_s` seconds, unless somebody else lets it begin:
    where it fails at every beginning, the log would be full of it.
    """

    def __init__(
        self,
        desk: DeskApart,
        within_s: float = _WITHIN_S,
        again_after_s: float = _AGAIN_AFTER_S,
    ) -> None:
        self._desk = desk
        self._within_s = within_s
        self._again_after_s = again_after_s
        self._asked: Task[bool] | None = None
        self._left_until = 0.0

    async def answers(self) -> bool:
        """Return whether an answer comes in time; one that does not is waited for the next time.

        So whoever asks often takes no more than one line of a desk that is held up.
        """
        asked = self._asked
        if asked is None or asked.done():
            asked = self._asked = asyncio.create_task(self._ask())
        answered, _ = await asyncio.wait({asked}, timeout=self._within_s)
        return asked in answered and asked.result()

    async def _ask(self) -> bool:
        now = asyncio.get_running_loop().time
        if now() < self._left_until and not self._desk.is_running:
            return False
        try:
            await self._desk.knows(_NOBODY)
        except DeskGoneError:
            self._left_until = now() + self._again_after_s
            return False
        except StorageError:  # so it answers: that the database does not, another check tells
            pass
        return True
