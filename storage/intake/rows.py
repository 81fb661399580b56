"""Reads a recognised file row by row into facts, and says what is wrong with the others."""

from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter

from storage.intake.cells import CellReaders
from storage.intake.fact_builders import FACTS, fact_builder
from storage.intake.kinds import LAYOUTS, TEXT_FIELDS
from storage.intake.personal_numbers import CELL_SEPARATOR, cell_with_personal_number
from storage.intake.profile import Profile
from storage.intake.readers import BrokenRecord
from storage.intake.rejecting import UNREADABLE, Rejections, surely_read
from storage.intake.rejection import AcceptedRow, CellError, ProtectedRow, ReadRow
from storage.intake.source import SourceFile, records_below_header
from storage.intake.wording import clean, folded, is_clean
from storage.intake.workbook_errors import shows_error

_NUL = "\0"
_SPACE_BEFORE, _SPACE_AFTER = f" {CELL_SEPARATOR}", f"{CELL_SEPARATOR} "
# Longer than any number or name, and short enough for PostgreSQL to have it in an index.
_LONGEST_TEXT = 200


def read_rows(source: SourceFile, profile: Profile, import_day: date) -> Iterator[ReadRow]:
    """Every row of the file that lists something, as a fact or with the reason why not.

    Rows are streamed; blank rows and sums are left out. Of a row about somebody with a
    protected identity nothing is told but its number, so that it can be forgotten.
    Raises UnusableFileError when the file changed after it had been recognised.
    """
    reader = _RowReader(source, profile, import_day)
    for line, cells in records_below_header(source):
        row = reader.read(line, cells)
        if row is not None:
            yield row


class _RowReader:
    """Reads the rows of one file, whose columns and profile it knows."""

    def __init__(self, source: SourceFile, profile: Profile, import_day: date) -> None:
        header, layout = source.header, LAYOUTS[source.kind]
        position = {field: at for at, field in enumerate(header.fields) if field}
        self._rejections = Rejections(source, profile)
        self._harmless = profile.unprotected_values
        self._width = len(header.names)
        self._position = position
        self._key_at = position[layout.key]
        # A column that the file may lack is read from an empty cell after the last one.
        self._in_order = itemgetter(*(position.get(f, self._width) for f in layout.fields))
        self._lacks_a_column = any(field not in position for field in layout.fields)
        self._fact = FACTS[source.kind]
        self._build = fact_builder(source.kind, CellReaders(profile, import_day))
        self._protected = _columns_named(profile.protected_columns, header.names)
        self._used = (*position.values(), *self._protected)
        self._texts = tuple(at for field, at in position.items() if field in TEXT_FIELDS)

    def read(self, line: int, record: list[str] | BrokenRecord) -> ReadRow | None:
        if isinstance(record, BrokenRecord):
            return self._rejections.broken(line, record)
        raw = CELL_SEPARATOR.join(record)
        cells, joined = _tidied(record, raw)
        if not any(cells):
            nothing = BrokenRecord([], "nul_characters")
            return self._rejections.broken(line, nothing) if _NUL in raw else None
        fits = len(cells) == self._width or _is_padded(cells, self._width)
        where_they_should = cells if fits else surely_read(cells, self._width)
        if self._protected and self._is_protected(where_they_should):
            return self._protected_row(where_they_should)
        if not fits:
            return self._rejections.misfit(line, cells)
        unacceptable = self._unacceptable_cell(cells, joined) or _nul_cell(record, raw)
        if unacceptable:
            return self._rejections.of_cell(line, cells, *unacceptable)
        try:
            if self._lacks_a_column:
                cells = [*cells[: self._width], ""]
            return AcceptedRow(line, self._build(self._in_order(cells)), self._fact)
        except CellError as fault:
            return self._rejections.of_cell(line, cells, fault.code, self._position[fault.field])

    def _is_protected(self, cells: Sequence[str]) -> bool:
        return any(self._is_mark(cells[at]) for at in self._protected if at < len(cells))

    def _is_mark(self, cell: str) -> bool:
        # An error value says nothing about the person; its row is rejected for it.
        return folded(cell) not in self._harmless and not shows_error(cell)

    def _protected_row(self, cells: Sequence[str]) -> ProtectedRow | None:
        key = cells[self._key_at] if self._key_at < len(cells) else ""
        at = self._position.get("case", self._width)
        case = cells[at] if at < len(cells) else ""
        return ProtectedRow(key, case or None) if key or case else None

    def _unacceptable_cell(self, cells: Sequence[str], joined: str) -> tuple[str, int] | None:
        """What no cell may hold, and what none may hold whose column is used."""
        at = cell_with_personal_number(cells, joined)
        if at is not None:
            return "personal_number", at
        if UNREADABLE in joined:
            return "unreadable_characters", next(i for i, c in enumerate(cells) if UNREADABLE in c)
        if "#" in joined:
            at = next((at for at in self._used if shows_error(cells[at])), None)
            if at is not None:
                return "error_value", at
        if len(joined) > _LONGEST_TEXT:
            at = next((at for at in self._texts if len(cells[at]) > _LONGEST_TEXT), None)
        return None if at is None else ("text_too_long", at)


def _columns_named(folded_names: frozenset[str], names: Sequence[str]) -> tuple[int, ...]:
    return tuple(at for at, name in enumerate(names) if folded(name) in folded_names)


def _is_padded(cells: Sequence[str], width: int) -> bool:
    """Whether a row is too long by cells that say nothing."""
    return len(cells) > width and not any(cell and not shows_error(cell) for cell in cells[width:])


def _tidied(cells: list[str], joined: str) -> tuple[list[str], str]:
    """The cells cleaned, and joined for searching; most rows are clean as they come."""
    if is_clean(joined) and _SPACE_BEFORE not in joined and _SPACE_AFTER not in joined:
        return cells, joined
    cleaned = [clean(cell) for cell in cells]
    return cleaned, CELL_SEPARATOR.join(cleaned)


def _nul_cell(cells: Sequence[str], joined: str) -> tuple[str, int] | None:
    """A cell that was damaged before it was cleaned."""
    if _NUL not in joined:
        return None
    return "nul_characters", next(at for at, cell in enumerate(cells) if _NUL in cell)
