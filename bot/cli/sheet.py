"""Rows as CSV: to print, or as a file that a spreadsheet opens as it is."""

import csv
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from bot.cli.refusals import CannotDo

Row = Sequence[str]
_MAKES_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def print_sheet(columns: Row, rows: Iterable[Row]) -> None:
    """Print the rows under their columns as CSV."""
    _write(sys.stdout, columns, rows)


def write_sheet(path: Path, columns: Row, rows: Iterable[Row]) -> Path:
    """Write the rows to the file, whole or not at all, and return its path.

    The byte order mark is what tells Excel that the file is UTF-8. Only its owner may read it.
    """
    if path.is_dir():
        raise CannotDo(f"{path} är en mapp. Ange en fil, som {path / 'lista.csv'}.")
    try:
        _write_beside(path, columns, rows)
    except OSError as fault:
        raise CannotDo(
            f"Det går inte att skriva {path}. Kontrollera att mappen finns och går att skriva i, "
            "och att disken inte är full."
        ) from fault
    return path


def _write_beside(path: Path, columns: Row, rows: Iterable[Row]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            _write(file, columns, rows)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write(file: TextIO, columns: Row, rows: Iterable[Row]) -> None:
    writer = csv.writer(file, delimiter=";", lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(map(_harmless, row))


def _harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_MAKES_A_FORMULA) else cell
