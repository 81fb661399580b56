"""Sets aside the number that ends a unit's name: *Barnenheten 1 i december* says no day.

The reading knows no list of units and goes by the words around the number; ADR 0013 says why.
"""

import re
from collections.abc import Iterator, Sequence

from bot.understanding.phrases import Word

_MOST_DIGITS = 3  # a longer number is a year or a case
_MOST_BEFORE_MONTH = 9  # in *Ungdomsenheten 15 december* a day is said
_PRONOUNS = frozenset(("vi", "var", "vart", "vara", "oss", "our", "ours", "us", "we"))
_NOUN = re.compile(
    r"(?:enhet|grupp|team|sektion|avdelning|arbetsgrupp|arbetslag|unit|group|department)"
    r"(?P<ending>s|ens?|ets?|ers?|ernas?)?"
)
# Before a noun that names nothing: *min grupp 1 december*, *per enhet 1 januari till 31 mars*.
_DETERMINERS = frozenset(
    (
        *("min", "din", "sin", "er", "var", "vart", "vara", "our", "my", "your", "per", "each"),
        *("varje", "vilken", "vilket", "nagon", "annan", "annat", "samma", "denna", "detta"),
        *("en", "ett", "a"),
    )
)
_JOINING = frozenset(("@and", "@or"))
_BEFORE_AN_END = frozenset((*_JOINING, "@to", "@until", "@upto"))
_DEFINITE = frozenset(("veckan", "manaden", "kvartalet", "halvaret", "aret", "helgen"))
_PLURALS = frozenset(("er", "erna"))
_MANY = re.compile(r".*(?:dagar|veckor|manader)(?:na)?|.*aren|kvartalen|days|weeks|months")
_NEARNESS = frozenset(("@next", "@coming"))


def without_unit_numbers(words: Sequence[Word], text: str) -> list[Word]:
    """Return the words of a sentence but for the numbers that belong to the name of a unit."""
    numbers = {
        number
        for place in range(1, len(words))
        if _is_name(words, place - 1, text) and _is_just_after(words, place, text)
        for number in _numbers_from(words, place, text)
        if not _is_dotted_day(words, number, text)
    }
    return [word for place, word in enumerate(words) if place not in numbers]


def _is_name(words: Sequence[Word], place: int, text: str) -> bool:
    """Tell *Barnenheten*, *enhet* and *enheterna 1 och 2* from *enheten* and *vi*."""
    form = words[place].meaning.form
    if "unit" not in words[place].meaning.concepts or form in _PRONOUNS:
        return False
    if place and words[place - 1].meaning.form in _DETERMINERS:
        return False
    noun = _NOUN.fullmatch(form)
    if noun is not None and noun["ending"] in _PLURALS:
        return bool(_more_from(words, place + 2, text))
    return noun is None or noun["ending"] is None


def _is_just_after(words: Sequence[Word], place: int, text: str) -> bool:
    return _between(words, place, text).isspace()


def _between(words: Sequence[Word], place: int, text: str) -> str:
    """Return what is typed between a word and the one before it."""
    before = words[place - 1].token
    return text[before.start + len(before.raw) : words[place].token.start]


def _is_dotted_day(words: Sequence[Word], place: int, text: str) -> bool:
    """Tell the day *1. december* from a number that ends a sentence, as in *1. December*."""
    if not _is_number(words, place) or not _is_month(words, place + 1):
        return False
    is_dotted = _between(words, place + 1, text).strip() == "."
    return is_dotted and words[place + 1].token.raw.islower()


def _numbers_from(words: Sequence[Word], place: int, text: str) -> Iterator[int]:
    """Yield the places of *1*, of the *s* in *1:s* and of all numbers in *1, 2 och 3*."""
    if not _ends_name(words, place):
        return
    yield place
    if _form(words, place + 1) == "s":
        yield place + 1
    yield from _more_from(words, place + 1, text)


def _more_from(words: Sequence[Word], place: int, text: str) -> range:
    """Return the places of *och 2 och 3* or *, 2 och 3*; a comma alone joins no numbers."""
    here = end = place
    while True:
        if _concepts(words, here) & _JOINING and _ends_name(words, here + 1):
            here = end = here + 2
        elif _ends_name(words, here) and _between(words, here, text).strip() == ",":
            here += 1
        else:
            return range(place, end)


def _ends_name(words: Sequence[Word], place: int) -> bool:
    if not _is_number(words, place) or len(words[place].token.raw) > _MOST_DIGITS:
        return False
    return not (_is_day(words, place) or _is_range(words, place) or _counts(words, place))


def _is_day(words: Sequence[Word], place: int) -> bool:
    """Tell *15 december*, *10 till 15 december* and *1 maj till 5 juni* from *1 december*."""
    month = place + 3 if _leads_to_number(words, place + 1) else place + 1
    if not _is_month(words, month):
        return False
    is_high = int(words[place].token.raw) > _MOST_BEFORE_MONTH
    return is_high or (month == place + 1 and _leads_to_number(words, month + 1))


def _leads_to_number(words: Sequence[Word], place: int) -> bool:
    """Tell the *till* of a range whose other end begins with a number."""
    return bool(_concepts(words, place) & _BEFORE_AN_END) and _is_number(words, place + 1)


def _is_range(words: Sequence[Word], place: int) -> bool:
    """Tell the first day of *1-15 december*."""
    dash = _kind(words, place + 1) == "sign" and "@to" in _concepts(words, place + 1)
    return dash and _is_number(words, place + 2)


def _counts(words: Sequence[Word], place: int) -> bool:
    """Tell *2 veckor framåt* from *2 vecka 48* and *2 kvartalet*, which name one of them."""
    unit = place + 1
    while _is_nearness(words, unit):
        unit += 1
    if unit > place + 1:  # *14 kommande dagar*, but not *team 2 nästa vecka*
        return _MANY.fullmatch(_form(words, unit)) is not None
    named = _form(words, unit) in _DEFINITE
    numbered = _kind(words, unit + 1) in ("number", "day_month", "iso", "iso_month")
    return "time_unit" in _concepts(words, unit) and not named and not numbered


def _is_nearness(words: Sequence[Word], place: int) -> bool:
    """Tell *närmaste*, *kommande* and *nästa*."""
    return bool(_concepts(words, place) & _NEARNESS)


def _is_month(words: Sequence[Word], place: int) -> bool:
    return any(name.startswith("@month") for name in _concepts(words, place))


def _is_number(words: Sequence[Word], place: int) -> bool:
    return _kind(words, place) == "number"


def _kind(words: Sequence[Word], place: int) -> str:
    return words[place].token.kind if place < len(words) else ""


def _form(words: Sequence[Word], place: int) -> str:
    return words[place].meaning.form if place < len(words) else ""


def _concepts(words: Sequence[Word], place: int) -> frozenset[str]:
    return words[place].meaning.concepts if place < len(words) else frozenset()
