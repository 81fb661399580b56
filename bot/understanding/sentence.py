"""Reads a whole sentence: tokens, words, times, case, owner, then the intent and its slots."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.understanding import slots as slot
from bot.understanding.calendar_units import Reading
from bot.understanding.case_numbers import (
    CaseNumber,
    mark_case,
    mark_case_numbers,
    number_after_case_word,
    unexplained_number,
)
from bot.understanding.lexicon import Meaning, meaning
from bot.understanding.mentions import Item, Mention, Shape, read_mentions, tagged
from bot.understanding.model import Intent, ScopeSlot, Slots, Understanding
from bot.understanding.people import find_name, is_common_name, said_scope
from bot.understanding.phrases import Found, Group, Word, find_phrases
from bot.understanding.scoring import choose, ranked
from bot.understanding.text import Token, clean, fold, tokens

_FEW_WORDS = 3
_ROUNDS_OF_PHRASES = 2  # phrases may be built of phrases
_COURTESY = frozenset({"thanks", "greeting"})
_AHEAD = (Shape.AHEAD, Shape.DAY, Shape.UNIT, Shape.SPAN, Shape.BEFORE, Shape.UNTIL, Shape.THROUGH)


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that was found in a sentence before its intent is known."""

    words: Sequence[Word]
    items: list[Item]
    mentions: list[Mention]
    case: CaseNumber | None
    name: str | None
    scope: ScopeSlot | None
    concepts: frozenset[str]


def understand(text: str, today: date, case: str | None = None) -> Understanding:
    """Return the most likely reading of a sentence said on `today`; any text has one."""
    read = _read(clean(text), today, case)
    features = read.concepts | _facts(read)
    intent = choose(ranked(features))
    return Understanding(
        intent,
        _slots(intent, read, features, today),
        scope_said=read.scope is not None,
        case_as_typed=read.case.typed if read.case else None,
    )


def _read(text: str, today: date, given: str | None) -> _Read:
    marked, cases = _cases(text, given)
    words = [_word(token) for token in tokens(text, marked)]
    _set_aside_courtesies(words)
    case = cases[0] if cases else _case_at(words, number_after_case_word(words))
    items = tagged(words, _separate(find_phrases(words, Group.DATES)))
    mentions = read_mentions(items, Reading(today))
    for mention in mentions:
        for word in words[mention.first : mention.last + 1]:
            word.taken = True
    case = case or _case_at(words, unexplained_number(words))
    owner = find_name(words)
    for place in owner.places:
        words[place].concepts.clear()
    concepts = _concepts(words)
    scope = owner.scope or said_scope(words, concepts)
    return _Read(words, items, mentions, case, owner.name, scope, concepts)


def _cases(text: str, given: str | None) -> tuple[str, tuple[CaseNumber, ...]]:
    """Return the folded text with its case numbers marked, one that was given before others."""
    if given is None:
        return mark_case_numbers(text, fold(text))
    marked, others = mark_case_numbers(text, mark_case(fold(text), fold(clean(given))))
    return marked, (CaseNumber(given, given), *others)


def _set_aside_courtesies(words: Sequence[Word]) -> None:
    """Let what is only kindness around a request (*trevlig helg*) say nothing else."""
    for found in list(find_phrases(words, Group.ASIDE)):
        for word in words[found.first : found.last + 1]:
            word.concepts &= _COURTESY
            word.taken = True


def _word(token: Token) -> Word:
    match token.kind:
        case "word" | "sign":
            known = meaning(token.lower)
        case "dotted":
            known = meaning(token.lower.replace(".", ""))
        case "case":
            known = Meaning("", "", frozenset({"CASE"}), known=True)
        case _:
            known = Meaning(token.folded, token.folded, frozenset({"number"}), known=True)
    if known.misspelt and is_common_name(token.folded):  # Lars is not a misspelt mars
        known = Meaning(token.folded, token.folded)
    return Word(token, known, set(known.concepts))


def _separate(found: Iterable[Found]) -> list[Found]:
    """Return the groups that do not overlap, the longest first one in each place."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda one: (one.first, -one.last)):
        if not kept or each.first > kept[-1].last:
            kept.append(each)
    return kept


def _case_at(words: Sequence[Word], place: int | None) -> CaseNumber | None:
    if place is None:
        return None
    words[place].concepts = {"CASE"}
    words[place].taken = True
    typed = words[place].token.raw
    return CaseNumber(str(int(typed)), typed)


def _concepts(words: Sequence[Word]) -> frozenset[str]:
    """Return all concepts of the sentence; phrases leave theirs at their first word."""
    for _ in range(_ROUNDS_OF_PHRASES):
        for found in list(find_phrases(words, Group.ALL_OTHERS)):
            words[found.first].concepts.add(found.concept)
    return frozenset().union(*(word.concepts for word in words))


def _facts(read: _Read) -> frozenset[str]:
    """Return what is true of the sentence beside the concepts of its words."""
    shapes = {mention.shape for mention in read.mentions}
    unknown = [word for word in read.words if not word.meaning.known and not word.taken]
    facts = {
        "CASE": read.case is not None,
        "NAME": read.name is not None,
        "UNIT": read.scope is ScopeSlot.UNIT,
        "MINE": read.scope is ScopeSlot.MINE,
        "KIND": any(name.startswith("kind.") for name in read.concepts),
        "CAUSE": any(name.startswith("cause.") for name in read.concepts),
        "WINDOW": not shapes.isdisjoint(_AHEAD),
        "BACK": Shape.BACK in shapes,
        "LIMIT": Shape.LIMIT in shapes and "@beyond" in read.concepts,
        "DATE": bool(shapes - {Shape.LIMIT}),
        "DAY": bool(shapes & {Shape.DAY, Shape.AHEAD}),
        "SHORT": len(read.words) <= _FEW_WORDS,
        "ALONE": len(read.words) == 1,
        "STRANGE": len(unknown) > 1,
    }
    return frozenset(name for name, true in facts.items() if true) | _first_word(read.words)


def _first_word(words: Sequence[Word]) -> frozenset[str]:
    """Return the concepts of the word that opens the request, after any greeting."""
    opening = (word for word in words if not word.concepts & _COURTESY)
    first = next(opening, None)
    return frozenset(f"first.{name}" for name in first.concepts) if first else frozenset()


def _slots(intent: Intent, read: _Read, features: frozenset[str], today: date) -> Slots:
    wanted = slot.SLOTS_OF.get(intent, frozenset())
    scope = (read.scope or ScopeSlot.MINE) if "scope" in wanted else None
    named = "caseworker" in wanted or scope is ScopeSlot.CASEWORKER
    statistics = intent is Intent.STATISTICS
    past = read_mentions(read.items, Reading(today, backward=True)) if statistics else []
    return Slots(
        scope=scope,
        caseworker=read.name if named else None,
        kind=slot.kind(read.words, read.concepts) if "kind" in wanted else None,
        window=slot.window(read.mentions, today) if "window" in wanted else None,
        case=read.case.number if read.case and "case" in wanted else None,
        period=slot.period(past) if "period" in wanted else None,
        measure=slot.measure(features) if "measure" in wanted else None,
        cause=slot.cause(read.concepts) if "cause" in wanted else None,
        on=slot.reminder_day(read.mentions, _reminding(read.words)) if "on" in wanted else None,
        until=slot.pause_end(read.mentions) if "until" in wanted else None,
    )


def _reminding(words: Sequence[Word]) -> int:
    """Return the place of the word that asks to be reminded, -1 without one."""
    return next((place for place, word in enumerate(words) if "remind" in word.concepts), -1)
