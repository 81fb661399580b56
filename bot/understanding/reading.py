"""Finds all that a sentence says before its intent is known: times, case, owner, concepts."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from bot.understanding.calendar_units import Reading
from bot.understanding.case_numbers import (
    CaseNumber,
    mark_case,
    mark_case_numbers,
    number_after_case_word,
    unexplained_number,
)
from bot.understanding.lexicon import Meaning, meaning
from bot.understanding.mentions import Item, Mention, read_mentions, tagged
from bot.understanding.model import ScopeSlot
from bot.understanding.people import find_name, is_common_name, said_scope
from bot.understanding.phrases import BESIDE, COURTESY, Found, Group, Word, find_phrases
from bot.understanding.text import Token, clean, fold, tokens
from bot.understanding.unit_names import without_unit_numbers

_ROUNDS_OF_PHRASES = 2  # phrases may be built of phrases


class Read(NamedTuple):
    """Everything that was found in a sentence before its intent is known."""

    words: Sequence[Word]
    items: list[Item]
    mentions: list[Mention]
    case: CaseNumber | None
    name: str | None
    scope: ScopeSlot | None
    concepts: frozenset[str]
    beside: frozenset[str]


def read_sentence(text: str, today: date, given: str | None, last: str | None) -> Read | None:
    """Return what a sentence says; None where it should refer back to `last` and does not."""
    marked, cases = _cases(text, given)
    words = without_unit_numbers([_word(token) for token in tokens(text, marked)], text)
    _set_aside_courtesies(words)
    case = cases[0] if cases else _case_at(words, number_after_case_word(words))
    items = tagged(words, _separate(find_phrases(words, Group.DATES)))
    mentions = read_mentions(items, Reading(today))
    for mention in mentions:
        for word in words[mention.first : mention.last + 1]:
            word.taken = True
    case = case or _case_at(words, unexplained_number(words))
    if last is not None:
        if case or not _refers_back(words):
            return None
        case = CaseNumber(last, last)
    owner = find_name(words)
    for place in owner.places:
        words[place].concepts.clear()
        words[place].named = True
    concepts = _concepts(words) | ({"referred"} if last is not None else set())
    scope = owner.scope or said_scope(words, concepts)
    return Read(words, items, mentions, case, owner.name, scope, concepts, _beside(words))


def _cases(text: str, given: str | None) -> tuple[str, tuple[CaseNumber, ...]]:
    """Return the folded text with its case numbers marked, one that was given before others."""
    if given is None:
        return mark_case_numbers(text, fold(text))
    marked, others = mark_case_numbers(text, mark_case(fold(text), fold(clean(given))))
    return marked, (CaseNumber(given, given), *others)


def _refers_back(words: Sequence[Word]) -> bool:
    """Tell whether *den* or *det ärendet* stands for a case, and let that word be one."""
    for found in find_phrases(words, Group.BACK):
        said = words[found.first : found.last + 1]
        stands_for_it = [word for word in said if "it" in word.concepts and not word.taken]
        if stands_for_it:
            stands_for_it[-1].concepts = {"CASE"}
            return True
    asked = asked_words(words)
    return len(asked) == 1 and "asks_back" in asked[0].concepts


def asked_words(words: Sequence[Word]) -> list[Word]:
    """Return the words of the request itself; a question mark only where it stands alone."""
    asked = [word for word in words if word.asks]
    return [word for word in asked if "question_mark" not in word.concepts] or asked


def _set_aside_courtesies(words: Sequence[Word]) -> None:
    """Let what is only kindness around a request (*trevlig helg*) say nothing else."""
    for found in list(find_phrases(words, Group.ASIDE)):
        for word in words[found.first : found.last + 1]:
            word.concepts &= COURTESY
            word.aside = word.taken = True


def _word(token: Token) -> Word:
    match token.kind:
        case "word" | "sign":
            known = meaning(token.lower)
        case "dotted":
            known = meaning(token.lower.replace(".", ""))
        case "case":
            known = Meaning("", "", frozenset({"CASE"}), known=True)
        case "rule_length":
            known = Meaning(token.folded, token.folded, frozenset({"limit"}), known=True)
        case _:
            known = Meaning(token.folded, token.folded, frozenset({"number"}), known=True)
    if known.misspelt and is_common_name(token.folded):  # Lars is not a misspelt mars
        known = Meaning(token.folded, token.folded)
    return Word(token, known, {name for name in known.concepts if not name.startswith(BESIDE)})


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


def _beside(words: Sequence[Word]) -> frozenset[str]:
    """Return what is said beside the labelled slots; the longest phrase in a place is the one."""
    phrases = {found.concept for found in _separate(find_phrases(words, Group.BESIDE))}
    said = frozenset(phrases).union(*(word.meaning.concepts for word in words))
    return frozenset(name.removeprefix(BESIDE) for name in said if name.startswith(BESIDE))


def _concepts(words: Sequence[Word]) -> frozenset[str]:
    """Return all concepts of the sentence; phrases leave theirs at their first word."""
    for _ in range(_ROUNDS_OF_PHRASES):
        for found in list(find_phrases(words, Group.ALL_OTHERS)):
            words[found.first].concepts.add(found.concept)
    return frozenset().union(*(word.concepts for word in words))
