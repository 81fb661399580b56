"""Histories whose chances can be counted by hand."""

from datetime import date, timedelta

from digests.forecast.build import forecast_unit
from digests.forecast.model import Forecast
from rules.case_duties import owed_for_investigation
from rules.duties import Duty, duty_at
from rules.facts import Investigation, InvestigationTime
from rules.policy import DEFAULT_POLICY, Policy

TODAY = date(2026, 11, 16)  # the Monday of week 47
LONG_AGO = date(2025, 10, 1)


def took(*days: int) -> list[InvestigationTime]:
    """Closed investigations that took so many days each."""
    return [
        InvestigationTime("Norr", "", LONG_AGO, LONG_AGO + timedelta(days=each)) for each in days
    ]


def running(*days: int, today: date = TODAY) -> list[InvestigationTime]:
    """Investigations that have been open for so many days."""
    return [InvestigationTime("Norr", "", today - timedelta(days=each)) for each in days]


def open_duty(
    case: int,
    opened_on: date,
    *,
    today: date = TODAY,
    policy: Policy = DEFAULT_POLICY,
    caseworker: str = "Anna Ek",
    extended_to: date | None = None,
    decided_on: date | None = None,
) -> Duty:
    row = Investigation(
        f"UTR-{case}",
        f"BU-{case}",
        opened_on,
        "Norr",
        caseworker,
        extended_to=extended_to,
        extension_decided_on=decided_on,
    )
    return duty_at(owed_for_investigation(row), today, policy)


def forecast_of(times: list[InvestigationTime], *duties: Duty, today: date = TODAY) -> Forecast:
    return forecast_unit(duties, times, today)
