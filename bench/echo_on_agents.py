"""An echo on microsoft-agents, the SDK that Microsoft names as botbuilder's successor.

It pins other versions than ours, so it runs in a virtual environment of its own, made once in
var/bench/ and kept; this module imports nothing of the house.
"""

import sys
from typing import Any

PACKAGES = (
    "microsoft-agents-hosting-aiohttp==1.9.0",
    "microsoft-agents-authentication-msal==1.9.0",
)


def echo(app_id: str, tenant: str, keys_url: str, own_token: str = "") -> Any:
    """Return the application as the SDK's samples make it, with its keys read from loopback.

    It asks for the token that it shows Teams by the SDK's own means, unless it is given one.
    """
    from aiohttp import web
    from microsoft_agents.authentication.msal import MsalConnectionManager
    from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_middleware
    from microsoft_agents.hosting.core import ActivityHandler, TurnContext
    from microsoft_agents.hosting.core.authorization import (
        AgentAuthConfiguration,
        _entra_issuers,
    )

    _entra_issuers.BOTFRAMEWORK_JWKS_URIS["https://api.botframework.com"] = keys_url
    settings = AgentAuthConfiguration(
        client_id=app_id,
        tenant_id=tenant,
        client_secret="-",  # noqa: S106 — the stand-in for Entra asks for none
    )

    class Given:
        configuration = settings

        async def get_access_token(self, *_asked: object, **_options: object) -> str:
            return own_token

    class GivenConnections:
        def get_token_provider(self, *_asked: object) -> Given:
            return Given()

    class Echo(ActivityHandler):
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity(turn_context.activity.text)

    by_msal = MsalConnectionManager(connections_configurations={"SERVICE_CONNECTION": settings})
    connections = GivenConnections() if own_token else by_msal
    adapter, agent = CloudAdapter(connection_manager=connections), Echo()

    async def messages(request: web.Request) -> web.StreamResponse:
        return await adapter.process(request, agent)

    app = web.Application(middlewares=[jwt_authorization_middleware])
    app["agent_configuration"] = settings
    app.router.add_post("/api/messages", messages)
    return app


def _serve() -> None:
    import asyncio
    import socket

    from aiohttp import web

    async def serve(app: web.Application) -> None:
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        listening = socket.create_server(("127.0.0.1", 0), backlog=256)
        await web.SockSite(runner, listening).start()
        print(listening.getsockname()[1], flush=True)
        await asyncio.Event().wait()

    asyncio.run(serve(echo(*sys.argv[1:])))


if __name__ == "__main__":
    _serve()
