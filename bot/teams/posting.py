"""How an activity is written on its way to Teams: as the JSON and to the address that it has.

msrest checks, quotes and converts every part by itself and reads the answer into a model. That
takes longer than all else in the sending of a card; what goes over the wire is the same.
"""

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import quote

from botbuilder.schema import Activity, ResourceResponse
from botframework.connector.aio import ConnectorClient
from botframework.connector.aio.operations_async import ConversationsOperations
from msrest.serialization import Model

from bot.wire import json_of


class Exit(Protocol):
    """The way out to Teams, whatever the conversation."""

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Mapping[str, Any]:
        """Return what is answered; nothing where it is no object."""


class Posting(ConversationsOperations):
    """botbuilder's operations on conversations; the two that send an activity are our own."""

    def __init__(self, client: ConnectorClient, way_out: Exit) -> None:
        super().__init__(client._client, client.config, client._serialize, client._deserialize)
        self._exit = way_out
        self._conversations = f"{client.config.base_url.rstrip('/')}/v3/conversations"
        self._headers = {
            "Accept": "application/json",
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": client.config.user_agent,
        }

    async def reply_to_activity(
        self, conversation_id: str, activity_id: str, activity: Activity, **_options: Any
    ) -> ResourceResponse:
        return await self._post(conversation_id, f"/{quote(activity_id, safe='')}", activity)

    async def send_to_conversation(
        self, conversation_id: str, activity: Activity, **_options: Any
    ) -> ResourceResponse:
        return await self._post(conversation_id, "", activity)

    async def _post(self, conversation_id: str, to: str, activity: Activity) -> ResourceResponse:
        url = f"{self._conversations}/{quote(conversation_id, safe='')}/activities{to}"
        headers = {**self._headers, "x-ms-conversation-id": conversation_id}
        told = await self._exit.post(url, headers, json_of(activity, _parts_of))
        return ResourceResponse(id=told.get("id"))


def _parts_of(model: Any) -> dict[str, Any]:
    """Return what a model of botbuilder's says, by the names that it has on the wire."""
    if not isinstance(model, Model):
        raise TypeError(type(model).__name__)
    names = model._attribute_map
    said = vars(model).items()
    return {names[name]["key"]: part for name, part in said if part is not None and name in names}
