"""How a rule names its source and how sure we are of it.

A citation is what a lawyer looks up; the sureness says who has read what. Both travel with
every date, so that no answer seems surer than it is.
"""

from dataclasses import dataclass
from enum import StrEnum


class Statute(StrEnum):
    """The acts that the catalogue cites, by the names lawyers use."""

    SOL_2001 = "SoL (2001:453)"
    SOL_2025 = "SoL (2025:400)"
    LVU_1990 = "LVU (1990:52)"
    PROTECTED_HOUSING_2024 = "lagen (2024:79) om placering av barn i skyddat boende"

    @property
    def address(self) -> str:
        """Where the official full text is published."""
        return f"https://data.riksdagen.se/dokument/sfs-{_NUMBERS[self]}.html"


_NUMBERS = {
    Statute.SOL_2001: "2001-453",
    Statute.SOL_2025: "2025-400",
    Statute.LVU_1990: "1990-52",
    Statute.PROTECTED_HOUSING_2024: "2024-79",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision: the act and where in it, and the provision in another act that goes with it."""

    statute: Statute
    section: str
    beside: "Citation | None" = None

    def __str__(self) -> str:
        return " och ".join(each.name for each in self.provisions)

    @property
    def name(self) -> str:
        """The provision itself, without those beside it."""
        return f"{self.section} {self.statute.value}"

    @property
    def provisions(self) -> "tuple[Citation, ...]":
        """The provision itself, then those beside it."""
        return (self,) if self.beside is None else (self, *self.beside.provisions)


class Sureness(StrEnum):
    """How well a statement about the law is supported."""

    STATUTE = "L"
    AUTHORITY = "A"
    SECONDARY = "S"
    PROFESSIONAL = "R"

    @property
    def meaning(self) -> str:
        """What the mark means, in Swedish."""
        return _MEANINGS[self]

    @property
    def must_be_said(self) -> bool:
        """Whether an answer that rests on this mark has to say so."""
        return self in (Sureness.SECONDARY, Sureness.PROFESSIONAL)


_MEANINGS = {
    Sureness.STATUTE: "läst i lagtexten",
    Sureness.AUTHORITY: "läst hos myndighet eller JO",
    Sureness.SECONDARY: "andrahandskälla",
    Sureness.PROFESSIONAL: "yrkeskunskap utan källa till hands",
}


@dataclass(frozen=True, slots=True)
class SurenessNote:
    """A part of a rule that is more or less sure than the rest of it.

    One that is `only_for_extensions` bears on no date where nothing was extended.
    """

    about: str
    sureness: Sureness
    only_for_extensions: bool = False

    def __str__(self) -> str:
        return f"{self.about}: {self.sureness.meaning}"
