"""An import in a process of its own that stops where it is told and waits to be killed.

Arguments: the database, the folder, and the beginning of the statement after which to stop.
"""

import sys
from pathlib import Path

from case_lists import NOW, PROFILE
from sqlalchemy import event

from storage.engine import open_database
from storage.intake.batch import import_files


def main(url: str, folder: str, stop_after: str) -> None:
    database = open_database(url)

    def stop(*said: object) -> None:
        if str(said[2]).startswith(stop_after):
            print("waiting", flush=True)
            sys.stdin.readline()

    event.listen(database.engine, "after_cursor_execute", stop)
    event.listen(database.engine, "commit", lambda _: stop(None, None, "COMMIT"))
    import_files(database, [Path(folder)], profile=PROFILE, now=NOW, full=True)
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
