"""Reads a recognised file row by row into facts, and says what is wrong with the others."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter

from storage.intake import messages
from storage.intake.cells import CellReaders
from storage.intake.fact_builders import FACTS, fact_builder
from storage.intake.kinds import LAYOUTS
from storage.intake.personal_numbers import (
    CELL_SEPARATOR,
    cell_with_personal_number,
    holds_personal_number,
)
from storage.intake.profile import Profile
from storage.intake.readers import BrokenRecord
from storage.intake.rejection import AcceptedRow, CellError, RejectedRow
from storage.intake.source import SourceFile, records_below_header
from storage.intake.wording import clean, folded, is_clean

_UNREADABLE = "\ufffd"
_SPACE_BEFORE, _SPACE_AFTER = f" {CELL_SEPARATOR}", f"{CELL_SEPARATOR} "
_LOOKS_LIKE_A_KEY = re.compile(r"(?=.*[\d@]).{1,64}")


def read_rows(
    source: SourceFile, profile: Profile, import_day: date
) -> Iterator[AcceptedRow | RejectedRow]:
    """Every row of the file that lists something, as a fact or with the reason why not.

    Rows are streamed; blank rows, sums and rows on protected identities are left out.
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
        self._source, self._profile, self._header = source, profile, header
        self._width = len(header.names)
        self._position = position
        self._key_at = position[layout.key]
        # A column that the file may lack is read from an empty cell after the last one.
        self._in_order = itemgetter(*(position.get(f, self._width) for f in layout.fields))
        self._lacks_a_column = any(field not in position for field in layout.fields)
        self._fact = FACTS[source.kind]
        self._build = fact_builder(source.kind, CellReaders(profile, import_day))
        self._protected = _columns_named(profile.protected_columns, header.names)
        self._total = re.compile(
            rf"(?:{'|'.join(map(re.escape, profile.total_rows)) or '(?!)'})(?!\w)"
        )

    def read(self, line: int, record: list[str] | BrokenRecord) -> AcceptedRow | RejectedRow | None:
        if isinstance(record, BrokenRecord):
            return self._broken(line, record)
        cells, joined = _tidied(record)
        if not any(cells):
            return None
        if len(cells) != self._width and (len(cells) < self._width or any(cells[self._width :])):
            return self._misfit(line, cells)
        if self._protected and self._is_protected(cells):
            return None
        unacceptable = _unacceptable_cell(cells, joined)
        if unacceptable:
            return self._rejected(line, cells, *unacceptable)
        try:
            if self._lacks_a_column:
                cells = [*cells[: self._width], ""]
            return AcceptedRow(line, self._build(self._in_order(cells)), self._fact)
        except CellError as fault:
            return self._rejected(line, cells, fault.code, self._position[fault.field])

    def _rejected(self, line: int, cells: list[str], code: str, at: int) -> RejectedRow | None:
        if self._is_no_case(cells):
            return None
        column = self._column_name(at)
        return RejectedRow(
            path=str(self._source.path),
            line=line,
            column=column,
            code=code,
            message=self._sentence(line, column, code, at),
            number=self._number(cells),
        )

    def _sentence(self, line: int, column: str, code: str, at: int) -> str:
        file = self._source.path.name
        field = self._header.fields[at] if at < self._width else None
        if code == "unknown_value" and field is not None:
            accepted = self._profile.value_names.get(field, ())
            return messages.unknown_value(file, line, column, accepted, field)
        return messages.row_fault(file, line, column, code)

    def _misfit(self, line: int, cells: list[str]) -> RejectedRow | None:
        """A row with too few or too many cells: its columns cannot be told apart."""
        if self._is_no_case(cells):
            return None
        few = len(cells) < self._width
        describe = messages.too_few_cells if few else messages.too_many_cells
        # The last cell of a short row may be cut off; those of a long row may have moved.
        surely_read = cells[:-1] if few else cells[:1]
        return RejectedRow(
            path=str(self._source.path),
            line=line,
            column=None,
            code="too_few_cells" if few else "too_many_cells",
            message=describe(self._source.path.name, line, len(cells), self._width),
            number=self._number(surely_read),
        )

    def _broken(self, line: int, record: BrokenRecord) -> RejectedRow:
        return RejectedRow(
            path=str(self._source.path),
            line=line,
            column=None,
            code="broken_quoting",
            message=messages.row_fault(self._source.path.name, line, None, "broken_quoting"),
            number=self._number([clean(cell) for cell in record.cells]),
        )

    def _number(self, cells: Sequence[str]) -> str | None:
        """The row's own key, unless it is missing, or is something that must not be kept."""
        key = cells[self._key_at] if self._key_at < len(cells) else ""
        if not _LOOKS_LIKE_A_KEY.fullmatch(key) or _UNREADABLE in key:
            return None
        return None if holds_personal_number(key) else key

    def _column_name(self, at: int) -> str:
        name = self._header.names[at] if at < self._width else ""
        return name or messages.hidden_column_name(at + 1)

    def _is_protected(self, cells: Sequence[str]) -> bool:
        harmless = self._profile.unprotected_values
        return any(folded(cells[at]) not in harmless for at in self._protected)

    def _is_no_case(self, cells: Sequence[str]) -> bool:
        """Whether the row is a sum, or the header again as on a new printed page."""
        first = next((cell for cell in cells if cell), "")
        return bool(self._total.match(folded(first))) or tuple(cells) == self._header.names


def _columns_named(folded_names: frozenset[str], names: Sequence[str]) -> tuple[int, ...]:
    return tuple(at for at, name in enumerate(names) if folded(name) in folded_names)


def _tidied(cells: list[str]) -> tuple[list[str], str]:
    """The cells cleaned, and joined for searching; most rows are clean as they come."""
    joined = CELL_SEPARATOR.join(cells)
    if is_clean(joined) and _SPACE_BEFORE not in joined and _SPACE_AFTER not in joined:
        return cells, joined
    cleaned = [clean(cell) for cell in cells]
    return cleaned, CELL_SEPARATOR.join(cleaned)


def _unacceptable_cell(cells: Sequence[str], joined: str) -> tuple[str, int] | None:
    """What no cell may hold, in any column, also in those that are ignored."""
    at = cell_with_personal_number(cells, joined)
    if at is not None:
        return "personal_number", at
    if _UNREADABLE in joined:
        return "unreadable_characters", next(i for i, c in enumerate(cells) if _UNREADABLE in c)
    return None
