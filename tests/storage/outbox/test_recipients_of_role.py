"""Who is sent what, and when they want it: read in one question."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from case_lists import NOW, caseworker, report
from clearing_terms import clear_only
from sqlalchemy import event

from rules.facts import Role
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.queries import all_staff
from storage.records import pause_digest
from storage.records.clearing import Kept
from storage.records.outbox import (
    Absence,
    DeliveryWish,
    absences,
    end_absence,
    last_tick,
    note_tick,
    recipients,
    set_absence,
    set_wish,
    wish_of,
    wishes,
)

Import = Callable[..., ImportReport]

BO = caseworker("Bo Ek", email="bo.ek@x.se", role=Role.UNIT_MANAGER)
EVA = caseworker("Eva Ny", email="eva.ny@x.se", role=Role.UNIT_MANAGER)
ASA = caseworker("Åsa Holm", email="asa.holm@x.se")
DAY = timedelta(days=1)
AWAY = Absence(BO.email, EVA.email, date(2026, 12, 1), date(2026, 12, 24))
TUESDAYS = DeliveryWish(weekday=1, hour=9, quiet_from=18, quiet_until=6)


def test_everybody_of_the_role_is_there_with_what_decides(
    database: Database, imported: Import
) -> None:
    imported(BO, ASA)
    imported(BO, ASA, EVA, now=NOW + DAY)
    set_wish(database, "BO.EK@x.se", TUESDAYS, NOW)
    set_absence(database, AWAY, NOW)
    pause_digest(database, EVA, None, NOW)
    bo, eva = recipients(database, Role.UNIT_MANAGER)
    assert (bo.staff.email, bo.known_since, bo.wish) == (BO.email, NOW, TUESDAYS)
    assert (bo.pause, bo.absence) == (None, AWAY)
    assert (eva.staff.email, eva.known_since) == (EVA.email, NOW + DAY)
    assert (eva.wish, eva.absence) == (DeliveryWish(), None)
    assert eva.pause is not None
    assert (eva.pause.until, eva.pause.paused_at) == (None, NOW)


@pytest.mark.parametrize(
    ("name", "unit", "stays"),
    [(BO.name, BO.unit, True), ("Nils Ny", BO.unit, False), (BO.name, "Annan", False)],
)
def test_an_absence_is_of_the_person_and_the_unit_it_was_set_for(
    database: Database, imported: Import, name: str, unit: str | None, stays: bool
) -> None:
    imported(BO, EVA)
    set_absence(database, AWAY, NOW)
    imported(replace(BO, name=name, unit=unit), EVA, now=NOW + DAY)
    whose = {each.staff.email: each.absence for each in recipients(database, Role.UNIT_MANAGER)}
    assert whose[BO.email] == (AWAY if stays else None)
    assert absences(database) == ((AWAY,) if stays else ())


def test_a_recipient_is_the_member_of_staff_that_everything_else_knows(
    database: Database, imported: Import
) -> None:
    imported(BO)
    assert tuple(each.staff for each in recipients(database, BO.role)) == all_staff(database)


def test_nobody_of_another_role_or_who_has_left_is_a_recipient(
    database: Database, imported: Import
) -> None:
    imported(BO, EVA, ASA, report(1))
    imported(EVA, ASA, report(1), now=NOW + DAY, full=True, force=True)
    assert [each.staff.name for each in recipients(database, Role.UNIT_MANAGER)] == [EVA.name]
    assert recipients(database, Role.BOARD_SECRETARY) == ()


def test_recipients_cost_one_question(database: Database, imported: Import) -> None:
    imported(BO, EVA)
    asked: list[object] = []
    event.listen(database.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    assert len(recipients(database, Role.UNIT_MANAGER)) == 2
    assert len(asked) == 1


def test_a_wish_takes_the_place_of_the_earlier_and_an_empty_one_ends_it(
    database: Database,
) -> None:
    assert wish_of(database, BO.email) == DeliveryWish()
    set_wish(database, BO.email, TUESDAYS, NOW)
    set_wish(database, BO.email, DeliveryWish(hour=8), NOW)
    assert wish_of(database, "Bo.Ek@X.se") == DeliveryWish(hour=8)
    assert wishes(database) == ((BO.email, DeliveryWish(hour=8)),)
    set_wish(database, BO.email, DeliveryWish(), NOW)
    assert wishes(database) == ()


def test_a_person_has_one_absence_at_a_time(database: Database) -> None:
    set_absence(database, Absence(BO.email, ASA.email, AWAY.from_on, AWAY.from_on), NOW)
    set_absence(database, AWAY, NOW)
    assert absences(database) == (AWAY,)
    assert end_absence(database, "BO.EK@x.se")
    assert not end_absence(database, BO.email)
    assert absences(database) == ()


def test_absences_long_past_are_forgotten(database: Database) -> None:
    set_absence(database, AWAY, NOW)
    last_day = datetime.combine(AWAY.until_on, time(12), UTC)
    assert clear_only(database, Kept.ABSENCES, last_day) == 0
    assert clear_only(database, Kept.ABSENCES, last_day + DAY) == 1
    assert absences(database) == ()


@pytest.mark.parametrize(
    ("day", "away"),
    [("2026-11-30", False), ("2026-12-01", True), ("2026-12-24", True), ("2026-12-25", False)],
)
def test_an_absence_lasts_from_its_first_day_to_its_last(day: str, away: bool) -> None:
    assert AWAY.covers(date.fromisoformat(day)) is away


def test_a_tick_keeps_when_it_was_first_done_and_who_did_it_last(database: Database) -> None:
    assert last_tick(database, "schedule") is None
    first = note_tick(database, "schedule", "one", NOW)
    assert (first.first_at, first.last_at, first.owner) == (NOW, NOW, "one")
    second = note_tick(database, "schedule", "two", NOW + DAY)
    assert (second.first_at, second.last_at, second.owner) == (NOW, NOW + DAY, "two")
    assert last_tick(database, "schedule") == second
    assert last_tick(database, "keeping") is None
