"""The same number on several rows: one is kept where they agree, none where they do not."""

from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, or_, select, union

from storage.intake import batch_messages
from storage.intake.kinds import LAYOUTS
from storage.intake.rejection import RejectedRow
from storage.intake.waiting_room import StagedKind, leave_out


def settle_repeats(connection: Connection, kind: StagedKind) -> None:
    """Keep one of identical rows; reject all rows of a number that says different things."""
    if not _has_repeats(connection, kind):
        return
    staged, key = kind.staged, kind.staged.c[kind.writer.key]
    disputed = key.in_(union(_differing_repeats(kind), select(kind.left_out.c.key)))
    shown = staged.c[LAYOUTS[kind.kind].key]
    query = select(staged.c.file_place, staged.c.line, shown).where(disputed)
    found = connection.execute(query.order_by(staged.c.place)).all()
    if found:
        connection.execute(delete(staged).where(disputed))
        _reject(connection, kind, found)
    first: Select[Any] = select(func.min(staged.c.place)).group_by(key)
    connection.execute(delete(staged).where(staged.c.place.not_in(first)))


def _differing_repeats(kind: StagedKind) -> Select[Any]:
    """The numbers of which some row does not say what the first one says."""
    row, first, name = kind.staged.alias(), kind.staged.alias(), kind.writer.key
    key, place = row.c[name], func.min(row.c.place).label("place")
    repeated = select(key, place).group_by(key).having(func.count() > 1).subquery()
    is_repeat = and_(key == repeated.c[name], first.c.place == repeated.c.place)
    says_other = (row.c[said].is_distinct_from(first.c[said]) for said in kind.writer.columns)
    return select(key).where(is_repeat, or_(*says_other))


def _reject(connection: Connection, kind: StagedKind, found: Any) -> None:
    files = {file.place: file for file in kind.files}
    for place, line, number in found:
        file = files[place]
        file.rejected.append(
            RejectedRow(
                path=file.source.shown_path,
                line=line,
                column=None,
                code="contradictory_rows",
                message=batch_messages.contradictory_rows(),
                number=number,
            )
        )
    leave_out(connection, kind, kind.rejected)


def _has_repeats(connection: Connection, kind: StagedKind) -> bool:
    key = kind.staged.c[kind.writer.key]
    counted = select(func.count(), func.count(key.distinct())).select_from(kind.staged)
    rows, numbers = connection.execute(counted).one()
    return rows != numbers or any(row.number is not None for row in kind.rejected)
