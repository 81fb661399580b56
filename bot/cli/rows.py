"""Rows for the `duties` command: what a person may see, or all of it for the operator.

Whoever can run a command without `--as` on the server can read the database file as well, so
the operator is not asked who he is; a person named with `--as` sees what Teams would show.
"""

from collections.abc import Iterable
from datetime import date

from bot import texts
from bot.access import (
    Grant,
    Reach,
    Refusal,
    granted_open_cases,
    granted_rows,
    rows_granted,
    widest_reach,
)
from bot.cli.refusals import CannotDo, NotGranted
from bot.conversation import Audience
from rules.facts import CaseFacts
from storage.engine import Database
from storage.keys import name_key
from storage.queries import (
    FIRST_POSSIBLE_DAY,
    LookScope,
    all_open_cases,
    cases_for_figures,
    staff_by_email,
    unit_cases,
    unit_history,
    units,
)


def cases_for_operator(
    database: Database, unit: str | None, today: date, *, only_open: bool
) -> Iterable[CaseFacts]:
    """Return the municipality's rows, or one unit's; raises CannotDo for an unknown unit."""
    if unit is not None:
        require_unit(database, unit)
        return (unit_cases if only_open else unit_history)(database, unit, today)
    if not only_open:
        return cases_for_figures(database, FIRST_POSSIBLE_DAY, today, None)
    return all_open_cases(database, today)


def cases_for_person(
    database: Database, email: str, unit: str | None, today: date, *, only_open: bool
) -> Iterable[CaseFacts]:
    """Return the rows that the person works with; raises NotGranted where none may be seen."""
    grant = _granted(database, email, unit)
    if only_open:
        return granted_open_cases(database, grant, today)
    return granted_rows(database, grant, today)


def scope_of(database: Database, email: str | None, unit: str | None) -> LookScope:
    """Return whose rows are asked for: a unit's, the person's usual ones, or all of them."""
    if unit is not None:
        return LookScope.UNIT
    if email is None:
        return LookScope.ALL
    staff = staff_by_email(database, email)
    if staff is None:
        return LookScope.NONE
    return LookScope.UNIT if widest_reach(staff) is Reach.UNIT else LookScope.MINE


def require_unit(database: Database, unit: str) -> None:
    """Raise CannotDo, naming the units there are, unless this is one of them."""
    known = [each.name for each in units(database)]
    if name_key(unit) not in map(name_key, known):
        listed = ", ".join(known) or "inga"
        raise CannotDo(f"Jag hittar ingen enhet som heter ”{unit}”. Enheterna är: {listed}.")


def _granted(database: Database, email: str, unit: str | None) -> Grant:
    staff = staff_by_email(database, email)
    if staff is None:
        raise NotGranted(texts.REFUSALS[Refusal.UNKNOWN_PERSON])
    grant = rows_granted(staff, Audience.PERSONAL, widest_reach(staff))
    if isinstance(grant, Refusal):
        raise NotGranted(texts.REFUSALS[grant])
    if unit is not None and name_key(unit) != name_key(staff.unit):
        raise NotGranted(f"{staff.name} får inte se ärenden på ”{unit}”.")
    return grant
