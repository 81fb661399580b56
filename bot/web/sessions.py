"""Who a browser belongs to, for eight hours at most.

A session holds who somebody is and nothing of what they may see. After signing out a session
opens nothing in this process, whoever has kept a copy of its cookie.
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from aiohttp import web
from cachetools import TTLCache

from bot.web.sealed import Seal

LASTS = timedelta(hours=8)
_MOST_ENDED = 20_000


@dataclass(frozen=True, slots=True)
class Session:
    """One browser's session: the person, as Entra has named them or as the demo has chosen."""

    id: str
    email: str = ""
    object_id: str = ""


def new_session(email: str = "", object_id: str = "") -> Session:
    """Return a session that nobody has had before."""
    return Session(secrets.token_urlsafe(18), email, object_id)


class Sessions:
    """Reads and writes the cookie of the session; `is_secure` is false on the own computer."""

    def __init__(self, secret: bytes, *, is_secure: bool, suffix: str = "") -> None:
        self._seal = Seal(secret, "session")
        self._is_secure = is_secure
        # __Host- keeps other hosts of the domain from setting it; it asks for Secure.
        self.cookie = "__Host-fristvakt" if is_secure else f"fristvakt{suffix}"
        self._ended: TTLCache[str, bool] = TTLCache(_MOST_ENDED, LASTS.total_seconds())

    def of(self, request: web.Request, now: datetime) -> Session | None:
        """Return the browser's session, None where it has none that counts."""
        content = self._seal.opened(request.cookies.get(self.cookie, ""), now, LASTS)
        if content is None:
            return None
        session = Session(**content)
        return None if session.id in self._ended else session

    def begin(self, response: web.StreamResponse, session: Session, now: datetime) -> None:
        """Give the browser the session."""
        response.set_cookie(
            self.cookie,
            self._seal.sealed(asdict(session), now),
            max_age=int(LASTS.total_seconds()),
            path="/",
            httponly=True,
            secure=self._is_secure,
            samesite="Lax",
        )

    def end(self, response: web.StreamResponse, session: Session | None) -> None:
        """Take the session from the browser, and let it open nothing any more."""
        if session is not None:
            self._ended[session.id] = True
        response.del_cookie(self.cookie, path="/", secure=self._is_secure, samesite="Lax")

    def csrf(self, session: Session) -> str:
        """Return what a form of this session must carry."""
        return self._seal.mark_of(session.id)

    def is_own_form(self, session: Session, told: str) -> bool:
        """Whether a form was made for this session."""
        mark = told.encode(errors="replace")  # a header may hold bytes that are no text
        return compare_digest(self.csrf(session).encode(), mark)
