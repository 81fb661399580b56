"""The labelled sentences are read as they are labelled."""

from pathlib import Path

import pytest

from tests.bot.understanding.labelled import (
    Labelled,
    answer,
    comparable,
    confusion_table,
    read_labelled,
)

DEV = read_labelled(Path(__file__).parents[2] / "data" / "dev.tsv")
OWN = read_labelled(Path(__file__).parent / "own.tsv")
TABLES = pytest.mark.parametrize("rows", [DEV, OWN], ids=["dev", "own"])


@TABLES
def test_every_intent_is_read_as_labelled(rows: list[Labelled]) -> None:
    wrong = [row for row in rows if answer(row).intent not in {intent for intent, _ in row.answers}]
    assert not wrong, confusion_table(rows)


@TABLES
def test_every_slot_is_read_as_labelled(rows: list[Labelled]) -> None:
    wrong = [
        row
        for row in rows
        if (str(answer(row).intent), comparable(answer(row).slots.as_json())) not in row.answers
    ]
    assert not wrong, confusion_table(rows)


def test_a_scope_nobody_said_is_marked_as_the_default() -> None:
    unsaid = [row for row in DEV if "#default-scope" in row.note]
    assert unsaid
    assert [row.utterance for row in unsaid if answer(row).scope_said] == []


def test_a_request_beyond_the_service_never_gets_a_wider_scope() -> None:
    beyond = [row for row in DEV + OWN if row.intent == "out_of_scope"]
    scopes = {answer(row).slots.scope for row in beyond}
    assert scopes <= {None, "mine"}
