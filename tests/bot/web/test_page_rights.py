"""Who sees what on the page, the same as in the chat; every look at rows is written down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from browsing import said
from small_town import ADMINISTRATOR, KARIN, MANAGER, NOW, OSKAR, OTHER_MANAGER, SECRETARY

from bot.web.site import links_for
from bot.web.visitor import Visitor
from storage.engine import Database
from storage.queries import LookScope, LooksWanted, looks, staff_by_email
from storage.records.outbox import Absence, end_absence, set_absence

Opened = Callable[..., Any]

OWN, COLLEAGUES, OTHER_UNITS = "BU-2026-00001", "BU-2026-00005", "BU-2026-00006"
ALL = (OWN, COLLEAGUES, OTHER_UNITS)

# Who, where, the status, what is seen, and which of the cases.
SEES: list[tuple[str, str, int, str, tuple[str, ...]]] = [
    (KARIN, "/veckobrev", 403, "går till enhetschefen", ()),
    (KARIN, "/veckobrev/1", 403, "går till enhetschefen", ()),
    (KARIN, "/veckobrev/1/kort", 403, "går till enhetschefen", ()),
    (KARIN, "/sammanstallning", 403, "går till nämndsekreteraren", ()),
    (KARIN, "/sammanstallning/sidan", 403, "går till nämndsekreteraren", ()),
    (KARIN, "/sammanstallning/fil/pdf", 403, "går till nämndsekreteraren", ()),
    (MANAGER, "/veckobrev", 200, "Barnenheten", ()),
    (MANAGER, "/veckobrev/1", 200, "Barnenheten", (OWN, COLLEAGUES)),
    (MANAGER, "/veckobrev/1/kort", 200, "Barnenheten", (OWN, COLLEAGUES)),
    (MANAGER, "/veckobrev/2", 403, "går till enhetschefen", ()),
    (MANAGER, "/sammanstallning/sidan", 403, "går till nämndsekreteraren", ()),
    (OTHER_MANAGER, "/veckobrev/1", 200, "Ungdomsenheten", (OTHER_UNITS,)),
    (SECRETARY, "/veckobrev", 403, "i din roll visas inga ärenden", ()),
    (SECRETARY, "/veckobrev/1", 403, "i din roll visas inga ärenden", ()),
    (SECRETARY, "/sammanstallning", 200, "Nämndens sammanställning", ()),
    (SECRETARY, "/sammanstallning/kort", 200, "Sammanställning till nämnden", ()),
    (ADMINISTRATOR, "/sammanstallning/kort", 403, "går till nämndsekreteraren", ()),
    (SECRETARY, "/sammanstallning/sidan", 200, "Sammanställning till nämnden", ()),
    (ADMINISTRATOR, "/veckobrev/1", 403, "i din roll visas inga ärenden", ()),
    (ADMINISTRATOR, "/sammanstallning", 403, "går till nämndsekreteraren", ()),
    (ADMINISTRATOR, "/sammanstallning/sidan", 403, "går till nämndsekreteraren", ()),
    (ADMINISTRATOR, "/sammanstallning/fil/xlsx", 403, "går till nämndsekreteraren", ()),
]


@pytest.mark.parametrize(("who", "path", "status", "sentence", "seen"), SEES)
async def test_everybody_sees_what_they_may_and_no_more(
    open_page: Opened, who: str, path: str, status: int, sentence: str, seen: tuple[str, ...]
) -> None:
    browser = await open_page()
    await browser.become(who)
    response = await browser.get(path)
    text = await response.text()
    assert response.status == status
    assert sentence in text
    assert [case for case in ALL if case in text] == list(seen)
    assert response.headers["Cache-Control"] == "private, no-store"


ASKED = [
    (KARIN, (OWN,)),
    (OSKAR, (OTHER_UNITS,)),
    (MANAGER, (OWN, COLLEAGUES)),
    (SECRETARY, ()),
    (ADMINISTRATOR, ()),
]


@pytest.mark.parametrize(("who", "seen"), ASKED)
async def test_an_answer_holds_the_cases_of_the_one_who_is_tried(
    open_page: Opened, who: str, seen: tuple[str, ...]
) -> None:
    browser = await open_page()
    await browser.become(who)
    response = await browser.post("/fraga", {"question": "utredningar över tiden"})
    text = said(await response.text())
    assert [case for case in ALL if case in text] == list(seen)


@pytest.mark.parametrize(
    ("who", "letters", "summary"),
    [
        (KARIN, True, False),
        (MANAGER, True, False),
        (SECRETARY, False, True),
        (ADMINISTRATOR, False, False),
    ],
)
def test_whoever_has_signed_in_is_led_to_what_may_be_theirs(
    town: Database, who: str, letters: bool, summary: bool
) -> None:
    staff = staff_by_email(town, who)
    links = links_for(Visitor(who, "", staff, is_demo=False), "/")
    paths = [link.path for link in links]
    assert paths[0] == "/"
    assert ("/veckobrev" in paths, "/sammanstallning" in paths) == (letters, summary)
    assert [link.path for link in links if link.is_current] == ["/"]


async def test_looks_at_letters_and_summaries_are_written_down(
    open_page: Opened, town: Database
) -> None:
    browser = await open_page()
    for who, path in (
        (MANAGER, "/veckobrev"),  # no row: the letter is fetched by itself
        (MANAGER, "/veckobrev/1"),
        (SECRETARY, "/veckobrev/1"),
        (SECRETARY, "/sammanstallning/sidan"),
        (ADMINISTRATOR, "/sammanstallning/sidan"),
    ):
        await browser.become(who)
        before = _looks(town)
        await browser.get(path)
        new = _looks(town)[len(before) :]
        assert [(each.who, each.at) for each in new] == [(who, NOW)] * (path != "/veckobrev")
    *_, letter, refused, summary, not_given = _looks(town)
    assert (letter.intent, letter.scope, letter.denied) == ("digest_weekly", LookScope.UNIT, False)
    assert letter.rows > 0
    assert (refused.intent, refused.rows, refused.denied) == ("digest_weekly", 0, True)
    assert (summary.intent, summary.scope) == ("summary_monthly", LookScope.ALL)
    assert not_given.denied


def _looks(database: Database) -> list[Any]:
    """The looks of the tests' own moment; others share the town, some of them on other days."""
    return [each for each in looks(database, LooksWanted()) if each.at == NOW]


