"""What goes over the lines comes out as it went in, every part of it."""

from dataclasses import fields, is_dataclass
from datetime import timedelta
from pickle import HIGHEST_PROTOCOL, dumps, loads

import pytest
from small_town import NOW

from bot.conversation import Asker, Audience, Press, Question, Reply
from bot.desk_process.orders import IsKnown, Raised
from bot.understanding import Beside, DateWindow, DayFault, Intent, ScopeSlot, Slots, Understanding
from rules.swedish_time import SWEDISH_TIME

READING = Understanding(
    Intent.LIST_DUE,
    Slots(ScopeSlot.UNIT, "Åsa Holm", window=DateWindow(NOW.date(), NOW.date())),
    scope_said=True,
    case_as_typed="1",
    near=(Understanding(Intent.HELP, Slots()),),
    beside=Beside(day_fault=DayFault.NO_SUCH_DAY, colleague="Åsa"),
)
QUESTION = Question(
    text="mina ärenden",
    asker=Asker("asa@exempelkommun.example", "object-id", is_guest=True),
    audience=Audience.GROUP,
    now=NOW.astimezone(SWEDISH_TIME),
    page=2,
    case="BU-2026-00001",
    asked_at=NOW - timedelta(days=1),
    reading=READING,
    back=Press("förra", READING, 3, "BU-2026-00002", Press("innan"), is_refresh=True),
    is_refresh=True,
)
REPLY = Reply("text", "kort", (b"{}", b"[]"), 3, Intent.LIST_DUE, denied=True)


@pytest.mark.parametrize(
    "sent",
    [
        QUESTION,
        REPLY,
        IsKnown("object-id"),
        Raised(("StorageError",), ("engine.py:1 open",), "database_away", "Försök igen."),
    ],
    ids=lambda sent: type(sent).__name__,
)
def test_what_is_sent_comes_whole(sent: object) -> None:
    came = loads(dumps(sent, HIGHEST_PROTOCOL))  # noqa: S301 — our own
    assert came == sent
    assert type(came) is type(sent)


def test_no_part_of_what_is_tried_here_is_left_at_its_default() -> None:
    for sent in (QUESTION, QUESTION.asker, REPLY):
        assert is_dataclass(sent)
        parts = {field.name: (field.default, getattr(sent, field.name)) for field in fields(sent)}
        assert [name for name, (default, part) in parts.items() if part == default] == []


def test_a_day_in_sweden_stays_one_in_sweden() -> None:
    came = loads(dumps(QUESTION, HIGHEST_PROTOCOL))  # noqa: S301 — our own
    assert came.now.tzinfo is SWEDISH_TIME
