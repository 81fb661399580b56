"""When the rows of a case are over, so that the copy of them is no longer needed (gallring).

A case is kept or cleared whole. While anything in it is open, or younger than the day from
which facts are kept, all its rows stay: an old opening answers an old report, an earlier closing
shows that a clock was restarted. A row is over when it has ended, and its time limit has run
out, before that day.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, exists, or_

from rules.facts import ReportType

_PRELIMINARY_ASSESSMENT = timedelta(days=40)
_INVESTIGATION = timedelta(days=130)
"""Longer than the longest unextended limit of their kind, with room for a run of days off."""


def is_live(
    rows: FromClause, since: date, investigations: Sequence[FromClause]
) -> ColumnElement[bool]:
    """Whether a row of a case list is open, or has ended or had its limit on `since` or later.

    `investigations` are the lists in which an opening may answer a report that nobody decided.
    """
    over = _is_over(rows, since, investigations)
    return case((over, 1), else_=0) == 0  # what cannot be told is not over


def _is_over(
    rows: FromClause, since: date, investigations: Sequence[FromClause]
) -> ColumnElement[bool]:
    if "received_on" in rows.c:
        return _report_is_over(rows.c, since, investigations)
    if "opened_on" in rows.c:
        return _investigation_is_over(rows.c, since)
    return _before(rows.c.ended_on, since)


def _report_is_over(
    report: Any, since: date, investigations: Sequence[FromClause]
) -> ColumnElement[bool]:
    answered = or_(*(_answers(each, report) for each in investigations))
    asks_for_assessment = and_(report.type == ReportType.REPORT, report.assessed_on.is_(None))
    undated = and_(
        report.decided_on.is_(None),
        or_(report.decision.is_not(None), and_(~asks_for_assessment, answered)),
    )
    return and_(
        report.received_on < since - _PRELIMINARY_ASSESSMENT,
        or_(report.assessed_on.is_(None), report.assessed_on < since),
        or_(_before(report.decided_on, since), undated),
    )


def _investigation_is_over(investigation: Any, since: date) -> ColumnElement[bool]:
    extended_to = investigation.extended_to
    return and_(
        _before(investigation.closed_on, since),
        investigation.opened_on < since - _INVESTIGATION,
        or_(extended_to.is_(None), extended_to < since),
    )


def _before(day: Any, since: date) -> ColumnElement[bool]:
    return and_(day.is_not(None), day < since)


def _answers(investigations: FromClause, report: Any) -> ColumnElement[bool]:
    """Whether an investigation ran when the report came in or was opened after it."""
    row = investigations.alias()
    ran = or_(row.c.closed_on.is_(None), row.c.closed_on >= report.received_on)
    current = [row.c.gone_since.is_(None)] if "gone_since" in row.c else []
    return exists().where(row.c.case_number == report.case_number, ran, *current)
