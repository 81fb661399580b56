"""The login between Teams and a bot, invented: whose token it is, who signs it, and with what.

Every bot in the measurement checks real tokens, signed anew for each run. What ours and the
successor's prove themselves with towards Teams they are given by a stand-in for Entra, through
MSAL, as in service: both keep it. The stock echo would ask Entra anew in each turn; how long that
takes over a real network cannot be told here, so it is given a fixed word, which favours it.
"""

import json
import time
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

APP = "00000000-0000-4000-8000-00000000abcd"
TENANT = "00000000-0000-4000-8000-0000000000aa"
OWN_TOKEN = "the-bots-own"  # noqa: S105 — nobody's
_ISSUER = "https://api.botframework.com"
_KEY_ID = "bench"
_HOURS_S = 12 * 3600


def _new_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True, slots=True)
class Issuer:
    """Publishes its key as Microsoft's channel service does, and signs a token for an address."""

    key: RSAPrivateKey = field(default_factory=_new_key)

    def add_to(self, app: web.Application) -> None:
        """Let the application answer for the issuer."""
        app.router.add_get("/openid", self._metadata)
        app.router.add_get("/keys", self._keys)
        app.router.add_get("/token", self._token)

    async def _metadata(self, request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": str(request.url.with_path("/keys"))})

    async def _keys(self, _request: web.Request) -> web.Response:
        key: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        key |= {"kid": _KEY_ID, "use": "sig", "endorsements": ["msteams"]}
        return web.json_response({"keys": [key]})

    async def _token(self, request: web.Request) -> web.Response:
        """Return a token of Teams for its own address."""
        now = int(time.time())
        claims = {
            "iss": _ISSUER,
            "aud": APP,
            "nbf": now - 60,
            "exp": now + _HOURS_S,
            "serviceurl": f"http://{request.host}/",
        }
        token = jwt.encode(claims, self.key, "RS256", headers={"kid": _KEY_ID})
        return web.Response(text=token)
