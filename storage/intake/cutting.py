"""Whether a file ends as one that was cut off: a sender that died, a disk that was full.

A last row with too few cells is such an end. So is a last line without a line break, unless the
system always writes its files so, which the list before it tells. Only where something is
missing that there was before does it matter.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, exists, func, select

from storage.intake.waiting_room import StagedFile, StagedKind

SIGNS_OF_A_CUT = frozenset({"too_few_cells", "broken_quoting", "huge_cell", "nul_characters"})


def breaks_off(connection: Connection, kind: StagedKind, before: Iterable[Any]) -> bool:
    """Whether a file of the kind breaks off while rows are missing; `before` are the last files."""
    are_always_so = any(row.is_unterminated for row in before)
    ends = (
        (file.source.is_unterminated and not are_always_so)
        or _has_half_a_row(connection, file, kind)
        for file in kind.files
    )
    return any(ends) and _something_is_missing(connection, kind)


def _has_half_a_row(connection: Connection, file: StagedFile, kind: StagedKind) -> bool:
    """Whether the file's last row is one that was rejected as cut off."""
    signs = [row.line for row in file.rejected if row.code in SIGNS_OF_A_CUT]
    if not signs:
        return False
    staged = kind.staged.c
    accepted = select(func.max(staged.line)).where(staged.file_place == file.place)
    last = connection.execute(accepted).scalar() or 0
    return max(signs) > max([last, *(row.line for row in file.rejected if row.line not in signs)])


def _something_is_missing(connection: Connection, kind: StagedKind) -> bool:
    """Whether the files lack a row that there is, but for those that they say are protected."""
    target, key = kind.target.c, kind.writer.key
    here = exists().where(kind.staged.c[key] == target[key])
    protected = exists().where(kind.protected.c.key == target[key])
    missing = select(target[key]).where(target.gone_since.is_(None), ~here, ~protected)
    return connection.execute(missing.limit(1)).first() is not None
