"""What a question costs in a small and in a large municipality.

Asked are caseworkers, and managers of units, with as many open rows in both: then the answers
are of the same length, and what differs is the municipality around them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bench.municipality import NOW, Imported, imported
from bench.ratio import Goal, Way, compare, line
from bot.conversation import Asker, Audience, Question
from bot.turns import Desk
from rules.facts import CaseFacts, Investigation, Placement, ReportOfConcern, Role, StaffMember
from rules.policy import DEFAULT_POLICY
from storage.engine import Database
from storage.queries import all_open_cases, all_staff

_SMALL, _LARGE = 10_000, 1_000_000
_PEOPLE = 12


@dataclass(frozen=True, slots=True)
class Askers:
    """People who ask, and how many open rows they have together."""

    emails: tuple[str, ...]
    open_rows: int


def measure(say: Callable[[str], None]) -> Iterator[str]:
    """Yield the lines about questions."""
    small, large = imported(_SMALL, say), imported(_LARGE, say)
    goal = Goal(1.3)
    names = f"{large.rows:,} rows ÷ {small.rows:,} rows"
    for role, text in (
        (Role.CASEWORKER, "mina ärenden nära deadline"),
        (Role.UNIT_MANAGER, "hur ligger vi till på enheten"),
    ):
        many, few = _alike(large, small, role)
        pairs = compare(_way(large, many, text), _way(small, few, text))
        yield line(f"ask, {len(many.emails)} × {role.value}, {names}", pairs, goal)
        yield f"  open rows of those who asked: {many.open_rows} ÷ {few.open_rows}"
    yield f"  {small.rows:,} rows: {small.prepared}; {large.rows:,} rows: {large.prepared}"
    small.database.close()
    large.database.close()


def _way(place: Imported, askers: Askers, text: str) -> Way:
    desk = Desk(place.database, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=8)
    questions = [
        Question(text, Asker(email=email), Audience.PERSONAL, NOW) for email in askers.emails
    ]
    assert any(desk.answer(question).duties for question in questions)
    return Way(partial(_ask_all, desk, questions))


def _ask_all(desk: Desk, questions: list[Question]) -> None:
    for question in questions:
        desk.answer(question)


def _alike(large: Imported, small: Imported, role: Role) -> tuple[Askers, Askers]:
    """Pair people of both places by how many open rows of each kind they have."""
    few = _loads(small.database, role)
    many = _loads(large.database, role)
    by_load = sorted(few, key=few.__getitem__)
    chosen = by_load[:: max(1, len(by_load) // _PEOPLE)]
    pairs = []
    for email in chosen:
        nearest = min(many, key=lambda other: _distance(many[other], few[email]))
        pairs.append((nearest, email))
    return (
        Askers(tuple(there for there, _ in pairs), sum(sum(many[there]) for there, _ in pairs)),
        Askers(tuple(here for _, here in pairs), sum(sum(few[here]) for _, here in pairs)),
    )


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def _loads(database: Database, role: Role) -> dict[str, tuple[int, ...]]:
    """Open reports, investigations and placements by the e-mail of who answers for them."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for case in all_open_cases(database, NOW.date()):
        for place, rows in enumerate(_row_lists(case)):
            for row in rows:
                counts[row.unit if role is Role.UNIT_MANAGER else row.caseworker][place] += 1
    people = [staff for staff in all_staff(database) if staff.role is role]
    return {staff.email: tuple(counts[_answers_for(staff)]) for staff in people}


def _answers_for(staff: StaffMember) -> str:
    return staff.unit or "" if staff.role is Role.UNIT_MANAGER else staff.name


def _row_lists(
    case: CaseFacts,
) -> tuple[tuple[ReportOfConcern | Investigation | Placement, ...], ...]:
    return case.reports, case.investigations, case.placements
