"""Every look at rows leaves a line: who, when, intent, whose, how many, refused or not."""

import pytest
from small_town import KARIN, MANAGER, NOW, REPORTS, SECRETARY, DeskOver, ask

from bot.conversation import Asker, Audience, Question
from bot.turns import Desk
from storage.queries import Look, LookScope, LooksWanted, looks


@pytest.fixture
def a_desk(desk_over: DeskOver) -> Desk:
    return desk_over(aktualiseringar=REPORTS)


def trail(desk: Desk) -> list[Look]:
    return list(looks(desk.database, LooksWanted()))


@pytest.mark.parametrize(
    ("text", "email", "scope", "rows", "denied"),
    [
        ("mina ärenden", KARIN, LookScope.MINE, 0, False),
        ("ärenden", MANAGER, LookScope.UNIT, 2, False),
        ("mina ärenden", MANAGER, LookScope.MINE, 0, False),
        ("Björn Bergs ärenden", MANAGER, LookScope.CASEWORKER, 2, False),
        ("status på BU-2026-00008", MANAGER, LookScope.UNIT, 2, False),
        ("status på BU-2026-00008", KARIN, LookScope.MINE, 0, True),
        ("försenade på enheten", KARIN, LookScope.UNIT, 0, True),
        ("mina ärenden", SECRETARY, LookScope.MINE, 0, True),
    ],
)
def test_a_look_is_written_down(
    a_desk: Desk, text: str, email: str, scope: LookScope, rows: int, denied: bool
) -> None:
    ask(a_desk, text, email)
    (look,) = trail(a_desk)
    assert (look.who, look.at, look.scope, look.rows, look.denied) == (
        email,
        NOW,
        scope,
        rows,
        denied,
    )


@pytest.mark.parametrize("text", ["hej", "tack", "hjälp", "hur lång tid har man för en utredning"])
def test_what_shows_no_row_leaves_no_line(a_desk: Desk, text: str) -> None:
    ask(a_desk, text)
    assert trail(a_desk) == []


def test_a_stranger_who_asks_for_rows_leaves_a_line(a_desk: Desk) -> None:
    stranger = Asker(object_id="99999999-9999-4999-8999-999999999999")
    a_desk.answer(Question("mina ärenden", stranger, Audience.PERSONAL, NOW))
    (look,) = trail(a_desk)
    assert (look.who, look.rows, look.denied) == (stranger.object_id, 0, True)


@pytest.mark.parametrize("audience", [Audience.GROUP, Audience.CHANNEL])
def test_asking_for_rows_where_others_read_leaves_a_line(a_desk: Desk, audience: Audience) -> None:
    ask(a_desk, "mina ärenden", KARIN, audience=audience)
    (look,) = trail(a_desk)
    assert (look.who, look.rows, look.denied) == (KARIN, 0, True)


def test_the_text_of_a_question_is_nowhere_in_the_database(a_desk: Desk) -> None:
    ask(a_desk, "mina ärenden om Kalle Anka")
    with a_desk.database.reading() as connection:
        dump = "\n".join(connection.connection.dbapi_connection.iterdump())  # type: ignore[union-attr]  # SQLite, open
    assert "access_log" in dump
    assert "Kalle" not in dump
