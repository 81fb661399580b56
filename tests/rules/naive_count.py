"""A second count of the indicators, straight from the cells, to hold the first one against.

It shares nothing with `rules/`: days are ISO texts, which sort as days do, and four months are
counted with the standard calendar. Only for files where a case has one investigation.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from exempelkommun import Cells, rows

NEVER = "9999"
VIOLENCE = (
    "Oro om våld mot barn",
    "Barn som bevittnat våld",
    "Hedersrelaterat våld och förtryck",
)
Count = tuple[int, int]


@dataclass(frozen=True)
class Files:
    reports: list[Cells]
    investigations: list[Cells]
    placements: list[Cells]

    def of_unit(self, unit: str) -> "Files":
        own = [
            [cells for cells in part if cells["Enhet"] == unit]
            for part in (self.reports, self.investigations, self.placements)
        ]
        return Files(*own)


def files(folder: Path) -> Files:
    names = ("aktualiseringar", "utredningar", "placeringar")
    return Files(*(rows(folder, name) for name in names))


def plus_days(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def plus_months(day: str, months: int) -> str:
    year, month, number = (int(part) for part in day.split("-"))
    month += months
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year}-{month:02}-{min(number, monthrange(year, month)[1]):02}"


def days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def known(day: str, today: str) -> str:
    """Return the day if it has been, else one that never comes."""
    return day if day and day <= today else NEVER


def naive_count(
    found: Files, first: str, last: str, today: str, *, whole: Files | None = None
) -> dict[str, Count]:
    """Return numerator and denominator by indicator id; a count has itself as both."""
    whole = whole or found
    counts = {
        **_reports(found.reports, whole.investigations, first, last, today),
        **_investigations(found.investigations, first, last, today),
        **_emergency_care(found.placements, first, last, today),
    }
    return dict(sorted(counts.items()))


def _count(rows_in: list[Cells], hits: list[Cells]) -> Count:
    return len(hits), len(rows_in)


def _reports(
    reports: list[Cells], investigations: list[Cells], first: str, last: str, today: str
) -> dict[str, Count]:
    end = min(last, today)
    opened = {cells["Ärendenr"]: cells for cells in investigations}
    received = [r for r in reports if r["Typ"] == "Anmälan" and first <= r["Inkom datum"] <= end]
    protected = [
        r
        for r in received
        if known(r["Skyddsbedömning datum"], today) <= plus_days(r["Inkom datum"], 1)
    ]

    def decided(r: Cells) -> str:
        day = known(r["Beslut datum"], today)
        opening = known(opened.get(r["Ärendenr"], {}).get("Inledd datum", ""), today)
        return opening if day == NEVER and opening >= r["Inkom datum"] else day

    def is_joined(r: Cells) -> bool:
        if r["Beslut"] == "Tillförs pågående utredning":
            return True
        running = opened.get(r["Ärendenr"])
        if running is None or known(r["Beslut datum"], today) != NEVER:
            return False
        closed = running["Avslutad datum"] or NEVER
        return running["Inledd datum"] <= r["Inkom datum"] <= closed

    own = [
        r
        for r in reports
        if r["Typ"] == "Anmälan" and r["Inkom datum"] <= today and not is_joined(r)
    ]
    due = [r for r in own if first <= plus_days(r["Inkom datum"], 14) <= end]
    in_time = [r for r in due if decided(r) <= plus_days(r["Inkom datum"], 14)]
    done = [r for r in own if first <= decided(r) <= end]
    return {
        "reports_received": _count(received, received),
        "protection_assessment_in_time": _count(received, protected),
        "preliminary_assessment_in_time": _count(due, in_time),
        "child_spoken_with": _count(done, [r for r in done if r["Samtal med barnet"] == "Ja"]),
    }


def _limit(i: Cells, today: str) -> str:
    base = plus_months(i["Inledd datum"], 4)
    return i["Förlängd t.o.m."] if _is_extended(i, today) else base


def _is_extended(i: Cells, today: str) -> bool:
    base = plus_months(i["Inledd datum"], 4)
    decided = i["Förlängning beslutad"] or i["Inledd datum"]
    return i["Förlängd t.o.m."] > base and decided <= min(base, today)


def _investigations(
    investigations: list[Cells], first: str, last: str, today: str
) -> dict[str, Count]:
    end = min(last, today)
    begun = [i for i in investigations if i["Inledd datum"] <= today]
    opened = [i for i in begun if first <= i["Inledd datum"] <= end]

    def closed_on(i: Cells) -> str:
        return known(i["Avslutad datum"], today)

    def took(i: Cells) -> int:
        return days_between(i["Inledd datum"], i["Avslutad datum"])

    closed = [i for i in begun if first <= closed_on(i) <= end]
    violent = [i for i in closed if i["Orsak"] in VIOLENCE]
    helped = [i for i in violent if (i["Insats påbörjad"] or NEVER) < closed_on(i)]
    due = [i for i in begun if first <= _limit(i, today) <= end]
    in_time = [i for i in due if closed_on(i) <= _limit(i, today)]
    over = [
        i
        for i in begun
        if first <= plus_months(i["Inledd datum"], 4) <= end
        and min(closed_on(i), today) > plus_months(i["Inledd datum"], 4)
    ]
    overrun = [i for i in due if min(closed_on(i), today) > _limit(i, today)]
    late = len(overrun)
    return {
        "investigations_opened": _count(opened, opened),
        "possible_restart": (0, 0),
        "investigation_in_time": _count(due, in_time),
        "investigation_within_goal": _count(closed, [i for i in closed if took(i) <= 90]),
        "band_le_90": _count(closed, [i for i in closed if took(i) <= 90]),
        "band_91_123": _count(closed, [i for i in closed if 91 <= took(i) <= 123]),
        "band_gt_123": _count(closed, [i for i in closed if took(i) >= 124]),
        "over_limit_without_extension": _count(
            over, [i for i in over if not _is_extended(i, today)]
        ),
        "closed_without_intervention": _count(
            closed, [i for i in closed if i["Utfall"] == "Avslutas utan insats"]
        ),
        "intervention_during_violence": _count(violent, helped),
        "overrun_cause_documentation": (0, late),
        "overrun_cause_handling": (0, late),
        "overrun_cause_complex": (0, late),
        "overrun_cause_external": (0, late),
        "overrun_cause_not_given": (late, late),
    }


def _emergency_care(placements: list[Cells], first: str, last: str, today: str) -> dict[str, Count]:
    end = min(last, today)
    days: dict[str, int] = {}
    long_stays = set()
    for p in placements:
        until = min(known(p["Slutdatum"], today), end)
        if p["Placeringsform"] != "Jourhem" or p["Startdatum"] > end or until < first:
            continue
        days[p["Ärendenr"]] = days.get(p["Ärendenr"], 0) + days_between(p["Startdatum"], until)
        if until > plus_months(p["Startdatum"], 6):
            long_stays.add(p["Ärendenr"])
    return {
        "emergency_care_people": (len(days), len(days)),
        "emergency_care_mean_days": (sum(days.values()), len(days)),
        "emergency_care_over_goal": (len(long_stays), len(days)),
    }
