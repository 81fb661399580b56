"""The schedule shows moments and counts to whoever sees to the service, and no row of a case."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from shown_pages import all_words, asked, opened, shown, words
from small_town import ADMINISTRATOR, KARIN, MANAGER, NOW, SECRETARY, make_desk

from bot.texts import schedule as said
from bot.texts.keeping import MEND_THE_CLOCK
from bot.web.pages.schedule import PAGE
from digests.schedule.believing import KEEPING
from digests.schedule.tick import SCHEDULE
from storage.engine import Database
from storage.records.outbox import note_tick

MINUTE = timedelta(minutes=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = make_desk(tmp_path).database
    yield made
    made.close()


def test_what_is_sent_next_is_told_with_its_moment_number_and_way(database: Database) -> None:
    mail = {"smtp_host": "smtp.kommun.example", "mail_sender": "fristvakt@kommun.example"}
    page = opened(PAGE, asked(database, **mail, mail_domains=("kommun.example",)))
    assert all_words(page.xpath("//ul[@class='planned']/li")) == [
        "Lördag 21 november 2026 kl. 07.00 Inga påminnelser " + said.NO_CHANNEL,
        "Måndag 23 november 2026 kl. 07.00 2 veckobrev för vecka 48 Med e-post",
        "Tisdag 1 december 2026 kl. 07.00 1 sammanställning för november 2026 Med e-post",
    ]


def test_what_has_no_way_says_so_and_what_is_chosen_away_says_that(database: Database) -> None:
    page = opened(PAGE, asked(database, summary_channels=()))
    ways = [words(each.xpath("./p[3]")[0]) for each in page.xpath("//ul[@class='planned']/li")]
    assert ways == [said.NO_CHANNEL, said.NO_CHANNEL, said.NOT_CHOSEN]


@pytest.mark.parametrize(
    ("ago", "begins", "is_calm"),
    [
        (None, "Schemat har inte gått än", False),
        (1, "Schemat går", True),
        (6, "Schemat har", False),
    ],
)
def test_a_schedule_that_has_stopped_says_so_and_what_to_do(
    database: Database, ago: int | None, begins: str, is_calm: bool
) -> None:
    if ago is not None:
        note_tick(database, SCHEDULE, "one", NOW - ago * MINUTE)
    note = opened(PAGE, asked(database)).find_class("note")[0]
    assert words(note).startswith(begins)
    assert ("is-soon" not in note.get("class")) is is_calm


def test_import_and_clearing_are_told(database: Database, tmp_path: Path) -> None:
    note_tick(database, KEEPING, "one", NOW - 6 * 60 * MINUTE)
    text = words(opened(PAGE, asked(database, import_folder=tmp_path, import_hour=5)))
    assert said.imported_from(5) in text
    assert "Uppgifter per 20 november 2026 kl. 09.30" in text
    assert "Lördag 21 november 2026 kl. 03.30" in text
    assert "20 november 2026 kl. 03.30" in text
    assert said.NO_FOLDER in words(opened(PAGE, asked(database)))


def test_a_clearing_that_waits_says_since_when_and_what_to_do(database: Database) -> None:
    note_tick(database, KEEPING, "one", NOW - timedelta(days=40))
    a_wrong_year = asked(database, now=NOW + timedelta(days=365))
    panel = opened(PAGE, a_wrong_year).xpath("//section[@aria-labelledby='gallring']")[0]
    assert words(panel.xpath(".//dd")[0]) == said.WAITS
    assert "Gallringen väntar. Dagens datum är 20 november 2027" in words(panel)
    assert MEND_THE_CLOCK in words(panel)


def test_a_clearing_whose_clock_is_believed_waits_for_nothing(database: Database) -> None:
    panel = opened(PAGE, asked(database)).xpath("//section[@aria-labelledby='gallring']")[0]
    assert said.WAITS not in words(panel)


def test_no_case_and_nobody_is_named(database: Database) -> None:
    text = words(opened(PAGE, asked(database)))
    assert "BU-" not in text
    assert "@" not in text


@pytest.mark.parametrize("email", [KARIN, MANAGER, SECRETARY])
def test_only_the_administrator_sees_it_but_in_the_demo_everybody(
    database: Database, email: str
) -> None:
    status, page = shown(PAGE, asked(database, as_email=email))
    assert status == 403
    assert said.only_administrator(said.SCHEDULE) in words(page)
    assert not page.find_class("planned")
    in_demo = asked(database, as_email=email, is_demo=True)
    assert opened(PAGE, in_demo).find_class("planned")


def test_it_is_in_the_navigation_of_those_who_see_it(database: Database) -> None:
    listed = {
        email: PAGE.is_listed_for(asked(database, as_email=email).visitor)
        for email in (KARIN, MANAGER, SECRETARY, ADMINISTRATOR)
    }
    assert [email for email, is_listed in listed.items() if is_listed] == [ADMINISTRATOR]
