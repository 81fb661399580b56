"""Keeps what we need from Microsoft fetched ahead of need: its signing keys and our own token."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.faults import report_fault
from bot.registration import Credentials
from bot.teams.authentication import metadata_url
from bot.teams.own_token import NoTokenError, OwnToken, token_fetcher
from bot.teams.signing_keys import SigningKeys

_THREADS = 2
_BETWEEN_ROUNDS_S = 120.0  # well within the time that a token is kept


class Warmth:
    """The keys and the token, and the task that renews them while the service runs."""

    def __init__(
        self, credentials: Credentials | None, fetch_token: Callable[[], str] | None = None
    ) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="microsoft")
        self.keys = SigningKeys(metadata_url(), self._threads)
        self.token = (
            OwnToken(fetch_token or token_fetcher(credentials), self._threads)
            if credentials
            else None
        )
        self._rounds: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin; without credentials there is nothing to fetch."""
        if self.token is not None and self._rounds is None:
            self._rounds = asyncio.create_task(self._go_round(self.token))

    async def stop(self) -> None:
        """End; a fetch that has begun is left to its time limit."""
        if self._rounds is not None:
            self._rounds.cancel()
            await asyncio.gather(self._rounds, return_exceptions=True)
            self._rounds = None
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _go_round(self, token: OwnToken) -> None:
        while True:
            await self.keys.keep_fresh()
            try:
                await token.keep_warm(_BETWEEN_ROUNDS_S)
            except NoTokenError as fault:
                report_fault(fault, "own_token_missing")
            await asyncio.sleep(_BETWEEN_ROUNDS_S)
