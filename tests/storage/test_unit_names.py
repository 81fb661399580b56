"""Units that have changed their names between imports count as one, under the present name."""

from collections.abc import Callable

import pytest
from case_lists import TODAY, caseworker, investigation, report

from rules.facts import Role, Unit
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.queries import cases_for_figures, digest_cases, units
from storage.unit_names import (
    UnitNames,
    staff_by_present_unit,
    unit_names,
    units_by_present_name,
)

Import = Callable[..., ImportReport]
NAMES = unit_names({"Barn Norr": "Barnenheten", "Barnenheten": "Barn och familj"})
PRESENT = "Barn och familj"
FIRST = TODAY.replace(day=1)


def units_of(database: Database, unit: str | None, names: UnitNames = NAMES) -> list[str]:
    cases = cases_for_figures(database, FIRST, TODAY, unit, names)
    return [row.unit for case in cases for row in (*case.reports, *case.investigations)]


@pytest.mark.parametrize("old", ["Barn Norr", "BARN  norr", "Barnenheten"])
def test_a_name_is_followed_to_the_last_one(old: str) -> None:
    assert NAMES.now(old) == PRESENT
    assert NAMES.now("Ungdom") == "Ungdom"


@pytest.mark.parametrize(
    "renamed",
    [{"A": "B", "B": "A"}, {"A": "a"}, {"": "B"}, {"A": " "}],
    ids=["ring", "itself", "no old name", "no new name"],
)
def test_names_that_lead_nowhere_are_refused(renamed: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="unit"):
        unit_names(renamed)


def test_figures_have_one_unit_for_all_its_names(database: Database, imported: Import) -> None:
    imported(
        report(1, unit="Barn Norr"), report(2, unit="barnenheten"), investigation(3, unit=PRESENT)
    )
    assert units_of(database, None) == [PRESENT] * 3
    assert units_of(database, PRESENT) == [PRESENT] * 3
    assert units_of(database, "Barn Norr") == [PRESENT] * 3
    assert units_of(database, PRESENT, unit_names({})) == [PRESENT]


@pytest.mark.parametrize("names", [unit_names({}), NAMES], ids=["no names", "other names"])
def test_a_unit_has_the_spelling_that_most_of_its_first_rows_had(
    database: Database, imported: Import, names: UnitNames
) -> None:
    imported(*(report(number, unit="Ungdom 2") for number in (1, 2)), report(3, unit="UNGDOM 2"))
    imported(*(report(number, unit="ungdom  2") for number in range(4, 9)))
    assert units_of(database, None, names) == ["Ungdom 2"] * 8
    assert units_of(database, "UNGDOM 2", names) == ["Ungdom 2"] * 8
    assert [unit.name for unit in units(database)] == ["Ungdom 2"]


def test_a_present_name_is_spelt_as_in_the_settings(database: Database, imported: Import) -> None:
    imported(report(1, unit=PRESENT.upper()), report(2, unit="Barn Norr"))
    assert units_of(database, None) == [PRESENT] * 2


def test_a_row_without_a_unit_is_given_none(database: Database, imported: Import) -> None:
    imported(report(1, unit=""), report(2, unit="Ungdom"))
    assert sorted(units_of(database, None)) == ["", "Ungdom"]


def test_the_weekly_letter_has_its_rows_and_spans_under_the_present_name(
    database: Database, imported: Import
) -> None:
    imported(investigation(1, unit="Barn Norr"))
    (case,) = digest_cases(database, FIRST, TODAY, NAMES)
    assert (case.investigations[0].unit, case.spans[0].unit) == (PRESENT, PRESENT)


def test_managers_of_units_that_became_one_are_managers_of_it() -> None:
    old, new = (
        caseworker(name, unit=unit, role=Role.UNIT_MANAGER)
        for name, unit in (("Ali Ek", "Barn Norr"), ("Bo Al", PRESENT))
    )
    listed = (Unit("Barn Norr", (old,)), Unit(PRESENT, (new,)), Unit("Ungdom"))
    found = units_by_present_name(listed, NAMES)
    assert found == (Unit(PRESENT, (old, new)), Unit("Ungdom"))
    assert [each.unit for each in staff_by_present_unit((old, new), NAMES)] == [PRESENT] * 2
