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


def echo(app_id: str, tenant: str, own_token: str, keys_url: str) -> Any:
    """Return the application as the SDK's samples make it, with its keys read from loopback."""
    from aiohttp import web
    from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_middleware
    from microsoft_agents.hosting.core import ActivityHandler, TurnContext
    from microsoft_agents.hosting.core.authorization import (
        AgentAuthConfiguration,
        _entra_issuers,
    )

    _entra_issuers.BOTFRAMEWORK_JWKS_URIS["https://api.botframework.com"] = keys_url
    settings = AgentAuthConfiguration(client_id=app_id, tenant_id=tenant)

    class OwnToken:
        configuration = settings

        async def get_access_token(self, *_asked: object, **_options: object) -> str:
            return own_token

    class Connections:
        def get_token_provider(self, *_asked: object) -> OwnToken:
            return OwnToken()

    class Echo(ActivityHandler):
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity(turn_context.activity.text)

    adapter, agent = CloudAdapter(connection_manager=Connections()), Echo()

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

    app_id, tenant, own_token, keys_url = sys.argv[1:]
    asyncio.run(serve(echo(app_id, tenant, own_token, keys_url)))


if __name__ == "__main__":
    _serve()
