"""The keys that Microsoft signs its calls with, fetched off the event loop and kept.

botbuilder would fetch them with blocking calls without a time limit inside the event loop, and
never learn of a new key within the hour. It asks for a key by `get(key_id)`, which is what it
is given here.
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any

from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import InvalidKeyError
from requests import RequestException

from bot.faults import report_fault
from bot.teams.patience import impatient_session
from bot.threads import on_a_thread

_FRESH_S = 24 * 3600.0  # how often Microsoft wants the keys to be read
_USABLE_S = 5 * _FRESH_S  # how long they may be used when nothing newer can be read
_BETWEEN_SEARCHES_S = 60.0  # made-up key ids must not make us ask Microsoft each time


class UnknownKeyError(PermissionError):
    """No key of the issuer has this id."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One public key, and the channels it may speak for."""

    public_key: Any
    endorsements: tuple[str, ...]


class SigningKeys:
    """The issuer's keys by their ids; seconds are from a clock that only goes forward.

    `edition` is another number each time that they have been read.
    """

    def __init__(
        self, metadata_url: str, threads: Executor, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._metadata_url = metadata_url
        self._threads = threads
        self._seconds = seconds
        self._keys: Mapping[str, SigningKey] = {}
        self.edition = 0
        self._read_at = self._tried_at = self._searched_at = float("-inf")
        self._reading = asyncio.Lock()

    async def get(self, key_id: str | None) -> SigningKey:
        """Return the key; raises UnknownKeyError, also where no key can be read."""
        await self.keep_fresh()
        if key_id not in self._keys:
            await self._search()
        key = self._keys.get(key_id or "")
        if key is None or self._age > _USABLE_S:
            raise UnknownKeyError
        return key

    async def keep_fresh(self) -> None:
        """Read the keys if they are old; what cannot be read is tried again in a minute."""
        async with self._reading:
            has_rested = self._seconds() - self._tried_at >= _BETWEEN_SEARCHES_S
            if self._age >= _FRESH_S and has_rested:
                await self._read()

    async def _search(self) -> None:
        """Read the keys again for one that is not among them: the issuer may have a new one."""
        async with self._reading:
            if self._seconds() - self._searched_at >= _BETWEEN_SEARCHES_S:
                self._searched_at = self._seconds()
                await self._read()

    async def _read(self) -> None:
        self._tried_at = self._seconds()
        try:
            self._keys = await on_a_thread(self._threads, partial(_fetch, self._metadata_url))
            self._read_at = self._seconds()
            self.edition += 1
        except (RequestException, ValueError, KeyError, TypeError) as fault:
            report_fault(fault, "signing_keys_unreadable")

    @property
    def _age(self) -> float:
        return self._seconds() - self._read_at


def _fetch(metadata_url: str) -> Mapping[str, SigningKey]:
    with impatient_session() as session:
        metadata = session.get(metadata_url)
        metadata.raise_for_status()
        keys = session.get(metadata.json()["jwks_uri"])
        keys.raise_for_status()
    return dict(_readable(keys.json()["keys"]))


def _readable(keys: list[Mapping[str, Any]]) -> list[tuple[str, SigningKey]]:
    found = []
    for key in keys:
        try:
            public_key = RSAAlgorithm.from_jwk(json.dumps(key))
        except InvalidKeyError:
            continue  # of another kind than the tokens that we accept are signed with
        found.append((key["kid"], SigningKey(public_key, tuple(key.get("endorsements", ())))))
    return found
