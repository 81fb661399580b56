"""`duties`: the list behind every answer and digest."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.options import AsJson, AsOf, UnitName, one_of, tell
from bot.cli.refusals import CannotDo, NotGranted
from rules.duties import OPEN_STATUSES, DutyStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.duties import Duty
    from rules.facts import CaseFacts
    from rules.policy import Policy
    from storage.engine import Database

OPERATOR = "kommandoraden"
"""Who looked, in the access log, where nobody was named with --as."""

INTENT = "duties"
"""What listing duties is called in the access log."""

_SeenBy = Annotated[
    str | None,
    typer.Option("--as", metavar="E-POST", help="Det som den personen får se. Annars allt."),
]
_Statuses = Annotated[
    list[DutyStatus] | None,
    typer.Option(
        "--status",
        parser=one_of(DutyStatus),
        metavar="LÄGE",
        help="Bara de lägena, till exempel overdue; kan upprepas. Annars alla öppna.",
    ),
]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which duties are asked for, and as whom."""

    seen_by: str | None
    unit: str | None
    statuses: frozenset[DutyStatus]
    today: date

    @property
    def only_open(self) -> bool:
        return self.statuses <= OPEN_STATUSES


def duties(
    seen_by: _SeenBy = None,
    unit: UnitName = None,
    status: _Statuses = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Lista lagens frister med sista dag och läge."""
    from bot import texts
    from bot.age import age_of_data
    from bot.clock import moment_on
    from bot.composition import opened
    from bot.settings import load_settings

    settings, now = load_settings(), moment_on(as_of)
    asked = _Asked(seen_by, unit, frozenset(status or OPEN_STATUSES), now.date())
    with opened(settings) as database:
        try:
            found = _found_and_written_down(database, asked, settings.policy)
        except CannotDo:
            if as_json:
                typer.echo("[]")
            raise
        stamp = age_of_data(database, now, settings.stale_after_hours)
    if stamp.warning:
        typer.echo(stamp.warning, err=True)
    documents = [duty_document(duty) for duty in found]
    tell(documents, as_json=as_json, text=lambda: f"{_list(found)}\n{texts.stamp(stamp)}")


def duty_document(duty: "Duty") -> dict[str, Any]:
    """Return a duty with the keys that every command gives it."""
    return {
        "case": duty.case,
        "rule": duty.rule.value,
        "due_on": duty.due_on.isoformat(),
        "shifted_due_on": duty.shifted_due_on.isoformat(),
        "days_left": duty.days_left,
        "status": duty.status.value,
        "unit": duty.unit,
        "caseworker": duty.caseworker,
    }


def _found_and_written_down(database: "Database", asked: _Asked, policy: "Policy") -> "list[Duty]":
    """Return the duties asked for; that they were, or were refused, is in the access log."""
    from bot.cli.rows import scope_of
    from bot.clock import now_in_sweden
    from storage.queries import record_look

    who, at = asked.seen_by or OPERATOR, now_in_sweden()
    scope = scope_of(database, asked.seen_by, asked.unit)
    try:
        found = _found(database, asked, policy)
    except NotGranted:
        record_look(database, who=who, at=at, intent=INTENT, rows=0, scope=scope, denied=True)
        raise
    record_look(database, who=who, at=at, intent=INTENT, rows=len(found), scope=scope)
    return found


def _found(database: "Database", asked: _Asked, policy: "Policy") -> "list[Duty]":
    """Return the duties asked for, by decisive day; raises CannotDo where none may be seen."""
    from rules.case_duties import duties_of_case, in_order

    found = [
        duty
        for case in _cases(database, asked)
        for duty in duties_of_case(case, asked.today, policy)
        if duty.status in asked.statuses
    ]
    return in_order(found)


def _cases(database: "Database", asked: _Asked) -> "Iterable[CaseFacts]":
    from bot.cli.rows import cases_for_operator, cases_for_person

    unit, today, only_open = asked.unit, asked.today, asked.only_open
    if asked.seen_by is None:
        return cases_for_operator(database, unit, today, only_open=only_open)
    return cases_for_person(database, asked.seen_by, unit, today, only_open=only_open)


def _list(found: "list[Duty]") -> str:
    from bot import texts

    lines = [texts.line(duty, with_caseworker=True) for duty in found]
    return "\n".join(lines) or texts.NOTHING_LISTED
