"""An OpenID issuer on loopback, with real RSA keys, that signs as Microsoft's channels do."""

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.com"
OWN_APP = "00000000-0000-4000-8000-00000000abcd"


@cache
def private_key(name: str) -> RSAPrivateKey:
    """Return the key of this name, the same for the whole run: making one takes its time."""
    return generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Issuer:
    """What the issuer publishes, and how often it was asked."""

    url: str = ""
    key_ids: tuple[str, ...] = ("first",)
    reads: int = 0
    status: int = 200
    others: list[dict[str, Any]] = field(default_factory=list)

    async def metadata(self, _request: web.Request) -> web.Response:
        self.reads += 1
        return web.json_response({"jwks_uri": f"{self.url}/keys"}, status=self.status)

    async def keys(self, _request: web.Request) -> web.Response:
        return web.json_response({"keys": [*self.others, *map(_public, self.key_ids)]})

    def token(self, service_url: str, *, key: str = "first", **claims: Any) -> str:
        """Return a token signed with the key; a claim that is None is left out."""
        now = int(time.time())
        whole = {
            "iss": ISSUER,
            "aud": OWN_APP,
            "nbf": now - 60,
            "exp": now + 3600,
            "serviceurl": service_url,
            **claims,
        }
        told = {name: value for name, value in whole.items() if value is not None}
        return jwt.encode(told, private_key(key), "RS256", headers={"kid": key})


def _public(name: str) -> dict[str, Any]:
    key = json.loads(RSAAlgorithm.to_jwk(private_key(name).public_key()))
    return {**key, "kid": name, "endorsements": ["msteams"]}


@asynccontextmanager
async def small_issuer() -> AsyncIterator[Issuer]:
    """Give an issuer that runs while the block does."""
    issuer = Issuer()
    app = web.Application()
    app.router.add_get("/openid", issuer.metadata)
    app.router.add_get("/keys", issuer.keys)
    async with TestServer(app) as server:
        issuer.url = str(server.make_url("/")).rstrip("/")
        yield issuer
