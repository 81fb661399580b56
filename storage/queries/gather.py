"""Rows that a reader may see, gathered into one `CaseFacts` for each child's case.

The three lists come from the database in the order of their case numbers and are merged as
they stream, so that memory follows the number of rows of one case, not of the municipality.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select

from rules.facts import CaseFacts, InvestigationSpan
from storage.engine import Database
from storage.queries.caseworkers import caseworkers_seen
from storage.queries.conditions import Condition, Given
from storage.rows import CASE_LISTS, SPANS, CaseFact, CaseList
from storage.tables import INVESTIGATION


@dataclass(frozen=True, slots=True)
class Wanted:
    """The rows to gather, the values given, the index that finds them and the lists to look in.

    SQLite would rather walk through a whole list in the order of its case numbers than sort
    a handful of rows, so it is told which index to use; it fails loudly if it cannot.
    """

    of: tuple[Condition, ...]
    given: Given
    index: str | None = None
    lists: tuple[CaseList[Any], ...] = CASE_LISTS


_CASES_AT_A_TIME = 500
_ROWS_AT_A_TIME = 2_000


def gather(database: Database, *wanted: Wanted) -> tuple[CaseFacts, ...]:
    """Return the cases that have wanted rows, in the order of their case numbers.

    Each of `wanted` is a question by its own index; no row may be an answer to two of them.
    """
    with database.reading() as connection:
        return tuple(_cases(connection, wanted, streaming=False))


def stream(
    database: Database, *wanted: Wanted, with_caseworkers: bool = False
) -> Iterator[CaseFacts]:
    """Yield what `gather` returns, holding few cases at a time.

    For figures, `with_caseworkers` adds what the imports have seen of who works on them.
    """
    with database.reading() as connection:
        cases = _cases(connection, wanted, streaming=True)
        yield from _with_caseworkers(connection, cases) if with_caseworkers else cases


def still_there(rows: CaseList[Any]) -> ColumnElement[bool]:
    """Rows that the latest full export still had."""
    return rows.table.c.gone_since.is_(None)


def _cases(
    connection: Connection, wanted: Iterable[Wanted], *, streaming: bool
) -> Iterator[CaseFacts]:
    lists = [_facts(connection, rows, each, streaming) for each in wanted for rows in each.lists]
    by_case = groupby(merge(*lists, key=itemgetter(0)), key=itemgetter(0))
    numbered = ((case, [(place, fact) for _, place, fact in group]) for case, group in by_case)
    while some := list(islice(numbered, _CASES_AT_A_TIME)):
        spans = _spans(connection, [case for case, _ in some])
        for case, facts in some:
            yield _case_facts(case, facts, tuple(spans.get(case, ())))


def _with_caseworkers(connection: Connection, cases: Iterator[CaseFacts]) -> Iterator[CaseFacts]:
    while some := list(islice(cases, _CASES_AT_A_TIME)):
        with_rows = [each.case for each in some if each.investigations]
        seen = caseworkers_seen(connection, with_rows) if with_rows else {}
        for each in some:
            own = seen.get(each.case)
            yield replace(each, caseworkers_seen=tuple(own)) if own else each


def _facts(
    connection: Connection, rows: CaseList[Any], wanted: Wanted, streaming: bool
) -> Iterator[tuple[str, int, CaseFact]]:
    query = query_for(rows, wanted.of, wanted.index)
    options = {"yield_per": _ROWS_AT_A_TIME} if streaming else {}
    found = connection.execute(query, wanted.given, execution_options=options)
    place = CASE_LISTS.index(rows)
    make = rows.fact
    for row in found if streaming else found.all():
        fact = make(row)
        yield fact.case, place, fact


@cache
def query_for(rows: CaseList[Any], of: tuple[Condition, ...], index: str | None) -> Select[Any]:
    """Return the question for these rows, put together once for all readers."""
    columns = rows.table.c
    query = (
        select(*rows.columns)
        .where(*(condition(rows) for condition in of), still_there(rows))
        .order_by(columns.case_number, columns[rows.begins_on], columns.number)
    )
    if index is None:
        return query
    return query.with_hint(rows.table, f"INDEXED BY ix_{rows.table.name}_{index}", "sqlite")


def _spans(connection: Connection, cases: list[str]) -> dict[str, list[InvestigationSpan]]:
    places = 1 << (len(cases) - 1).bit_length()
    query, names = _spans_query(places)
    given = dict(zip(names, cases + cases[-1:] * (places - len(cases)), strict=True))
    found: dict[str, list[InvestigationSpan]] = {}
    for row in connection.execute(query, given).all():
        span = SPANS.fact(row)
        found.setdefault(span.case, []).append(span)
    return found


@cache
def _spans_query(places: int) -> tuple[Select[Any], tuple[str, ...]]:
    """Return the question with so many places for a case number, and the names of the places.

    A few sizes serve all numbers of cases, the last case filling up. A list of just the right
    length would be written into each question anew, and no database would know it again.
    """
    names = tuple(f"case_{place}" for place in range(places))
    columns = INVESTIGATION.c
    query = (
        select(*SPANS.columns)
        .where(columns.case_number.in_(list(map(bindparam, names))), columns.gone_since.is_(None))
        .order_by(columns.case_number, columns.opened_on, columns.number)
    )
    return query, names


def _case_facts(
    case: str, facts: Iterable[tuple[int, Any]], spans: tuple[InvestigationSpan, ...]
) -> CaseFacts:
    lists: tuple[list[Any], ...] = ([], [], [])
    for place, fact in facts:
        lists[place].append(fact)
    reports, investigations, placements = map(tuple, lists)
    return CaseFacts(case, reports, investigations, placements, (), spans)
