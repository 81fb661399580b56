"""What a setting takes, in Swedish words that are made from its type.

The same words stand on the settings page and in the sentence about a value that does not fit.
"""

from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

Words = dict[str, Any]


def told_as(words: str) -> Words:
    """Give a field words of its own for what it takes: `Field(json_schema_extra=told_as(…))`."""
    return {"kind": words}


def kind_of(field: FieldInfo) -> str:
    """Return what the setting takes, to be read after *skriv*."""
    own = field.json_schema_extra
    if isinstance(own, dict) and "kind" in own:
        return str(own["kind"])
    return _words_for(field.annotation, field.metadata)


def is_secret(field: FieldInfo) -> bool:
    """Whether the setting is a secret, and so may not stand in the file."""
    return field.annotation is SecretStr


def _words_for(kind: Any, limits: Iterable[Any]) -> str:
    while get_origin(kind) in (Annotated, Union, UnionType):
        if get_origin(kind) is Annotated:
            kind, *more = get_args(kind)
            limits = [*limits, *more]
        else:
            kind = next(each for each in get_args(kind) if each is not NoneType)
    choices = _choices(kind)
    if choices:
        return " eller ".join(choices)
    if get_origin(kind) is tuple:
        members = _choices(get_args(kind)[0])
        return f"en lista av {', '.join(members)}" if members else "en lista"
    return _plain(kind, _Limits(limits))


def _choices(kind: Any) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return tuple(str(each) for each in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(str(each.value) for each in kind)
    return ()


def _plain(kind: Any, limits: "_Limits") -> str:
    if kind is bool:
        return "true eller false"
    if kind is int:
        return f"ett heltal{limits.of_a_number}"
    if kind is float:
        return f"ett tal{limits.of_a_number}"
    if kind is Path:
        return "en fil"
    if kind is SecretStr:
        return "en hemlighet"
    return f"text{limits.of_a_text}"


class _Limits:
    """How small and how large a value may be, as its type was given."""

    def __init__(self, given: Iterable[Any]) -> None:
        named = [each for each in _flat(given) if not isinstance(each, type)]
        self._of = {
            name: getattr(each, name)
            for each in named
            for name in ("ge", "gt", "le", "max_length")
            if getattr(each, name, None) is not None
        }

    @property
    def of_a_number(self) -> str:
        least, most = self._of.get("ge"), self._of.get("le")
        if least is not None and most is not None:
            return f" från {least} till {most}"
        words = [f"minst {least}"] if least is not None else []
        words += [f"större än {self._of['gt']}"] if "gt" in self._of else []
        words += [f"högst {most}"] if most is not None else []
        return f", {' och '.join(words)}" if words else ""

    @property
    def of_a_text(self) -> str:
        longest = self._of.get("max_length")
        return f", högst {longest} tecken" if longest else ""


def _flat(given: Iterable[Any]) -> Iterable[Any]:
    """Give the limits, also those that stand in a Field within an annotation."""
    for each in given:
        yield from each.metadata if isinstance(each, FieldInfo) else (each,)
