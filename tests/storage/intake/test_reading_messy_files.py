"""What real export files look like, and must survive."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from export_files import (
    INVESTIGATION_COLUMNS,
    PLACEMENT_COLUMNS,
    REPORT_COLUMNS,
    STAFF_COLUMNS,
    facts_of,
    investigation,
    placement,
    rejected_in,
    report,
    rows_of,
    staff,
    text_of,
    written,
)

from rules.facts import (
    Investigation,
    LegalBasis,
    Outcome,
    Placement,
    PlacementForm,
    Reason,
    ReportDecision,
    ReportOfConcern,
    ReportType,
    Role,
    Sex,
    StaffMember,
)
from storage.intake import (
    FileKind,
    RejectedRow,
    UnusableFileError,
    load_profile,
    read_rows,
    recognise,
)

THE_REPORT = ReportOfConcern(
    number="AKT-2026-1",
    case="BU-2026-1",
    received_on=date(2026, 3, 5),
    type=ReportType.REPORT,
    unit="Mottagningen",
    caseworker="Åsa Holm",
    reason=Reason.NEGLECT,
    assessed_on=date(2026, 3, 5),
    decided_on=date(2026, 3, 10),
    decision=ReportDecision.INVESTIGATION_OPENED,
    sex=Sex.GIRL,
    age=7,
    child_spoken_with=True,
)


def test_each_kind_of_file_becomes_its_facts(tmp_path: Path) -> None:
    reports = written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, report()))
    investigations = written(tmp_path / "b.csv", text_of(INVESTIGATION_COLUMNS, investigation()))
    placements = written(tmp_path / "c.csv", text_of(PLACEMENT_COLUMNS, placement()))
    people = written(tmp_path / "d.csv", text_of(STAFF_COLUMNS, staff()))

    assert facts_of(reports) == [THE_REPORT]
    assert facts_of(investigations) == [
        Investigation(
            number="UTR-2026-1",
            case="BU-2026-1",
            opened_on=date(2026, 3, 10),
            unit="Barnenheten",
            caseworker="Björn Berg",
            report_number="AKT-2026-1",
            closed_on=date(2026, 6, 1),
            extended_to=date(2026, 8, 10),
            extension_decided_on=date(2026, 5, 30),
            outcome=Outcome.INTERVENTION_GRANTED,
            reason=Reason.CRIME,
            intervention_began_on=date(2026, 4, 1),
            sex=Sex.BOY,
            age=9,
        )
    ]
    assert facts_of(placements) == [
        Placement(
            number="PLA-2026-1",
            case="BU-2026-1",
            started_on=date(2026, 2, 1),
            form=PlacementForm.EMERGENCY_HOME,
            legal_basis=LegalBasis.LVU_2,
            unit="Placeringsenheten",
            caseworker="Elin Dahl",
            investigation_number="UTR-2026-1",
            ended_on=date(2026, 10, 1),
            last_considered_on=date(2026, 8, 1),
            sex=Sex.GIRL,
            age=12,
        )
    ]
    assert facts_of(people) == [
        StaffMember("Åsa Holm", "asa.holm@exempel.example", Role.CASEWORKER, "Mottagningen")
    ]


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        (REPORT_COLUMNS, FileKind.REPORTS),
        (INVESTIGATION_COLUMNS, FileKind.INVESTIGATIONS),
        (PLACEMENT_COLUMNS, FileKind.PLACEMENTS),
        (STAFF_COLUMNS, FileKind.STAFF),
    ],
)
def test_the_kind_is_told_by_the_columns_not_by_the_name(
    tmp_path: Path, columns: list[str], kind: FileKind
) -> None:
    path = written(tmp_path / "natt-export (3).txt", text_of(columns))
    assert recognise(path, load_profile(None)).kind is kind


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le-bom", "utf-16-be-bom"]
)
def test_swedish_letters_survive_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    text = text_of(REPORT_COLUMNS, report())
    if encoding.endswith("-bom"):
        encoding, text = encoding.removesuffix("-bom"), "\ufeff" + text
    assert facts_of(written(tmp_path / "a.csv", text, encoding)) == [THE_REPORT]


def test_a_byte_order_mark_before_a_quoted_column_name_is_no_part_of_it(tmp_path: Path) -> None:
    quoted = [f'"{name}"' for name in REPORT_COLUMNS]
    path = written(tmp_path / "a.csv", text_of(quoted, report()), "utf-8-sig")
    assert facts_of(path) == [THE_REPORT]


def test_letters_are_told_apart_from_their_encoding_far_into_a_file(tmp_path: Path) -> None:
    plain = [staff(E_post=f"a{n}@exempel.example", Namn="Anna Ek") for n in range(30_000)]
    path = written(tmp_path / "a.csv", text_of(STAFF_COLUMNS, *plain, staff()), "cp1252")
    assert facts_of(path)[-1].name == "Åsa Holm"


def test_one_damaged_byte_does_not_turn_a_utf8_file_into_another_encoding(tmp_path: Path) -> None:
    sound, damaged = staff(), staff(E_post="b@exempel.example", Namn="Bj?rn")
    content = text_of(STAFF_COLUMNS, sound, damaged).encode().replace(b"Bj?rn", b"Bj\xf6rn")
    accepted, rejected = rows_of(written(tmp_path / "a.csv", content))
    assert accepted.fact.name == "Åsa Holm"
    assert (rejected.code, rejected.column) == ("unreadable_characters", "Namn")


def test_decomposed_letters_are_composed_in_header_and_cells(tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", text_of(REPORT_COLUMNS, report()))
    assert not unicodedata.is_normalized("NFC", text)
    assert facts_of(written(tmp_path / "a.csv", text)) == [THE_REPORT]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_another_delimiter_is_understood(tmp_path: Path, delimiter: str) -> None:
    text = text_of(REPORT_COLUMNS, report(), delimiter=delimiter)
    assert facts_of(written(tmp_path / "a.csv", text)) == [THE_REPORT]


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    title = 'sep=;\r\nAktualiseringar "mars\r\n;;;\r\nUttag 2026-03-11; kl 03:00\r\n\r\n'
    path = written(tmp_path / "a.csv", title + text_of(REPORT_COLUMNS, report()))
    assert facts_of(path) == [THE_REPORT]
    assert rows_of(path)[0].line == 7


def test_names_of_columns_may_break_over_lines_and_use_other_capitals(tmp_path: Path) -> None:
    columns = [name.upper().replace(" ", "\n") for name in REPORT_COLUMNS]
    quoted = [f'"{name}"' for name in columns]
    path = written(tmp_path / "a.csv", text_of(quoted, report()))
    assert facts_of(path) == [THE_REPORT]


def test_a_quoted_line_break_does_not_end_the_row_and_lines_are_physical(tmp_path: Path) -> None:
    broken = report(Handläggare='"Åsa\r\nHolm"')
    unknown = report(Beslut="Kanske")
    path = written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, broken, unknown))
    accepted, rejected = rows_of(path)
    assert (accepted.line, accepted.fact.caseworker) == (2, "Åsa Holm")
    assert rejected.line == 4


def test_blank_rows_are_passed_over(tmp_path: Path) -> None:
    blank = ["", " ", "\u00a0"] + [""] * 10
    text = text_of(REPORT_COLUMNS, [""], blank, report(), [""], blank)
    path = written(tmp_path / "a.csv", text)
    assert facts_of(path) == [THE_REPORT]
    assert rows_of(path)[0].line == 4


@pytest.mark.parametrize(
    "row",
    [
        ["Summa", "1"],
        ["Summa:"] + [""] * 12,
        ["", "", "Totalt 1 aktualisering"] + [""] * 10,
        ["TOTALT", "1"] + [""] * 11,
        ["Antal rader: 1"],
    ],
)
def test_a_sum_below_the_rows_is_passed_over(tmp_path: Path, row: list[str]) -> None:
    assert facts_of(written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, report(), row))) == [
        THE_REPORT
    ]


def test_a_header_repeated_on_a_new_page_is_passed_over(tmp_path: Path) -> None:
    text = text_of(REPORT_COLUMNS, report(), REPORT_COLUMNS, report(Aktualiseringsnr="AKT-2"))
    assert [fact.number for fact in facts_of(written(tmp_path / "a.csv", text))] == [
        "AKT-2026-1",
        "AKT-2",
    ]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    text = text_of(REPORT_COLUMNS[::-1], report()[::-1])
    assert facts_of(written(tmp_path / "a.csv", text)) == [THE_REPORT]


def test_empty_cells_beyond_the_header_are_tolerated(tmp_path: Path) -> None:
    text = text_of([*REPORT_COLUMNS, ""], report(), [*report(), ""], [*report(), "", "", ""])
    assert facts_of(written(tmp_path / "a.csv", text)) == [THE_REPORT] * 3


def test_needless_space_and_invisible_characters_leave_the_cells(tmp_path: Path) -> None:
    row = report(
        Handläggare=" Åsa\u00a0\u200b  Holm\t", Enhet="Mottag\u00adningen\x07", Kön=" Flicka "
    )
    assert facts_of(written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, row))) == [THE_REPORT]


def test_a_file_cut_off_in_a_row_loses_that_row_only(tmp_path: Path) -> None:
    whole = text_of(REPORT_COLUMNS, report(), report(Aktualiseringsnr="AKT-2026-2"))
    path = written(tmp_path / "a.csv", whole[: whole.rindex(";Mottagningen")])
    accepted, rejected = rows_of(path)
    assert accepted.fact == THE_REPORT
    assert (rejected.line, rejected.code, rejected.number) == (3, "too_few_cells", "AKT-2026-2")


def test_the_key_of_a_row_cut_off_inside_it_is_not_trusted(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, report()) + "AKT-20")
    assert [row.number for row in rejected_in(path)] == [None]


def test_a_file_cut_off_inside_a_letter_keeps_the_rows_before_it(tmp_path: Path) -> None:
    content = text_of(REPORT_COLUMNS, report(), report(Aktualiseringsnr="AKT-2")).encode()
    path = written(tmp_path / "a.csv", content[: content.rindex("Åsa".encode()) + 1])
    accepted, rejected = rows_of(path)
    assert accepted.fact == THE_REPORT
    assert rejected.line == 3


def test_a_file_cut_off_inside_quotes_keeps_the_rows_before_it(tmp_path: Path) -> None:
    cut = report(Aktualiseringsnr="AKT-2026-2", Handläggare='"Åsa')
    path = written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, report(), cut[:10]))
    accepted, rejected = rows_of(path)
    assert accepted.fact == THE_REPORT
    assert (rejected.line, rejected.code, rejected.number) == (3, "broken_quoting", "AKT-2026-2")


@pytest.mark.parametrize("rows_after", [1, 3000])
def test_a_stray_quote_does_not_swallow_the_rows_after_it(tmp_path: Path, rows_after: int) -> None:
    stray = report(Aktualiseringsnr="AKT-0", Handläggare='"Åsa')
    after = [
        report(Aktualiseringsnr=f"AKT-{n}", Enhet='"Norra; västra"') for n in range(1, rows_after)
    ]
    text = text_of(REPORT_COLUMNS, stray, report(), *after)
    first, *others = rows_of(written(tmp_path / "a.csv", text))
    assert isinstance(first, RejectedRow)
    assert (first.line, first.code) == (2, "broken_quoting")
    assert [row.line for row in others] == list(range(3, rows_after + 3))
    assert not any(isinstance(row, RejectedRow) for row in others)


def test_thousands_of_stray_quotes_reject_their_rows_and_no_others(tmp_path: Path) -> None:
    rows = [report(Handläggare='"Åsa'), report()] * 2000
    read = rows_of(written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, *rows)))
    assert [isinstance(row, RejectedRow) for row in read] == [True, False] * 2000


def _workbook(path: Path, rows: list[list[object]], top: int = 0, left: int = 0) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Uttag")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for y, row in enumerate(rows, start=top):
            for x, cell in enumerate(row, start=left):
                if isinstance(cell, date):
                    sheet.write_datetime(y, x, cell, day)
                else:
                    sheet.write(y, x, cell)
    return path


def test_a_workbook_with_a_title_and_date_cells_is_read_as_the_csv_is(tmp_path: Path) -> None:
    row: list[object] = list(report(Ålder=""))
    row[2], row[5], row[6], row[11] = date(2026, 3, 5), date(2026, 3, 5), date(2026, 3, 10), 7
    rows = [["Aktualiseringar mars"], [], list(REPORT_COLUMNS), row, ["Summa", 1]]
    path = _workbook(tmp_path / "a.xlsx", rows, top=1, left=1)
    assert facts_of(path) == [THE_REPORT]
    assert rows_of(path)[0].line == 5


def test_dates_in_a_workbook_may_be_text_serials_or_whole_numbers(tmp_path: Path) -> None:
    row: list[object] = list(report())
    row[2], row[5], row[6] = "20260305", 46086, 20260310
    path = _workbook(tmp_path / "a.xlsx", [list(REPORT_COLUMNS), row])
    assert facts_of(path) == [THE_REPORT]


def test_numbers_in_a_workbook_become_whole_numbers_as_text(tmp_path: Path) -> None:
    row: list[object] = list(report())
    row[0], row[12] = 4711, True
    (fact,) = facts_of(_workbook(tmp_path / "a.xlsx", [list(REPORT_COLUMNS), row]))
    assert (fact.number, fact.child_spoken_with) == ("4711", True)


def test_a_personal_number_in_a_number_cell_is_found(tmp_path: Path) -> None:
    row: list[object] = list(report())
    row[1] = 198507099805
    (rejected,) = rejected_in(_workbook(tmp_path / "a.xlsx", [list(REPORT_COLUMNS), row]))
    assert (rejected.column, rejected.code) == ("Ärendenr", "personal_number")


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, row in (("Uttag", report()), ("Gammalt", report(Aktualiseringsnr="AKT-0"))):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, REPORT_COLUMNS)
            sheet.write_row(1, 0, row)
        sheet.hide()
    assert facts_of(path) == [THE_REPORT]


def test_a_workbook_with_two_lists_is_refused_rather_than_half_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name in ("2025", "2026"):
            book.add_worksheet(name).write_row(0, 0, REPORT_COLUMNS)
    with pytest.raises(UnusableFileError, match="Spara ett blad per fil") as refused:
        recognise(tmp_path / "a.xlsx", load_profile(None))
    assert refused.value.code == "several_sheets"


def test_a_workbook_cut_off_half_way_is_refused_with_a_remedy(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx", [list(REPORT_COLUMNS), list(report())])
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(UnusableFileError, match="avhuggen") as refused:
        recognise(path, load_profile(None))
    assert refused.value.code == "workbook_unreadable"


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, report()))
    profile = load_profile(None)
    source = recognise(path, profile)
    written(path, text_of(REPORT_COLUMNS, report(), report()))
    with pytest.raises(UnusableFileError) as refused:
        list(read_rows(source, profile, date(2026, 11, 20)))
    assert refused.value.code == "file_changed"


def test_the_digest_follows_the_content(tmp_path: Path) -> None:
    profile = load_profile(None)
    one = recognise(written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, report())), profile)
    same = recognise(written(tmp_path / "b.csv", text_of(REPORT_COLUMNS, report())), profile)
    other = recognise(written(tmp_path / "c.csv", text_of(REPORT_COLUMNS)), profile)
    assert one.sha256 == same.sha256 != other.sha256
    assert one.modified_at.tzinfo is not None


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_understood(tmp_path: Path, encoding: str) -> None:
    text = text_of(REPORT_COLUMNS, report(), report(Beslut="Kanske"))
    accepted, rejected = rows_of(written(tmp_path / "a.csv", text, encoding))
    assert accepted.fact == THE_REPORT
    assert rejected.line == 3


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_nul_byte_rejects_its_row_and_no_other(tmp_path: Path, encoding: str) -> None:
    damaged = report(Aktualiseringsnr="AKT-2", Handläggare="Å\0sa")
    path = written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, damaged, report()), encoding)
    rejected, accepted = rows_of(path)
    assert (rejected.code, rejected.column) == ("nul_characters", "Handläggare")
    assert rejected.number == "AKT-2"
    assert "skadad eller avhuggen" in rejected.message
    assert accepted.fact == THE_REPORT


def test_a_file_filled_up_with_nul_bytes_has_a_row_that_cannot_be_read(tmp_path: Path) -> None:
    content = text_of(REPORT_COLUMNS, report()).encode() + b"\0" * 60
    accepted, rejected = rows_of(written(tmp_path / "a.csv", content))
    assert accepted.fact == THE_REPORT
    assert (rejected.line, rejected.code, rejected.number) == (3, "nul_characters", None)


@pytest.mark.parametrize(
    ("cell", "column"), [("x" * 140_000, "Enhet"), ('"' + "x" * 140_000 + '"', None)]
)
def test_a_huge_cell_rejects_its_row_and_no_other(
    tmp_path: Path, cell: str, column: str | None
) -> None:
    huge = report(Aktualiseringsnr="AKT-2", Enhet=cell)
    path = written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, huge, report()))
    rejected, accepted = rows_of(path)
    assert (rejected.code, rejected.column, rejected.number) == ("huge_cell", column, "AKT-2")
    assert "fritext" in rejected.message
    assert (accepted.line, accepted.fact) == (3, THE_REPORT)


def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    content = text_of(REPORT_COLUMNS, report()).encode() + b"\0" * (10 << 20)
    with pytest.raises(UnusableFileError, match="Gör uttaget igen") as refused:
        recognise(written(tmp_path / "a.csv", content), load_profile(None))
    assert refused.value.code == "endless_line"


def test_a_personal_number_in_a_folder_is_not_echoed(tmp_path: Path) -> None:
    folder = tmp_path / "19850709-9805"
    folder.mkdir()
    (rejected,) = rejected_in(written(folder / "a.csv", text_of(REPORT_COLUMNS, report(Kön="x"))))
    assert rejected.path == str(tmp_path / "…" / "a.csv")
    assert "9805" not in repr(rejected)


@pytest.mark.parametrize("name", ["saknas.csv", "19850709-9805.csv"])
def test_a_personal_number_in_a_path_that_cannot_be_read_is_not_echoed(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(UnusableFileError) as refused:
        recognise(tmp_path / "850709-9805" / name, load_profile(None))
    assert "9805" not in refused.value.message
