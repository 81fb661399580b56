"""What a pressed button carries to us and back: written into cards here, and read here.

A card lives in somebody's chat for months and its data can be sent by hand, so whatever comes
is held against the closed sets and lengths below, and what does not fit is no press at all.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.conversation import Asker, Audience, Press, Question
from bot.understanding import DayCount, Understanding

if TYPE_CHECKING:
    from pydantic import TypeAdapter

LONGEST_CASE = 64  # as long as an import lets a number be
_LONGEST_NAME = 100
LONGEST_QUESTION = 2_000
_LAST_PAGE = 10_000
_MOST_DAYS = 100_000
_MOST_BACK = 1


def data_of(press: Press) -> dict[str, Any]:
    """Return the press as the JSON that a button carries; defaults are left out."""
    written = _written().serializer  # dump_python looks through a dozen options first
    data: dict[str, Any] = written.to_python(press, mode="json", exclude_defaults=True)
    return data


def press_from(value: object) -> Press | None:
    """Return the press that came back, or None where it is none that we could have made."""
    from pydantic import ValidationError

    if not isinstance(value, Mapping):
        return None
    known = {field.name for field in fields(Press)}
    ours = {name: part for name, part in value.items() if name in known}
    try:
        press = _written().validate_python(ours)
    except (ValidationError, RecursionError):
        return None
    return press if _is_sound(press, backs=_MOST_BACK) else None


def question_of(press: Press, asker: Asker, audience: Audience, now: datetime) -> Question:
    """Return the question that the press stands for, from whom the channel vouches for."""
    return Question(
        text=press.question.strip()[: LONGEST_QUESTION + 1],  # so much that it is too long
        asker=asker,
        audience=audience,
        now=now,
        page=press.page,
        case=press.case,
        reading=press.reading,
        back=press.back,
        is_refresh=press.is_refresh,
    )


def _is_sound(press: Press, *, backs: int) -> bool:
    says_something = bool(press.question.strip()) or press.reading is not None
    in_bounds = 1 <= press.page <= _LAST_PAGE and len(press.question) <= LONGEST_QUESTION
    sound_reading = press.reading is None or _could_be_ours(press.reading)
    sound_back = press.back is None or (backs > 0 and _is_sound(press.back, backs=backs - 1))
    return says_something and in_bounds and _is_short(press.case) and sound_reading and sound_back


def _could_be_ours(reading: Understanding) -> bool:
    slots = reading.slots
    days = slots.window.days if isinstance(slots.window, DayCount) else 0
    return (
        not reading.near
        and 0 <= days <= _MOST_DAYS
        and len(slots.caseworker or "") <= _LONGEST_NAME
        and len(reading.beside.colleague or "") <= _LONGEST_NAME
        and _is_short(slots.case)
        and _is_short(reading.case_as_typed)
    )


def _is_short(case: str | None) -> bool:
    """Whether it may be a case number: short enough, and text that can be written down."""
    if case is None:
        return True
    is_half_a_character = any("\ud800" <= char <= "\udfff" for char in case)
    return len(case) <= LONGEST_CASE and not is_half_a_character


@cache
def _written() -> "TypeAdapter[Press]":
    from pydantic import TypeAdapter

    return TypeAdapter(Press)
