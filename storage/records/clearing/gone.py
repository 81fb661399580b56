"""What the exports no longer have: rows of the case lists, and people who have left."""

from sqlalchemy import ColumnElement, Table, and_, exists, false, func, or_

from storage.records.clearing.model import Kept, Terms
from storage.tables import INVESTIGATION, PLACEMENT, REPORT, STAFF

LIST_OF = {
    Kept.REPORTS: REPORT,
    Kept.INVESTIGATIONS: INVESTIGATION,
    Kept.PLACEMENTS: PLACEMENT,
}
LISTS = tuple(LIST_OF.values())


def is_long_gone(rows: Table, terms: Terms) -> ColumnElement[bool]:
    """Whether the exports have been without the row for so long that it will not come back."""
    return and_(rows.c.gone_since.is_not(None), rows.c.gone_since < terms.gone)


def not_long_gone(rows: Table, terms: Terms) -> ColumnElement[bool]:
    """Whether the row is there, or may come back."""
    return or_(rows.c.gone_since.is_(None), rows.c.gone_since >= terms.gone)


def person_leaves(terms: Terms) -> ColumnElement[bool]:
    """Whether a person is to go: long gone, and not needed to keep rows from a namesake."""
    return and_(is_long_gone(STAFF, terms), ~or_(*map(_keeps_from_a_namesake, LISTS)))


def _keeps_from_a_namesake(rows: Table) -> ColumnElement[bool]:
    """Whether a row names them outside the unit of somebody else who has their name."""
    other = STAFF.alias()
    same_id = func.coalesce(other.c.entra_object_id == STAFF.c.entra_object_id, false())
    return exists().where(
        other.c.name_key == STAFF.c.name_key,
        other.c.email_key != STAFF.c.email_key,
        other.c.gone_since.is_(None),
        ~same_id,
        rows.c.caseworker_key == STAFF.c.name_key,
        rows.c.unit_key != other.c.unit_key,
        rows.c.gone_since.is_(None),
    )
