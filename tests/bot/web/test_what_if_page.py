"""The calculator says what `fristvakt due` says, and what is wrong where it cannot."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from shown_pages import all_words, asked, opened, shown, words
from small_town import KARIN, NOW, STOCKHOLM

from bot.cli.app import run
from bot.texts import what_if as said
from bot.web.page import PageRequest, Shown
from bot.web.pages.what_if import PAGE, WhatIfView
from bot.web.pages.what_if_answer import Following
from rules.catalogue.events import EVENTS, EventId, event_for
from rules.policy import WeekendRule
from rules.wording import plain_date
from storage.engine import Database

DAYS = (
    "2025-06-30",  # mån, the last day of the act of 2001
    "2025-07-01",  # tis, the first of the act of 2025
    "2026-01-15",  # tor, feedback to the reporter comes into force
    "2026-10-31",  # lör: February has no such day
    "2027-10-31",  # sön: nor has a leap year's
    "2027-12-10",  # fre: fourteen days on is julafton
    "2028-02-29",  # tis, leap day
    "2026-12-25",  # fre, Christmas Day
    "2026-11-20",  # fre, today
)


@pytest.fixture
def due(monkeypatch: pytest.MonkeyPatch, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.chdir(tmp_path)

    def told(*arguments: str) -> Any:
        capsys.readouterr()
        with time_machine.travel(NOW, tick=False):
            assert run(["due", *arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return told


def view(request: PageRequest) -> WhatIfView:
    given = PAGE.show(request)
    assert isinstance(given, Shown)
    assert isinstance(given.context, WhatIfView)
    return given.context


def answered(request: PageRequest) -> tuple[Following, ...]:
    found = view(request)
    assert found.follows is not None
    return (*found.follows.duties, *(found.may_follow.duties if found.may_follow else ()))


def told(following: Following) -> dict[str, Any]:
    duty = following.duty
    return {
        "rule": duty.rule.value,
        "version_in_force_from": duty.version.in_force_from.isoformat(),
        "citation": str(duty.version.citation),
        "sureness": duty.sureness.value,
        "triggered_on": duty.triggered_on.isoformat(),
        "due_on": duty.due_on.isoformat(),
        "shifted_due_on": duty.shifted_due_on.isoformat(),
        "status": duty.status.value,
        "days_left": following.days_left,
        "steps": [step.text for step in following.steps],
    }


ON_A_HARD_DAY = [(event.id, "2027-10-31") for event in EVENTS]
EVERY_DAY = [(EventId.REPORT_RECEIVED, day) for day in DAYS]


@pytest.mark.parametrize(
    ("weekend_rule", "table"),
    [
        (WeekendRule.STRICT, EVERY_DAY),
        (WeekendRule.STRICT, ON_A_HARD_DAY),
        (WeekendRule.SHIFTED, EVERY_DAY[-4:]),
    ],
    ids=["every day", "every event", "shifted"],
)
def test_every_duty_is_what_the_command_gives(
    town: Database,
    due: Any,
    monkeypatch: pytest.MonkeyPatch,
    weekend_rule: WeekendRule,
    table: Sequence[tuple[EventId, str]],
) -> None:
    monkeypatch.setenv("FRISTVAKT_WEEKEND_RULE", weekend_rule.value)
    for event, day in table:
        found = answered(asked(town, {"handelse": event.value, "dag": day}))
        assert found, (event, day)
        for each in found:
            assert told(each) == due(each.duty.rule.value, "--from", day), (event, day)


@pytest.mark.parametrize(
    ("extended_to", "decided"),
    [
        ("2026-09-30", "2026-06-30"),  # decided in time
        ("2026-09-30", "2026-11-10"),  # too late
        ("2026-06-01", "2026-05-01"),  # no longer than the law's own
        ("2026-09-30", ""),  # the day of the decision is missing
    ],
)
def test_an_extension_does_what_it_does_to_the_command(
    town: Database, due: Any, extended_to: str, decided: str
) -> None:
    query = {"handelse": "investigation_opened", "dag": "2026-03-05"}
    found = answered(asked(town, query | {"forlangd": extended_to, "beslutad": decided}))
    (investigation,) = [each for each in found if each.duty.rule == "investigation"]
    options = ["--extended-to", extended_to]
    options += ["--extension-decided", decided] if decided else []
    assert told(investigation) == due("investigation", "--from", "2026-03-05", *options)


def test_an_extension_to_be_decided_moves_the_limit_and_says_that_it_lies_ahead(
    town: Database,
) -> None:
    query = {"handelse": "investigation_opened", "dag": "2026-11-20"}
    given = query | {"forlangd": "2027-05-20", "beslutad": "2027-03-01"}
    found = view(asked(town, given))
    assert found.decided_ahead == said.DECIDED_AHEAD
    assert found.follows is not None
    last = [each.last_day for each in found.follows.duties if each.duty.extension]
    assert last == ["Sista dag är torsdag 20 maj 2027."]


def test_a_report_today_is_what_the_page_begins_with(town: Database) -> None:
    page = opened(PAGE, asked(town, as_email=KARIN))
    assert all_words(page.xpath("//h2")) == [
        "Om en anmälan kommer in fredag 20 november 2026",
        "Om en utredning inleds fredag 20 november 2026",
    ]
    assert all_words(page.find_class("duty-day")) == [
        "Genast, senast lördag 21 november 2026.",
        "Sista dag är fredag 4 december 2026.",
        "Genast, senast lördag 21 november 2026.",
        "Sista dag är fredag 27 november 2026.",
        "Sista dag är lördag 20 mars 2027.",
    ]
    day = page.get_element_by_id("dag")
    assert day.get("value") == "2026-11-20"


def test_a_last_day_on_a_day_off_is_told_with_the_next_working_day(town: Database) -> None:
    page = opened(PAGE, asked(town, {"dag": "2026-12-10"}))
    (remark,) = [each for each in all_words(page.find_class("duty-remark")) if "julafton" in each]
    assert "måndag 28 december 2026" in remark


def test_an_investigation_may_be_opened_on_another_day_than_the_report(town: Database) -> None:
    page = opened(PAGE, asked(town, {"dag": "20 november", "inleds": "1 december 2026"}))
    headings = all_words(page.xpath("//h2"))
    assert headings[1] == "Om en utredning inleds tisdag 1 december 2026"


def test_a_rule_that_was_not_yet_in_force_is_said_in_a_sentence(town: Database) -> None:
    page = opened(PAGE, asked(town, {"handelse": "investigation_opened", "dag": "2025-12-01"}))
    (sentence,) = all_words(page.find_class("not-in-force"))
    assert "återkoppling till anmälare gällde inte 1 december 2025" in sentence
    assert "Underrättelse om utredning" in words(page)


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ({"dag": "i förrgår eller så"}, "dag", said.NOT_A_DAY),
        ({"dag": "31 februari"}, "dag", said.NO_SUCH_DAY),
        ({"dag": "2026-02-30"}, "dag", said.NO_SUCH_DAY),
        ({"dag": "1889-01-01"}, "dag", said.NO_SUCH_DAY),
        ({"dag": "<b>x</b>"}, "dag", said.NOT_A_DAY),
        ({"handelse": "jul"}, "handelse", said.NO_SUCH_EVENT),
        ({"dag": "2026-11-20", "inleds": "2026-11-19"}, "inleds", said.BEFORE_THE_REPORT),
        ({"dag": "2026-11-20", "forlangd": "2026-11-19"}, "forlangd", said.EXTENDED_BEFORE),
        ({"dag": "2026-11-20", "beslutad": "2026-11-21"}, "forlangd", said.EXTENDED_TO_WHEN),
        (
            {"dag": "2026-11-20", "forlangd": "2026-12-20", "beslutad": "2026-11-01"},
            "beslutad",
            said.DECIDED_BEFORE,
        ),
        ({"handelse": "removal_banned", "forlangd": "2027-11-20"}, "forlangd", said.NOT_EXTENDABLE),
        ({"handelse": "placement_began", "dag": "2099-06-01"}, "dag", said.no_holidays(2101)),
    ],
)
def test_what_is_wrong_is_said_at_its_field_which_keeps_what_was_typed(
    town: Database, query: dict[str, str], field: str, sentence: str
) -> None:
    page = opened(PAGE, asked(town, query))
    control = page.get_element_by_id(field)
    assert control.get("aria-invalid") == "true"
    described = control.get("aria-describedby").split()
    assert sentence in [words(page.get_element_by_id(each)) for each in described]
    assert sentence in all_words(page.xpath("//*[@role='alert']//a"))
    assert not page.find_class("duty")
    if control.tag == "input":
        assert control.get("value") == query.get(field, "2026-11-20" if field == "dag" else "")


def test_every_event_can_be_chosen_and_stays_chosen(town: Database) -> None:
    chosen = event_for(EventId.PLACEMENT_ENDED)
    page = opened(PAGE, asked(town, {"handelse": chosen.id.value}))
    assert [each.get("value") for each in page.xpath("//*[@id='handelse']/option")] == list(EventId)
    (selected,) = page.xpath("//*[@id='handelse']/option[@selected]")
    assert selected.get("value") == chosen.id.value


def test_today_is_the_day_in_sweden(town: Database) -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=STOCKHOLM)
    page = opened(PAGE, asked(town, now=late.astimezone(tz=None)))
    assert plain_date(date(2026, 11, 20)) in words(page.xpath("//h2")[0])


def test_everybody_who_may_use_the_service_may_count(town: Database) -> None:
    status, _ = shown(PAGE, asked(town, as_email=KARIN))
    assert status == 200
