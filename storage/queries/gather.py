"""Rows that a reader may see, gathered into one `CaseFacts` for each child's case.

The three lists come from the database in the order of their case numbers and are merged as
they stream, so that memory follows the number of rows of one case, not of the municipality.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from heapq import merge
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select

from rules.facts import CaseFacts, InvestigationSpan
from storage.engine import Database
from storage.prepared import Prepared
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
    database: Database,
    *wanted: Wanted,
    with_caseworkers: bool = False,
    needs_spans: Callable[[CaseFact], bool] | None = None,
) -> Iterator[CaseFacts]:
    """Yield what `gather` returns, holding few cases at a time.

    For figures, `with_caseworkers` adds what the imports have seen of who works on them. With
    `needs_spans` only the cases with such a row are given the spans of their investigations.
    """
    with database.reading() as connection:
        cases = _cases(connection, wanted, streaming=True, needs_spans=needs_spans)
        yield from _with_caseworkers(connection, cases) if with_caseworkers else cases


def still_there(rows: CaseList[Any]) -> ColumnElement[bool]:
    """Rows that the latest full export still had."""
    return rows.table.c.gone_since.is_(None)


def _cases(
    connection: Connection,
    wanted: Iterable[Wanted],
    *,
    streaming: bool,
    needs_spans: Callable[[CaseFact], bool] | None = None,
) -> Iterator[CaseFacts]:
    lists = [_facts(connection, rows, each, streaming) for each in wanted for rows in each.lists]
    by_number = itemgetter(0)
    in_order = merge(*lists, key=by_number) if streaming else sorted(chain(*lists), key=by_number)
    by_case = groupby(in_order, key=by_number)
    numbered = ((case, [(place, fact) for _, place, fact in group]) for case, group in by_case)
    while some := list(islice(numbered, _CASES_AT_A_TIME)):
        spans = _spans(connection, list(_with_spans(some, needs_spans)))
        for case, facts in some:
            yield _case_facts(case, facts, tuple(spans.get(case, ())))


def _with_spans(
    some: Iterable[tuple[str, list[tuple[int, CaseFact]]]],
    needs_spans: Callable[[CaseFact], bool] | None,
) -> Iterator[str]:
    for case, facts in some:
        if needs_spans is None or any(needs_spans(fact) for _, fact in facts):
            yield case


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
    find = _streamed if streaming else _at_once
    place = CASE_LISTS.index(rows)
    make = rows.fact
    for row in find(connection, rows, wanted):
        fact = make(row)
        yield fact.case, place, fact


def _streamed(connection: Connection, rows: CaseList[Any], wanted: Wanted) -> Iterable[Any]:
    query = query_for(rows, wanted.of, wanted.index)
    few = {"yield_per": _ROWS_AT_A_TIME}
    return connection.execute(query, wanted.given, execution_options=few)


def _at_once(connection: Connection, rows: CaseList[Any], wanted: Wanted) -> Iterable[Any]:
    return _prepared_for(rows, wanted.of, wanted.index).rows(connection, wanted.given)


@cache
def _prepared_for(rows: CaseList[Any], of: tuple[Condition, ...], index: str | None) -> Prepared:
    return Prepared(query_for(rows, of, index))


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
    if not cases:
        return {}
    places = 1 << (len(cases) - 1).bit_length()
    query, names = _spans_query(places)
    given = dict(zip(names, cases + cases[-1:] * (places - len(cases)), strict=True))
    found: dict[str, list[InvestigationSpan]] = {}
    for row in query.rows(connection, given):
        span = SPANS.fact(row)
        found.setdefault(span.case, []).append(span)
    return found


@cache
def _spans_query(places: int) -> tuple[Prepared, tuple[str, ...]]:
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
    return Prepared(query), names


def _case_facts(
    case: str, facts: Iterable[tuple[int, Any]], spans: tuple[InvestigationSpan, ...]
) -> CaseFacts:
    lists: tuple[list[Any], ...] = ([], [], [])
    for place, fact in facts:
        lists[place].append(fact)
    reports, investigations, placements = map(tuple, lists)
    return CaseFacts(case, reports, investigations, placements, (), spans)
