"""A made-up context of one of everything, for trying a municipality's template before its month.

It is made from the types of the context, so it cannot lack a field.
"""

from base64 import b64decode
from typing import Any, get_args, get_origin, get_type_hints

from digests.monthly.pictures import Picture
from digests.monthly.word_context import WordContext

_WORDS = "exempel"
_DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
)


def sample_context() -> WordContext:
    """Return a context whose lists have one item each and whose words are all the same."""
    sample: WordContext = _sample(WordContext)
    return sample


def _sample(kind: Any) -> Any:
    if kind is str:
        return _WORDS
    if kind is Picture:
        return Picture(_DOT, _WORDS)
    if get_origin(kind) is tuple:
        return (_sample(get_args(kind)[0]),)
    return kind(**{name: _sample(held) for name, held in get_type_hints(kind).items()})
