"""What the outbox costs follows what is due, never what has been sent."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from outbox_rows import NOW, begun, claims, finished, queued, weekly
from sqlalchemy import event, text, update

from storage.engine import Database, refresh_statistics
from storage.records.outbox import (
    Channel,
    DeliveriesWanted,
    DeliveryKind,
    DeliveryState,
    deliveries,
    lost_submissions,
    outbox_figures,
    overdue_submissions,
    tell_in,
    told_by,
)
from storage.tables import DELIVERY

BY_STATE = "ix_delivery_state_next_attempt_at"
IDENTITY = ("uq_delivery", "sqlite_autoindex_delivery_1")
A_NOTICE = weekly(9, kind=DeliveryKind.FAILURE_NOTICE, period="p")
Ask = Callable[[Database], object]

QUESTIONS: dict[str, tuple[Ask, str, tuple[str, ...]]] = {
    "replacing": (
        lambda database: queued(database, weekly(3, period="2026-W49")),
        "UPDATE delivery",
        (*IDENTITY, BY_STATE),
    ),
    "what is lost": (
        lambda database: lost_submissions(database, NOW, resend=True),
        "SELECT delivery.id",
        (BY_STATE,),
    ),
    "the oldest due": (lambda database: outbox_figures(database, NOW), "SELECT min", (BY_STATE,)),
    "a period": (
        lambda database: deliveries(
            database, DeliveriesWanted(kinds=[DeliveryKind.WEEKLY_DIGEST], period="2026-W48")
        ),
        "SELECT delivery.id",
        ("ix_delivery_kind_period",),
    ),
    "claiming": (lambda database: claims(database, most=2), "WITH due", (BY_STATE,)),
    "what is overdue": (
        lambda database: overdue_submissions(database, NOW),
        "SELECT delivery_attempt.rows",
        (BY_STATE,),
    ),
    "what is untold": (
        lambda database: tell_in(database, [A_NOTICE], NOW, at_most_every=timedelta(minutes=15)),
        "SELECT EXISTS",
        (BY_STATE,),
    ),
    "what was told": (lambda database: told_by(database, "p"), "SELECT delivery.id", (BY_STATE,)),
    "the end of an attempt": (
        lambda database: finished(database, begun(database)),
        "SELECT delivery_attempt.ended_at",
        ("ix_delivery_attempt_delivery_id",),
    ),
}


@pytest.fixture
def year_past(database: Database) -> Database:
    """Many digests that were sent, each by an attempt, and two that are due."""
    weeks = [f"2025-W{week:02d}" for week in range(1, 51)]
    queued(database, *(weekly(each, period=week) for week in weeks for each in range(40)))
    long_ago = NOW - timedelta(days=300)
    sent = update(DELIVERY).values(state=DeliveryState.SENT, next_attempt_at=long_ago)
    with database.writing() as connection:
        connection.execute(sent)
        connection.execute(text(_AN_ATTEMPT_AT_EACH))
    queued(database, weekly(1), weekly(2))
    with database.writing() as connection:
        refresh_statistics(connection)
    return database


_AN_ATTEMPT_AT_EACH = (
    "INSERT INTO delivery_attempt (delivery_id, run_id, started_at, ended_at, outcome) "
    "SELECT id, run_id, queued_at, queued_at, 'sent' FROM delivery"
)


def plan(database: Database, ask: Ask, beginning: str) -> str:
    """How the database goes about the first statement of the answer that begins so."""
    asked: list[tuple[str, object]] = []

    def listen(*call: object) -> None:
        if str(call[2]).startswith(beginning):
            asked.append((str(call[2]), call[3]))

    event.listen(database.engine, "before_cursor_execute", listen)
    ask(database)
    event.remove(database.engine, "before_cursor_execute", listen)
    statement, values = asked[0]
    words = "EXPLAIN" if database.engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    with database.reading() as connection:
        rows = connection.exec_driver_sql(f"{words} {statement}", values)  # type: ignore[arg-type]  # as they were
        return "\n".join(str(row[-1]) for row in rows)


def walks(steps: str) -> bool:
    return "Seq Scan on delivery" in steps or "SCAN delivery" in steps


def test_no_question_of_the_outbox_walks_through_what_has_been_sent(year_past: Database) -> None:
    plans = {name: plan(year_past, *asked[:2]) for name, asked in QUESTIONS.items()}
    assert {name: steps for name, steps in plans.items() if walks(steps)} == {}
    for name, (_ask, _beginning, indexes) in QUESTIONS.items():
        assert any(index in plans[name] for index in indexes), (name, plans[name])


def test_a_walk_would_be_seen(year_past: Database) -> None:
    def ask(database: Database) -> object:
        return deliveries(database, DeliveriesWanted(channel=Channel.MAIL))

    assert walks(plan(year_past, ask, "SELECT delivery.id"))
