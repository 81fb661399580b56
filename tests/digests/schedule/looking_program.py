"""A look at a watched folder in a process of its own that stops before it moves anything.

Arguments: the database and the folder. It waits to be killed after the import.
"""

import sys
from pathlib import Path
from typing import Any

from export_folder import Folder

from storage.engine import open_database


def main(url: str, path: str) -> None:
    make_folder = Path.mkdir

    def stop_instead(folder: Path, *said: Any, **more: Any) -> None:
        if folder.parent.name == "done":
            print("waiting", flush=True)
            sys.stdin.readline()
        make_folder(folder, *said, **more)

    Path.mkdir = stop_instead
    folder = Folder(open_database(url), Path(path))
    folder.looks(2)


if __name__ == "__main__":
    main(*sys.argv[1:])
