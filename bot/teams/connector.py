"""How activities leave for Teams: one connector client per service address, never blocking.

botbuilder makes a client in every turn and sends with `requests` on the event loop's default
threads, without a way to stop. The same client is given a sender that speaks through aiohttp:
it has time limits, ends when it is cancelled and follows no redirect with our token.
"""

import json
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from aiohttp import ClientResponse, ClientSession, ClientTimeout, TCPConnector
from botframework.connector import BotFrameworkConnectorConfiguration
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import ConnectorFactory, MicrosoftAppCredentials
from cachetools import LRUCache
from msrest import Serializer
from msrest.pipeline import AsyncHTTPSender, AsyncPipeline, Request, Response
from msrest.pipeline.universal import RawDeserializer
from msrest.serialization import Model
from msrest.universal_http.async_abc import AsyncClientResponse
from msrest.universal_http.requests import ClientRetryPolicy
from yarl import URL

from bot.teams.own_token import OwnToken
from bot.teams.patience import CONNECT_S, READ_S

_MOST_ADDRESSES = 32
_TIMEOUT = ClientTimeout(total=2 * READ_S, sock_connect=CONNECT_S, sock_read=READ_S)
_DNS_KEPT_S = 300

# msrest looks each of 999 codes up in a list of 501 whenever a client is made.
ClientRetryPolicy.safe_codes = frozenset(ClientRetryPolicy.safe_codes)


class Connectors(ConnectorFactory):
    """The connector clients, one for each address that Teams has called us from."""

    def __init__(self, token: OwnToken | None) -> None:
        self._sender = _Sender(token)
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
        client.conversations._serialize = _QuickSerializer(client._serialize.dependencies)
        return client

    def _pipeline(self, config: BotFrameworkConnectorConfiguration) -> AsyncPipeline:
        return AsyncPipeline([config.user_agent_policy], self._sender)


class NotTakenError(Exception):
    """Teams answered that it does not take what was sent; its own words are left unread."""

    def __init__(self, status: int, retry_after: float | None) -> None:
        super().__init__(status)
        self.status = status
        self.retry_after = retry_after


class JsonCard(dict[str, Any]):
    """A card that is JSON already, so that nobody copies it on its way out."""

    def __deepcopy__(self, memo: object) -> "JsonCard":
        return self


class _QuickSerializer(Serializer):
    """msrest's own, which validates and converts a card piece by piece for 7 ms, cut short."""

    def body(self, data: Any, data_type: str, **options: Any) -> Any:
        is_ours = data_type == "Activity"
        return _json_of(data) if is_ours else super().body(data, data_type, **options)


def _json_of(value: Any) -> Any:
    """Return what we have built ourselves as JSON: models by their names, the rest as it is."""
    if isinstance(value, list):
        return [_json_of(part) for part in value]
    if not isinstance(value, Model):
        return value
    parts = ((part["key"], getattr(value, name)) for name, part in value._attribute_map.items())
    return {key: _json_of(part) for key, part in parts if part is not None}


class _Sender(AsyncHTTPSender):
    def __init__(self, token: OwnToken | None) -> None:
        self._token = token
        self._session: ClientSession | None = None

    async def __aexit__(self, *exc_details: object) -> None:
        await self.close()

    async def send(self, request: Request, **config: Any) -> Response:  # noqa: ARG002 — the base class names it
        asked = request.http_request
        headers = dict(asked.headers)
        if self._token is not None:
            headers["Authorization"] = f"Bearer {await self._token.value()}"
        async with self._open_session().request(
            asked.method,
            URL(asked.url, encoded=True),
            data=asked.data,
            headers=headers,
            proxy=_proxy_for(*urlsplit(asked.url)[:2]),
            allow_redirects=False,
        ) as reply:
            body = await reply.read()
        if reply.status >= HTTPStatus.MULTIPLE_CHOICES:
            raise NotTakenError(reply.status, _seconds(reply.headers.get("Retry-After")))
        read = {RawDeserializer.CONTEXT_NAME: _json(body)}
        return Response(request, _Reply(asked, reply), read)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _open_session(self) -> ClientSession:
        if self._session is None:
            connector = TCPConnector(ttl_dns_cache=_DNS_KEPT_S)
            self._session = ClientSession(connector=connector, timeout=_TIMEOUT)
        return self._session


class _Reply(AsyncClientResponse):
    """What Teams answered, in the form that botbuilder asks it."""

    def __init__(self, request: Any, reply: ClientResponse) -> None:
        super().__init__(request, reply)
        self.status_code = reply.status
        self.headers = reply.headers
        self.reason = reply.reason


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:  # taken all the same; nothing in the answer is needed
        return None


def _seconds(retry_after: str | None) -> float | None:
    try:
        return max(0.0, float(retry_after or ""))
    except ValueError:
        return None


@lru_cache
def _proxy_for(scheme: str, host: str) -> str | None:
    """Return the proxy that the environment names for the address, as `requests` would."""
    proxies = getproxies()
    if not proxies or proxy_bypass(host):
        return None
    return proxies.get(scheme) or proxies.get("all")
