"""The part of the marked walk that goes along the page: asked, pressed, read, whole and broken."""

from contextlib import nullcontext
from typing import Any

from aiohttp import ClientSession, CookieJar
from lxml import html
from small_town import MANAGER
from spoilt_rows import CHILD, broken_role, broken_rows, no_table

from storage.engine import Database

_STATES = (lambda _database: nullcontext(), broken_role, broken_rows, no_table)


async def walk_page(address: str, database: Database, asked: str) -> None:
    """Go to every kind of address that the page has, with marks in all that is sent there."""
    jar = CookieJar(unsafe=True)  # a name is not needed on the own computer
    async with ClientSession(address, cookie_jar=jar) as browser:
        for state in _STATES:
            with state(database):
                await _ask(browser, address, asked)
        for email in (MANAGER, f"{CHILD}@smastad.example"):
            person = await _form(browser, person=email)
            await browser.post("/person", data=person, headers=_own(address))
            with broken_rows(database):  # before anything has been built from them
                await _read(browser)
            await _read(browser)


async def _ask(browser: ClientSession, address: str, asked: str) -> None:
    form = await _form(browser, question=asked)
    own = _own(address)
    await browser.post("/fraga", data=form, headers=own)
    await browser.post("/fraga", data={**form, "csrf": CHILD}, headers=own)
    await browser.post("/fraga", data=form, headers={"Origin": f"https://{CHILD}"})
    marked = {**own, "X-CSRF": form["csrf"], "Accept": "application/json"}
    for press in ({"data": {"question": asked}}, {"verb": CHILD, "data": asked}, [CHILD]):
        await browser.post("/tryck", json=press, headers=marked)
    await browser.post("/fraga", data=f'{{"text": "{CHILD}', headers=own)


async def _read(browser: ClientSession) -> None:
    said = f"?dag={CHILD}&ord={CHILD}&lage={CHILD}&sida={CHILD}"
    for path in ("veckobrev/1", "veckobrev/1/kort", "sammanstallning/sidan", CHILD, "static/x"):
        await browser.get(f"/{path}{said}")
    for path in ("utskick", "schema", "regler", "rakna"):
        await browser.get(f"/{path}{said}")


async def _form(browser: ClientSession, **fields: str) -> dict[str, str]:
    """Return the fields with the session's own mark; without it where the page is broken."""
    page: Any = html.fromstring(await (await browser.get("/")).text())
    return {"csrf": str(page.xpath("string(//input[@name='csrf']/@value)")), **fields}


def _own(address: str) -> dict[str, str]:
    return {"Origin": address}
