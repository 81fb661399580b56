"""What stands at the top of something delivered that did not come as it usually does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice: the word that is seen first, and what it means."""

    title: str
    words: str


_LATE = NoticeLine(
    "Försenat.",
    "Det här skulle ha kommit tidigare. Innehållet är från när det skickades, "
    "inte från när det skulle ha kommit.",
)
_REPEAT = NoticeLine(
    "Kan vara en upprepning.",
    "Det här har skickats förut, men det gick inte att se om det kom fram. "
    "Har du redan fått det gäller det du läser nu.",
)


@dataclass(frozen=True, slots=True)
class Notices:
    """Whether it is late (försenat), may have come before, or is sent to a deputy.

    `in_place_of` is the name of the person who is away (ställföreträdare: den som får det).
    """

    is_late: bool = False
    is_repeat: bool = False
    in_place_of: str | None = None

    @property
    def lines(self) -> tuple[NoticeLine, ...]:
        """Return the notices in the order in which they are read; none for most deliveries."""
        said = [_LATE] if self.is_late else []
        said += [_REPEAT] if self.is_repeat else []
        said += [_deputy(self.in_place_of)] if self.in_place_of else []
        return tuple(said)


NO_NOTICES = Notices()


def _deputy(name: str) -> NoticeLine:
    return NoticeLine(
        "Du är ställföreträdare.", f"Du får det här i stället för {name}, som är frånvarande."
    )
