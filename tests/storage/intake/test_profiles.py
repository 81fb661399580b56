"""Profiles: what ships, what one may hold, and how a mistake in one is said."""

from pathlib import Path

import pytest
from export_files import REPORT_COLUMNS, facts_of, report, text_of, written

from rules.facts import Reason
from storage.intake import FileKind, ProfileError, load_profile, profile, shipped_profiles
from storage.intake.kinds import CODED_FIELDS, LAYOUTS

START = 'extends = "reference"\nreceived_date_means = "received"\n'


def _own(tmp_path: Path, text: str) -> str:
    path = tmp_path / "kommun.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def _refusal(name_or_path: str) -> ProfileError:
    with pytest.raises(ProfileError) as refused:
        load_profile(name_or_path)
    return refused.value


def test_the_reference_and_four_starting_points_ship() -> None:
    assert shipped_profiles() == ("combine", "lifecare", "reference", "treserva", "viva")


@pytest.mark.parametrize("name", ["combine", "lifecare", "reference", "treserva", "viva"])
def test_a_shipped_profile_knows_every_column_and_every_code(name: str) -> None:
    shipped = load_profile(name)
    for kind in FileKind:
        assert set(shipped.fields[kind].values()) == set(LAYOUTS[kind].fields)
    for field, codes in CODED_FIELDS.items():
        assert set(shipped.values[field].values()) == set(codes)


@pytest.mark.parametrize("name", ["combine", "lifecare", "treserva", "viva"])
def test_a_starting_point_says_that_it_is_unverified(name: str) -> None:
    path = Path(profile.__file__).parent / "profiles" / f"{name}.toml"
    assert "INTE KONTROLLERAD" in path.read_text(encoding="utf-8").splitlines()[0]


def test_no_name_means_the_reference_profile() -> None:
    assert load_profile(None).name == "reference"
    assert not load_profile(None).received_date_is_registration


def test_a_profile_says_when_the_date_is_the_registration(tmp_path: Path) -> None:
    own = _own(tmp_path, START.replace('"received"', '"registered"'))
    assert load_profile(own).received_date_is_registration


def test_a_profile_must_say_which_day_its_report_date_is(tmp_path: Path) -> None:
    fault = _refusal(_own(tmp_path, 'extends = "reference"\n'))
    assert fault.code == "missing_key"
    assert "received_date_means" in fault.message
    assert "registrerades" in fault.message


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("delimeter = ';'", "delimeter"),
        ("[columns.reports]\nrecieved_on = ['x']", "columns.reports.recieved_on"),
        ("[columns.report]\nnumber = ['x']", "columns.report"),
        ("[values.reason]\nviolence = ['x']", "values.reason.violence"),
        ("[values.raeson]\nneglect = ['x']", "values.raeson"),
        ("[optional_columns]\nreports = ['agee']", "optional_columns.reports.agee"),
        ("[protected]\ncolumn = ['x']", "protected.column"),
    ],
)
def test_an_unknown_key_is_refused_by_name(tmp_path: Path, text: str, key: str) -> None:
    fault = _refusal(_own(tmp_path, START + text + "\n"))
    assert fault.code == "unknown_key"
    assert f"”{key}”" in fault.message


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("header_search_rows = 'många'", "header_search_rows"),
        ("delimiter = ';;'", "delimiter"),
        ("encoding = 'svenska'", "encoding"),
        ("date_formats = ['ÅÅÅÅ-MM-DD']", "date_formats"),
        ("ignored_columns = 'Övrigt'", "ignored_columns"),
        ("[columns.reports]\nnumber = 'Nr'", "columns.reports.number"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(tmp_path: Path, text: str, key: str) -> None:
    fault = _refusal(_own(tmp_path, START + text + "\n"))
    assert fault.code == "unusable_key"
    assert f"”{key}”" in fault.message


def test_an_unknown_profile_is_answered_with_those_that_exist() -> None:
    fault = _refusal("tresreva")
    assert fault.code == "unknown_profile"
    assert "treserva" in fault.message
    assert "”tresreva”" in fault.message


def test_a_profile_that_is_no_toml_is_said_plainly(tmp_path: Path) -> None:
    assert _refusal(_own(tmp_path, "kolumner: [")).code == "unreadable_profile"


def test_profiles_that_extend_each_other_in_a_ring_are_refused(tmp_path: Path) -> None:
    own = tmp_path / "kommun.toml"
    other = _own(tmp_path, f'extends = "{own}"\nreceived_date_means = "received"\n')
    assert _refusal(other).code == "circular_profile"


def test_one_name_for_two_columns_is_refused(tmp_path: Path) -> None:
    text = START + '[columns.reports]\nassessed_on = ["Datum"]\ndecided_on = ["datum"]\n'
    fault = _refusal(_own(tmp_path, text))
    assert fault.code == "ambiguous_spelling"
    assert "”datum”" in fault.message


def test_an_own_profile_may_give_a_known_name_another_meaning(tmp_path: Path) -> None:
    own = _own(tmp_path, START + '[values.reason]\nother = ["Bristande omsorg"]\n')
    path = written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, report()))
    assert facts_of(path, own)[0].reason is Reason.OTHER


def test_date_formats_and_empty_values_follow_the_profile(tmp_path: Path) -> None:
    own = _own(
        tmp_path, START + 'date_formats = ["%d/%m %Y"]\nempty_values = ["NULL", "1/1 1900"]\n'
    )
    row = report(
        Inkom_datum="05/03 2026",
        Skyddsbedömning_datum="null",
        Beslut_datum="1/1 1900",
        Ålder="NULL",
    )
    (fact,) = facts_of(written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, row)), own)
    assert (fact.received_on.isoformat(), fact.assessed_on, fact.decided_on, fact.age) == (
        *("2026-03-05", None, None, None),
    )


def test_a_column_may_be_made_optional(tmp_path: Path) -> None:
    own = _own(tmp_path, START + '[optional_columns]\nreports = ["child_spoken_with", "age"]\n')
    path = written(tmp_path / "a.csv", text_of(REPORT_COLUMNS[:-1], [*report()[:-1], "", ""]))
    assert facts_of(path, own)[0].child_spoken_with is None
    assert facts_of(path, own)[0].age == 7


def test_the_encoding_of_the_profile_is_used_when_a_file_is_not_utf8(tmp_path: Path) -> None:
    own = _own(tmp_path, START + 'encoding = "cp850"\n')
    path = written(tmp_path / "a.csv", text_of(REPORT_COLUMNS, report()), "cp850")
    assert facts_of(path, own)[0].caseworker == "Åsa Holm"
    utf8 = written(tmp_path / "b.csv", text_of(REPORT_COLUMNS, report()))
    assert facts_of(utf8, own)[0].caseworker == "Åsa Holm"
