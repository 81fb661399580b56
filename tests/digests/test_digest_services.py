"""The digests asked of a real database, filled by a real import."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from digests.errors import DigestError
from digests.monthly.service import monthly_summary
from digests.periods import Month, Week
from digests.weekly.model import WeeklyDigest
from digests.weekly.service import weekly_digests
from rules.indicators import IndicatorId
from rules.policy import DEFAULT_POLICY
from storage.engine import Database, open_database
from storage.intake import load_profile
from storage.intake.batch import import_files

TODAY = date(2026, 11, 20)  # a Friday
IMPORTED = datetime(2026, 11, 20, 4, 12, tzinfo=UTC)
FILES = {
    "utredningar.csv": """\
Utredningsnr;Ärendenr;Aktualiseringsnr;Inledd datum;Avslutad datum;Förlängd t.o.m.;\
Förlängning beslutad;Utfall;Enhet;Handläggare;Kön;Ålder;Orsak;Insats påbörjad
UTR-1;BU-1;;2026-06-10;;;;;Barnenheten;Anna Ek;Flicka;7;Annat;
UTR-2;BU-2;;2026-06-12;2026-11-16;;;Insats beviljad;Barnenheten;Anna Ek;Pojke;9;Annat;
UTR-3;BU-3;;2026-06-12;2026-10-01;;;Insats beviljad;Barnenheten;Anna Ek;Pojke;9;Annat;
UTR-4;BU-4;;2026-06-12;;;;;Ungdomsenheten;Ny Vikarie;Pojke;9;Annat;
UTR-5;BU-5;;2026-02-12;2026-03-01;;;;Barnenheten;Anna Ek;Pojke;9;Annat;
""",
    "personal.csv": """\
Namn;E-post;Roll;Enhet;Objekt-id
Maria Lind;maria.lind@kommun.example;enhetschef;Barnenheten;
Anna Ek;anna.ek@kommun.example;handläggare;Barnenheten;
""",
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    _import(opened, tmp_path, FILES)
    yield opened
    opened.close()


def _import(database: Database, folder: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    import_files(
        database,
        [folder / name for name in files],
        profile=load_profile("reference"),
        now=IMPORTED,
        full=True,
        force=True,
    )


def _weekly(database: Database, unit: str | None = None) -> tuple[WeeklyDigest, ...]:
    return weekly_digests(
        database,
        week=Week(2026, 47),
        today=TODAY,
        now=IMPORTED,
        policy=DEFAULT_POLICY,
        unit=unit,
    )


def test_weekly_digests_are_told_from_the_database(database: Database) -> None:
    children, youth = _weekly(database)
    assert children.recipients == ("maria.lind@kommun.example",)
    assert [item.case for item in children.outlook.overdue] == ["BU-1"]
    assert [item.case for item in children.changes.closed] == ["BU-2"]
    assert [gap.source for gap in children.to_check.data_gaps] == ["UTR-5"]
    assert [each.caseworker for each in youth.to_check.unknown_caseworkers] == ["Ny Vikarie"]
    assert children.stamp.imported_at == IMPORTED


def test_what_was_closed_on_the_day_of_a_digest_is_in_the_one_a_week_later(
    database: Database,
) -> None:
    children, _ = weekly_digests(
        database,
        week=Week(2026, 48),
        today=date(2026, 11, 23),
        now=IMPORTED,
        policy=DEFAULT_POLICY,
    )
    assert [item.case for item in children.changes.closed] == ["BU-2"]


def test_a_row_without_a_unit_is_no_units_while_a_namesake_has_left_another_one(
    database: Database, tmp_path: Path
) -> None:
    cases, staff = FILES.values()
    without_unit = cases.replace("Ungdomsenheten;Ny Vikarie", ";Anna Ek")
    namesake = "Anna Ek;anna.ek2@kommun.example;handläggare;Ungdomsenheten;\n"
    _import(database, tmp_path, {"utredningar.csv": without_unit})
    (children,) = _weekly(database, "Barnenheten")
    assert [item.case for item in children.outlook.overdue] == ["BU-1", "BU-4"]
    _import(database, tmp_path, {"personal.csv": staff + namesake})
    _import(database, tmp_path, {"personal.csv": staff})
    (children,) = _weekly(database, "Barnenheten")
    assert [item.case for item in children.outlook.overdue] == ["BU-1"]
    assert children.unplaced.cases == 1


def test_one_unit_can_be_asked_for_however_it_is_spelt(database: Database) -> None:
    (digest,) = _weekly(database, "ungdomsENHETEN")
    assert digest.unit == "Ungdomsenheten"


def test_an_unknown_unit_is_refused_with_the_units_there_are(database: Database) -> None:
    with pytest.raises(DigestError) as refused:
        _weekly(database, "Norr")
    assert "”Norr”" in refused.value.message
    assert "Barnenheten, Ungdomsenheten" in refused.value.message


def test_the_monthly_summary_is_counted_from_the_database(database: Database) -> None:
    summary = monthly_summary(
        database, month=Month(2026, 10), today=TODAY, now=IMPORTED, policy=DEFAULT_POLICY
    )
    opened = summary.of(IndicatorId.INVESTIGATION_IN_TIME)
    assert opened.figure.suppressed
    assert summary.stamp.imported_at == IMPORTED


def test_an_empty_database_says_that_nothing_has_been_read(tmp_path: Path) -> None:
    empty = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    summary = monthly_summary(
        empty, month=Month(2026, 10), today=TODAY, now=IMPORTED, policy=DEFAULT_POLICY
    )
    assert summary.stamp.warning is not None
    assert _weekly(empty) == ()
    empty.close()
