"""Personal identity numbers are found however they are written, and never repeated."""

from pathlib import Path

import pytest
from export_files import (
    REPORT_COLUMNS,
    STAFF_COLUMNS,
    facts_of,
    rejected_in,
    report,
    staff,
    text_of,
    written,
)
from hypothesis import given
from hypothesis import strategies as st

from storage.intake.personal_numbers import (
    CELL_SEPARATOR,
    cell_with_personal_number,
    holds_personal_number,
    shown,
)

# Made-up numbers from the Tax Agency's range for tests and the library's own examples.
PERSON = "850709-9805"
COORDINATION = "701063-2391"


@pytest.mark.parametrize(
    "text",
    [
        *("8507099805", "850709-9805", "850709+9805", "850709 9805", "850709 - 9805"),
        *("198507099805", "19850709-9805", "19850709 9805", "1985-07-09-9805", "1985 07 09 9805"),
        *("850709–9805", "850709—9805", "850709‑9805", "850709−9805", "850709.9805", "850709/9805"),
        *("pnr:8507099805.", "barn 850709-9805, mor", "(850709-9805)", "x850709-9805y"),
        *("20 01 850709-9805", "12, 850709-9805", "701063-2391", "7010632391", "19701063-2391"),
        *("701088-2392", "701091-2397"),
    ],
)
def test_every_usual_writing_is_found(text: str) -> None:
    assert holds_personal_number(text)


@pytest.mark.parametrize(
    "text",
    [
        *("850709-9806", "8507099806", "851309-9805", "850732-9805", "12345678509805"),
        *("2026-03-05", "20260305", "2026-03-05 00:00:00", "AKT-2025-00001", "BU-2026-123456"),
        *("1988507099805", "85070998051", "850709", "", "b80469b8-4b2d-451c-a2f7-198507099805"),
    ],
)
def test_other_digits_are_let_through(text: str) -> None:
    assert not holds_personal_number(text)


@pytest.mark.parametrize("column", REPORT_COLUMNS)
@pytest.mark.parametrize("text", ["850709-9805", "Kim, 198507099805"])
def test_a_personal_number_in_any_column_rejects_its_row_and_stays_unsaid(
    tmp_path: Path, column: str, text: str
) -> None:
    keyword = column.replace(" ", "_")
    path = written(
        tmp_path / "a.csv", text_of(REPORT_COLUMNS, report(), report(**{keyword: f'"{text}"'}))
    )
    (row,) = rejected_in(path)
    assert (row.line, row.column, row.code) == (3, column, "personal_number")
    assert row.number == (None if column == "Aktualiseringsnr" else "AKT-2026-1")
    assert "9805" not in repr(row)


def test_a_personal_number_in_an_ignored_column_rejects_its_row(tmp_path: Path) -> None:
    profile = tmp_path / "kommun.toml"
    profile.write_text(
        'extends = "reference"\nreceived_date_means = "received"\nignored_columns = ["Övrigt"]\n',
        encoding="utf-8",
    )
    text = text_of([*REPORT_COLUMNS, "Övrigt"], [*report(), "mor\u200b 850709\n-9805"])
    text = text.replace("mor", '"mor').replace("9805", '9805"')
    (row,) = rejected_in(written(tmp_path / "a.csv", text), str(profile))
    assert (row.column, row.code) == ("Övrigt", "personal_number")


def test_a_personal_number_in_a_column_without_heading_rejects_its_row(tmp_path: Path) -> None:
    columns = [*REPORT_COLUMNS[:5], "", *REPORT_COLUMNS[5:]]
    cells = [*report()[:5], PERSON, *report()[5:]]
    (row,) = rejected_in(written(tmp_path / "a.csv", text_of(columns, cells)))
    assert (row.column, row.code) == ("kolumn 6", "personal_number")


@pytest.mark.parametrize("cells", [[PERSON], [PERSON, "x"], ["BU-1", PERSON]])
def test_a_personal_number_in_a_row_of_the_wrong_length_stays_unsaid(
    tmp_path: Path, cells: list[str]
) -> None:
    for row in (cells, [*cells, *report()]):
        (found,) = rejected_in(written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, row)))
        assert "9805" not in repr(found)


def test_a_personal_number_before_a_broken_quote_stays_unsaid(tmp_path: Path) -> None:
    text = text_of(REPORT_COLUMNS, [PERSON, '"BU'])
    (found,) = rejected_in(written(tmp_path / "a.csv", text))
    assert (found.code, found.number) == ("broken_quoting", None)


def test_digits_of_two_cells_are_not_read_as_one_number(tmp_path: Path) -> None:
    row = report(Aktualiseringsnr="A-850709", Ärendenr="9805")
    assert len(facts_of(written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, row)))) == 1


def test_an_object_id_with_such_digits_is_an_object_id(tmp_path: Path) -> None:
    row = staff(Objekt_id="b80469b8-4b2d-451c-a2f7-198507099805")
    assert len(facts_of(written(tmp_path / "a.csv", text_of(STAFF_COLUMNS, row)))) == 1


_BETWEEN = st.sampled_from(["", "-", " ", "+", "–", " - ", "−", "."])


@given(
    _BETWEEN,
    _BETWEEN,
    st.sampled_from(["", "19"]),
    st.sampled_from([("850709", "9805"), ("701063", "2391")]),
    st.text(st.characters(exclude_characters="0123456789|"), max_size=8),
)
def test_the_quick_search_of_a_row_misses_nothing(
    inner: str, outer: str, century: str, number: tuple[str, str], around: str
) -> None:
    date_part, last = number
    digits = century + date_part[:2] + inner + date_part[2:4] + inner + date_part[4:]
    cells = ["BU-2026-1", f"{around}{digits}{outer}{last}{around}", "2026-03-05"]
    assert cell_with_personal_number(cells, CELL_SEPARATOR.join(cells)) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("uttag/850709-9805/a.csv", "uttag/…/a.csv"),
        ("uttag/19850709/9805/a.csv", "uttag/…/a.csv"),
        ("aktualiseringar_20261120_0300.csv", "aktualiseringar_….csv"),
        ("850709-9805 8507099805.xlsx", "… ….xlsx"),
        ("uttag/2026-11-20/aktualiseringar.csv", "uttag/2026-11-20/aktualiseringar.csv"),
    ],
)
def test_a_number_in_a_path_is_hidden_and_the_rest_is_told(text: str, told: str) -> None:
    assert shown(text) == told
