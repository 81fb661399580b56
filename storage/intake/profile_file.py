"""What a profile's TOML may hold; anything else is refused by name.

A misspelt key that is silently passed over would be a column that silently goes missing.
"""

import codecs
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from storage.file_kinds import FileKind
from storage.intake import profile_messages as messages
from storage.intake.kinds import CODED_FIELDS, LAYOUTS
from storage.intake.rejection import ProfileError
from storage.intake.wording import folded

Spellings = dict[str, tuple[str, ...]]
"""A field or a coded value, and the texts that mean it."""

Key = TypeVar("Key")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ProtectedRows(_Table):
    """Rows about people with protected identities, which are left out whole."""

    columns: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()


class ProfileFile(_Table):
    """One TOML file, before what it extends has been added."""

    received_date_means: Literal["received", "registered"]
    extends: str | None = None
    encoding: str | None = None
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    header_search_rows: int | None = Field(default=None, ge=1, le=200)
    date_formats: tuple[str, ...] | None = None
    empty_values: tuple[str, ...] = ()
    total_rows: tuple[str, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    optional_columns: dict[FileKind, tuple[str, ...]] = {}
    columns: dict[FileKind, Spellings] = {}
    values: dict[str, Spellings] = {}
    protected: ProtectedRows = ProtectedRows()

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, encoding: str | None) -> str | None:
        try:
            return encoding and codecs.lookup(encoding).name
        except LookupError as unknown:
            raise ValueError(encoding) from unknown

    @field_validator("date_formats")
    @classmethod
    def _formats_name_a_day(cls, formats: tuple[str, ...] | None) -> tuple[str, ...] | None:
        sample = date(2031, 12, 30)
        for given in formats or ():
            shown = sample.strftime(given)
            if not ("31" in shown and "12" in shown and "30" in shown):
                raise ValueError(given)
        return formats

    def on_top_of(self, base: "ProfileFile") -> "ProfileFile":
        """One profile of the two: `base` fills in, and what both spell belongs to this one."""
        return ProfileFile(
            received_date_means=self.received_date_means,
            encoding=self.encoding or base.encoding,
            delimiter=self.delimiter or base.delimiter,
            header_search_rows=self.header_search_rows or base.header_search_rows,
            date_formats=self.date_formats or base.date_formats,
            empty_values=base.empty_values + self.empty_values,
            total_rows=base.total_rows + self.total_rows,
            ignored_columns=base.ignored_columns + self.ignored_columns,
            optional_columns=base.optional_columns | self.optional_columns,
            columns={kind: _added(base.columns, self.columns, kind) for kind in FileKind},
            values={field: _added(base.values, self.values, field) for field in CODED_FIELDS},
            protected=ProtectedRows(
                columns=base.protected.columns + self.protected.columns,
                harmless=base.protected.harmless + self.protected.harmless,
            ),
        )


def _added(base: Mapping[Key, Spellings], own: Mapping[Key, Spellings], at: Key) -> Spellings:
    mine, theirs = own.get(at, {}), base.get(at, {})
    taken = {folded(text) for texts in mine.values() for text in texts}
    kept = {
        meaning: tuple(text for text in texts if folded(text) not in taken)
        for meaning, texts in theirs.items()
    }
    return {meaning: mine.get(meaning, ()) + kept.get(meaning, ()) for meaning in kept | mine}


def read_profile_file(path: Path) -> ProfileFile:
    """The checked content of one TOML file.

    Raises ProfileError that names the first key that is unknown, missing or wrong.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ProfileError("unreadable_profile", messages.unreadable_profile(path.name)) from fault
    try:
        file = ProfileFile.model_validate(content)
    except ValidationError as refused:
        raise _refusal(path, refused.errors()[0]) from refused
    _refuse_unknown_names(path, file)
    return file


def _refusal(path: Path, fault: ErrorDetails) -> ProfileError:
    key = ".".join(str(part) for part in fault["loc"] if part != "[key]")
    if fault["type"] == "extra_forbidden" or "[key]" in fault["loc"]:
        return ProfileError("unknown_key", messages.unknown_profile_key(path.name, key))
    if fault["type"] == "missing":
        return ProfileError("missing_key", messages.missing_profile_key(path.name, key))
    return ProfileError("unusable_key", messages.unusable_profile_key(path.name, key))


def _refuse_unknown_names(path: Path, file: ProfileFile) -> None:
    """Columns must be fields of their kind of file, and values must be codes of their field."""
    unknown = [
        *(f"values.{field}" for field in file.values if field not in CODED_FIELDS),
        *(
            f"columns.{kind}.{field}"
            for kind, columns in file.columns.items()
            for field in columns
            if field not in LAYOUTS[kind].fields
        ),
        *(
            f"optional_columns.{kind}.{field}"
            for kind, fields in file.optional_columns.items()
            for field in fields
            if field not in LAYOUTS[kind].fields
        ),
        *(
            f"values.{field}.{code}"
            for field, codes in file.values.items()
            for code in codes
            if code not in set(CODED_FIELDS.get(field, ()))
        ),
    ]
    if unknown:
        raise ProfileError("unknown_key", messages.unknown_profile_key(path.name, unknown[0]))
