"""Export files in, facts out: profiles, readers and validation."""

from storage.file_kinds import FileKind
from storage.intake.profile import Profile, ReceivedDate, load_profile, shipped_profiles
from storage.intake.rejection import (
    AcceptedRow,
    Fact,
    ProfileError,
    ProtectedRow,
    ReadRow,
    RejectedRow,
    UnusableFileError,
)
from storage.intake.rows import read_rows
from storage.intake.source import SourceFile, recognise

__all__ = [
    "AcceptedRow",
    "Fact",
    "FileKind",
    "Profile",
    "ProfileError",
    "ProtectedRow",
    "ReadRow",
    "ReceivedDate",
    "RejectedRow",
    "SourceFile",
    "UnusableFileError",
    "load_profile",
    "read_rows",
    "recognise",
    "shipped_profiles",
]
