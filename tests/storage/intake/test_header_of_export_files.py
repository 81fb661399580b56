"""Columns that are missing, renamed, new or there twice."""

from pathlib import Path

import pytest
from export_files import REPORT_COLUMNS, facts_of, report, rows_of, text_of, written

from storage.intake import UnusableFileError, load_profile, recognise

PERSONAL_NUMBER = "198507099805"


def _refusal(path: Path, profile: str | None = None) -> UnusableFileError:
    with pytest.raises(UnusableFileError) as refused:
        recognise(path, load_profile(profile))
    return refused.value


def _renamed(old: str, new: str) -> list[str]:
    return [new if name == old else name for name in REPORT_COLUMNS]


@pytest.mark.parametrize("missing", REPORT_COLUMNS)
def test_a_missing_column_is_named(tmp_path: Path, missing: str) -> None:
    columns = [name for name in REPORT_COLUMNS if name != missing]
    fault = _refusal(written(tmp_path / "aktualiseringar.csv", text_of(columns)))
    assert fault.code == "missing_column"
    assert f"”{missing}”" in fault.message
    assert "aktualiseringar.csv" in fault.message


def test_a_renamed_column_is_named_with_its_likely_new_name(tmp_path: Path) -> None:
    fault = _refusal(written(tmp_path / "a.csv", text_of(_renamed("Typ", "Inkomsttyp"))))
    assert fault.code == "missing_column"
    assert "”Typ”" in fault.message
    assert "”Inkomsttyp”" in fault.message
    assert "columns.reports" in fault.message


def test_a_renamed_column_is_read_when_the_profile_knows_the_name(tmp_path: Path) -> None:
    profile = tmp_path / "kommun.toml"
    profile.write_text(
        'extends = "reference"\nreceived_date_means = "received"\n'
        '[columns.reports]\ntype = ["Inkomsttyp"]\n',
        encoding="utf-8",
    )
    path = written(tmp_path / "a.csv", text_of(_renamed("Typ", "Inkomsttyp"), report()))
    assert len(facts_of(path, str(profile))) == 1


def test_a_new_column_is_refused_by_name(tmp_path: Path) -> None:
    fault = _refusal(written(tmp_path / "a.csv", text_of([*REPORT_COLUMNS, "Barnets namn"])))
    assert fault.code == "unknown_column"
    assert "”Barnets namn”" in fault.message
    assert "ignored_columns" in fault.message


def test_a_personal_number_as_column_name_is_not_echoed(tmp_path: Path) -> None:
    fault = _refusal(written(tmp_path / "a.csv", text_of([*REPORT_COLUMNS, PERSONAL_NUMBER])))
    assert PERSONAL_NUMBER not in fault.message
    assert "kolumn 14" in fault.message


def test_an_ignored_column_is_let_through_and_never_kept(tmp_path: Path) -> None:
    profile = tmp_path / "kommun.toml"
    profile.write_text(
        'extends = "reference"\nreceived_date_means = "received"\n'
        'ignored_columns = ["barnets NAMN"]\n',
        encoding="utf-8",
    )
    text = text_of(["Barnets namn", *REPORT_COLUMNS], ["Kim Testsson", *report()])
    (row,) = rows_of(written(tmp_path / "a.csv", text), str(profile))
    assert "Kim Testsson" not in repr(row)


def test_two_columns_with_the_same_meaning_are_refused(tmp_path: Path) -> None:
    fault = _refusal(written(tmp_path / "a.csv", text_of([*REPORT_COLUMNS, "Ärendenummer"])))
    assert fault.code == "repeated_column"
    assert "”Ärendenr”" in fault.message
    assert "”Ärendenummer”" in fault.message


@pytest.mark.parametrize("content", ["Namn;Belopp\r\nA;1\r\n", "bara text", "\x00\x01\x02" * 99])
def test_a_file_without_a_header_we_know_is_refused(tmp_path: Path, content: str) -> None:
    fault = _refusal(written(tmp_path / "a.csv", content))
    assert fault.code == "no_header"
    assert "”reference”" in fault.message


def test_a_header_deeper_than_the_profile_looks_is_not_found(tmp_path: Path) -> None:
    text = "titel\r\n" * 25 + text_of(REPORT_COLUMNS, report())
    path = written(tmp_path / "a.csv", text)
    assert _refusal(path).code == "no_header"

    profile = tmp_path / "kommun.toml"
    profile.write_text(
        'extends = "reference"\nreceived_date_means = "received"\nheader_search_rows = 30\n',
        encoding="utf-8",
    )
    assert len(facts_of(path, str(profile))) == 1


def test_a_file_that_is_missing_empty_or_a_folder_is_said_plainly(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "saknas.csv").code == "file_missing"
    assert _refusal(written(tmp_path / "tom.csv", "")).code == "file_empty"
    assert _refusal(tmp_path).code == "file_unreadable"


def test_a_file_with_a_header_and_nothing_else_has_no_rows(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path / "a.csv", text_of(REPORT_COLUMNS))) == []
