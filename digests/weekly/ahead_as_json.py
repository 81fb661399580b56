"""The forecast and the unit's own figures as they stand in the JSON of a weekly digest."""

from typing import Any

from digests.forecast.model import Forecast, LateRange, LikelyOverrun, WeekAhead
from digests.weekly.own_figures import OwnFigure, OwnFigures

Json = dict[str, Any]


def forecast_as_json(forecast: Forecast) -> Json:
    """Return the forecast; a number without its span has no place here."""
    return {
        "opened_from": forecast.opened_from.isoformat(),
        "closed": forecast.closed,
        "has_history": forecast.has_history,
        "due": forecast.due,
        "late": _range(forecast.late),
        "weeks": [_week(each) for each in forecast.weeks],
        "likely_overruns": [_overrun(each) for each in forecast.likely_overruns],
    }


def own_figures_as_json(own: OwnFigures) -> Json:
    """Return the unit's figures, month by month."""
    return {"month": str(own.month), "indicators": [_own_figure(each) for each in own.figures]}


def _range(late: LateRange | None) -> Json | None:
    if late is None:
        return None
    return {"low": late.low, "likely": late.likely, "high": late.high}


def _week(ahead: WeekAhead) -> Json:
    return {
        "week": str(ahead.week),
        "due": ahead.due,
        "late": _range(ahead.late),
        "unclear": ahead.unclear,
        "working_days": ahead.working_days,
        "days_off": [{"day": off.day.isoformat(), "name": off.name} for off in ahead.days_off],
        "few_working_days": ahead.has_few_working_days,
        "holiday_season": ahead.is_in_holiday_season,
    }


def _overrun(item: LikelyOverrun) -> Json:
    return {
        "case": item.case,
        "rule": item.rule.value,
        "due_on": item.due_on.isoformat(),
        "decisive_on": item.decisive_on.isoformat(),
        "probability": item.tens_of_percent / 10,
        "unit": item.unit,
        "caseworker": item.caseworker,
    }


def _own_figure(own: OwnFigure) -> Json:
    return {
        "id": own.definition.id.value,
        "title": own.definition.title_sv,
        "target": own.target,
        "months": [
            {
                "month": str(point.month),
                "numerator": point.figure.numerator,
                "denominator": point.figure.denominator,
                "share": point.figure.share,
            }
            for point in own.points
        ],
    }
