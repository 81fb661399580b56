"""Reads the reference files into facts without the import, so that figures stand on their own."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rules.facts import (
    CaseFacts,
    Investigation,
    InvestigationSpan,
    LegalBasis,
    Outcome,
    Placement,
    PlacementForm,
    Reason,
    ReportDecision,
    ReportOfConcern,
    ReportType,
    Sex,
)

CUT = Path(__file__).parents[1] / "data" / "exempelkommun"

_SEX = {"Flicka": Sex.GIRL, "Pojke": Sex.BOY}
_SPOKEN = {"Ja": True, "Nej": False}
_DECISIONS = {
    "Utredning inleds": ReportDecision.INVESTIGATION_OPENED,
    "Utredning inleds inte": ReportDecision.NO_INVESTIGATION,
    "Tillförs pågående utredning": ReportDecision.JOINED,
}
_OUTCOMES = {
    "Avslutas utan insats": Outcome.NO_INTERVENTION,
    "Insats beviljad": Outcome.INTERVENTION_GRANTED,
    "Insats avböjd": Outcome.INTERVENTION_DECLINED,
}
_FORMS = {
    "Jourhem": PlacementForm.EMERGENCY_HOME,
    "Familjehem": PlacementForm.FOSTER_HOME,
    "HVB": PlacementForm.RESIDENTIAL_CARE,
    "Stödboende": PlacementForm.SUPPORTED_HOUSING,
}
_BASES = {"SoL": LegalBasis.SOL, "LVU 2 §": LegalBasis.LVU_2, "LVU 3 §": LegalBasis.LVU_3}
_REASONS = {
    "Oro om våld mot barn": Reason.VIOLENCE_AGAINST_CHILD,
    "Barn som bevittnat våld": Reason.WITNESSED_VIOLENCE,
    "Bristande omsorg": Reason.NEGLECT,
    "Relationsproblem i familjen": Reason.FAMILY_CONFLICT,
    "Föräldrars missbruk": Reason.PARENTAL_SUBSTANCE_USE,
    "Eget missbruk": Reason.OWN_SUBSTANCE_USE,
    "Kriminalitet": Reason.CRIME,
    "Skolfrånvaro": Reason.SCHOOL_ABSENCE,
    "Psykisk ohälsa": Reason.MENTAL_ILL_HEALTH,
}

Cells = dict[str, str]


def rows(folder: Path, name: str) -> list[Cells]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def cases_in(folder: Path = CUT) -> list[CaseFacts]:
    return list(_cases(folder))


def _cases(folder: Path) -> Iterator[CaseFacts]:
    reports, investigations, placements = defaultdict(list), defaultdict(list), defaultdict(list)
    for cells in rows(folder, "aktualiseringar"):
        reports[cells["Ärendenr"]].append(_report(cells))
    for cells in rows(folder, "utredningar"):
        investigations[cells["Ärendenr"]].append(_investigation(cells))
    for cells in rows(folder, "placeringar"):
        placements[cells["Ärendenr"]].append(_placement(cells))
    for case in {**reports, **investigations, **placements}:
        own = tuple(investigations[case])
        spans = tuple(
            InvestigationSpan(row.number, case, row.opened_on, row.closed_on) for row in own
        )
        yield CaseFacts(case, tuple(reports[case]), own, tuple(placements[case]), (), spans)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _age(text: str) -> int | None:
    return int(text) if text else None


def _report(cells: Cells) -> ReportOfConcern:
    return ReportOfConcern(
        number=cells["Aktualiseringsnr"],
        case=cells["Ärendenr"],
        received_on=date.fromisoformat(cells["Inkom datum"]),
        type=ReportType.APPLICATION if cells["Typ"] == "Ansökan" else ReportType.REPORT,
        unit=cells["Enhet"],
        caseworker=cells["Handläggare"],
        reason=_REASONS[cells["Orsak"]],
        assessed_on=_day(cells["Skyddsbedömning datum"]),
        decided_on=_day(cells["Beslut datum"]),
        decision=_DECISIONS.get(cells["Beslut"]),
        sex=_SEX[cells["Kön"]],
        age=_age(cells["Ålder"]),
        child_spoken_with=_SPOKEN.get(cells["Samtal med barnet"]),
    )


def _investigation(cells: Cells) -> Investigation:
    return Investigation(
        number=cells["Utredningsnr"],
        case=cells["Ärendenr"],
        opened_on=date.fromisoformat(cells["Inledd datum"]),
        unit=cells["Enhet"],
        caseworker=cells["Handläggare"],
        report_number=cells["Aktualiseringsnr"] or None,
        closed_on=_day(cells["Avslutad datum"]),
        extended_to=_day(cells["Förlängd t.o.m."]),
        extension_decided_on=_day(cells["Förlängning beslutad"]),
        outcome=_OUTCOMES.get(cells["Utfall"]),
        reason=_REASONS[cells["Orsak"]],
        intervention_began_on=_day(cells["Insats påbörjad"]),
        sex=_SEX[cells["Kön"]],
        age=_age(cells["Ålder"]),
    )


def _placement(cells: Cells) -> Placement:
    return Placement(
        number=cells["Placeringsnr"],
        case=cells["Ärendenr"],
        started_on=date.fromisoformat(cells["Startdatum"]),
        form=_FORMS[cells["Placeringsform"]],
        legal_basis=_BASES[cells["Lagrum"]],
        unit=cells["Enhet"],
        caseworker=cells["Handläggare"],
        investigation_number=cells["Utredningsnr"] or None,
        ended_on=_day(cells["Slutdatum"]),
        last_considered_on=_day(cells["Senaste övervägande"]),
        sex=_SEX[cells["Kön"]],
        age=_age(cells["Ålder"]),
    )
