"""How often things happen in the made-up municipality, and that everything we show happens."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from demo_exports import EXTENDED, Row, Written, day, days_between, limit, read, restarts

from bot.demo.municipality import write_municipality


def test_every_class_the_product_shows_is_present(written: Written, today: date) -> None:
    missing = [name for name, present in classes(written, today).items() if not present]
    assert missing == []


def classes(written: Written, today: date) -> dict[str, bool]:
    return {
        **report_classes(written, today),
        **investigation_classes(written, today),
        **placement_classes(written),
    }


def report_classes(written: Written, today: date) -> dict[str, bool]:
    reports = written.reports
    oldest_in_time = (today - timedelta(days=14)).isoformat()
    undecided = [row for row in reports if not row["Beslut"]]
    assessed = [row for row in reports if row["Skyddsbedömning datum"]]
    waits = {days_between(row, "Inkom datum", "Skyddsbedömning datum") for row in assessed}
    decisions = Counter(
        (row["Ärendenr"], row["Beslut datum"]) for row in reports if row["Beslut datum"]
    )
    return {
        "undecided in time": any(row["Inkom datum"] >= oldest_in_time for row in undecided),
        "undecided too long": any(row["Inkom datum"] < oldest_in_time for row in undecided),
        "assessed at once, next day, late": waits >= {0, 1, 2, 3},
        "decided, never assessed": any(
            row["Beslut datum"] and not row["Skyddsbedömning datum"] for row in reports
        ),
        "application": any(row["Typ"] == "Ansökan" for row in reports),
        "two reports, one decision": max(decisions.values()) > 1,
        "every decision": {row["Beslut"] for row in reports}
        >= {"Utredning inleds", "Utredning inleds inte", "Tillförs pågående utredning", ""},
        "spoken with or not": {row["Samtal med barnet"] for row in reports} == {"Ja", "Nej", ""},
    }


def investigation_classes(written: Written, today: date) -> dict[str, bool]:
    rows = written.investigations
    running = [row for row in rows if not row["Avslutad datum"]]
    on_staff = {row["Namn"] for row in written.staff}
    late_decision = [
        row for row in rows if row["Förlängning beslutad"] and limit(row) != day(row[EXTENDED])
    ]
    return {
        "overdue": any(limit(row) < today for row in running),
        "overdue, extended": any(limit(row) < today and row[EXTENDED] for row in running),
        "extended in time": any(
            row["Förlängning beslutad"] and limit(row) == day(row[EXTENDED]) for row in rows
        ),
        "extended too late": len(late_decision) >= 2,
        "extended without a day": any(
            row[EXTENDED] and not row["Förlängning beslutad"] for row in rows
        ),
        "restarted within 30 days": restarts(rows) >= 3,
        "every outcome": {row["Utfall"] for row in rows}
        == {"", "Avslutas utan insats", "Insats beviljad", "Insats avböjd"},
        "intervention begun": any(row["Insats påbörjad"] for row in rows),
        "caseworker who has left": any(row["Handläggare"] not in on_staff for row in running),
    }


def placement_classes(written: Written) -> dict[str, bool]:
    rows = written.placements
    closed = {row["Utredningsnr"] for row in written.investigations if row["Avslutad datum"]}
    return {
        "every form": {row["Placeringsform"] for row in rows}
        == {"Jourhem", "Familjehem", "HVB", "Stödboende"},
        "every provision": {row["Lagrum"] for row in rows} == {"SoL", "LVU 2 §", "LVU 3 §"},
        "considered or not": len({bool(row["Senaste övervägande"]) for row in rows}) == 2,
        "emergency home after the investigation": any(
            row["Placeringsform"] == "Jourhem"
            and not row["Slutdatum"]
            and row["Utredningsnr"] in closed
            for row in rows
        ),
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rates_are_those_of_the_reference_municipality(
    tmp_path: Path, today: date, seed: int
) -> None:
    write_municipality(tmp_path, today, seed=seed)
    found = rates(read(tmp_path), today)
    expected = {  # share in the reference files, and how far from it chance may take us
        "reports a day": (8.8, 0.5),
        "joined": (0.112, 0.015),
        "at weekends": (0.052, 0.015),
        "opened": (0.555, 0.03),
        "decided in 14 days": (0.855, 0.02),
        "assessed the same day": (0.908, 0.02),
        "assessed the next day": (0.052, 0.012),
        "closed in 90 days": (0.394, 0.04),
        "closed in 91 to 123 days": (0.359, 0.04),
        "closed in time": (0.773, 0.04),
        "open ones overdue": (0.146, 0.05),
        "extended": (0.065, 0.015),
        "placed": (0.051, 0.012),
    }
    far_off = {
        name: found[name]
        for name, (share, tolerance) in expected.items()
        if abs(found[name] - share) > tolerance
    }
    assert far_off == {}


def rates(written: Written, today: date) -> dict[str, float]:
    return {**report_rates(written.reports), **investigation_rates(written, today)}


def report_rates(reports: list[Row]) -> dict[str, float]:
    joined = [row for row in reports if row["Beslut"] == "Tillförs pågående utredning"]
    own = [row for row in reports if row["Typ"] == "Anmälan" and row not in joined]
    decided = [row for row in own if row["Beslut"]]
    weekend = [row for row in reports if date.fromisoformat(row["Inkom datum"]).weekday() > 4]
    waits = Counter(
        days_between(row, "Inkom datum", "Skyddsbedömning datum")
        for row in own
        if row["Skyddsbedömning datum"]
    )
    in_time = [row for row in decided if days_between(row, "Inkom datum", "Beslut datum") <= 14]
    opened = [row for row in decided if row["Beslut"] == "Utredning inleds"]
    return {
        "reports a day": len(reports) / 690,
        "joined": len(joined) / len(reports),
        "at weekends": len(weekend) / len(reports),
        "opened": len(opened) / len(decided),
        "decided in 14 days": len(in_time) / len(decided),
        "assessed the same day": waits[0] / len(own),
        "assessed the next day": waits[1] / len(own),
    }


def investigation_rates(written: Written, today: date) -> dict[str, float]:
    rows = written.investigations
    closed = [row for row in rows if row["Avslutad datum"]]
    running = [row for row in rows if not row["Avslutad datum"]]
    lengths = [days_between(row, "Inledd datum", "Avslutad datum") for row in closed]
    in_time = [row for row in closed if date.fromisoformat(row["Avslutad datum"]) <= limit(row)]
    return {
        "closed in 90 days": sum(length <= 90 for length in lengths) / len(closed),
        "closed in 91 to 123 days": sum(90 < length <= 123 for length in lengths) / len(closed),
        "closed in time": len(in_time) / len(closed),
        "open ones overdue": sum(limit(row) < today for row in running) / len(running),
        "extended": sum(bool(row[EXTENDED]) for row in rows) / len(rows),
        "placed": len(written.placements) / len(rows),
    }
