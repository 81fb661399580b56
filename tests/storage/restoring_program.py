"""A process of its own that puts a copy back and stands still just before it takes its place.

Run as: python restoring_program.py DATABASE_URL COPY; it says a line and waits to be killed.
"""

import sys
from pathlib import Path

from sqlalchemy.engine import make_url

from storage.backup import restore


def main(url: str, copy: str) -> None:
    live = make_url(url).database

    def stand_still(event: str, told: tuple[object, ...]) -> None:
        if event == "os.rename" and str(told[1]) == live:
            print("standing still", flush=True)
            sys.stdin.read()  # until the process is killed

    sys.addaudithook(stand_still)
    restore(url, Path(copy), force=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
