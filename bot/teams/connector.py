"""How activities leave for Teams: one connector client per service address, never blocking.

botbuilder makes a client in every turn and sends with `requests` on the event loop's default
threads, without a way to stop. The same client is given a sender that speaks through aiohttp:
it has time limits, ends when it is cancelled and follows no redirect with our token. It is the
one exit to Teams, so it is where Teams' limits are kept.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.request import getproxies, proxy_bypass

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, TCPConnector
from botframework.connector import BotFrameworkConnectorConfiguration
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import ConnectorFactory, MicrosoftAppCredentials
from cachetools import LRUCache
from msrest.pipeline import AsyncHTTPSender, AsyncPipeline, Request, Response
from msrest.pipeline.universal import RawDeserializer
from msrest.universal_http.async_abc import AsyncClientResponse
from msrest.universal_http.requests import ClientRetryPolicy
from yarl import URL

from bot.teams.limits import Limiter, TeamsLimits
from bot.teams.own_token import OwnToken
from bot.teams.patience import CONNECT_S
from bot.teams.posting import Posting
from bot.teams.retry_after import seconds_to_wait

_MOST_ADDRESSES = 32
_DNS_KEPT_S = 300
_CONNECTED_WITHIN_S = 2 * CONNECT_S  # with the look-up of the host's name

# msrest looks each of 999 codes up in a list of 501 whenever a client is made.
ClientRetryPolicy.safe_codes = frozenset(ClientRetryPolicy.safe_codes)


class Connectors(ConnectorFactory):
    """The connector clients, one for each address that Teams has called us from."""

    def __init__(self, token: OwnToken | None, limits: TeamsLimits) -> None:
        self._sender = _Sender(token, limits)
        self._clients: LRUCache[str, ConnectorClient] = LRUCache(_MOST_ADDRESSES)

    async def create(
        self,
        service_url: str,
        audience: str | None = None,  # noqa: ARG002 — the base class names it
    ) -> ConnectorClient:
        client = self._clients.get(service_url)
        if client is None:
            client = self._clients[service_url] = self._client(service_url)
        return client

    async def close(self) -> None:
        """Let go of every connection."""
        await self._sender.close()

    def _client(self, service_url: str) -> ConnectorClient:
        client = ConnectorClient(
            None,
            custom_configuration=BotFrameworkConnectorConfiguration(
                MicrosoftAppCredentials.empty(), service_url, pipeline_type=self._pipeline
            ),
        )
        client.conversations = Posting(client, self._sender)
        return client

    def _pipeline(self, config: BotFrameworkConnectorConfiguration) -> AsyncPipeline:
        return AsyncPipeline([config.user_agent_policy], self._sender)


class NotTakenError(Exception):
    """Teams answered that it does not take what was sent; its own words are left unread."""

    def __init__(self, status: int, retry_after: float | None) -> None:
        super().__init__(status)
        self.status = status
        self.retry_after = retry_after


class _Sender(AsyncHTTPSender):
    def __init__(self, token: OwnToken | None, limits: TeamsLimits) -> None:
        self._token = token
        self._limiter = Limiter(limits)
        self._timeout = ClientTimeout(
            total=_CONNECTED_WITHIN_S + limits.answer_within_s,
            connect=_CONNECTED_WITHIN_S,
            sock_connect=CONNECT_S,
            sock_read=limits.answer_within_s,
        )
        self._session: ClientSession | None = None

    async def __aexit__(self, *exc_details: object) -> None:
        await self.close()

    async def send(self, request: Request, **config: Any) -> Response:  # noqa: ARG002 — the base class names it
        asked = request.http_request
        reply, told = await self._ask(asked.method, asked.url, asked.headers, asked.data)
        return Response(request, _Reply(asked, reply), {RawDeserializer.CONTEXT_NAME: told})

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Mapping[str, Any]:
        _, told = await self._ask("POST", url, headers, body)
        return told or {}

    async def _ask(
        self, method: str, url: str, headers: Mapping[str, str], body: Any
    ) -> tuple[ClientResponse, Any]:
        """Return the answer and the object in it; raises NotTakenError where it is a refusal."""
        address = URL(url, encoded=True)
        headers = dict(headers)
        if self._token is not None:
            headers["Authorization"] = f"Bearer {await self._token.value()}"
        await self._limiter.admit(url)
        async with self._open_session().request(
            method,
            address,
            data=body,
            headers=headers,
            proxy=_proxy_for(address.scheme, address.raw_authority),
            allow_redirects=False,
        ) as reply:
            answered = await _read(reply)
        if reply.status >= HTTPStatus.MULTIPLE_CHOICES:
            raise NotTakenError(reply.status, seconds_to_wait(reply.headers))
        return reply, _json(answered)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _open_session(self) -> ClientSession:
        if self._session is None:
            connector = TCPConnector(ttl_dns_cache=_DNS_KEPT_S)
            self._session = ClientSession(connector=connector, timeout=self._timeout)
        return self._session


class _Reply(AsyncClientResponse):
    """What Teams answered, in the form that botbuilder asks it."""

    def __init__(self, request: Any, reply: ClientResponse) -> None:
        super().__init__(request, reply)
        self.status_code = reply.status
        self.headers = reply.headers
        self.reason = reply.reason


async def _read(reply: ClientResponse) -> bytes:
    """Return the body; where it breaks off, the status has told what there is to know."""
    try:
        return await reply.read()
    except (ClientError, TimeoutError, OSError):
        return b""


def _json(body: bytes) -> Any:
    """Return the object that was answered; nothing in any other answer is needed."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


@lru_cache
def _proxy_for(scheme: str, host: str) -> str | None:
    """Return the proxy that the environment names for the address, as `requests` would."""
    proxies = getproxies()
    if not proxies or proxy_bypass(host):
        return None
    return proxies.get(scheme) or proxies.get("all")
