"""Small things kept by the browser that nobody but us can read or make.

Fernet (from cryptography) encrypts and signs in one, and knows when it did. So the sessions
need no table, and several replicas with the same key know each other's. aiohttp-session does
the same, with a middleware around every request of the application: an activity from Teams
should not pay for it.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Seal:
    """Seals for one purpose; what is sealed for another purpose does not open here."""

    def __init__(self, secret: bytes, purpose: str) -> None:
        self._key = HKDF(SHA256(), 32, salt=None, info=f"fristvakt {purpose}".encode()).derive(
            secret
        )
        self._fernet = Fernet(urlsafe_b64encode(self._key))

    def sealed(self, content: Mapping[str, str], now: datetime) -> str:
        """Return the content as text for a cookie."""
        data = json.dumps(dict(content)).encode()
        return self._fernet.encrypt_at_time(data, int(now.timestamp())).decode()

    def opened(self, text: str, now: datetime, lasts: timedelta) -> dict[str, str] | None:
        """Return the content; None where it is not ours, is spoilt, or is older than it lasts."""
        try:
            data = self._fernet.decrypt_at_time(
                text.encode(), int(lasts.total_seconds()), int(now.timestamp())
            )
        except (InvalidToken, UnicodeEncodeError):
            return None
        content: dict[str, str] = json.loads(data)
        return content

    def mark_of(self, text: str) -> str:
        """Return a mark that only we can make of the text."""
        mark = HMAC(self._key, SHA256())
        mark.update(text.encode())
        return mark.finalize().hex()
