"""JSON as it goes over a wire: what has been written once is passed on as it is."""

import json
from collections.abc import Callable
from typing import Any

import orjson

_NO_KINDS_BUT_JSONS = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def json_of(value: object, parts_of: Callable[[Any], object] | None = None) -> bytes:
    """Return the value as JSON in UTF-8; bytes within it are JSON that has been written already.

    `parts_of` tells what anything else than JSON's own kinds consists of. Raises TypeError
    where that is not to be told.
    """
    try:
        return orjson.dumps(
            value, lambda part: _written(part, orjson.Fragment, parts_of), _NO_KINDS_BUT_JSONS
        )
    except TypeError:  # half of a character, which somebody has sent and is told again
        whole = json.dumps(value, default=lambda part: _written(part, json.loads, parts_of))
        return whole.encode()


def _written(
    part: object,
    of_bytes: Callable[[bytes], object],
    parts_of: Callable[[Any], object] | None,
) -> object:
    if isinstance(part, bytes):
        return of_bytes(part)
    if parts_of is None:
        raise TypeError(type(part).__name__)
    return parts_of(part)
