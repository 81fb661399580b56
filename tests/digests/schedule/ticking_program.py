"""A tick in a process of its own that stops when it has seen what is queued, and waits to go on.

Arguments: the database, the moment of the tick. Prints how many rows it queued.
"""

import sys
from pathlib import Path

from schedule_town import Town
from sqlalchemy import event

from storage.engine import open_database


def main(url: str, moment: str) -> None:
    database = open_database(url)
    seen: list[object] = []

    def stop(*said: object) -> None:
        statement = str(said[2])
        if "FROM delivery" in statement and statement.startswith("SELECT") and not seen:
            seen.append(said)
            print("waiting", flush=True)
            sys.stdin.readline()

    event.listen(database.engine, "after_cursor_execute", stop)
    print(Town(database, Path()).tick(moment).queued, flush=True)
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
