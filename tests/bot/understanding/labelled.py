"""Scores labelled sentences by the rules of their README, for the tests beside it."""

import csv
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.understanding import Understanding, understand

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
    return understand(row.utterance, REFERENCE_DAY)


def confusion_table(rows: list[Labelled]) -> str:
    """Every pair of intents taken for each other, how often, and the sentences read wrongly."""
    pairs: Counter[tuple[str, str]] = Counter()
    wrong = []
    for row in rows:
        given = answer(row)
        if (str(given.intent), comparable(given.slots.as_json())) not in row.answers:
            pairs[row.intent, str(given.intent)] += 1
            wrong.append(f"  {row.utterance!r}: {row.intent} {row.slots} != {given.as_json()}")
    table = [f"  {n:3} {wanted:18} read as {got}" for (wanted, got), n in pairs.most_common()]
    return "\n".join(["", "confusions:", *table, "sentences:", *wrong])
