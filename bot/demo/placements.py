"""Children placed outside their homes: where, by which provision, and when it was considered."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.demo.cases import TEENAGE, Child, Registration, office_day
from bot.demo.chance import Weighted
from rules.facts import Investigation, LegalBasis, Placement, PlacementForm
from rules.length import add_months

_FORMS = Weighted(
    {
        PlacementForm.EMERGENCY_HOME: 62,
        PlacementForm.FOSTER_HOME: 52,
        PlacementForm.RESIDENTIAL_CARE: 24,
        PlacementForm.SUPPORTED_HOUSING: 36,
    }
)
_BASES = Weighted({LegalBasis.SOL: 96, LegalBasis.LVU_2: 33, LegalBasis.LVU_3: 21})
_CONSIDERED_LATE = 0.12
_OLD_ENOUGH_FOR_SUPPORTED_HOUSING = 15


@dataclass(frozen=True, slots=True)
class PlacementCourse:
    """A placement with its whole course and every day on which it was considered."""

    placement: Placement
    considered_on: tuple[date, ...]


def draw_placement(
    rng: Random, investigation: Investigation, child: Child, registration: Registration
) -> PlacementCourse:
    """A placement decided while the investigation runs."""
    day = registration.day
    ended_on = day + timedelta(days=rng.randint(30, 420))
    age = child.age_on(day)
    placement = Placement(
        registration.number,
        child.case,
        day,
        _draw_form(rng, age),
        _draw_basis(rng, age),
        registration.unit,
        registration.caseworker,
        investigation.number,
        ended_on,
        sex=child.sex,
        age=age,
    )
    return PlacementCourse(placement, _draw_considerations(rng, day, ended_on))


def _draw_form(rng: Random, age: int) -> PlacementForm:
    form = _FORMS.draw(rng)
    if form is PlacementForm.SUPPORTED_HOUSING and age < _OLD_ENOUGH_FOR_SUPPORTED_HOUSING:
        return PlacementForm.FOSTER_HOME
    return form


def _draw_basis(rng: Random, age: int) -> LegalBasis:
    """The provision; LVU 3 § is about what the young person does, so no small child has it."""
    basis = _BASES.draw(rng)
    return LegalBasis.LVU_2 if basis is LegalBasis.LVU_3 and age < TEENAGE - 2 else basis


def _draw_considerations(rng: Random, began_on: date, ended_on: date) -> tuple[date, ...]:
    """The days on which the board considered the placement: every six months, some late."""
    days: list[date] = []
    last = began_on
    while True:
        late = rng.random() < _CONSIDERED_LATE
        shift = rng.randint(1, 60) if late else -rng.randint(0, 25)
        due_on = add_months(last, 6)
        last = office_day(due_on + timedelta(days=shift), not_before=last)
        if last > ended_on:
            return tuple(days)
        days.append(last)
