"""Signing in: only our own tenant's people, each once for each time they were sent to Entra."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from browsing import Browser, said
from cryptography.fernet import Fernet
from entra_stub import Entra
from small_town import BJORN, KARIN, MANAGER, NOW, STAFF, STRANGER

from bot.turns import Desk
from storage.intake import load_profile
from storage.intake.batch import import_files

KARINS_ID = "11111111-1111-4111-8111-111111111111"
ANOTHER_ID = "22222222-2222-4222-8222-222222222222"
MANAGERS_ID = "33333333-3333-4333-8333-333333333333"
BJORNS_ID = "44444444-4444-4444-8444-444444444444"
PUBLIC = "https://fristvakt.smastad.example"
COOKIE = "__Host-fristvakt"

Opened = Callable[..., Any]


async def sent_to_entra(browser: Browser) -> str:
    response = await browser.get("/signin/start")
    assert response.status == 303
    return str(response.headers["Location"])


async def come_back(browser: Browser, form: dict[str, str]) -> Any:
    return await browser.sent("/signin/done", "https://login.microsoftonline.com", {}, data=form)


async def signed_in(browser: Browser, entra: Entra, **claims: Any) -> Any:
    address = await sent_to_entra(browser)
    return await come_back(browser, entra.sign_in(address, **claims))


KARIN_SIGNS_IN: dict[str, Any] = {"oid": KARINS_ID, "email": KARIN}


async def test_whoever_is_known_by_object_id_is_let_in(
    open_signed_out: Opened, entra: Entra
) -> None:
    browser = await open_signed_out()
    response = await signed_in(browser, entra, oid=KARINS_ID, email="nytt.namn@smastad.example")
    assert (response.status, response.headers["Location"]) == (303, "/")
    page = await (await browser.get("/")).text()
    assert "Hej Karin Larsson!" in page
    assert "Logga ut" in page
    assert "Du provar som" not in page


async def test_nobody_sees_anything_before_signing_in(open_signed_out: Opened) -> None:
    browser = await open_signed_out()
    for path in ("/", "/veckobrev", "/veckobrev/1", "/sammanstallning", "/sammanstallning/sidan"):
        response = await browser.get(path)
        assert (response.status, response.headers["Location"]) == (303, "/signin"), path
    asked = await browser.sent(
        "/fraga", None, {"Origin": "https://fristvakt.smastad.example"}, data={}
    )
    assert (asked.status, asked.headers["Location"]) == (303, "/signin")
    assert (await browser.post("/person", {"csrf": "", "person": KARIN})).status == 405
    assert "Logga in med ditt jobbkonto" in await browser.words("/signin")


async def test_the_session_is_kept_from_scripts_and_other_sites(
    open_signed_out: Opened, entra: Entra
) -> None:
    response = await signed_in(await open_signed_out(), entra, **KARIN_SIGNS_IN)
    cookie = response.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert int(cookie["max-age"]) == 8 * 3600
    assert "karin" not in cookie.value
    assert KARINS_ID not in cookie.value


async def test_the_first_contact_ties_the_person_to_their_account(
    open_signed_out: Opened, entra: Entra
) -> None:
    browser = await open_signed_out()
    first = await signed_in(browser, entra, oid=MANAGERS_ID, preferred_username=MANAGER)
    assert first.status == 303
    other = await signed_in(browser, entra, oid=ANOTHER_ID, preferred_username=MANAGER)
    assert other.status == 403
    assert "ett annat än det jag känner igen" in said(await other.text())


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("another tenant", {"tid": ANOTHER_ID}, "annan organisation"),
    ("another issuer", {"iss": f"https://login.microsoftonline.com/{ANOTHER_ID}/v2.0"}, "slutföra"),
    ("for another app", {"aud": ANOTHER_ID}, "slutföra"),
    ("expired", {"exp": int(time.time()) - 120}, "slutföra"),
    ("not valid yet", {"nbf": int(time.time()) + 3600}, "slutföra"),
    ("without an end", {"exp": None}, "slutföra"),
    ("without an object id", {"oid": None}, "slutföra"),
    ("of another sign-in", {"nonce": "another"}, "redan använd"),
    ("a guest", {"acct": 1}, "gäst"),
    ("from another provider", {"idp": "https://sts.windows.net/other/"}, "gäst"),
    ("an invited sign-in name", {"preferred_username": "k_x.y#EXT#@smastad.example"}, "gäst"),
    ("nobody could tell a guest", {"acct": None}, "acct"),
    ("a stranger", {"oid": ANOTHER_ID, "email": STRANGER}, "känner inte igen dig"),
    ("without e-mail and unknown", {"oid": ANOTHER_ID, "email": None}, "känner inte igen dig"),
]


@pytest.mark.parametrize(
    ("claims", "sentence"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
async def test_a_token_that_is_not_ours_lets_nobody_in(
    open_signed_out: Opened, entra: Entra, claims: dict[str, Any], sentence: str
) -> None:
    browser = await open_signed_out()
    response = await signed_in(browser, entra, **{**KARIN_SIGNS_IN, **claims})
    assert response.status == 403
    assert sentence in said(await response.text())
    assert COOKIE not in response.cookies
    assert (await browser.get("/")).status == 303


async def test_a_token_signed_with_another_key_lets_nobody_in(
    open_signed_out: Opened, entra: Entra
) -> None:
    browser = await open_signed_out()
    entra.signs_with = "forged"
    response = await signed_in(browser, entra, **KARIN_SIGNS_IN)
    assert response.status == 403
    assert (await browser.get("/")).status == 303


async def test_a_code_is_taken_once(open_signed_out: Opened, entra: Entra) -> None:
    browser = await open_signed_out()
    address = await sent_to_entra(browser)
    kept = {morsel.key: morsel.value for morsel in browser.client.session.cookie_jar}
    form = entra.sign_in(address, **KARIN_SIGNS_IN)
    assert (await come_back(browser, form)).status == 303
    thief = await open_signed_out()
    thief.client.session.cookie_jar.update_cookies(kept, thief.client.make_url("/"))
    for at in (browser, thief):
        at.client.session.cookie_jar.update_cookies(kept, at.client.make_url("/"))
        again = await come_back(at, form)
        assert again.status == 403
        assert COOKIE not in again.cookies


async def test_a_code_of_another_browser_is_not_taken(
    open_signed_out: Opened, entra: Entra
) -> None:
    attacker, victim = await open_signed_out(), await open_signed_out()
    form = entra.sign_in(await sent_to_entra(attacker), **KARIN_SIGNS_IN)
    without = await come_back(victim, form)
    await sent_to_entra(victim)
    with_another_state = await come_back(victim, form)
    for response in (without, with_another_state):
        assert response.status == 403
        assert COOKIE not in response.cookies


async def test_a_sign_in_that_took_too_long_begins_anew(
    open_signed_out: Opened, entra: Entra
) -> None:
    moments = [NOW]
    browser = await open_signed_out(clock=lambda: moments[-1])
    form = entra.sign_in(await sent_to_entra(browser), **KARIN_SIGNS_IN)
    moments.append(NOW + timedelta(minutes=11))
    assert (await come_back(browser, form)).status == 403


async def test_a_sign_in_that_was_given_up_is_told_calmly(open_signed_out: Opened) -> None:
    browser = await open_signed_out()
    address = await sent_to_entra(browser)
    state = address.split("state=")[1].split("&")[0]
    for error, sentence in (("access_denied", "avbröts"), ("server_error", "redan använd")):
        form = {"error": error, "state": state, "error_description": "<b>AADSTS hemligt</b>"}
        response = await come_back(browser, form)
        assert response.status == 403
        text = await response.text()
        assert sentence in said(text)
        assert "hemligt" not in text


async def test_a_forged_or_spoilt_session_opens_nothing(
    open_signed_out: Opened, entra: Entra
) -> None:
    browser = await open_signed_out()
    response = await signed_in(browser, entra, **KARIN_SIGNS_IN)
    own = response.cookies[COOKIE].value
    await sent_to_entra(browser)
    flow = next(each.value for each in browser.client.session.cookie_jar if "signin" in each.key)
    made = Fernet(Fernet.generate_key()).encrypt(b'{"id":"x","email":"","object_id":""}').decode()
    other = await open_signed_out()
    for forged in (own[:-4] + "AAA=", own[4:], made, flow, "å", '{"id": "x"}'):
        answer = await other.get("/", Cookie=f"{COOKIE}={forged}")
        assert answer.status == 303, forged
    assert (await other.get("/", Cookie=f"{COOKIE}={own}")).status == 200


async def test_a_session_ends_after_eight_hours(open_signed_out: Opened, entra: Entra) -> None:
    moments = [NOW]
    browser = await open_signed_out(clock=lambda: moments[-1])
    cookie = (await signed_in(browser, entra, **KARIN_SIGNS_IN)).cookies[COOKIE].value
    header = {"Cookie": f"{COOKIE}={cookie}"}
    moments.append(NOW + timedelta(hours=7, minutes=59))
    assert (await browser.get("/", **header)).status == 200
    moments.append(NOW + timedelta(hours=8, seconds=1))
    assert (await browser.get("/", **header)).status == 303


async def test_whoever_signs_out_is_out_and_so_is_a_copied_cookie(
    open_signed_out: Opened, entra: Entra
) -> None:
    browser = await open_signed_out()
    cookie = (await signed_in(browser, entra, **KARIN_SIGNS_IN)).cookies[COOKIE].value
    foreign = await browser.post("/signout", {}, origin="https://evil.example")
    assert foreign.status == 403
    response = await browser.post("/signout", {}, origin=PUBLIC)
    assert (response.status, response.headers["Location"]) == (303, "/signin")
    assert (await browser.get("/")).status == 303
    assert (await browser.get("/", Cookie=f"{COOKIE}={cookie}")).status == 303


async def test_rights_are_asked_anew_at_every_request(
    open_signed_out: Opened, entra: Entra, signing_desk: Desk, tmp_path: Path
) -> None:
    browser = await open_signed_out()
    await signed_in(browser, entra, oid=MANAGERS_ID, preferred_username=MANAGER)
    assert (await browser.get("/veckobrev/1")).status == 200
    import_staff(signing_desk, tmp_path, STAFF.replace("enhetschef;Barn", "handläggare;Barn"))
    assert (await browser.get("/veckobrev/1")).status == 403
    import_staff(signing_desk, tmp_path, STAFF.replace("Mikael Wallin;mikael", "Ny Chef;ny"))
    assert (await browser.get("/")).status == 403
    assert (await browser.get("/")).status == 303
    import_staff(signing_desk, tmp_path, STAFF)
    await signed_in(browser, entra, oid=MANAGERS_ID, preferred_username=MANAGER)
    assert (await browser.get("/veckobrev/1")).status == 200


def import_staff(desk: Desk, folder: Path, staff: str) -> None:
    """Read the list of staff anew."""
    (folder / "personal.csv").write_text(staff, encoding="utf-8")
    profile = load_profile(None)
    import_files(desk.database, [folder], profile=profile, now=NOW, full=True, force=True)


async def test_entra_out_of_reach_is_a_calm_sentence(
    open_signed_out: Opened, entra: Entra, caplog: pytest.LogCaptureFixture
) -> None:
    browser = await open_signed_out()
    form = entra.sign_in(await sent_to_entra(browser), **KARIN_SIGNS_IN)
    entra.url = "http://127.0.0.1:9"
    began = await (await open_signed_out()).get("/signin/start")
    assert began.status == 503
    finished = await come_back(browser, form)
    assert finished.status == 403
    for response in (began, finished):
        assert "går inte att nå just nu" in said(await response.text())
    assert all("hemlighet" not in line and KARIN not in line for line in caplog.messages)


async def test_bjorn_is_not_let_in_as_somebody_else_by_what_he_writes(
    open_signed_out: Opened, entra: Entra
) -> None:
    browser = await open_signed_out()
    await signed_in(browser, entra, oid=BJORNS_ID, preferred_username=BJORN)
    form = {"question": "mina ärenden", "person": KARIN, "email": KARIN, "object_id": KARINS_ID}
    answer = said(await (await browser.post("/fraga", form, origin=PUBLIC)).text())
    assert "BU-2026-00005" in answer
    assert "BU-2026-00001" not in answer
