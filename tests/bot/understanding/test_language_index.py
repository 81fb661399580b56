"""The written index is what the language data says, and common words are left alone."""

import json
from pathlib import Path

import pytest

from bot.understanding import Intent
from bot.understanding.language_index import build_index, main, written
from bot.understanding.learned import WEIGHTS
from bot.understanding.lexicon import meaning
from bot.understanding.training import Example, digest, labelled, learn
from bot.understanding.vocabulary import INDEX, stem, stem_anew, vocabulary

HERE = Path(__file__).parent
INTENTS = tuple(Intent)


def test_the_written_index_is_that_of_the_language_data() -> None:
    fresh = written(build_index())
    assert INDEX.read_text(encoding="utf-8") == fresh, (
        "run python -m bot.understanding.language_index"
    )
    assert main(["--check"]) == 0


def test_the_written_weights_are_learned_from_these_sentences() -> None:
    files = [HERE.parents[1] / "data" / "dev.tsv", *sorted(HERE.glob("*.tsv"))]
    written_for = json.loads(WEIGHTS.read_text(encoding="utf-8"))["sentences"]
    assert written_for == digest(labelled(files)), (
        "run python -m bot.understanding.training tests/data/dev.tsv tests/bot/understanding/*.tsv"
    )


def test_what_the_sentences_show_is_learned() -> None:
    shown = [
        Example(("late", "case"), INTENTS.index(Intent.LIST_OVERDUE)),
        Example(("open", "case"), INTENTS.index(Intent.LIST_CASES)),
    ] * 5
    weights = learn(shown)
    assert heaviest(weights["late"]) is Intent.LIST_OVERDUE
    assert heaviest(weights["open"]) is Intent.LIST_CASES
    assert learn(shown) == weights


def heaviest(row: list[float]) -> Intent:
    return INTENTS[row.index(max(row))]


def test_every_stem_is_what_the_stemmer_makes_of_the_word() -> None:
    forms = vocabulary().folded
    assert {form: stem(form) for form in forms} == {form: stem_anew(form) for form in forms}


@pytest.mark.parametrize("word", ["folk", "pengarna", "läsa", "varor", "källa", "åker", "klimatet"])
def test_a_common_word_is_never_a_misspelt_one_of_ours(word: str) -> None:
    known = meaning(word)
    assert known.known
    assert not known.concepts


@pytest.mark.parametrize(
    ("typed", "concept"),
    [
        ("ärnede", "case"),
        ("föresnade", "late"),
        ("vafför", "why"),
        ("lägget", "status"),
        ("utrednignar", "kind.investigation"),
        ("utredmingslista", "list"),
        ("påminelse", "remind"),
        ("barnavårdsutredningarna", "kind.investigation"),
        ("enhetsöversikten", "overview"),
        ("fhb:erna", "kind.preliminary_assessment"),
        ("ics-filen", "calendar"),
    ],
)
def test_a_misspelt_or_compound_word_is_known(typed: str, concept: str) -> None:
    assert concept in meaning(typed).concepts


def test_a_unit_is_a_unit_whatever_it_is_called() -> None:
    assert "unit" in meaning("familjeenheten").concepts
