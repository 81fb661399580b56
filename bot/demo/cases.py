"""The invented children, as far as an export knows them, and the numbers of their matters."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.demo.chance import Weighted
from rules.facts import Reason, Sex

_DAYS_A_YEAR = 365.2425

# One weight per year of age, 0 to 17: more reports at school start and in the teens.
_AGES = Weighted({age: 4 if age < 6 else 5 if age < 13 else 9 for age in range(18)})

_YOUNG_REASONS = Weighted(
    {
        Reason.VIOLENCE_AGAINST_CHILD: 26,
        Reason.NEGLECT: 22,
        Reason.WITNESSED_VIOLENCE: 20,
        Reason.PARENTAL_SUBSTANCE_USE: 16,
        Reason.FAMILY_CONFLICT: 10,
        Reason.MENTAL_ILL_HEALTH: 6,
    }
)
_TEENAGE_REASONS = Weighted(
    {
        Reason.CRIME: 22,
        Reason.OWN_SUBSTANCE_USE: 19,
        Reason.SCHOOL_ABSENCE: 17,
        Reason.MENTAL_ILL_HEALTH: 12,
        Reason.VIOLENCE_AGAINST_CHILD: 10,
        Reason.NEGLECT: 8,
        Reason.WITNESSED_VIOLENCE: 6,
        Reason.FAMILY_CONFLICT: 6,
    }
)
TEENAGE = 13
"""The age from which the youth unit takes the case."""


@dataclass(frozen=True, slots=True)
class Child:
    """A case with what decides how it goes: the child's sex and age."""

    case: str
    sex: Sex
    born_on: date

    def age_on(self, day: date) -> int:
        """Whole years, counted roughly: nobody's birthday is in an export."""
        return int((day - self.born_on).days / _DAYS_A_YEAR)


@dataclass(frozen=True, slots=True)
class Registration:
    """How a matter is entered: its number, the day it begins, and who takes it on."""

    number: str
    day: date
    unit: str
    caseworker: str


class Numbering:
    """The next free number of each series and year, written as the reference files do."""

    def __init__(self) -> None:
        self._used: Counter[tuple[str, int]] = Counter()

    def next(self, series: str, day: date) -> str:
        self._used[series, day.year] += 1
        return f"{series}-{day.year}-{self._used[series, day.year]:05d}"


def draw_child(rng: Random, case: str, day: date) -> Child:
    """A child who is first reported on `day`."""
    age = _AGES.draw(rng)
    days_old = int(age * _DAYS_A_YEAR) + rng.randint(1, 365)
    sex = Sex.GIRL if rng.random() < 0.5 else Sex.BOY
    return Child(case, sex, day - timedelta(days=days_old))


def draw_reason(rng: Random, age: int) -> Reason:
    """A reason for concern that children of this age meet."""
    weights = _TEENAGE_REASONS if age >= TEENAGE else _YOUNG_REASONS
    return weights.draw(rng)


def office_day(day: date, not_before: date) -> date:
    """The same day, or the Friday before a weekend: few decisions are made on Saturdays."""
    return max(not_before, day - timedelta(days=max(0, day.weekday() - 4)))
