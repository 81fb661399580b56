"""Scores labelled sentences by the rules of their README, for the tests beside it."""

import csv
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from bot.understanding import Intent, Understanding, understand

REFERENCE_DAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Labelled:
    utterance: str
    intent: str
    slots: dict[str, object]
    note: str

    @property
    def answers(self) -> list[tuple[str, dict[str, object]]]:
        """The label, and the second answer that injections may have (`ALT=intent{json}`)."""
        first = (self.intent, comparable(self.slots))
        _, found, other = self.note.partition("ALT=")
        if not found:
            return [first]
        intent, brace, rest = other.partition("{")
        slots, _ = json.JSONDecoder().raw_decode(brace + rest)
        return [first, (intent, comparable(slots))]


def read_labelled(path: Path) -> list[Labelled]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Labelled(row["utterance"], row["intent"], json.loads(row["slots_json"]), row["note"])
        for row in rows
    ]


def comparable(slots: dict[str, object]) -> dict[str, object]:
    """A count of days equals the same days from–to; names are compared without case."""
    same = dict(slots)
    window = same.get("window")
    if isinstance(window, dict) and "days" in window:
        last = REFERENCE_DAY + timedelta(days=window["days"])
        same["window"] = {"from": REFERENCE_DAY.isoformat(), "to": last.isoformat()}
    if isinstance(same.get("caseworker"), str):
        same["caseworker"] = str(same["caseworker"]).casefold()
    return same


def answer(row: Labelled) -> Understanding:
    return _understood(row.utterance)


@cache
def _understood(utterance: str) -> Understanding:
    return understand(utterance, REFERENCE_DAY)


@dataclass(frozen=True)
class Scores:
    """How much of a set of sentences was read as labelled, each a share of one."""

    intents: float
    intents_and_slots: float
    asked_about: float


def scores(rows: list[Labelled]) -> Scores:
    read = [(row, answer(row)) for row in rows]
    intents = sum(is_intent_right(row, given) for row, given in read)
    slots = sum(is_all_right(row, given) for row, given in read)
    near = sum(bool(given.near) for _, given in read)
    return Scores(intents / len(rows), slots / len(rows), near / len(rows))


def is_intent_right(row: Labelled, given: Understanding) -> bool:
    return str(given.intent) in {intent for intent, _ in row.answers}


def is_all_right(row: Labelled, given: Understanding) -> bool:
    return (str(given.intent), comparable(given.slots.as_json())) in row.answers


def confusion_table(rows: list[Labelled]) -> str:
    """Return how often each intent is read as which, and the sentences that are read wrongly."""
    pairs: Counter[tuple[str, str]] = Counter()
    wrong = []
    for row in rows:
        given = answer(row)
        pairs[row.intent, str(given.intent)] += 1
        if not is_all_right(row, given):
            wrong.append(f"  {row.utterance!r}: {row.intent} {row.slots} != {given.as_json()}")
    intents = [str(intent) for intent in Intent]
    head = " " * 18 + "".join(f"{name[:7]:>8}" for name in intents)
    lines = [
        f"{wanted:18}" + "".join(f"{pairs[wanted, got] or '.':>8}" for got in intents)
        for wanted in intents
    ]
    return "\n".join([head, *lines, "", f"read wrongly: {len(wrong)}", *wrong, ""])
