"""Says of a row that cannot be used where it stands, what is wrong and whose row it is.

What a rejected row is about is read from it as far as that can be trusted: its earlier
version is then kept. What must not be kept of it is never in the answer.
"""

import re
from collections.abc import Sequence

from storage.file_kinds import FileKind
from storage.intake import messages
from storage.intake.cells import is_email
from storage.intake.kinds import LAYOUTS
from storage.intake.personal_numbers import holds_personal_number
from storage.intake.profile import Profile
from storage.intake.readers import BrokenRecord
from storage.intake.rejection import RejectedRow
from storage.intake.source import SourceFile
from storage.intake.wording import clean, folded

UNREADABLE = "\ufffd"
_LOOKS_LIKE_A_KEY = re.compile(r"(?=.*[\d@]).{1,64}")


class Rejections:
    """Makes the rejected rows of one file."""

    def __init__(self, source: SourceFile, profile: Profile) -> None:
        self._source, self._profile, self._header = source, profile, source.header
        self._file, self._path = source.name, source.shown_path
        self._width = len(self._header.names)
        self._key_at = self._header.fields.index(LAYOUTS[source.kind].key)
        self._name_at = self._header.fields.index("name") if self._is_staff else None
        self._total = re.compile(
            rf"(?:{'|'.join(map(re.escape, profile.total_rows)) or '(?!)'})(?!\w)"
        )

    def of_cell(self, line: int, cells: list[str], code: str, at: int) -> RejectedRow | None:
        """The row rejected for one of its cells; None when it is a sum or the header again."""
        if self._is_no_case(cells):
            return None
        column = self._column_name(at)
        return self._rejected(line, column, code, self._sentence(line, column, code, at), cells)

    def misfit(self, line: int, cells: list[str]) -> RejectedRow | None:
        """A row with too few or too many cells: its columns cannot be told apart."""
        if self._is_no_case(cells):
            return None
        few = len(cells) < self._width
        describe = messages.too_few_cells if few else messages.too_many_cells
        sentence = describe(self._file, line, len(cells), self._width)
        code = "too_few_cells" if few else "too_many_cells"
        return self._rejected(line, None, code, sentence, surely_read(cells, self._width))

    def broken(self, line: int, record: BrokenRecord) -> RejectedRow:
        """A record that could not be taken apart."""
        column = None if record.at is None else self._column_name(record.at)
        sentence = messages.row_fault(self._file, line, column, record.code)
        cells = [clean(cell) for cell in record.cells]
        return self._rejected(line, column, record.code, sentence, cells)

    def _rejected(
        self, line: int, column: str | None, code: str, sentence: str, cells: Sequence[str]
    ) -> RejectedRow:
        number = self._number(cells)
        return RejectedRow(
            path=self._path,
            line=line,
            column=column,
            code=code,
            message=sentence,
            number=number,
            person=self._person(cells) if number is None else None,
        )

    def _sentence(self, line: int, column: str, code: str, at: int) -> str:
        field = self._header.fields[at] if at < self._width else None
        if code == "unknown_value" and field is not None:
            accepted = self._profile.value_names.get(field, ())
            return messages.unknown_value(self._file, line, column, accepted, field)
        return messages.row_fault(self._file, line, column, code)

    def _number(self, cells: Sequence[str]) -> str | None:
        """The row's own key, unless it is missing, or is something that must not be kept."""
        key = cells[self._key_at] if self._key_at < len(cells) else ""
        if not _LOOKS_LIKE_A_KEY.fullmatch(key) or UNREADABLE in key:
            return None
        if self._is_staff and not is_email(key):
            return None
        return None if holds_personal_number(key) else key

    def _person(self, cells: Sequence[str]) -> str | None:
        """Whom a row of the staff list is about, when it has no readable address."""
        if self._name_at is None or self._name_at >= len(cells):
            return None
        name = cells[self._name_at]
        return None if not name or UNREADABLE in name or holds_personal_number(name) else name

    @property
    def _is_staff(self) -> bool:
        return self._source.kind is FileKind.STAFF

    def _column_name(self, at: int) -> str:
        name = self._header.names[at] if at < self._width else ""
        return name or messages.hidden_column_name(at + 1)

    def _is_no_case(self, cells: Sequence[str]) -> bool:
        """Whether the row is a sum, or the header again as on a new printed page."""
        first = next((cell for cell in cells if cell), "")
        return bool(self._total.match(folded(first))) or tuple(cells) == self._header.names


def surely_read(cells: list[str], width: int) -> list[str]:
    """The cells of a misfit that stand where they should.

    The last cell of a short row may be cut off; those of a long row may have moved.
    """
    return cells[:-1] if len(cells) < width else cells[:1]
