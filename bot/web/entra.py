"""Who has signed in with Microsoft Entra: the one module of the page that knows msal.

msal makes state, nonce and PKCE and fetches the token. From version 1.38 it leaves the token
itself unread but for the nonce, so signature, issuer, audience and time are checked here with
PyJWT, and then that it is of our tenant and of no guest. Everything blocks: call it on a thread.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from msal import ConfidentialClientApplication
from requests import Session

from bot.registration import Credentials
from bot.web.entra_keys import EntraKeys

_LOGIN = "https://login.microsoftonline.com"
_CLOCK_DIFFERS_S = 60
_NEEDED = ("exp", "iat", "iss", "aud", "tid", "oid")
_GUEST_SIGN = "#ext#"  # what Entra puts into the sign-in name of somebody invited


class SignInError(Exception):
    """Nobody is signed in; the code says why, for the log."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the browser is sent, and what must be kept for its coming back."""

    address: str
    state: str
    kept: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who has signed in, as Entra vouches for it."""

    object_id: str
    email: str
    is_guest: bool


class Entra:
    """Signs people in with the bot's own registration; `session` must give up in time."""

    def __init__(
        self, credentials: Credentials, redirect_uri: str, session: Callable[[], Session]
    ) -> None:
        self._credentials = credentials
        self._redirect_uri = redirect_uri
        self._session = session
        self._sends_away: Any = None
        tenant = credentials.tenant_id
        self._issuer = f"{_LOGIN}/{tenant}/v2.0"
        self._keys = EntraKeys(f"{_LOGIN}/{tenant}/discovery/v2.0/keys", session)

    def begin(self) -> Begun:
        """Return where to sign in; raises whatever msal meets where Entra is out of reach."""
        if self._sends_away is None:  # its making asks Entra, so nobody can have it asked often
            self._sends_away = self._application()
        flow: dict[str, Any] = self._sends_away.initiate_auth_code_flow(
            ["email"], redirect_uri=self._redirect_uri, response_mode="form_post"
        )
        address = flow.pop("auth_uri")
        return Begun(address, flow["state"], json.dumps(flow))

    def finish(self, kept: str, came_back: Mapping[str, str]) -> Person:
        """Return who has signed in; raises SignInError for anybody who has not."""
        if "error" in came_back:
            raise SignInError("cancelled" if came_back["error"] == "access_denied" else "refused")
        flow = json.loads(kept)
        try:
            told = self._application().acquire_token_by_auth_code_flow(flow, dict(came_back))
        except (ValueError, RuntimeError) as fault:  # state or nonce of another sign-in
            raise SignInError("not_this_sign_in") from fault
        if "id_token" not in told:
            raise SignInError("code_refused")
        return self._person(self._claims(told["id_token"]))

    def _application(self) -> Any:
        """Return an application for one sign-in: it keeps every token that it has been given."""
        return ConfidentialClientApplication(
            self._credentials.app_id,
            client_credential=self._credentials.password,
            authority=f"{_LOGIN}/{self._credentials.tenant_id}",
            instance_discovery=False,
            http_client=self._session(),
            exclude_scopes=["offline_access"],
        )

    def _claims(self, token: str) -> Mapping[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._keys.of(token),
                algorithms=["RS256"],
                audience=self._credentials.app_id,
                issuer=self._issuer,
                leeway=_CLOCK_DIFFERS_S,
                options={"require": list(_NEEDED)},
            )
        except jwt.PyJWTError as fault:
            raise SignInError("token_not_trusted") from fault
        return claims

    def _person(self, claims: Mapping[str, Any]) -> Person:
        if str(claims["tid"]).casefold() != self._credentials.tenant_id.casefold():
            raise SignInError("other_tenant")
        if "acct" not in claims:
            raise SignInError("no_acct_claim")  # nobody could be told from a guest
        sign_in = str(claims.get("preferred_username") or "")
        return Person(
            object_id=str(claims["oid"]),
            email=str(claims.get("email") or sign_in),
            is_guest=self._is_guest(claims, sign_in),
        )

    def _is_guest(self, claims: Mapping[str, Any], sign_in: str) -> bool:
        from_elsewhere = claims.get("idp", self._issuer) != self._issuer
        return str(claims["acct"]) != "0" or from_elsewhere or _GUEST_SIGN in sign_in.casefold()
