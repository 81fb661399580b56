"""The desk in a process of its own: whoever asks waits for the answer, and nobody else does.

Python lets one thread at a time work in a process, and a question to SQLite gives that right
away at every row: the loop and the desks spent more time handing it to and fro than working.
"""

from bot.desk_process.apart import DeskApart
from bot.desk_process.running import DeskGoneError
from bot.desk_process.serving import add_desk

__all__ = ["DeskApart", "DeskGoneError", "add_desk"]
