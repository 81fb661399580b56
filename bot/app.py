"""The web application: `/api/messages` for Teams and `/healthz` for whoever watches the service."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.addresses import may_answer_at
from bot.faults import report_fault
from bot.own_computer import is_from_here
from bot.teams import TeamsEndpoint

_LARGEST_BODY = 256 * 1024
# No JSON, in a charset nobody knows, too deep, or not packed as it says.
_UNREADABLE = (ValueError, LookupError, RecursionError, web.RequestPayloadError)

TENANT = web.AppKey("tenant", str)
ENDPOINT = web.AppKey("endpoint", TeamsEndpoint)


def make_app(endpoint: TeamsEndpoint, tenant_id: str | None) -> web.Application:
    """Return the application; without a tenant only loopback may be answered."""
    app = web.Application(client_max_size=_LARGEST_BODY)
    app[ENDPOINT] = endpoint
    app[TENANT] = tenant_id or ""
    app.router.add_post("/api/messages", _messages)
    app.router.add_get("/healthz", _healthz)
    app.on_startup.append(_start)
    app.on_cleanup.append(_close)
    return app


async def _start(app: web.Application) -> None:
    await app[ENDPOINT].start()


async def _close(app: web.Application) -> None:
    """End after the last turn: aiohttp has waited for it before it cleans up."""
    await app[ENDPOINT].close()


async def _healthz(_request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def _messages(request: web.Request) -> web.Response:
    """Refuse what no channel of ours would send, before botbuilder sees it."""
    tenant = request.app[TENANT]
    if not tenant and not is_from_here(request):
        raise web.HTTPForbidden(text="host")
    activity = await _activity(request)
    if not may_answer_at(activity.get("serviceUrl"), loopback=not tenant):
        raise web.HTTPForbidden(text="serviceUrl")
    if tenant and _tenants_of(activity) != {tenant.casefold()}:
        raise web.HTTPForbidden(text="tenant")
    authorization = request.headers.get("Authorization", "")
    try:
        return await request.app[ENDPOINT].receive(activity, authorization)
    except web.HTTPException:
        raise
    except Exception as fault:
        # Whatever botbuilder stumbles on may quote what was sent; only the fault log hears of it.
        report_fault(fault, "activity_failed")
        raise web.HTTPInternalServerError(text="fault") from None


async def _activity(request: web.Request) -> Mapping[str, Any]:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        activity = await request.json()
    except _UNREADABLE:
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
    "id": str,
    "channelId": str,
    "name": str,
    "action": str,
    "text": str,
    "attachments": list,
    "entities": list,
    "membersAdded": list,
    "channelData": dict,
}


def _is_whole(activity: Mapping[str, Any]) -> bool:
    """Whether the parts that we read are there and of the kind they should be."""
    has_all = all(isinstance(activity.get(name), kind) for name, kind in _REQUIRED_KINDS.items())
    return (
        has_all
        and _has_an_id(activity["conversation"])
        and all(
            activity.get(name) is None or isinstance(activity[name], kind)
            for name, kind in _OPTIONAL_KINDS.items()
        )
    )


def _has_an_id(conversation: Mapping[str, object]) -> bool:
    return isinstance(conversation.get("id"), str) and bool(conversation["id"])


def _tenants_of(activity: Mapping[str, Any]) -> set[str]:
    """Return every tenant that the activity names; it must name ours and no other."""
    data = activity.get("channelData") or {}
    tenant = data.get("tenant")
    told = (
        activity["conversation"].get("tenantId"),
        tenant.get("id") if isinstance(tenant, dict) else tenant,
    )
    return {str(name).casefold() for name in told if name is not None}
