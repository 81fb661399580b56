"""What is written as JSON for a wire."""

import json
from datetime import date

import pytest

from bot.conversation import Asker
from bot.wire import json_of

CARD = json_of({"type": "AdaptiveCard", "body": [{"text": "Förhandsbedömning"}]})
HALF = "\ud83d"  # half of a character, as a client may cut it


def test_a_card_that_has_been_written_goes_in_as_it_is() -> None:
    assert (
        json_of({"content": CARD, "text": "å"}) == b'{"content":' + CARD + ',"text":"å"}'.encode()
    )


@pytest.mark.parametrize("text", ["å", HALF])
def test_what_surrounds_a_written_card_does_not_change_what_it_says(text: str) -> None:
    told = json.loads(json_of({"text": text, "content": CARD}))
    assert told == {"text": text, "content": json.loads(CARD)}


def test_half_a_character_in_a_card_is_told_as_it_came() -> None:
    assert json.loads(json_of({"card": json_of({"text": HALF})})) == {"card": {"text": HALF}}


@pytest.mark.parametrize("text", ["å", HALF])
def test_other_things_are_written_as_the_parts_they_are_said_to_have(text: str) -> None:
    told = json_of([object(), text], parts_of=lambda part: {"kind": type(part).__name__})
    assert json.loads(told) == [{"kind": "object"}, text]


@pytest.mark.parametrize("text", ["å", HALF])
@pytest.mark.parametrize("part", [3j, date(2026, 11, 20), Asker(email="karin@x.example")])
def test_what_is_no_json_is_refused_without_quoting_it(part: object, text: str) -> None:
    with pytest.raises(TypeError, match=f"^{type(part).__name__}$"):
        json_of([part, text])
