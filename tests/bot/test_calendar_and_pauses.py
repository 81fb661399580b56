"""The calendar that is given out, pauses in the digests, and help that can be pressed."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar
from small_town import (
    ADMINISTRATOR,
    INVESTIGATIONS,
    KARIN,
    MANAGER,
    NOW,
    SECRETARY,
    STAFF,
    DeskOver,
    ask,
    button,
    buttons,
    press,
    row_buttons,
)

from bot import texts
from bot.calendar_feed import FETCHED, calendar_feed
from bot.given_addresses import GivenAddress, GivenAddresses
from bot.turns import Desk
from bot.understanding import Intent, understand
from rules.facts import Role, StaffMember
from storage.intake import load_profile
from storage.intake.batch import import_files
from storage.queries import LookScope, LooksWanted, looks, staff_by_email
from storage.records import digest_pause_of

ADDRESS = "https://fristvakt.smastad.example"


@pytest.fixture
def town_desk(desk_over: DeskOver) -> Desk:
    inner = desk_over(utredningar=INVESTIGATIONS)
    return Desk(inner.database, inner.policy, 36, 3, public_url=f"{ADDRESS}/")


def token_in(text: str) -> str:
    found = [word for word in text.split() if word.startswith(ADDRESS)]
    assert len(found) == 1
    return found[0].removeprefix(f"{ADDRESS}/calendar/").removesuffix(".ics")


def fetched(desk: Desk, token: str, now: datetime = NOW) -> bytes | None:
    return calendar_feed(desk.database, desk.policy, token, now, 36)


def opened(desk: Desk, email: str = KARIN) -> bytes:
    """Return the calendar of the person, through the address that the answer gives."""
    found = fetched(desk, token_in(ask(desk, "kalenderexport", email).text))
    assert found is not None
    return found


def test_the_answer_gives_an_address_that_opens_the_persons_open_duties(town_desk: Desk) -> None:
    calendar = Calendar.from_ical(opened(town_desk))
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert sorted(str(name).split(" – ")[1] for name in events) == [
        "BU-2025-00004",
        "BU-2026-00001",
        "BU-2026-00002",
        "BU-2026-00003",
        "BU-2026-00004",
    ]
    late = events["Utredning – BU-2026-00001"]
    assert late["dtstart"].dt == date(2026, 11, 10)
    assert late["dtend"].dt == date(2026, 11, 11)
    assert late["transp"] == "TRANSPARENT"


def test_the_calendar_is_written_as_calendar_programmes_want_it(town_desk: Desk) -> None:
    written = opened(town_desk)
    lines = written.split(b"\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in lines)
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"VERSION:2.0" in lines
    assert b"DTSTART;VALUE=DATE:20261110" in lines
    assert b"X-WR-CALNAME:Frister (Fristvakt)" in lines
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in lines
    assert "så ser du varför" in written.replace(b"\r\n ", b"").decode("utf-8")
    assert b"BEGIN:VALARM" not in lines


def test_the_calendar_names_nobody(town_desk: Desk) -> None:
    text = opened(town_desk).replace(b"\r\n ", b"").decode("utf-8")
    for name in ("Karin", "Larsson", KARIN, "Barnenheten"):
        assert name not in text


def test_an_event_is_the_same_one_each_time_it_is_fetched(town_desk: Desk) -> None:
    token = token_in(ask(town_desk, "kalenderexport").text)

    def uids(now: datetime) -> list[str]:
        written = fetched(town_desk, token, now)
        assert written is not None
        return [str(event["uid"]) for event in Calendar.from_ical(written).walk("VEVENT")]

    today = uids(NOW)
    assert len(set(today)) == len(today) == 5
    assert uids(NOW + timedelta(days=1)) == today


def a_while_later(desk: Desk) -> Desk:
    """Return the desk as it is when nobody remembers which address was just given."""
    return replace(desk, given_addresses=GivenAddresses())


def test_an_address_is_shown_once_and_a_new_one_stops_the_old(town_desk: Desk) -> None:
    old = token_in(ask(town_desk, "kalenderexport").text)
    town_desk = a_while_later(town_desk)
    again = ask(town_desk, "kalenderexport")
    assert ADDRESS not in again.text
    assert fetched(town_desk, old) is not None
    new = press(town_desk, button(again, "Ge mig en ny kalenderadress"))
    assert fetched(town_desk, old) is None
    assert fetched(town_desk, token_in(new.text)) is not None


@pytest.mark.parametrize(
    "text", ["lägg in nya frister i kalendern", "frister som avslutas i min kalender"]
)
def test_a_word_in_passing_neither_closes_nor_renews_the_address(
    town_desk: Desk, text: str
) -> None:
    token = token_in(ask(town_desk, "kalenderexport").text)
    understood = ask(town_desk, text).understanding
    assert understood is not None
    assert understood.intent is Intent.EXPORT_CALENDAR
    assert fetched(town_desk, token) is not None


def test_a_closed_address_opens_nothing(town_desk: Desk) -> None:
    given = ask(town_desk, "kalenderexport")
    closed = press(town_desk, button(given, "Stäng min kalenderadress"))
    assert "stängd" in closed.text
    assert fetched(town_desk, token_in(given.text)) is None
    assert "ingen kalenderadress" in ask(town_desk, "stäng min kalenderadress").text


@pytest.mark.parametrize("text", ["stäng min kalenderadress", "ge mig en ny kalenderadress"])
def test_what_the_buttons_say_can_be_written_as_well(text: str) -> None:
    assert understand(text, NOW.date()).intent is Intent.EXPORT_CALENDAR


def test_the_card_shows_the_address_so_that_it_can_be_copied(town_desk: Desk) -> None:
    answer = ask(town_desk, "kalenderexport")
    runs = [run["text"] for each in answer.cards[0]["body"] for run in each.get("inlines", ())]
    assert runs == [f"{ADDRESS}/calendar/{token_in(answer.text)}.ics"]


def test_a_token_that_was_never_given_opens_nothing(town_desk: Desk) -> None:
    assert fetched(town_desk, "x" * 43) is None
    assert fetched(town_desk, "") is None


def test_who_has_left_or_changed_role_opens_nothing(
    town_desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    token = token_in(ask(town_desk, "kalenderexport").text)
    row = f"Karin Larsson;{KARIN};handläggare;Barnenheten"
    for staff in (
        STAFF.replace(row, f"Karin Larsson;{KARIN};nämndsekreterare;"),
        "\n".join(line for line in STAFF.splitlines() if KARIN not in line) + "\n",
    ):
        folder = tmp_path_factory.mktemp("night")
        (folder / "personal.csv").write_text(staff, encoding="utf-8")
        import_files(town_desk.database, [folder], profile=load_profile(None), now=NOW, full=True)
        assert fetched(town_desk, token) is None
    refused = list(looks(town_desk.database, LooksWanted(intent=FETCHED)))
    assert [(look.who, look.rows, look.denied) for look in refused] == [(KARIN, 0, True)] * 2


def test_each_fetch_is_written_down(town_desk: Desk) -> None:
    token = token_in(ask(town_desk, "kalenderexport").text)
    fetched(town_desk, token)
    (look,) = looks(town_desk.database, LooksWanted(intent=FETCHED))
    assert (look.who, look.rows, look.scope) == (KARIN, 5, LookScope.MINE)
    assert not look.denied


@pytest.mark.parametrize("email", [SECRETARY, ADMINISTRATOR])
def test_who_has_no_cases_gets_no_calendar(town_desk: Desk, email: str) -> None:
    answer = ask(town_desk, "kalenderexport", email)
    assert answer.denied
    assert ADDRESS not in answer.text


def test_without_a_public_address_it_is_said_what_to_do(desk: Desk) -> None:
    answer = ask(desk, "kalenderexport")
    assert "public_url" not in answer.text
    assert "Be din systemförvaltare slå på dem." in answer.text


@pytest.mark.parametrize("text", ["lägg in mina frister i kalendern", "ny kalenderadress"])
def test_pressing_twice_gives_the_same_address(town_desk: Desk, text: str) -> None:
    first, second = ask(town_desk, text), ask(town_desk, text)
    assert token_in(first.text) == token_in(second.text)
    assert fetched(town_desk, token_in(first.text)) is not None


def test_a_new_address_is_a_new_one_even_a_moment_after_the_first(town_desk: Desk) -> None:
    first = token_in(ask(town_desk, "kalenderexport").text)
    new = token_in(ask(town_desk, "ge mig en ny kalenderadress").text)
    assert fetched(town_desk, first) is None
    assert fetched(town_desk, new) is not None


def test_an_address_that_was_closed_is_not_shown_again(town_desk: Desk) -> None:
    first = token_in(ask(town_desk, "kalenderexport").text)
    ask(town_desk, "stäng min kalenderadress")
    assert token_in(ask(town_desk, "kalenderexport").text) != first


def test_an_address_is_remembered_for_two_minutes_and_for_nobody_else() -> None:
    clock = [0.0]
    addresses = GivenAddresses(timer=lambda: clock[0])
    given = GivenAddress("token", was_new=False)
    addresses.remember(KARIN, given)
    clock[0] = 119.0
    assert addresses.given_to(KARIN.upper()) == given
    assert addresses.given_to(MANAGER) is None
    clock[0] = 121.0
    assert addresses.given_to(KARIN) is None


@pytest.mark.parametrize(
    "text",
    [
        "sluta skicka till min kalender",
        "jag vill inte ha frister i kalendern längre",
        "stäng av min kalender",
        "ta bort min kalenderadress",
        "återkalla kalenderadressen",
        "radera min kalenderprenumeration",
        "avsluta kalenderprenumerationen",
        "jag behöver inte kalendern längre",
    ],
)
def test_who_wants_no_calendar_any_more_gets_it_closed(town_desk: Desk, text: str) -> None:
    token = token_in(ask(town_desk, "kalenderexport").text)
    assert "stängd" in ask(town_desk, text).text
    assert fetched(town_desk, token) is None


@pytest.mark.parametrize(
    "text",
    ["jag vill inte missa frister, lägg in dem i kalendern", "kalendern fungerar inte längre"],
)
def test_who_does_not_want_to_miss_anything_keeps_the_calendar(text: str) -> None:
    read = understand(text, NOW.date())
    assert read.intent is Intent.EXPORT_CALENDAR
    assert read.beside.calendar is None


@pytest.mark.parametrize("is_back", [False, True])
def test_another_account_with_the_same_address_opens_nothing(
    town_desk: Desk, tmp_path_factory: pytest.TempPathFactory, is_back: bool
) -> None:
    token = token_in(ask(town_desk, "kalenderexport").text)
    without = "\n".join(line for line in STAFF.splitlines() if KARIN not in line) + "\n"
    successor = STAFF.replace(
        "11111111-1111-4111-8111-111111111111", "99999999-9999-4999-8999-999999999999"
    )
    for staff in [without, successor] if is_back else [successor]:
        folder = tmp_path_factory.mktemp("night")
        (folder / "personal.csv").write_text(staff, encoding="utf-8")
        import_files(town_desk.database, [folder], profile=load_profile(None), now=NOW, full=True)
    assert fetched(town_desk, token) is None
    new = token_in(ask(town_desk, "kalenderexport").text)
    assert new != token
    assert fetched(town_desk, new) is not None


def test_an_event_says_what_to_write_to_be_told_why(town_desk: Desk) -> None:
    written = opened(town_desk).replace(b"\r\n ", b"").decode("utf-8")
    assert "Skriv ”förklara BU-2026-00001” till Fristvakt" in written


def member(desk: Desk, email: str) -> StaffMember:
    found = staff_by_email(desk.database, email)
    assert found is not None
    return found


@pytest.mark.parametrize("email", [MANAGER, SECRETARY])
def test_a_pause_is_kept_until_its_day(town_desk: Desk, email: str) -> None:
    answer = ask(town_desk, "pausa utskicken till 7 december", email)
    pause = digest_pause_of(town_desk.database, member(town_desk, email))
    assert pause is not None
    assert pause.until == date(2026, 12, 7)
    assert "från och med måndag 7 december 2026" in answer.text


def test_a_pause_without_a_day_lasts_until_it_is_ended(town_desk: Desk) -> None:
    paused = ask(town_desk, "stäng av sammanfattningen", MANAGER)
    pause = digest_pause_of(town_desk.database, member(town_desk, MANAGER))
    assert pause is not None
    assert pause.until is None
    assert "påslagna" in press(town_desk, buttons(paused)[0], MANAGER).text
    assert digest_pause_of(town_desk.database, member(town_desk, MANAGER)) is None
    assert "inte pausade" in ask(town_desk, "slå på utskicken igen", MANAGER).text


def test_a_pause_that_has_passed_is_none(town_desk: Desk) -> None:
    ask(town_desk, "pausa utskicken till 7 december", MANAGER)
    later = NOW + timedelta(days=30)
    assert "inte pausade" in ask(town_desk, "slå på utskicken igen", MANAGER, now=later).text


@pytest.mark.parametrize("email", [KARIN, ADMINISTRATOR])
@pytest.mark.parametrize("text", ["pausa utskicken", "slå på utskicken igen"])
def test_who_gets_no_digests_has_nothing_to_pause(town_desk: Desk, email: str, text: str) -> None:
    answer = ask(town_desk, text, email)
    assert "inga utskick" in answer.text
    assert digest_pause_of(town_desk.database, member(town_desk, email)) is None


_HELP = {
    KARIN: texts.HELP_FOR_CASEWORKER,
    MANAGER: texts.HELP_FOR_MANAGER,
    SECRETARY: texts.HELP_FOR_SECRETARY,
    ADMINISTRATOR: texts.HELP_FOR_ADMINISTRATOR,
}


@pytest.mark.parametrize(
    ("email", "example"), [(email, text) for email, listed in _HELP.items() for text in listed]
)
def test_every_example_in_the_help_gets_an_answer(
    town_desk: Desk, email: str, example: str
) -> None:
    answer = ask(town_desk, example, email)
    assert answer.understanding is not None
    assert answer.understanding.intent is not Intent.OUT_OF_SCOPE
    is_made_up = "BU-" in example or "Anna" in example
    assert answer.denied is is_made_up


@pytest.mark.parametrize("email", list(_HELP))
def test_every_whole_example_in_the_help_can_be_pressed(town_desk: Desk, email: str) -> None:
    answer = ask(town_desk, "hjälp", email)
    whole = [each for each in _HELP[email] if "BU-" not in each and "Anna" not in each]
    assert [row["title"] for row in row_buttons(answer)] == whole
    assert len(json.dumps(answer.cards[0])) < 24_000
    for example in _HELP[email]:
        assert example in answer.text
    for each in row_buttons(answer):
        assert not press(town_desk, each, email).denied


def test_a_greeting_offers_what_the_role_can_use(town_desk: Desk) -> None:
    for email in _HELP:
        (first,) = buttons(ask(town_desk, "hej", email))
        assert not press(town_desk, first, email).denied
    assert set(texts.GREETINGS) == set(Role)


def test_an_administrator_is_not_told_about_the_boards_summary(town_desk: Desk) -> None:
    answer = ask(town_desk, "mina ärenden", ADMINISTRATOR)
    assert answer.denied
    assert "Nämndens" not in answer.text
    assert "systemförvaltare" in answer.text


def test_a_manager_is_not_sent_to_their_manager(town_desk: Desk) -> None:
    assert "enhetschef" not in ask(town_desk, "status på BU-2026-09999", MANAGER).text
    assert "enhetschef" in ask(town_desk, "status på BU-2026-09999", KARIN).text
