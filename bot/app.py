"""The web application: `/api/messages` for Teams and `/healthz` for whoever watches the service."""

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from aiohttp import web

from bot.faults import report_fault
from bot.teams import TeamsEndpoint

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_MICROSOFT_HOST = "smba.trafficmanager.net"
_MICROSOFT_DOMAIN = ".botframework.com"
_LARGEST_BODY = 256 * 1024

TENANT = web.AppKey("tenant", str)
ENDPOINT = web.AppKey("endpoint", TeamsEndpoint)


def make_app(endpoint: TeamsEndpoint, tenant_id: str | None) -> web.Application:
    """Return the application; without a tenant only loopback may be answered."""
    app = web.Application(client_max_size=_LARGEST_BODY)
    app[ENDPOINT] = endpoint
    app[TENANT] = tenant_id or ""
    app.router.add_post("/api/messages", _messages)
    app.router.add_get("/healthz", _healthz)
    return app


async def _healthz(_request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def _messages(request: web.Request) -> web.Response:
    """Refuse what no channel of ours would send, before botbuilder sees it."""
    activity = await _activity(request)
    tenant = request.app[TENANT]
    if not may_answer_at(activity.get("serviceUrl"), loopback=not tenant):
        raise web.HTTPForbidden(text="serviceUrl")
    if tenant and _tenant_of(activity) != tenant:
        raise web.HTTPForbidden(text="tenant")
    try:
        return await request.app[ENDPOINT].receive(request)
    except web.HTTPException:
        raise
    except Exception as fault:
        # Whatever botbuilder stumbles on may quote what was sent; only the fault log hears of it.
        report_fault(fault, "activity_failed")
        raise web.HTTPInternalServerError(text="fault") from None


async def _activity(request: web.Request) -> Mapping[str, object]:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        activity = await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise web.HTTPBadRequest(text="json") from None
    if not isinstance(activity, dict) or not _is_whole(activity):
        raise web.HTTPBadRequest(text="activity")
    return activity


_REQUIRED_KINDS: Mapping[str, type] = {
    "type": str,
    "from": dict,
    "recipient": dict,
    "conversation": dict,
}
_OPTIONAL_KINDS: Mapping[str, type] = {
    "text": str,
    "attachments": list,
    "entities": list,
    "membersAdded": list,
    "channelData": dict,
}


def _is_whole(activity: Mapping[str, object]) -> bool:
    """Whether the parts that we read are there and of the kind they should be."""
    has_all = all(isinstance(activity.get(name), kind) for name, kind in _REQUIRED_KINDS.items())
    return has_all and all(
        activity.get(name) is None or isinstance(activity[name], kind)
        for name, kind in _OPTIONAL_KINDS.items()
    )


def may_answer_at(service_url: object, *, loopback: bool) -> bool:
    """Whether an answer may be sent there: Microsoft, or loopback without login."""
    if not isinstance(service_url, str):
        return False
    try:
        parts = urlsplit(service_url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if loopback:
        return host in LOOPBACK_HOSTS
    is_microsoft = host == _MICROSOFT_HOST or host.endswith(_MICROSOFT_DOMAIN)
    return parts.scheme == "https" and is_microsoft


def _tenant_of(activity: Mapping[str, object]) -> str | None:
    conversation, data = activity.get("conversation"), activity.get("channelData")
    if isinstance(conversation, dict) and isinstance(conversation.get("tenantId"), str):
        return str(conversation["tenantId"])
    tenant = data.get("tenant") if isinstance(data, dict) else None
    return str(tenant["id"]) if isinstance(tenant, dict) and "id" in tenant else None
