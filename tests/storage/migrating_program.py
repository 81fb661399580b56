"""A process of its own that migrates a database and stands still just before the end of it.

Run as: python migrating_program.py DATABASE_URL; it says a line and waits to be killed.
"""

import sys
from typing import Any

from sqlalchemy import Engine, event

from storage.engine import migrate
from storage.schema import known_versions


def stand_still(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    if f"version_num='{known_versions()[-1]}'" in statement:
        print("standing still", flush=True)
        sys.stdin.read()  # until the process is killed


if __name__ == "__main__":
    event.listen(Engine, "before_cursor_execute", stand_still)
    migrate(sys.argv[1])
