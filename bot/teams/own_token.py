"""The token by which the bot proves to Teams who it is: one for the service, kept warm.

botbuilder makes new credentials in every turn and lets them call Entra inside the event loop.
Here the one token is fetched on a thread, ahead of need, and only looked at when sending.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from botframework.connector.auth import (
    AppCredentials,
    AuthenticationConstants,
    ManagedIdentityAppCredentials,
    MicrosoftAppCredentials,
)
from msal import ConfidentialClientApplication, ManagedIdentityClient

from bot.registration import AppType, Credentials
from bot.teams.patience import impatient_session
from bot.threads import on_a_thread

KEEP_S = 240.0  # msal gives no token that has less than five minutes left


class NoTokenError(Exception):
    """Entra gave no token; the cause says why."""


class OwnToken:
    """The bot's token; `fetch` may block and is called on a thread."""

    def __init__(
        self,
        fetch: Callable[[], str],
        threads: Executor,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._threads = threads
        self._seconds = seconds
        self._token = ""
        self._fetched_at = float("-inf")
        self._fetching = asyncio.Lock()

    async def value(self) -> str:
        """Return the token; raises NoTokenError."""
        if self._is_old(KEEP_S):
            await self.keep_warm()
        return self._token

    async def keep_warm(self, older_than: float = KEEP_S) -> None:
        """Fetch the token if it is older than so many seconds."""
        async with self._fetching:
            if self._is_old(older_than):
                self._token = await self._fetched()
                self._fetched_at = self._seconds()

    async def _fetched(self) -> str:
        try:
            return await on_a_thread(self._threads, self._fetch)
        except Exception as fault:  # msal, requests and botbuilder raise whatever they meet
            raise NoTokenError from fault

    def _is_old(self, limit: float) -> bool:
        return self._seconds() - self._fetched_at >= limit


def token_fetcher(credentials: Credentials) -> Callable[[], str]:
    """Return what fetches the bot's token from Entra, or from the machine it runs on."""
    source: AppCredentials = (
        _ManagedIdentity(credentials.app_id)
        if credentials.app_type is AppType.USER_ASSIGNED_MSI
        else _Password(credentials.app_id, credentials.password, credentials.tenant_id)
    )
    fetch: Callable[[], str] = source.get_access_token
    return fetch


class _Password(MicrosoftAppCredentials):
    app: Any

    def get_access_token(self, force_refresh: bool = False) -> Any:
        if self.app is None:  # its making asks Entra too, so it is left to the thread
            self.app = ConfidentialClientApplication(
                client_id=self.microsoft_app_id,
                client_credential=self.microsoft_app_password,
                authority=self.oauth_endpoint,
                http_client=impatient_session(),
            )
        return super().get_access_token(force_refresh)


class _ManagedIdentity(ManagedIdentityAppCredentials):
    app: Any

    def __init__(self, app_id: str) -> None:
        super().__init__(app_id, AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE)

    def get_access_token(self, force_refresh: bool = False) -> Any:
        if self.app is None:
            self.app = ManagedIdentityClient(
                self._managed_identity,
                http_client=impatient_session(),
                token_cache=self.global_token_cache,
            )
        return super().get_access_token(force_refresh)