async def test_nobody_fills_the_access_log_by_fetching_again_and_again(
    open_page: Opened, town: Database
) -> None:
    browser = await open_page(questions_per_minute=1)
    await browser.become(KARIN)
    before = len(_looks(town))
    fetched = [(await browser.get("/veckobrev/1")).status for _ in range(6)]
    assert fetched == [403, 403, 403, 403, 429, 429]
    assert len(_looks(town)) == before + 4
    assert (await browser.get("/")).status == 200


async def test_whoever_stands_in_for_a_manager_reads_the_letter_in_their_place(
    open_page: Opened, town: Database
) -> None:
    browser = await open_page()
    with away(town, OTHER_MANAGER, deputy=MANAGER):
        await browser.become(MANAGER)
        assert "i stället för Ali Hassan" in await browser.words("/veckobrev")
        letter = await (await browser.get("/veckobrev/2")).text()
        assert OTHER_UNITS in letter
        assert OWN not in letter
    assert (await browser.get("/veckobrev/2")).status == 403


async def test_who_is_no_manager_reads_a_letter_in_nobodys_place(
    open_page: Opened, town: Database
) -> None:
    browser = await open_page()
    for deputy in (KARIN, SECRETARY, ADMINISTRATOR):
        with away(town, OTHER_MANAGER, deputy=deputy):
            await browser.become(deputy)
            assert (await browser.get("/veckobrev/1")).status == 403


async def test_whoever_stands_in_for_the_secretary_reads_the_summary(
    open_page: Opened, town: Database
) -> None:
    browser = await open_page()
    await browser.become(MANAGER)
    with away(town, SECRETARY, deputy=MANAGER):
        assert "i stället för Emma Dahl" in await browser.words("/sammanstallning")
        assert (await browser.get("/sammanstallning/sidan")).status == 200
    assert (await browser.get("/sammanstallning/sidan")).status == 403


@contextmanager
def away(database: Database, email: str, *, deputy: str) -> Iterator[None]:
    """Let somebody be away today."""
    today = NOW.date()
    set_absence(database, Absence(email, deputy, today, today), NOW)
    yield
    end_absence(database, email)


@pytest.mark.parametrize(
    ("format_", "begins", "kind"),
    [
        ("pdf", b"%PDF", "application/pdf"),
        ("docx", b"PK", "officedocument"),
        ("xlsx", b"PK", "sheet"),
    ],
)
async def test_the_summary_is_kept_as_a_file(
    open_page: Opened, format_: str, begins: bytes, kind: str
) -> None:
    browser = await open_page()
    await browser.become(SECRETARY)
    response = await browser.get(f"/sammanstallning/fil/{format_}")
    assert (await response.read()).startswith(begins)
    assert kind in response.headers["Content-Type"]
    name = f"sammanstallning-2026-10.{format_}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert (await browser.get("/sammanstallning/fil/exe")).status == 404
