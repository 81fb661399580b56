"""What a browser does with the page: opens, follows no redirect by itself, fills in forms."""

from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient
from lxml import html


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser at one server, with its cookies."""

    client: TestClient[Any, Any]

    @property
    def origin(self) -> str:
        return str(self.client.make_url("/")).rstrip("/")

    async def get(self, path: str, **headers: str) -> ClientResponse:
        return await self.client.get(path, headers=headers, allow_redirects=False)

    async def words(self, path: str) -> str:
        """Return what the page at the path says."""
        return said(await (await self.get(path)).text())

    async def csrf(self) -> str:
        """Return what the forms of this browser's session carry."""
        page = html.fromstring(await (await self.get("/")).text())
        return str(page.xpath("string(//input[@name='csrf']/@value)"))

    async def post(
        self, path: str, form: dict[str, str], *, origin: str | None = "", **headers: str
    ) -> ClientResponse:
        """Send a form with the session's own mark, unless another is given."""
        whole = {"csrf": await self.csrf(), **form} if "csrf" not in form else form
        return await self.sent(path, origin, headers, data=whole)

    async def press(self, press: object, **headers: str) -> ClientResponse:
        """Send what our script sends when a button on a card is pressed."""
        given = {"X-CSRF": await self.csrf(), "Accept": "application/json", **headers}
        return await self.sent("/tryck", "", given, json=press)

    async def sent(
        self, path: str, origin: str | None, headers: dict[str, str], **body: Any
    ) -> ClientResponse:
        """Send a body; the origin is the page's own unless told, None for none."""
        told = {} if origin is None else {"Origin": origin or self.origin}
        return await self.client.post(
            path, headers={**told, **headers}, allow_redirects=False, **body
        )

    async def become(self, email: str) -> None:
        """Try the demo as the person from now on."""
        response = await self.post("/person", {"person": email})
        assert response.status == 303, await response.text()


def said(text: str) -> str:
    """Return what a page says between its header and its footer, in one line."""
    (main,) = html.document_fromstring(text).xpath("//main")
    return " ".join(main.text_content().split())
