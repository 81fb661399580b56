"""Keeps the list of units complete; a new one keeps the spelling that most of its rows had."""

from collections.abc import Sequence

from sqlalchemy import Connection, exists, func, insert, select

from storage.intake.comparing import Verdict, its_change
from storage.intake.waiting_room import StagedKind
from storage.tables import UNIT


def find_new_units(connection: Connection, kind: StagedKind) -> tuple[tuple[str, str], ...]:
    """Return key and name of the units that no row has named before."""
    staged, changes = kind.staged.c, kind.changes.c
    if "caseworker" not in staged:
        return ()
    lands = (its_change(kind), changes.verdict != Verdict.CLOSED)
    is_known = exists().where(UNIT.c.key == staged.unit_key)
    spelt = select(staged.unit_key, staged.unit, func.count()).where(*lands, ~is_known)
    found = connection.execute(spelt.group_by(staged.unit_key, staged.unit))
    by_use = sorted(((rows, name, key) for key, name, rows in found))
    return tuple({key: name for _, name, key in by_use}.items())


def note_units(connection: Connection, units: Sequence[tuple[str, str]]) -> None:
    """Write down the units that are new."""
    known = set(connection.execute(select(UNIT.c.key)).scalars())
    new = [{"key": key, "name": name} for key, name in units if key not in known]
    if new:
        connection.execute(insert(UNIT), new)
