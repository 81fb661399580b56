"""What one check of an installation found."""

from dataclasses import dataclass

TRY_AGAIN = "Rätta det, och kör doctor igen."


@dataclass(frozen=True, slots=True)
class Check:
    """Whether something is in order; where it is not, the remedy says what to do."""

    name: str
    ok: bool
    detail: str
    remedy: str | None = None
    was_tried: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says, before it is known by its name."""

    ok: bool
    detail: str
    remedy: str | None = None
    was_tried: bool = True

    def named(self, name: str) -> Check:
        return Check(name, self.ok, self.detail, self.remedy, self.was_tried)


def fine(detail: str) -> Finding:
    """Return that it is in order, or that there is nothing to check."""
    return Finding(True, detail)


def wrong(detail: str, remedy: str) -> Finding:
    """Return what is wrong and what to do about it."""
    return Finding(False, detail, remedy)


def untried(detail: str, remedy: str) -> Finding:
    """Return that it could not be looked at for something else that is wrong."""
    return Finding(False, detail, remedy, was_tried=False)


def wrong_as_said(sentences: str) -> Finding:
    """Return what a message says: first what is wrong, then what to do."""
    detail, _, remedy = sentences.partition(". ")
    return wrong(detail if detail.endswith(".") else f"{detail}.", remedy or TRY_AGAIN)
