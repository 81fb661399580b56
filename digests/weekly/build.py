"""Building the weekly digests of all units; pure, so that any day can be seen again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from digests.forecast.build import forecast_unit
from digests.forecast.chances import investigations_due
from digests.periods import Week, day_seen_from
from digests.rule_notes import notes_on_duties
from digests.stamp import DataStamp
from digests.weekly.caseworkers import StaffDirectory, loads, unknown_caseworkers
from digests.weekly.gather import RowsByUnit, UnitRows, gather_rows
from digests.weekly.items import (
    duty_item,
    gap_item,
    investigation_item,
    past_limit,
)
from digests.weekly.model import ChangedItem, Changes, DutyItem, Outlook, WeeklyDigest
from digests.weekly.own_figures import FiguresByUnit, months_told
from digests.weekly.to_check import ToCheck
from rules.duties import Duty, DutyStatus
from rules.facts import CaseFacts, InvestigationTime, StaffMember, Unit
from rules.policy import Policy

DAYS_BACK = timedelta(days=7)
DAYS_AHEAD = timedelta(days=30)


def build_weekly_digests(
    cases: Iterable[CaseFacts],
    staff: Iterable[StaffMember],
    units: Iterable[Unit],
    *,
    week: Week,
    today: date,
    policy: Policy,
    stamp: DataStamp,
    left: Iterable[StaffMember] = (),
    times: Iterable[InvestigationTime] = (),
    figures: FiguresByUnit | None = None,
) -> tuple[WeeklyDigest, ...]:
    """Return one digest for each unit, by name; `cases` are gone through once for all of them.

    `left` are people who are gone from personal.csv, `times` the history that the forecasts rest
    on. A week gone by is seen from its Monday. Raises DigestError for a week that has not begun.
    """
    as_of = day_seen_from(week, today)
    directory = StaffDirectory(staff, left)
    by_unit = RowsByUnit(units, directory)
    by_unit.add_times(times)
    gathered = gather_rows(cases, by_unit, since=as_of - DAYS_BACK, today=as_of, policy=policy)
    shown = FiguresByUnit(months_told(as_of), {}) if figures is None else figures
    told = (_digest(unit, week, as_of, stamp, directory, shown) for unit in gathered.units)
    return tuple(replace(digest, unplaced=gathered.unplaced) for digest in told)


def _digest(
    rows: UnitRows,
    week: Week,
    as_of: date,
    stamp: DataStamp,
    directory: StaffDirectory,
    figures: FiguresByUnit,
) -> WeeklyDigest:
    duties = sorted(rows.open_duties, key=_worst_first)
    overdue = [duty for duty in duties if duty.status is DutyStatus.OVERDUE]
    coming = [duty for duty in duties if duty.status is not DutyStatus.OVERDUE]
    soon = [duty for duty in coming if duty.decisive_on <= as_of + DAYS_AHEAD]
    forecast = forecast_unit(coming, rows.times, as_of)
    foretold = investigations_due(coming, forecast.last_day)
    return WeeklyDigest(
        unit=rows.unit.name,
        recipients=tuple(manager.email for manager in rows.unit.managers),
        week=week,
        as_of=as_of,
        stamp=stamp,
        outlook=_outlook(overdue, coming, week, as_of),
        changes=_changes(rows, overdue, as_of - DAYS_BACK),
        per_caseworker=loads(duties),
        past_limit=past_limit(duties),
        forecast=forecast,
        own_figures=figures.of(rows.unit.name),
        to_check=_to_check(rows, duties, directory),
        rule_notes=notes_on_duties([*overdue, *soon, *foretold], as_of),
    )


def _outlook(overdue: Sequence[Duty], coming: Sequence[Duty], week: Week, as_of: date) -> Outlook:
    until = as_of + DAYS_AHEAD
    next_week_ends = week.last_day + timedelta(days=7)
    return Outlook(
        overdue=_items(overdue),
        this_week=_due_between(coming, date.min, week.last_day),
        next_week=_due_between(coming, week.last_day, next_week_ends),
        later=_due_between(coming, next_week_ends, until),
        until=until,
        open_duties=len(overdue) + len(coming),
        next_due_on=coming[0].decisive_on if coming else None,
    )


def _to_check(rows: UnitRows, duties: Sequence[Duty], directory: StaffDirectory) -> ToCheck:
    gaps = sorted(map(gap_item, rows.gaps), key=lambda gap: (gap.kind, gap.case, gap.source))
    restarts = sorted(rows.restarts, key=lambda item: (item.opened_on, item.case))
    return ToCheck(tuple(gaps), unknown_caseworkers(duties, directory), tuple(restarts))


def _worst_first(duty: Duty) -> tuple[date, date, str, str]:
    return duty.decisive_on, duty.due_on, duty.case, duty.rule.value


def _items(duties: Iterable[Duty]) -> tuple[DutyItem, ...]:
    return tuple(map(duty_item, duties))


def _due_between(duties: Iterable[Duty], after: date, until: date) -> tuple[DutyItem, ...]:
    """Return the duties whose last day lies in the span: the day that decides lateness."""
    return _items(duty for duty in duties if after < duty.decisive_on <= until)


def _changes(rows: UnitRows, overdue: Iterable[Duty], since: date) -> Changes:
    """Return the changes; newly overdue is what has its last day in the span like all else."""
    return Changes(
        since=since,
        new=_in_order(rows.new),
        closed=_in_order(rows.closed),
        newly_overdue=_items(duty for duty in overdue if duty.decisive_on >= since),
        extended=tuple(
            investigation_item(duty) for duty in sorted(rows.extended, key=_worst_first)
        ),
    )


def _in_order(changed: Iterable[ChangedItem]) -> tuple[ChangedItem, ...]:
    return tuple(sorted(changed, key=lambda item: (item.happened_on, item.case, item.matter)))
