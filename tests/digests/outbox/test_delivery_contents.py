"""What is sent: the right unit's week, the month with its files, read once for all."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from outbox_town import (
    ALIS,
    INVESTIGATIONS,
    MAIL,
    MARIA,
    MONTHLY,
    SARA,
    SEVEN,
    STAFF,
    TEAMS,
    WEEKLY,
    Town,
)

from digests.outbox.builds import Builds
from digests.outbox.contents import Ready, Reason, Withheld
from digests.outbox.monthly import MonthlyContents
from digests.outbox.weekly import WeeklyContents
from digests.writing import SummaryFormat
from rules.policy import DEFAULT_POLICY
from storage.engine import Database
from storage.records.outbox import Delivery, NewDelivery


def ready(made: Ready | Withheld) -> Ready:
    assert isinstance(made, Ready)
    return made


def queued(town: Town, new: NewDelivery) -> Delivery:
    town.queue(new)
    return town.rows()[-1]


@pytest.fixture
def weekly(town: Town) -> WeeklyContents:
    return WeeklyContents(town.database, DEFAULT_POLICY)


def test_a_manager_gets_their_own_units_rows_and_no_others(
    town: Town, weekly: WeeklyContents
) -> None:
    hers = ready(weekly.made(queued(town, WEEKLY), SEVEN))
    his = ready(weekly.made(queued(town, ALIS), SEVEN))
    for message, own, other in ((hers.message, "BU-1", "BU-3"), (his.message, "BU-3", "BU-1")):
        for read in (message.text, str(message.html), json.dumps(message.cards)):
            assert own in read
            assert other not in read
    assert hers.recipient.email == MARIA


def test_what_shows_on_a_locked_screen_says_nothing_of_a_case(
    town: Town, weekly: WeeklyContents
) -> None:
    message = ready(weekly.made(queued(town, WEEKLY), SEVEN)).message
    assert message.notice == "Veckobrev vecka 48"
    assert message.subject == "Veckobrev vecka 48: Barnenheten"


def test_thirty_digests_read_the_municipality_once_and_anew_when_it_may_have_changed(
    town: Town,
) -> None:
    built: list[tuple[str, datetime]] = []

    def build(_database: Database, period: str, now: datetime) -> int:
        built.append((period, now))
        return len(built)

    builds = Builds(town.database, 36, build)
    assert {builds.of("2026-W48", SEVEN + timedelta(seconds=20 * n)) for n in range(30)} == {1}
    assert builds.of("2026-W49", SEVEN) == 2
    assert builds.of("2026-W48", SEVEN + timedelta(minutes=10)) == 3
    town.imported(INVESTIGATIONS.replace("BU-1;", "BU-9;"))
    assert builds.of("2026-W48", SEVEN + timedelta(minutes=10)) == 4


def test_a_new_import_is_told_at_once(town: Town, weekly: WeeklyContents) -> None:
    delivery = queued(town, WEEKLY)
    assert "BU-9" not in ready(weekly.made(delivery, SEVEN)).message.text
    town.imported(INVESTIGATIONS.replace("BU-1;", "BU-9;"))
    assert "BU-9" in ready(weekly.made(delivery, SEVEN)).message.text


def test_data_that_grow_old_say_so_at_once(town: Town, weekly: WeeklyContents) -> None:
    delivery = queued(town, WEEKLY)
    assert "äldre än" not in ready(weekly.made(delivery, SEVEN)).message.text
    later = SEVEN + timedelta(days=2)
    assert "äldre än" in ready(weekly.made(delivery, later)).message.text


def test_a_unit_that_is_gone_needs_no_digest(town: Town, weekly: WeeklyContents) -> None:
    town.imported(staff=STAFF.replace("enhetschef;Barnenheten", "enhetschef;Nya enheten"))
    made = weekly.made(queued(town, replace(WEEKLY, about="nya enheten")), SEVEN)
    assert isinstance(made, Ready)
    gone = weekly.made(queued(town, replace(WEEKLY, about="upplösta enheten")), SEVEN)
    assert gone == Withheld(Reason.NO_RIGHT)


def test_the_secretary_gets_the_month_with_the_files_that_are_wanted(town: Town) -> None:
    both = (SummaryFormat.HTML, SummaryFormat.JSON)
    monthly = MonthlyContents(town.database, DEFAULT_POLICY, formats=both)
    made = ready(monthly.made(queued(town, replace(MONTHLY, channel=MAIL)), SEVEN))
    page, figures = made.message.attachments
    assert (page.name, page.media_type) == ("sammanstallning-2026-10.html", "text/html")
    assert json.loads(figures.content)["month"] == "2026-10"
    assert made.recipient.email == SARA
    assert made.message.rows == 0


def test_the_file_for_the_agenda_bears_no_notice(town: Town) -> None:
    monthly = MonthlyContents(town.database, DEFAULT_POLICY)
    late = queued(town, replace(MONTHLY, channel=TEAMS, is_late=True))
    message = ready(monthly.made(late, SEVEN)).message
    (page,) = message.attachments
    assert "Försenat." in str(message.html)
    assert "Försenat.".encode() not in page.content


@pytest.mark.parametrize("role", ["handläggare", "administratör", "enhetschef"])
def test_whoever_is_no_secretary_any_more_gets_no_summary(town: Town, role: str) -> None:
    town.imported(staff=STAFF.replace("nämndsekreterare;", f"{role};Barnenheten"))
    monthly = MonthlyContents(town.database, DEFAULT_POLICY)
    assert monthly.made(queued(town, MONTHLY), SEVEN) == Withheld(Reason.NO_RIGHT)


def test_no_summary_names_a_case_or_a_person(town: Town) -> None:
    message = ready(
        MonthlyContents(town.database, DEFAULT_POLICY).made(queued(town, MONTHLY), SEVEN)
    ).message
    for read in (message.text, str(message.html), json.dumps(message.cards), message.subject):
        assert not any(word in read for word in ("BU-", "UTR-", "Maria", "Bo Åberg"))
