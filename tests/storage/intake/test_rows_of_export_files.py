"""Which rows are kept, which are rejected, and what is said about them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
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

from rules.facts import Reason, ReportType, Role, Sex
from storage.intake import ProtectedRow, RejectedRow

Row = Callable[..., list[str]]
KINDS: dict[Row, list[str]] = {
    report: REPORT_COLUMNS,
    investigation: INVESTIGATION_COLUMNS,
    placement: PLACEMENT_COLUMNS,
    staff: STAFF_COLUMNS,
}


def _read(tmp_path: Path, make: Row, **changed: str) -> object:
    path = written(tmp_path / "uttag.csv", text_of(KINDS[make], make(**changed)))
    (row,) = rows_of(path)
    return row if isinstance(row, RejectedRow) else row.fact


def _rejected(tmp_path: Path, make: Row, **changed: str) -> RejectedRow:
    row = _read(tmp_path, make, **changed)
    assert isinstance(row, RejectedRow)
    return row


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "20260305",
        "2026-03-05 00:00:00",
        "2026-03-05T00:00:00",
        "2026-03-05 00:00:00.0000000",
        "2026-03-05 23:59",
        "2026-3-5",
        " 2026-03-05 ",
    ],
)
def test_a_day_may_be_written_in_all_these_ways(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, report, Inkom_datum=text).received_on == date(2026, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-02-30", "2026-13-01", "i går", "05/03/2026", "260305", "mars 2026", "46086"),
        *("2026-W10-4", "2026111", "202635", "2026-03-05T00:00:00Z", "2026-03-05 24:10", "-"),
    ],
)
@pytest.mark.parametrize("column", ["Inkom_datum", "Beslut_datum"])
def test_what_is_no_day_is_rejected_and_not_guessed(tmp_path: Path, column: str, text: str) -> None:
    row = _rejected(tmp_path, report, **{column: text})
    assert (row.code, row.column) == ("unreadable_date", column.replace("_", " "))
    assert text == "-" or text not in row.message


@pytest.mark.parametrize(
    ("make", "column", "header", "code"),
    [
        (report, "Inkom_datum", "Inkom datum", "date_before_1950"),
        (report, "Skyddsbedömning_datum", "Skyddsbedömning datum", "date_before_1950"),
        (investigation, "Inledd_datum", "Inledd datum", "date_before_1950"),
        (investigation, "Insats_påbörjad", "Insats påbörjad", "date_before_1950"),
        (placement, "Startdatum", "Startdatum", "date_before_1950"),
    ],
)
def test_a_day_before_1950_is_impossible(
    tmp_path: Path, make: Row, column: str, header: str, code: str
) -> None:
    row = _rejected(tmp_path, make, **{column: "1949-12-31"})
    assert (row.code, row.column) == (code, header)


def test_a_placement_without_form_and_basis_is_kept(tmp_path: Path) -> None:
    kept = _read(tmp_path, placement, Lagrum="", Placeringsform="")
    assert (kept.form, kept.legal_basis) == (None, None)


def test_a_consideration_before_this_placement_is_kept(tmp_path: Path) -> None:
    kept = _read(tmp_path, placement, Senaste_övervägande="2025-12-01")
    assert kept.last_considered_on == date(2025, 12, 1)


def test_a_day_that_only_means_until_further_notice_is_no_day(tmp_path: Path) -> None:
    assert _read(tmp_path, placement, Slutdatum="9999-12-31").ended_on is None


def test_a_day_that_no_calendar_reaches_is_impossible(tmp_path: Path) -> None:
    row = _rejected(tmp_path, investigation, Förlängd_tom="2100-09-01")
    assert row.code == "date_after_2100"


def test_the_first_day_of_1950_is_possible(tmp_path: Path) -> None:
    assert _read(tmp_path, report, Inkom_datum="1950-01-01").received_on == date(1950, 1, 1)


@pytest.mark.parametrize(
    ("make", "column", "later"),
    [
        (report, "Inkom_datum", ["Skyddsbedömning_datum", "Beslut_datum"]),
        (investigation, "Inledd_datum", ["Avslutad_datum", "Förlängd_tom", "Förlängning_beslutad"]),
        (placement, "Startdatum", ["Slutdatum", "Senaste_övervägande"]),
    ],
)
def test_what_begins_after_the_day_of_import_is_rejected(
    tmp_path: Path, make: Row, column: str, later: list[str]
) -> None:
    empty = dict.fromkeys(later, "")
    assert not isinstance(_read(tmp_path, make, **{column: "2026-11-20"}, **empty), RejectedRow)
    row = _rejected(tmp_path, make, **{column: "2026-11-21"}, **empty)
    assert (row.code, row.column) == ("date_in_future", column.replace("_", " "))


def test_a_decision_after_the_day_of_import_is_kept_for_the_day_it_comes(tmp_path: Path) -> None:
    assert _read(tmp_path, report, Beslut_datum="2026-12-24").decided_on == date(2026, 12, 24)


@pytest.mark.parametrize(
    ("make", "column", "header", "before", "start"),
    [
        (report, "Skyddsbedömning_datum", "Skyddsbedömning datum", "2026-03-04", "2026-03-05"),
        (report, "Beslut_datum", "Beslut datum", "2026-03-04", "2026-03-05"),
        (investigation, "Avslutad_datum", "Avslutad datum", "2026-03-09", "2026-03-10"),
        (investigation, "Förlängd_tom", "Förlängd t.o.m.", "2026-03-09", "2026-03-10"),
        (investigation, "Förlängning_beslutad", "Förlängning beslutad", "2026-03-09", "2026-03-10"),
        (placement, "Slutdatum", "Slutdatum", "2026-01-31", "2026-02-01"),
    ],
)
def test_what_ends_before_it_began_is_rejected_but_not_on_the_same_day(
    tmp_path: Path, make: Row, column: str, header: str, before: str, start: str
) -> None:
    row = _rejected(tmp_path, make, **{column: before})
    assert (row.code, row.column) == ("end_before_start", header)
    assert not isinstance(_read(tmp_path, make, **{column: start}), RejectedRow)


def test_an_intervention_that_began_before_the_investigation_is_kept(tmp_path: Path) -> None:
    kept = _read(tmp_path, investigation, Insats_påbörjad="2025-09-01")
    assert kept.intervention_began_on == date(2025, 9, 1)


@pytest.mark.parametrize(
    ("make", "column", "code"),
    [
        (report, "Aktualiseringsnr", "missing_number"),
        (report, "Ärendenr", "missing_case_number"),
        (report, "Inkom_datum", "missing_start_date"),
        (investigation, "Utredningsnr", "missing_number"),
        (investigation, "Ärendenr", "missing_case_number"),
        (investigation, "Inledd_datum", "missing_start_date"),
        (placement, "Placeringsnr", "missing_number"),
        (placement, "Ärendenr", "missing_case_number"),
        (placement, "Startdatum", "missing_start_date"),
        (staff, "E_post", "missing_email"),
        (staff, "Roll", "missing_value"),
    ],
)
def test_a_row_without_what_it_cannot_do_without_is_rejected(
    tmp_path: Path, make: Row, column: str, code: str
) -> None:
    row = _rejected(tmp_path, make, **{column: ""})
    assert row.code == code
    assert row.column == {"E_post": "E-post"}.get(column, column.replace("_", " "))


@pytest.mark.parametrize("make", [report, investigation, placement])
def test_a_row_that_is_merely_incomplete_is_kept(tmp_path: Path, make: Row) -> None:
    needed = {*("Aktualiseringsnr", "Utredningsnr", "Placeringsnr", "Ärendenr")}
    needed |= {"Inkom datum", "Inledd datum", "Startdatum", "Placeringsform", "Lagrum"}
    row = [cell if name in needed else "" for name, cell in zip(KINDS[make], make(), strict=True)]
    (fact,) = facts_of(written(tmp_path / "a.csv", text_of(KINDS[make], row)))
    assert (fact.caseworker, fact.unit, fact.sex, fact.age) == ("", "", Sex.UNKNOWN, None)


def test_a_matter_without_a_type_is_read_as_a_report(tmp_path: Path) -> None:
    assert _read(tmp_path, report, Typ="").type is ReportType.REPORT


@pytest.mark.parametrize(
    ("make", "column"),
    [
        *((report, name) for name in ("Typ", "Orsak", "Beslut", "Kön", "Samtal_med_barnet")),
        *((investigation, name) for name in ("Utfall", "Orsak", "Kön")),
        *((placement, name) for name in ("Placeringsform", "Lagrum", "Kön")),
        (staff, "Roll"),
    ],
)
def test_an_unknown_code_is_rejected_without_being_repeated(
    tmp_path: Path, make: Row, column: str
) -> None:
    row = _rejected(tmp_path, make, **{column: "Kim Testsson ringde"})
    assert (row.code, row.column) == ("unknown_value", column.replace("_", " "))
    assert "Testsson" not in repr(row)


def test_an_unknown_reason_is_answered_with_the_known_ones_and_the_remedy(tmp_path: Path) -> None:
    row = _rejected(tmp_path, report, Orsak="Oroväckande")
    assert row.message.startswith("uttag.csv, rad 2, kolumnen ”Orsak”: ")
    assert "”Bristande omsorg”" in row.message
    assert "values.reason" in row.message


@pytest.mark.parametrize(
    "text", ["BRISTANDE OMSORG", "bristande   omsorg", "Bristande\u00a0omsorg"]
)
def test_codes_are_compared_without_regard_to_capitals_and_space(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, report, Orsak=text).reason is Reason.NEGLECT


@pytest.mark.parametrize(
    ("text", "age"), [("0", 0), ("21", 21), ("07", 7), ("7 år", 7), ("", None)]
)
def test_ages_of_the_young_are_read(tmp_path: Path, text: str, age: int | None) -> None:
    assert _read(tmp_path, report, Ålder=text).age == age


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("22", "age_out_of_range"),
        ("-1", "unreadable_age"),
        ("7,5", "unreadable_age"),
        ("sju", "unreadable_age"),
    ],
)
def test_other_ages_are_rejected(tmp_path: Path, text: str, code: str) -> None:
    assert _rejected(tmp_path, report, Ålder=text).code == code


def test_a_row_with_too_many_cells_is_rejected(tmp_path: Path) -> None:
    moved = [*report()[:4], "fritext", *report()[4:]]
    (row,) = rejected_in(written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, moved)))
    assert (row.code, row.column, row.number) == ("too_many_cells", None, "AKT-2026-1")
    assert "fritext" not in repr(row)


def test_the_key_of_a_row_whose_cells_have_moved_is_not_trusted(tmp_path: Path) -> None:
    columns, cells = REPORT_COLUMNS[1:] + REPORT_COLUMNS[:1], report()[1:] + report()[:1]
    moved = ["x", *cells]
    (row,) = rejected_in(written(tmp_path / "a.csv", text_of(columns, moved)))
    assert row.number is None


def test_a_rejected_row_tells_file_line_column_number_and_remedy(tmp_path: Path) -> None:
    path = written(
        tmp_path / "aktualiseringar.csv", text_of(REPORT_COLUMNS, report(), report(Ålder="99"))
    )
    assert rejected_in(path) == [
        RejectedRow(
            path=str(path),
            line=3,
            column="Ålder",
            code="age_out_of_range",
            message=(
                "aktualiseringar.csv, rad 3, kolumnen ”Ålder”: Åldern ska vara 0–21 år, eller "
                "tom. Rätta uppgiften i verksamhetssystemet och gör uttaget igen."
            ),
            number="AKT-2026-1",
        )
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("handläggare", Role.CASEWORKER),
        ("Socialsekreterare", Role.CASEWORKER),
        ("1:e socialsekreterare", Role.CASEWORKER),
        ("Enhetschef", Role.UNIT_MANAGER),
        ("nämndsekreterare", Role.BOARD_SECRETARY),
        ("Systemförvaltare", Role.ADMINISTRATOR),
    ],
)
def test_roles_have_their_usual_names(tmp_path: Path, text: str, role: Role) -> None:
    assert _read(tmp_path, staff, Roll=text).role is role


def test_a_staff_address_is_kept_without_capitals(tmp_path: Path) -> None:
    member = _read(tmp_path, staff, E_post="Asa.HOLM@Exempel.example", Enhet="")
    assert (member.email, member.unit) == ("asa.holm@exempel.example", None)


@pytest.mark.parametrize("text", ["Åsa Holm", "asa@", "a@b@c.se", "asa@exempel", "a;b@c.se "])
def test_what_is_no_address_is_rejected(tmp_path: Path, text: str) -> None:
    row = _rejected(tmp_path, staff, E_post=f'"{text}"')
    assert (row.code, row.column) == ("unreadable_email", "E-post")


def test_an_object_id_is_kept_in_its_usual_form(tmp_path: Path) -> None:
    member = _read(tmp_path, staff, Objekt_id="{B80469B8-4B2D-451C-A2F7-46B484E61CEB}")
    assert member.entra_object_id == "b80469b8-4b2d-451c-a2f7-46b484e61ceb"


def test_what_is_no_object_id_is_rejected(tmp_path: Path) -> None:
    row = _rejected(tmp_path, staff, Objekt_id="vet ej")
    assert (row.code, row.column) == ("unreadable_object_id", "Objekt-id")


@pytest.mark.parametrize("text", ["Ja", "Sekretess", "1"])
def test_of_people_with_protected_identity_nothing_is_read_but_the_numbers(
    tmp_path: Path, text: str
) -> None:
    columns = [*REPORT_COLUMNS, "Skyddade personuppgifter"]
    rows = [[*report(), text], [*report(Aktualiseringsnr="AKT-2"), "Nej"]]
    rows.append([*report(Aktualiseringsnr="AKT-3"), ""])
    protected, *others = rows_of(written(tmp_path / "a.csv", text_of(columns, *rows)))
    assert protected == ProtectedRow("AKT-2026-1", "BU-2026-1")
    assert [row.fact.number for row in others] == ["AKT-2", "AKT-3"]


@pytest.mark.parametrize("changed", [{"Ålder": "99"}, {"Ärendenr": "850709-9805"}])
def test_a_faulty_row_on_a_protected_identity_is_not_listed_as_rejected(
    tmp_path: Path, changed: dict[str, str]
) -> None:
    columns = [*REPORT_COLUMNS, "Sekretessmarkering"]
    text = text_of(columns, [*report(**changed), "Ja"])
    case = changed.get("Ärendenr", "BU-2026-1")
    assert rows_of(written(tmp_path / "a.csv", text)) == [ProtectedRow("AKT-2026-1", case)]


def test_a_row_cut_off_after_its_mark_of_protection_is_not_listed_either(tmp_path: Path) -> None:
    columns = ["Sekretessmarkering", *REPORT_COLUMNS]
    text = text_of(columns, ["Ja", *report()[:4]])
    assert rows_of(written(tmp_path / "a.csv", text)) == [ProtectedRow("AKT-2026-1", "BU-2026-1")]


@pytest.mark.parametrize(
    "text", ["#SAKNAS!", "#N/A", "#referens!", "#DIV/0!", "####", "#SAKNAS", " #N/A "]
)
@pytest.mark.parametrize("column", ["Handläggare", "Beslut datum", "Skyddade personuppgifter"])
def test_an_error_value_is_never_read_as_a_name_or_as_empty(
    tmp_path: Path, column: str, text: str
) -> None:
    columns = [*REPORT_COLUMNS, "Skyddade personuppgifter"]
    row = [
        text if name == column else cell
        for name, cell in zip(columns, [*report(), "Nej"], strict=True)
    ]
    (rejected,) = rejected_in(written(tmp_path / "a.csv", text_of(columns, row)))
    assert (rejected.code, rejected.column) == ("error_value", column)
    assert rejected.number == "AKT-2026-1"
    assert "Rätta formeln" in rejected.message


def test_a_name_that_only_begins_like_an_error_value_is_a_name(tmp_path: Path) -> None:
    assert _read(tmp_path, report, Handläggare="#3 Holm").caseworker == "#3 Holm"


def test_a_text_too_long_for_a_name_is_rejected_and_not_repeated(tmp_path: Path) -> None:
    assert _read(tmp_path, report, Enhet="x" * 200).unit == "x" * 200
    row = _rejected(tmp_path, report, Enhet="Kim ringde. " * 20)
    assert (row.code, row.column) == ("text_too_long", "Enhet")
    assert "Kim" not in repr(row)


@pytest.mark.parametrize(
    "text",
    [
        *("9999-12-31 00:00:00", "9999-12-31T00:00:00", "9999-12-31 23:59:59.9999999"),
        *("99991231", "9999-12-31 23:59", "9999-12-31"),
    ],
)
def test_until_further_notice_is_no_day_whatever_time_it_has(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, placement, Slutdatum=text).ended_on is None
    row = _rejected(tmp_path, placement, Startdatum=text)
    assert row.code == "missing_start_date"


def test_whose_row_of_the_staff_list_it_is_is_told_by_name_where_the_address_is_unreadable(
    tmp_path: Path,
) -> None:
    row = _rejected(tmp_path, staff, E_post="asa@")
    assert (row.number, row.person) == (None, "Åsa Holm")
    row = _rejected(tmp_path, staff, Roll="okänd")
    assert (row.number, row.person) == ("asa.holm@exempel.example", None)
    row = _rejected(tmp_path, staff, E_post="", Namn="850709-9805")
    assert (row.number, row.person) == (None, None)
