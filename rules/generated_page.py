"""A page that is made from data: given to be written down, or held against what is written."""

import sys
from pathlib import Path


def give_or_check(page: str, written: Path, stale: str, arguments: list[str]) -> int:
    """Write the page to standard output, or with `--check` compare it; return the exit code.

    `stale` says what to do when the written page no longer says the same.
    """
    if "--check" not in arguments:
        sys.stdout.buffer.write(page.encode())
        return 0
    if written.is_file() and written.read_text(encoding="utf-8") == page:
        return 0
    sys.stderr.write(f"{stale}\n")
    return 1
