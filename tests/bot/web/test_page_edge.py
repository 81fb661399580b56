"""What the page answers to whoever should not be answered, and to what goes wrong."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from browsing import said
from small_town import KARIN, MANAGER, NOW
from teams_stub import AtHand

from bot.conversation import Question
from bot.registration import AppType, Credentials
from bot.settings import Settings, SettingsError
from bot.turns import Desk
from bot.web import House, add_page, require_sense
from bot.web.guard import own_origin
from bot.web.sealed import Seal
from storage.engine import open_database
from storage.errors import StorageError

Opened = Callable[..., Any]

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("path", "policy", "kept"),
    [
        ("/", "default-src 'none'; script-src 'self'", "private, no-store"),
        ("/veckobrev", "default-src 'none'; script-src 'self'", "private, no-store"),
        ("/veckobrev/1", "default-src 'none'; style-src 'unsafe-inline'", "private, no-store"),
        ("/finns/inte", "default-src 'none'; script-src 'self'", "private, no-store"),
        ("/static/page.css", "default-src 'none'", "public, max-age=3600"),
    ],
)
async def test_every_answer_tells_the_browser_to_load_nothing_from_elsewhere(
    open_page: Opened, path: str, policy: str, kept: str
) -> None:
    browser = await open_page()
    await browser.become(MANAGER)
    headers = (await browser.get(path)).headers
    assert headers["Content-Security-Policy"].startswith(policy)
    assert "unsafe-inline" not in headers["Content-Security-Policy"].split("style-src")[0]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == kept


async def test_a_letter_runs_nothing_and_is_framed_by_nobody_else(open_page: Opened) -> None:
    browser = await open_page()
    await browser.become(MANAGER)
    policy = (await browser.get("/veckobrev/1")).headers["Content-Security-Policy"]
    assert "script-src" not in policy
    assert policy.endswith("sandbox")
    assert "frame-ancestors 'self'" in policy
    page = await (await browser.get("/veckobrev")).text()
    assert " sandbox " in page.split("<iframe")[1].split(">")[0]


async def test_no_page_of_ours_has_a_script_or_a_style_in_it(open_page: Opened) -> None:
    browser = await open_page()
    await browser.become(MANAGER)
    for path in ("/", "/veckobrev", "/sammanstallning", "/finns/inte"):
        text = await (await browser.get(path)).text()
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick" not in text
        assert text.count("<script") == text.count('<script src="/static/')
        assert "http" not in text.replace("http://127.0.0.1", "")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:3978", 200),
        ("localhost", 200),
        ("[::1]:3978", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example:3978", 421),
        ("0.0.0.0:3978", 421),
        ("[", 421),
    ],
)
async def test_on_the_own_computer_only_its_own_names_are_answered(
    open_page: Opened, host: str, status: int
) -> None:
    browser = await open_page()
    assert (await browser.get("/", Host=host)).status == status
    assert (await browser.get("/static/page.css", Host=host)).status == status


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
async def test_without_sign_in_nothing_is_shown_through_a_proxy(
    open_page: Opened, header: str
) -> None:
    browser = await open_page()
    for path in ("/", "/veckobrev/1", "/static/page.css"):
        response = await browser.get(path, **{header: "10.0.0.7"})
        assert response.status == 403
        assert "inte genom en proxy" in said(await response.text())


@pytest.mark.parametrize(
    ("origin", "headers", "status"),
    [
        ("", {}, 200),
        (None, {"Sec-Fetch-Site": "same-origin"}, 200),
        ("null", {"Sec-Fetch-Site": "same-origin"}, 200),
        (None, {}, 403),
        ("null", {}, 403),
        ("null", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("https://evil.example", {"Sec-Fetch-Site": "same-origin"}, 403),
        ("http://127.0.0.1", {}, 403),
        ("http://127.0.0.1.evil.example", {}, 403),
    ],
)
async def test_a_form_of_another_site_is_not_taken(
    open_page: Opened, origin: str | None, headers: dict[str, str], status: int
) -> None:
    browser = await open_page()
    form = {"question": "hej"}
    response = await browser.post("/fraga", form, origin=origin, **headers)
    assert response.status == status
    assert response.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("public_url", "origin"),
    [
        ("https://Fristvakt.smastad.example:443/", "https://fristvakt.smastad.example"),
        ("https://fristvakt.smastad.example:8443", "https://fristvakt.smastad.example:8443"),
        ("https://fristvakt.småstad.example", "https://fristvakt.xn--smstad-jua.example"),
    ],
)
def test_the_own_origin_is_written_as_browsers_write_it(public_url: str, origin: str) -> None:
    request = make_mocked_request("POST", "/fraga")
    assert own_origin(request, public_url) == origin


async def test_a_form_without_the_mark_of_its_session_is_not_taken(open_page: Opened) -> None:
    browser, other = await open_page(), await open_page()
    for mark in ("", "x", await other.csrf()):
        response = await browser.post("/fraga", {"question": "hej", "csrf": mark})
        assert response.status == 403
        assert "Ladda om den" in said(await response.text())


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        (FORM, b"question=" + b"x" * 70_000, 413),
        (FORM, b"question=%ff%fe", 403),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("text/plain", b"question=hej", 415),
        ("application/json", b"{}", 415),
    ],
)
async def test_what_is_no_form_of_ours_is_told_calmly(
    open_page: Opened, kind: str, body: bytes, status: int
) -> None:
    browser = await open_page()
    response = await browser.sent("/fraga", "", {"Content-Type": kind}, data=body)
    assert response.status == status
    assert said(await response.text())


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b"[" * 20_000, 400),
        (b'{"data": {"question": "\xff"}}', 400),
        (b'{"data": "' + b"x" * 70_000 + b'"}', 413),
        (b'{"verb": "other", "data": {"question": "hej"}}', 400),
        (b'{"verb": "ask", "data": {"page": -1, "question": "hej"}}', 400),
        (b'{"verb": "ask", "data": {}}', 400),
        (b'{"data": null}', 400),
    ],
)
async def test_a_press_that_no_card_of_ours_makes_is_told_calmly(
    open_page: Opened, body: bytes, status: int
) -> None:
    browser = await open_page()
    headers = {"X-CSRF": await browser.csrf(), "Accept": "application/json"}
    headers["Content-Type"] = "application/json"
    response = await browser.sent("/tryck", "", headers, data=body)
    assert response.status == status
    assert set(await response.json()) == {"text"}


async def test_a_mark_that_is_no_text_is_not_the_sessions(open_page: Opened) -> None:
    browser = await open_page()
    response = await browser.press({"data": {"question": "hej"}}, **{"X-CSRF": "\udcff\udcfe"})
    assert response.status == 403


async def test_an_address_that_is_not_there_is_a_calm_page(open_page: Opened) -> None:
    browser = await open_page()
    for path in ("/finns/inte", "/static/", "/static/../mount.py", "/.env", "/veckobrev/0"):
        response = await browser.get(path)
        assert response.status == 404, path
        assert "Sidan finns inte" in said(await response.text())
    posted = await browser.post("/veckobrev", {})
    assert posted.status == 405
    assert "börja om från startsidan" in said(await posted.text()).casefold()


async def test_a_change_of_person_leads_to_no_other_site(open_page: Opened) -> None:
    browser = await open_page()
    for back, to in (
        ("/veckobrev", "/veckobrev"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("/veckobrev/1", "/"),
    ):
        response = await browser.post("/person", {"person": KARIN, "back": back})
        assert (response.status, response.headers["Location"]) == (303, to)


async def test_a_person_who_is_not_there_changes_nothing(open_page: Opened) -> None:
    browser = await open_page()
    await browser.become(MANAGER)
    await browser.become("okand@smastad.example")
    assert "Mikael Wallin" in await browser.words("/")


class BrokenDesk:
    """A desk that stumbles on what it was asked."""

    def __init__(self, fault: Exception) -> None:
        self._fault = fault

    async def answer(self, _question: Question) -> Any:
        raise self._fault


async def test_a_fault_is_a_number_to_people_and_a_trace_to_the_log(
    open_page: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    browser = await open_page(asked=BrokenDesk(KeyError("BU-2026-00001 Karin")))
    for accept in ("text/html", "application/json"):
        response = await browser.post("/fraga", {"question": "status på X-1"}, Accept=accept)
        text = await response.text()
        assert response.status == 500
        assert "felnumret" in text
        assert "KeyError" not in text
        assert "Traceback" not in text
        assert "BU-2026" not in text
    logged = "".join(caplog.messages)
    assert json.loads(caplog.messages[0])["reference"]
    assert "KeyError" in logged
    assert "BU-2026" not in logged
    assert "X-1" not in logged


async def test_a_database_out_of_reach_is_a_calm_page(open_page: Opened) -> None:
    browser = await open_page(asked=BrokenDesk(StorageError("away", "hemligt")))
    response = await browser.post("/fraga", {"question": "hej"})
    assert response.status == 503
    assert "går inte att nå" in said(await response.text())
    assert "hemligt" not in await response.text()


async def test_without_any_staff_the_page_says_what_to_do(
    open_page: Opened, tmp_path: Path
) -> None:
    empty = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    try:
        browser = await open_page(database=empty)
        assert "Ingen personal är inläst" in await browser.words("/")
        for path in ("/veckobrev", "/sammanstallning"):
            assert (await browser.get(path)).status == 403
    finally:
        empty.close()


async def test_the_demo_session_is_kept_from_scripts(open_page: Opened) -> None:
    browser = await open_page(port=4000)
    cookie = (await browser.get("/")).cookies["fristvakt-4000"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["secure"]


def test_what_is_sealed_opens_for_its_purpose_and_in_its_time() -> None:
    seal, lasts = Seal(b"hemligt", "session"), timedelta(hours=8)
    text = seal.sealed({"id": KARIN}, NOW)
    assert KARIN not in text
    assert seal.opened(text, NOW + lasts, lasts) == {"id": KARIN}
    assert seal.opened(text, NOW + lasts + timedelta(seconds=1), lasts) is None
    assert Seal(b"hemligt", "sign-in").opened(text, NOW, lasts) is None
    assert Seal(b"annat", "session").opened(text, NOW, lasts) is None
    assert seal.opened(text[:-2], NOW, lasts) is None


PUBLIC = "https://fristvakt.smastad.example"


@pytest.mark.parametrize(
    ("page", "public_url", "app_type", "password", "named"),
    [
        ("off", "", AppType.SINGLE_TENANT, "hemligt", None),
        ("off", "", AppType.USER_ASSIGNED_MSI, "", None),
        ("signin", PUBLIC, AppType.SINGLE_TENANT, "hemligt", None),
        ("signin", "", AppType.SINGLE_TENANT, "hemligt", "FRISTVAKT_PUBLIC_URL"),
        ("signin", "http://fristvakt.example", AppType.SINGLE_TENANT, "h", "FRISTVAKT_PUBLIC_URL"),
        ("signin", f"{PUBLIC}/fristvakt", AppType.SINGLE_TENANT, "h", "FRISTVAKT_PUBLIC_URL"),
        ("signin", PUBLIC, AppType.USER_ASSIGNED_MSI, "", "UserAssignedMSI"),
        ("signin", PUBLIC, AppType.SINGLE_TENANT, "", "FRISTVAKT_BOT_APP_PASSWORD"),
    ],
)
def test_a_page_that_nobody_could_sign_in_to_stops_the_start_with_a_sentence(
    page: str, public_url: str, app_type: AppType, password: str, named: str | None
) -> None:
    settings = Settings(page=page, public_url=public_url)  # type: ignore[arg-type]  # a word
    credentials = Credentials("app", password, "tenant", app_type)
    if named is None:
        require_sense(settings, credentials)
        return
    with pytest.raises(SettingsError, match=named):
        require_sense(settings, credentials)


def test_a_page_that_is_off_is_not_there(desk: Desk) -> None:
    app = web.Application()
    house = House(Settings(), desk.database, AtHand(desk), lambda: NOW)
    add_page(app, house, Credentials("app", "hemligt", "tenant"))
    assert list(app.router.routes()) == []
