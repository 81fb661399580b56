"""Which figures answer a question: by what is measured and which kind of matter is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.understanding import Kind, Measure
from rules.indicators import Handled, IndicatorId, IndicatorKind, definition_of


@dataclass(frozen=True, slots=True)
class HowMany:
    """How many were done in the period."""

    of: Handled


@dataclass(frozen=True, slots=True)
class Median:
    """How long the middle one took."""

    of: Handled


Wanted: TypeAlias = IndicatorId | HowMany | Median

_IN_TIME = {
    Kind.PROTECTION_ASSESSMENT: (IndicatorId.PROTECTION_ASSESSMENT_IN_TIME,),
    Kind.PRELIMINARY_ASSESSMENT: (IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME,),
    Kind.INVESTIGATION: (
        IndicatorId.INVESTIGATION_IN_TIME,
        IndicatorId.INVESTIGATION_WITHIN_GOAL,
    ),
    Kind.PLACEMENT: (IndicatorId.EMERGENCY_CARE_OVER_GOAL,),
    None: (
        IndicatorId.PROTECTION_ASSESSMENT_IN_TIME,
        IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME,
        IndicatorId.INVESTIGATION_IN_TIME,
    ),
}
_COUNTS: Mapping[Kind | None, tuple[Wanted, ...]] = {
    Kind.INVESTIGATION: (IndicatorId.INVESTIGATIONS_OPENED, HowMany(Handled.INVESTIGATION)),
    Kind.PRELIMINARY_ASSESSMENT: (
        IndicatorId.REPORTS_RECEIVED,
        HowMany(Handled.PRELIMINARY_ASSESSMENT),
    ),
    Kind.PROTECTION_ASSESSMENT: (
        IndicatorId.REPORTS_RECEIVED,
        IndicatorId.PROTECTION_ASSESSMENT_IN_TIME,
    ),
    Kind.PLACEMENT: (IndicatorId.EMERGENCY_CARE_PEOPLE,),
    None: (
        IndicatorId.REPORTS_RECEIVED,
        IndicatorId.INVESTIGATIONS_OPENED,
        HowMany(Handled.INVESTIGATION),
    ),
}
_BANDS = (IndicatorId.BAND_LE_90, IndicatorId.BAND_91_123, IndicatorId.BAND_GT_123)
_FIGURES: Mapping[Measure, Mapping[Kind | None, tuple[Wanted, ...]]] = {
    Measure.SHARE_ON_TIME: _IN_TIME,
    Measure.COUNT: _COUNTS,
    Measure.BANDS: {Kind.INVESTIGATION: _BANDS, None: _BANDS},
    Measure.MEDIAN_DAYS: {
        Kind.INVESTIGATION: (Median(Handled.INVESTIGATION),),
        Kind.PRELIMINARY_ASSESSMENT: (Median(Handled.PRELIMINARY_ASSESSMENT),),
        None: (Median(Handled.INVESTIGATION), Median(Handled.PRELIMINARY_ASSESSMENT)),
    },
}


def figures_wanted(
    measure: Measure | None, kind: Kind | None, *, only_counts: bool
) -> tuple[Wanted, ...]:
    """Return the figures to show, none where we have no such figure.

    Where nothing is said of what is measured it is shares in time, or counts for whoever is
    given counts alone.
    """
    usual = Measure.COUNT if only_counts else Measure.SHARE_ON_TIME
    figures = _FIGURES[measure or usual].get(kind, ())
    return tuple(figure for figure in figures if not only_counts or _is_a_count(figure))


def _is_a_count(figure: Wanted) -> bool:
    match figure:
        case IndicatorId():
            return definition_of(figure).kind is IndicatorKind.COUNT
        case HowMany():
            return True
        case Median():
            return False
