"""The keys that Entra signs with, fetched with a time limit and kept for an hour."""

from collections.abc import Callable
from threading import Lock
from typing import Any

import jwt
from cachetools import TTLCache
from requests import RequestException, Session

_KEPT_S = 3600.0


class EntraKeys:
    """The published keys; may be asked from several threads."""

    def __init__(self, address: str, session: Callable[[], Session]) -> None:
        self._address = address
        self._session = session
        self._kept: TTLCache[str, Any] = TTLCache(20, _KEPT_S)
        self._lock = Lock()

    def of(self, token: str) -> Any:
        """Return the key that the token says it is signed with; raises PyJWTError."""
        name = str(jwt.get_unverified_header(token).get("kid"))
        with self._lock:
            if name not in self._kept:
                self._kept.update({str(each.key_id): each.key for each in self._fetched()})
            key = self._kept.get(name)
        if key is None:
            raise jwt.InvalidKeyError("kid")
        return key

    def _fetched(self) -> list[jwt.PyJWK]:
        try:
            with self._session() as session:
                published = session.get(self._address).json()
        except (RequestException, ValueError) as fault:
            raise jwt.InvalidKeyError("keys") from fault
        return [key for key in jwt.PyJWKSet.from_dict(published).keys if key.key_id]
