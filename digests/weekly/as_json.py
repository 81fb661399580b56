"""The weekly digests as the JSON document of `fristvakt digest weekly`: stable keys, plain values.

This is the edge where typed values become a dict; nothing in the house reads it back.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from digests.periods import Week
from digests.rule_notes import RuleNote
from digests.weekly.ahead_as_json import forecast_as_json, own_figures_as_json
from digests.weekly.model import (
    CaseworkerLoad,
    ChangedItem,
    Changes,
    DutyItem,
    InvestigationItem,
    Unplaced,
    WeeklyDigest,
)
from digests.weekly.to_check import GapItem, RestartItem, UnknownCaseworker

Json = dict[str, Any]


def weekly_as_json(week: Week, digests: Iterable[WeeklyDigest]) -> Json:
    """Return the document of a week's digests."""
    return {"week": str(week), "digests": [_digest(digest) for digest in digests]}


def _digest(digest: WeeklyDigest) -> Json:
    outlook, checks = digest.outlook, digest.to_check
    without, extended = digest.past_limit.without_extension, digest.past_limit.extended
    return {
        "unit": digest.unit,
        "recipient": digest.recipients[0] if digest.recipients else None,
        "recipients": list(digest.recipients),
        "as_of": digest.as_of.isoformat(),
        "data_as_of": digest.stamp.imported_at and digest.stamp.imported_at.isoformat(),
        "data_is_stale": digest.stamp.is_stale,
        "open_duties": outlook.open_duties,
        "overdue": [_duty(item) for item in outlook.overdue],
        "due_soon": [_duty(item) for item in outlook.due_soon],
        "due_this_week": [_duty(item) for item in outlook.this_week],
        "due_next_week": [_duty(item) for item in outlook.next_week],
        "due_within_30_days": [_duty(item) for item in outlook.later],
        "changed": _changes(digest.changes),
        "per_caseworker": [_load(load) for load in digest.per_caseworker],
        "over_limit_without_extension": [_investigation(item) for item in without],
        "extended": [_investigation(item) for item in extended],
        "forecast": forecast_as_json(digest.forecast),
        "own_figures": own_figures_as_json(digest.own_figures),
        "data_gaps": [_gap(item) for item in checks.data_gaps],
        "unknown_caseworkers": [_unknown_caseworker(item) for item in checks.unknown_caseworkers],
        "possible_restarts": [_restart(item) for item in checks.possible_restarts],
        "without_unit": _unplaced(digest.unplaced),
        "rules": [_rule_note(note) for note in digest.rule_notes],
    }


def _unplaced(unplaced: Unplaced) -> Json:
    return {"duties": unplaced.duties, "cases": unplaced.cases, "overdue": unplaced.overdue}


def _duty(item: DutyItem) -> Json:
    return {
        "case": item.case,
        "rule": item.rule.value,
        "title": item.title,
        "due_on": item.due_on.isoformat(),
        "shifted_due_on": item.shifted_due_on.isoformat(),
        "decisive_on": item.decisive_on.isoformat(),
        "days_left": item.days_left,
        "status": item.status.value,
        "unit": item.unit,
        "caseworker": item.caseworker,
    }


def _changes(changes: Changes) -> Json:
    return {
        "since": changes.since.isoformat(),
        "new": [_changed(item) for item in changes.new],
        "closed": [_changed(item) for item in changes.closed],
        "newly_overdue": [_duty(item) for item in changes.newly_overdue],
        "extended": [_investigation(item) for item in changes.extended],
    }


def _changed(item: ChangedItem) -> Json:
    return {
        "case": item.case,
        "matter": item.matter.value,
        "happened_on": item.happened_on.isoformat(),
        "rule": item.rule and item.rule.value,
        "due_on": _day(item.due_on),
        "shifted_due_on": _day(item.shifted_due_on),
        "decisive_on": _day(item.decisive_on),
        "days_left": item.days_left,
        "status": item.status and item.status.value,
        "unit": item.unit,
        "caseworker": item.caseworker,
    }


def _investigation(item: InvestigationItem) -> Json:
    return {
        "case": item.case,
        "rule": item.rule.value,
        "opened_on": item.opened_on.isoformat(),
        "base_due_on": item.base_due_on.isoformat(),
        "base_decisive_on": item.base_decisive_on.isoformat(),
        "due_on": item.due_on.isoformat(),
        "shifted_due_on": item.shifted_due_on.isoformat(),
        "decisive_on": item.decisive_on.isoformat(),
        "days_left": item.days_left,
        "status": item.status.value,
        "extended_to": _day(item.extended_to),
        "extension_decided_on": _day(item.extension_decided_on),
        "extension_effect": item.extension_effect.value,
        "unit": item.unit,
        "caseworker": item.caseworker,
    }


def _load(load: CaseworkerLoad) -> Json:
    return {
        "caseworker": load.caseworker,
        "cases": load.cases,
        "open": load.open,
        "near": load.near,
        "overdue": load.overdue,
        "oldest_due_on": load.oldest_decisive_on.isoformat(),
    }


def _gap(item: GapItem) -> Json:
    return {
        "kind": item.kind.value,
        "case": item.case,
        "source": item.source,
        "unit": item.unit,
        "caseworker": item.caseworker,
        "explanation": item.kind.explanation,
    }


def _unknown_caseworker(item: UnknownCaseworker) -> Json:
    return {
        "caseworker": item.caseworker,
        "fault": item.fault.value,
        "duties": item.duties,
        "cases": list(item.cases),
    }


def _restart(item: RestartItem) -> Json:
    return {
        "case": item.case,
        "investigation": item.number,
        "opened_on": item.opened_on.isoformat(),
        "earlier_investigation": item.earlier_number,
        "earlier_closed_on": _day(item.earlier_closed_on),
        "unit": item.unit,
        "caseworker": item.caseworker,
    }


def _rule_note(note: RuleNote) -> Json:
    return {
        "rule": note.rule.value,
        "citation": note.citation,
        "unsure": list(note.unsure),
        "warning": note.warning,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
