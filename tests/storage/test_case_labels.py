"""A token tells a case apart and tells nobody which it is; a database knows one way only."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from case_lists import (
    NORTH,
    NOW,
    PROFILE,
    TODAY,
    investigation,
    load,
    placement,
    report,
    write_lists,
)
from clearing_town import terms
from sqlalchemy import text

from storage.case_labels import CaseLabels, one_form, read_token
from storage.engine import Database
from storage.errors import StorageError
from storage.intake.batch import import_files
from storage.intake.rejection import RejectedRow
from storage.queries import all_open_cases, unit_case
from storage.records.clearing import clear
from storage.records.labelling import require_same_labels
from storage.tables import INVESTIGATION, PLACEMENT, REPORT

KEY = b"0f1e2d3c4b5a697887a6b5c4d3e2f100"
LABELS, OTHERS = CaseLabels(KEY), CaseLabels(KEY[::-1])
TOKEN = LABELS.of_case("BU-2026-00001")
Load = Callable[..., Any]


def test_a_token_is_three_groups_that_begin_with_a_letter_and_spell_no_word() -> None:
    for number in range(2_000):
        token = LABELS.of_case(f"BU-2026-{number:05d}")
        assert re.fullmatch(r"[B-Z][0-9B-Z]{3}(-[0-9B-Z]{4}){2}", token)
        assert not set(token) & set("AEIOUYWL")
        assert read_token(token) == token


def test_twenty_thousand_cases_have_as_many_tokens_and_a_row_has_another_than_its_case() -> None:
    numbers = [f"BU-2026-{number:05d}" for number in range(20_000)]
    tokens = {LABELS.of_case(number) for number in numbers}
    assert len(tokens) == len(numbers)
    assert LABELS.of_row(numbers[0]) not in tokens
    assert OTHERS.of_case(numbers[0]) not in tokens


@pytest.mark.parametrize(
    "written",
    ["BU-2026-00001", "bu-2026-1", "BU 2026 00001", "BU–2026–00001", "bu2026/1", " BU-2026-00001 "],
)
def test_every_writing_of_a_number_has_its_token(written: str) -> None:
    assert LABELS.of_case(written) == LABELS.asked(written) == TOKEN


def test_numbers_that_differ_have_forms_that_differ() -> None:
    numbers = ("BU-2026-1", "BU-20261", "BU-2026-10", "SN-2026-1", "2026-1", "B12/345", "B1/2345")
    assert len({one_form(number) for number in numbers}) == len(numbers)


@pytest.mark.parametrize(
    "write",
    [
        str.lower,
        lambda token: token.replace("-", ""),
        lambda token: token.replace("-", " "),
        lambda token: token.replace("-", "–").lower(),
        lambda token: token.replace("0", "O").replace("1", "l"),
        lambda token: f" {token}\n",
    ],
)
def test_every_writing_of_a_token_is_read(write: Callable[[str], str]) -> None:
    for number in range(200):
        token = LABELS.of_case(str(number))
        assert LABELS.asked(write(token)) == token


def test_one_mistyped_sign_makes_it_no_token() -> None:
    for place, sign in enumerate(TOKEN):
        for other in set("BCDFGHJKMNPQRSTVXZ0123456789") - {sign}:
            if sign != "-":
                assert read_token(TOKEN[:place] + other + TOKEN[place + 1 :]) is None


@pytest.mark.parametrize("number", ["BU-2026-00001", "SN-2026-000123", "2026-00012", "1234", ""])
def test_a_case_number_is_no_token(number: str) -> None:
    assert read_token(number) is None


def test_the_key_is_not_shown() -> None:
    assert KEY.decode() not in repr(LABELS)
    assert KEY.decode() not in f"{LABELS.fingerprint}"


@pytest.fixture
def labelled(database: Database, tmp_path: Path) -> Load:
    """Import facts with tokens, each time from a folder of their own."""
    calls: list[int] = []

    def run(*facts: Any, labels: CaseLabels = LABELS, **given: Any) -> Any:
        calls.append(1)
        folder = tmp_path / f"export{len(calls)}"
        return load(replace(database, labels=labels), folder, *facts, **given)

    return run


def everything(database: Database) -> str:
    """Return all that any table holds."""
    with database.reading() as connection:
        if connection.dialect.name == "sqlite":
            names = "SELECT name FROM sqlite_master WHERE type = 'table'"
        else:
            names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        tables = connection.execute(text(names)).scalars().all()
        assert len(tables) > 20
        return "\n".join(
            str(row)
            for table in tables
            for row in connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 — our own tables
        )


def test_rows_are_joined_as_before_and_no_number_is_kept(
    database: Database, labelled: Load
) -> None:
    labelled(
        report(1),
        investigation(1, report_number="AKT-2026-00001"),
        placement(1, investigation_number="UTR-2026-00001"),
    )
    (case,) = all_open_cases(database, TODAY)
    assert case.case == TOKEN
    (found,) = case.investigations
    assert found.report_number == case.reports[0].number == LABELS.of_row("AKT-2026-00001")
    assert case.placements[0].investigation_number == found.number
    assert not re.search(r"(?:BU|AKT|UTR|PLA)-?2026", everything(database))


def test_a_case_is_looked_up_by_its_number_or_its_token(database: Database, labelled: Load) -> None:
    labelled(investigation(1), investigation(2))
    with_labels = replace(database, labels=LABELS)
    for asked in ("BU-2026-00001", "bu 2026 1", TOKEN, TOKEN.lower().replace("-", "")):
        found = unit_case(with_labels, NORTH, asked)
        assert [case.case for case in found] == [TOKEN]
    assert unit_case(with_labels, NORTH, "1") == ()


def test_a_second_import_changes_the_rows_of_the_first(database: Database, labelled: Load) -> None:
    labelled(report(1), report(2))
    told = labelled(report(1, unit="Mottagningen Syd"), full=True, force=True)
    assert (told.files[0].inserted, told.files[0].updated, told.files[0].gone) == (0, 1, 1)
    assert [case.case for case in all_open_cases(database, TODAY)] == [TOKEN]


def test_a_rejected_row_keeps_its_earlier_version_and_is_told_without_its_number(
    database: Database, labelled: Load, tmp_path: Path
) -> None:
    labelled(report(1), report(2))
    folder = write_lists(tmp_path / "broken", report(1), report(2))
    (file,) = folder.iterdir()
    file.write_text(file.read_text(encoding="utf-8").replace("2026-11-10", "snart", 1), "utf-8")
    told = import_files(
        replace(database, labels=LABELS), [folder], profile=PROFILE, now=NOW, full=True, force=True
    )
    (rejected,) = told.rejected
    assert isinstance(rejected, RejectedRow)
    assert rejected.number == LABELS.of_row("AKT-2026-00001")
    assert "2026-0000" not in str(rejected)
    assert len(list(all_open_cases(database, TODAY))) == 2


def test_what_becomes_protected_leaves_nothing_behind(
    database: Database, labelled: Load, tmp_path: Path
) -> None:
    labelled(report(1), investigation(1), placement(1), report(2))
    folder = write_lists(tmp_path / "marked", report(9, 1), report(2))
    (file,) = folder.iterdir()
    head, first, second = file.read_text(encoding="utf-8").splitlines()
    rows = (f"{head};Skyddade personuppgifter", f"{first};Ja", f"{second};Nej")
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    import_files(
        replace(database, labels=LABELS), [folder], profile=PROFILE, now=NOW, full=True, force=True
    )
    with database.reading() as connection:
        left = [connection.execute(table.select()).all() for table in (INVESTIGATION, PLACEMENT)]
        (kept,) = connection.execute(REPORT.select()).mappings()
    assert left == [[], []]
    assert kept["case_number"] == LABELS.of_case("BU-2026-00002")


def test_what_has_been_cleared_is_not_taken_in_again(database: Database, labelled: Load) -> None:
    old = investigation(1, opened_on=date(2023, 1, 2), closed_on=date(2023, 3, 1))
    labelled(old, investigation(2))
    at = datetime.fromisoformat("2026-11-20T05:00:00+01:00")
    clear(database, terms(), who="prov", at=at)
    for _ in range(2):
        with database.reading() as connection:
            (row,) = connection.execute(INVESTIGATION.select()).mappings()
        assert row["case_number"] == LABELS.of_case("BU-2026-00002")
        labelled(old, investigation(2))


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        (LABELS, CaseLabels(), "inläst med FRISTVAKT_CASE_LABEL=token"),
        (CaseLabels(), LABELS, "inläst med FRISTVAKT_CASE_LABEL=number"),
        (LABELS, OTHERS, "Sätt tillbaka den gamla nyckeln"),
    ],
)
def test_other_labels_are_refused_and_nothing_changes(
    database: Database, labelled: Load, first: CaseLabels, then: CaseLabels, said: str
) -> None:
    labelled(report(1), labels=first)
    before = everything(database)
    with pytest.raises(StorageError, match=said) as refused:
        labelled(report(1), report(2), labels=then)
    assert refused.value.code == "case_labels_changed"
    assert "fristvakt import --full" in refused.value.message
    assert everything(database) == before
    with pytest.raises(StorageError, match=said):
        require_same_labels(replace(database, labels=then))
    require_same_labels(replace(database, labels=first))


@pytest.mark.parametrize("labels", [LABELS, CaseLabels()])
def test_before_the_first_import_any_labels_will_do(database: Database, labels: CaseLabels) -> None:
    require_same_labels(replace(database, labels=labels))
