"""Says what is true of a sentence beside the concepts of its words, for the cues to weigh."""

from collections.abc import Sequence
from datetime import date

from bot.understanding.mentions import Shape
from bot.understanding.model import ScopeSlot
from bot.understanding.phrases import Word
from bot.understanding.reading import Read, asked_words

_FEW_WORDS = 3
_MANY_WORDS = 2  # beside a greeting or thanks that is no request
_KIND = frozenset({"kind_word", "praise"})
_OURS = frozenset(
    (
        *(
            "case",
            "one_case",
            "kind",
            "deadline",
            "limit",
            "rule",
            "due",
            "expire",
            "late",
            "went_out",
        ),
        *(
            "urgent",
            "finish",
            "extend",
            "open",
            "desk",
            "unit",
            "caseworker",
            "workload",
            "overview",
        ),
        *(
            "status",
            "statistics",
            "share",
            "median",
            "bands",
            "cause",
            "remind",
            "calendar",
            "digest",
        ),
        *("report", "pause", "resume", "help", "todo", "CASE"),
    )
)
# They say as much of what is wanted as days that there are.
_FAULTS = (Shape.NO_DAY, Shape.NO_WEEK, Shape.BACKWARDS)
_AHEAD = (
    *(Shape.AHEAD, Shape.DAY, Shape.UNIT, Shape.SPAN, Shape.BEFORE, Shape.UNTIL, Shape.THROUGH),
    *_FAULTS,
)


def features(read: Read, today: date) -> frozenset[str]:
    """Return the concepts and facts of a sentence; facts have capitals, see intents.toml."""
    shapes = {mention.shape for mention in read.mentions}
    bounded = [mention for mention in read.mentions if mention.shape in _AHEAD]
    ahead = [mention for mention in bounded if mention.span.end >= today]
    asked = asked_words(read.words)
    unknown = [word for word in read.words if not word.meaning.known and not word.taken]
    facts = {
        "CASE": read.case is not None,
        "NAME": read.name is not None,
        "UNIT": read.scope is ScopeSlot.UNIT,
        "MINE": read.scope is ScopeSlot.MINE,
        "KIND": any(name.startswith("kind.") for name in read.concepts),
        "CAUSE": any(name.startswith("cause.") for name in read.concepts),
        "WINDOW": bool(ahead),
        "PAST": bool(bounded) and not ahead,
        "BACK": Shape.BACK in shapes,
        "LIMIT": Shape.LIMIT in shapes and "@beyond" in read.concepts,
        "LENGTH": bool(shapes & {Shape.LIMIT, Shape.AHEAD}),
        "DATE": bool(shapes - {Shape.LIMIT}),
        "DAY": bool(shapes & {Shape.DAY, Shape.AHEAD, *_FAULTS}),
        "SHORT": len(asked) <= _FEW_WORDS,
        "ALONE": len(asked) == 1,
        "MARK": all("question_mark" in word.concepts for word in asked) and bool(asked),
        "WORDY": sum(word.concepts.isdisjoint(_KIND) for word in asked) >= _MANY_WORDS,
        "STRANGE": len(unknown) > 1,
        "FOREIGN": _OURS.isdisjoint(read.concepts) and read.case is None,
        "EMPTY": all(word.concepts <= _KIND for word in asked),
        "@NOTHING": read.case is None and all(_is_no_word(word) for word in read.words),
    }
    true = frozenset(name for name, is_true in facts.items() if is_true)
    return read.concepts | true | _first_word(read.words)


def _is_no_word(word: Word) -> bool:
    """Tell a sign that says nothing to us from a word that nobody knows."""
    return word.token.kind == "sign" and not word.meaning.known


def _first_word(words: Sequence[Word]) -> frozenset[str]:
    """Return the concepts of the word that opens the request, after any greeting."""
    first = next((word for word in words if word.asks), None)
    return frozenset(f"first.{name}" for name in first.concepts) if first else frozenset()
