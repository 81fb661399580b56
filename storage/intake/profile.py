"""A profile: how one case system's lists are to be understood.

Profiles are TOML, so that a system administrator can write one. This module finds the
profile and turns it into the tables that the header and the rows are read with; what the
TOML may hold is checked in `profile_file`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from storage.file_kinds import FileKind
from storage.intake import profile_messages as messages
from storage.intake.kinds import LAYOUTS
from storage.intake.profile_file import ProfileFile, read_profile_file
from storage.intake.rejection import ProfileError
from storage.intake.wording import folded

REFERENCE = "reference"
_SHIPPED = Path(__file__).parent / "profiles"


class ReceivedDate(StrEnum):
    """Which day the export's report date is (LEGAL: when a document has come in)."""

    RECEIVED = "received"  # inkom
    REGISTERED = "registered"  # registrerades


@dataclass(frozen=True, slots=True)
class Profile:
    """One case system's column names, codes and habits; every text in it is folded."""

    name: str
    received_date_means: ReceivedDate
    encoding: str
    delimiter: str
    header_search_rows: int
    date_formats: tuple[str, ...]
    fields: Mapping[FileKind, Mapping[str, str]]
    column_names: Mapping[FileKind, Mapping[str, str]]
    optional: Mapping[FileKind, frozenset[str]]
    values: Mapping[str, Mapping[str, str]]
    value_names: Mapping[str, tuple[str, ...]]
    ignored_columns: frozenset[str]
    empty_values: frozenset[str]
    total_rows: tuple[str, ...]
    protected_columns: frozenset[str]
    unprotected_values: frozenset[str]

    @property
    def received_date_is_registration(self) -> bool:
        """Whether the 14 days are counted from a day that may be later than the law's."""
        return self.received_date_means is ReceivedDate.REGISTERED


def shipped_profiles() -> tuple[str, ...]:
    """The names of the profiles that come with Fristvakt."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.toml")))


def load_profile(name_or_path: str | None) -> Profile:
    """The profile with that name or in that file; the reference profile when none is given.

    Raises ProfileError when there is none, or when it holds something we do not understand.
    """
    path = _find(name_or_path or REFERENCE)
    return _build(path.stem, _with_bases(path, path.name, frozenset()))


def _find(name_or_path: str) -> Path:
    shipped = _SHIPPED / f"{name_or_path}.toml"
    if name_or_path in shipped_profiles():
        return shipped
    path = Path(name_or_path)
    if not path.is_file():
        raise ProfileError(
            "unknown_profile", messages.unknown_profile(name_or_path, shipped_profiles())
        )
    return path


def _with_bases(path: Path, asked: str, seen: frozenset[Path]) -> ProfileFile:
    """The profile with everything that it takes over from those it extends."""
    own = read_profile_file(path)
    if own.extends is None:
        return own
    base = _find(own.extends)
    if base in seen | {path}:
        raise ProfileError("circular_profile", messages.circular_profile(asked))
    return own.on_top_of(_with_bases(base, asked, seen | {path}))


def _build(name: str, file: ProfileFile) -> Profile:
    return Profile(
        name=name,
        received_date_means=ReceivedDate(file.received_date_means),
        encoding=file.encoding or "cp1252",
        delimiter=file.delimiter or ";",
        header_search_rows=file.header_search_rows or 20,
        date_formats=file.date_formats or ("%Y-%m-%d",),
        fields={kind: _by_spelling(name, file.columns.get(kind, {})) for kind in FileKind},
        column_names={kind: _first_names(kind, file) for kind in FileKind},
        optional={
            kind: LAYOUTS[kind].optional | set(file.optional_columns.get(kind, ()))
            for kind in FileKind
        },
        values={field: _by_spelling(name, values) for field, values in file.values.items()},
        value_names={
            field: tuple(spellings[0] for spellings in values.values() if spellings)
            for field, values in file.values.items()
        },
        ignored_columns=_folded_set(file.ignored_columns),
        empty_values=_folded_set(file.empty_values),
        total_rows=tuple(sorted(_folded_set(file.total_rows))),
        protected_columns=_folded_set(file.protected.columns),
        unprotected_values=_folded_set(("", *file.protected.harmless)),
    )


def _by_spelling(profile: str, spellings: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    meanings: dict[str, str] = {}
    for meaning, texts in spellings.items():
        for text in texts:
            if meanings.setdefault(folded(text), meaning) != meaning:
                raise ProfileError("ambiguous_spelling", messages.ambiguous_spelling(profile, text))
    return meanings


def _first_names(kind: FileKind, file: ProfileFile) -> dict[str, str]:
    names = file.columns.get(kind, {})
    return {field: (names.get(field) or (field,))[0] for field in LAYOUTS[kind].fields}


def _folded_set(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(folded(text) for text in texts)
