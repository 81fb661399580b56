"""Microsoft Entra on loopback: real codes, PKCE and tokens signed with real keys.

What is asked of Microsoft's host by its own name, over TLS, is led here by the HTTP session.
"""

import hashlib
import json
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm
from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter

LOGIN = "https://login.microsoftonline.com"


@cache
def _key(name: str) -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


class _Led(HTTPAdapter):
    """Leads what is asked of Microsoft's host to the stub."""

    def __init__(self, to: str) -> None:
        super().__init__()
        self._to = to

    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:
        request.url = (request.url or "").replace(LOGIN, self._to)
        return super().send(request, *args, **options)


@dataclass
class Entra:
    """The tenant, its one app, and what has been signed in to and not fetched yet."""

    tenant: str
    app: str
    password: str
    url: str = ""
    signs_with: str = "first"
    changes: dict[str, Any] = field(default_factory=dict)
    waiting: dict[str, tuple[dict[str, str], dict[str, Any]]] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        return f"{LOGIN}/{self.tenant}/v2.0"

    def session(self) -> Session:
        """Return a session in which Microsoft's host is this one."""
        session = Session()
        session.trust_env = False
        session.mount(LOGIN, _Led(self.url))
        return session

    def sign_in(self, address: str, **claims: Any) -> dict[str, str]:
        """Sign somebody in where the browser was sent; return the form that it comes back with."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["response_mode"] == "form_post"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == self.app
        code = secrets.token_urlsafe(12)
        self.waiting[code] = (asked, claims)
        return {"code": code, "state": asked["state"]}

    async def metadata(self, _request: web.Request) -> web.Response:
        base = f"{LOGIN}/{self.tenant}"
        return web.json_response(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
                "jwks_uri": f"{base}/discovery/v2.0/keys",
            }
        )

    async def keys(self, _request: web.Request) -> web.Response:
        public = json.loads(RSAAlgorithm.to_jwk(_key("first").public_key()))
        return web.json_response({"keys": [{**public, "kid": "first", "use": "sig"}]})

    async def token(self, request: web.Request) -> web.Response:
        """Give the token for a code, once, to whoever has its verifier and the secret."""
        form = await request.post()
        asked, claims = self.waiting.pop(str(form["code"]), ({}, {}))
        fits = (
            asked.get("code_challenge") == _challenge(str(form["code_verifier"]))
            and form["client_secret"] == self.password
            and form["redirect_uri"] == asked["redirect_uri"]
        )
        if not fits:
            refused = {"error": "invalid_grant", "error_description": "AADSTS54005 hemligt"}
            return web.json_response(refused, status=400)
        token = self._signed({"nonce": asked["nonce"], **claims})
        return web.json_response(
            {"token_type": "Bearer", "access_token": "x", "expires_in": 3600, "id_token": token}
        )

    def _signed(self, claims: Mapping[str, Any]) -> str:
        now = int(time.time())
        whole = {
            "iss": self.issuer,
            "aud": self.app,
            "tid": self.tenant,
            "acct": 0,
            "iat": now,
            "nbf": now,
            "exp": now + 3600,
            "sub": "pairwise",
            **claims,
        }
        told = {name: value for name, value in whole.items() if value is not None}
        header = {"kid": "first"}
        return jwt.encode(told, _key(self.signs_with), "RS256", headers=header)


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


@asynccontextmanager
async def small_entra(tenant: str, app: str, password: str) -> AsyncIterator[Entra]:
    """Give a tenant of Entra that runs while the block does."""
    entra = Entra(tenant, app, password)
    served = web.Application()
    served.router.add_get(f"/{tenant}/v2.0/.well-known/openid-configuration", entra.metadata)
    served.router.add_get(f"/{tenant}/discovery/v2.0/keys", entra.keys)
    served.router.add_post(f"/{tenant}/oauth2/v2.0/token", entra.token)
    async with TestServer(served) as server:
        entra.url = str(server.make_url("/")).rstrip("/")
        yield entra
