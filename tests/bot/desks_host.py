"""A service of nothing but a desk, to be killed: `desks_host.py FOLDER` hangs on a question.

It prints the number of the desk's process first.
"""

import asyncio
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from desks_apart import obedient

from bot.conversation import Asker, Audience, Question
from bot.desk_process.apart import DeskApart


def asked(text: str) -> Question:
    return Question(text, Asker(email="karin@example.se"), Audience.PERSONAL, datetime.now(UTC))


async def main(folder: Path) -> None:
    desk = DeskApart(partial(obedient, folder))
    print((await desk.answer(asked("vem"))).text, flush=True)
    await desk.answer(asked("häng"))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
