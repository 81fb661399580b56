"""How an activity is written on its way to Teams: as the JSON and to the address that it has.

msrest checks, quotes and converts every part by itself and reads the answer into a model. That
takes longer than all else in the sending of a card; what goes over the wire is the same.
"""

import json
from typing import Any
from urllib.parse import quote

from botbuilder.schema import Activity, ResourceResponse
from botframework.connector.aio import ConnectorClient
from botframework.connector.aio.operations_async import ConversationsOperations
from msrest.pipeline import AsyncHTTPSender, Request
from msrest.pipeline.universal import RawDeserializer
from msrest.serialization import Model
from msrest.universal_http import ClientRequest

_JSON = json.JSONEncoder(check_circular=False)  # what we send is made anew, and so a tree


class Posting(ConversationsOperations):
    """botbuilder's operations on conversations; the two that send an activity are our own."""

    def __init__(self, client: ConnectorClient, sender: AsyncHTTPSender) -> None:
        super().__init__(client._client, client.config, client._serialize, client._deserialize)
        self._sender = sender
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
        request = ClientRequest("POST", url, headers, data=_JSON.encode(_json_of(activity)))
        response = await self._sender.send(Request(request))
        told = response.context[RawDeserializer.CONTEXT_NAME] or {}
        return ResourceResponse(id=told.get("id"))


def _json_of(value: Any) -> Any:
    """Return what we have built ourselves as JSON: models by their names, the rest as it is."""
    if isinstance(value, list):
        return [_json_of(part) for part in value]
    if not isinstance(value, Model):
        return value
    said = ((name, part) for name, part in vars(value).items() if part is not None)
    parts = value._attribute_map
    return {parts[name]["key"]: _json_of(part) for name, part in said if name in parts}
