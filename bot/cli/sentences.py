"""Sentences out of a labelled file: tab-separated, no quoting, a header with `utterance`."""

import csv
from pathlib import Path

from bot.cli.refusals import CannotDo


def read_sentences(path: Path) -> list[str]:
    """Return the column `utterance`; raises CannotDo if the file cannot be used."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if "utterance" not in (rows.fieldnames or ()):
                raise CannotDo(
                    f"{path.name} saknar kolumnen utterance. Lägg till den på första raden."
                )
            return [row["utterance"] or "" for row in rows]
    except (OSError, UnicodeDecodeError):
        raise CannotDo(
            f"{path.name} går inte att läsa. Kontrollera att filen finns och är sparad som UTF-8."
        ) from None
