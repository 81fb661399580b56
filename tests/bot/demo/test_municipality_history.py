"""What happens in the made-up municipality happens in order, and the same way for the same seed."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from demo_exports import FILES, Written, day, read

from bot.demo.municipality import Municipality, write_municipality

EVENT_COLUMNS = (
    "Inkom datum", "Skyddsbedömning datum", "Beslut datum", "Inledd datum", "Avslutad datum",
    "Förlängning beslutad", "Insats påbörjad", "Startdatum", "Slutdatum", "Senaste övervägande",
)  # fmt: skip


@pytest.mark.parametrize(
    "today", [date(2026, 11, 20), date(2027, 2, 28), date(2027, 7, 3), date(2028, 2, 29)]
)
def test_no_event_lies_after_today(tmp_path: Path, today: date) -> None:
    write_municipality(tmp_path, today, days=300)
    files = read(tmp_path)
    for row in (*files.reports, *files.investigations, *files.placements):
        events = [day(row[column]) for column in EVENT_COLUMNS if row.get(column)]
        assert all(event is not None and event <= today for event in events), row


def test_what_is_not_decided_or_closed_yet_has_no_decision_and_no_outcome(
    written: Written,
) -> None:
    joined = "Tillförs pågående utredning"
    for row in written.reports:
        assert bool(row["Beslut"]) == (bool(row["Beslut datum"]) or row["Beslut"] == joined)
    for row in written.investigations:
        assert bool(row["Utfall"]) == bool(row["Avslutad datum"])


def test_the_same_seed_gives_the_same_files(
    tmp_path: Path, folder: Path, municipality: Municipality, today: date
) -> None:
    assert write_municipality(tmp_path, today) == municipality
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_another_seed_gives_other_files(
    tmp_path: Path, folder: Path, municipality: Municipality, today: date
) -> None:
    assert write_municipality(tmp_path, today, seed=2) != municipality
    for name in FILES:
        assert (tmp_path / name).read_bytes() != (folder / name).read_bytes()


def test_an_earlier_night_shows_the_same_municipality_before_the_last_events(
    tmp_path: Path, written: Written, today: date
) -> None:
    write_municipality(tmp_path, today - timedelta(days=7), days=690 - 7)
    earlier = read(tmp_path)
    assert earlier.staff == written.staff
    assert len(earlier.reports) < len(written.reports)
    changing = {"Senaste övervägande"}
    for kind in ("reports", "investigations", "placements"):
        before, after = getattr(earlier, kind), getattr(written, kind)
        assert 0 < len(before) <= len(after)
        for old, new in zip(before, after, strict=False):
            known = {column for column, cell in old.items() if cell} - changing
            assert {column: new[column] for column in known} == {c: old[c] for c in known}


def test_a_joined_report_comes_in_while_an_investigation_of_the_case_runs(
    written: Written,
) -> None:
    spans: dict[str, list[tuple[str, str]]] = {}
    for row in written.investigations:
        span = (row["Inledd datum"], row["Avslutad datum"] or "9999")
        spans.setdefault(row["Ärendenr"], []).append(span)
    for row in written.reports:
        running = any(
            opened <= row["Inkom datum"] <= closed
            for opened, closed in spans.get(row["Ärendenr"], [])
        )
        if row["Beslut"] == "Tillförs pågående utredning":
            assert running


def test_every_investigation_rests_on_a_decision_to_open_it(written: Written) -> None:
    reports = {row["Aktualiseringsnr"]: row for row in written.reports}
    for row in written.investigations:
        report = reports[row["Aktualiseringsnr"]]
        assert report["Ärendenr"] == row["Ärendenr"]
        assert report["Beslut"] == "Utredning inleds"
        assert report["Beslut datum"] == row["Inledd datum"]
