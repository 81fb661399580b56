"""What the groups and the periods of a summary are called in Swedish."""

from digests.periods import Month
from rules.facts import Sex
from rules.indicators import UNKNOWN, Grouping
from rules.wording import MONTHS


def group_words(group: str, by: Grouping) -> str:
    """Return the name of a group of figures, for example *Flickor*, *13–17 år* or a unit's."""
    if group == UNKNOWN:
        return _UNKNOWN_GROUPS[by]
    if by is Grouping.SEX:
        return _SEXES[group]
    return f"{group} år" if by is Grouping.AGE else group


_SEXES = {Sex.GIRL.value: "Flickor", Sex.BOY.value: "Pojkar"}
_UNKNOWN_GROUPS = {
    Grouping.UNIT: "Enhet saknas",
    Grouping.CASEWORKER: "Handläggare saknas",
    Grouping.SEX: "Kön saknas",
    Grouping.AGE: "Ålder saknas",
}


def span_words(first: Month, last: Month) -> str:
    """Return for example *oktober 2026* or *januari–oktober 2026*."""
    if first == last:
        return last.name
    return f"{MONTHS[first.number - 1]}–{last.name}"
