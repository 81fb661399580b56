"""How long a unit's investigations stay open, by the estimator of Kaplan and Meier.

Those still open count for as long as they have been followed. What is asked is always about one
that has been open for some days already, so the curve is taken from that day on; so is its band
(Greenwood's formula on the scale of log(-log), which stays between nought and one).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, inf, log, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from digests.forecast.model import Chance
from rules.facts import InvestigationTime

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

LEVEL = 0.8
"""How often the truth should lie within a band."""

FEWEST_COMPARED = 5
"""With fewer than this to compare with, nothing is said of an investigation."""

_IN_ONE_TAIL = (1 - LEVEL) / 2
_DEVIATIONS = NormalDist().inv_cdf(1 - _IN_ONE_TAIL)


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """The share still open after so many days, with what its uncertainty is counted from.

    `followed` and `closed` are the days that all were followed and that the closed ones took,
    in order; `greenwood` the terms of Greenwood's sum, added up.
    """

    days: "NDArray[float64]"
    open_shares: "NDArray[float64]"
    greenwood: "NDArray[float64]"
    followed: "NDArray[int64]"
    closed: "NDArray[int64]"

    def still_open(self, after: int, until: int) -> Chance | None:
        """Return the chance that what is open after `after` days is so after `until` days.

        None where too few have been followed over those days.
        """
        compared = self._compared(after, until)
        if compared < FEWEST_COMPARED:
            return None
        share = self._at(self.open_shares, until, 1.0) / self._at(self.open_shares, after, 1.0)
        if share in (0, 1):
            return _where_all_went_one_way(share, compared)
        variance = self._at(self.greenwood, until, 0.0) - self._at(self.greenwood, after, 0.0)
        off = exp(_DEVIATIONS * sqrt(variance) / -log(share))
        return Chance(share**off, share, share ** (1 / off))

    def _compared(self, after: int, until: int) -> int:
        """Return how many were open after the first day and are known to be so or not after."""
        closed_between = _later(self.closed, after) - _later(self.closed, until)
        return closed_between + _later(self.followed, until)

    def _at(self, steps: "NDArray[float64]", day: int, before: float) -> float:
        place = int(self.days.searchsorted(day, "right")) - 1
        return float(steps[place]) if place >= 0 else before


def fitted_curve(times: Sequence[InvestigationTime], today: date) -> Curve:
    """Return the curve of investigations that have begun, as known on `today`."""
    import numpy as np  # here and not above: it takes seconds that few commands need
    from scipy.stats import CensoredData, ecdf

    followed = np.array([_days_followed(each, today) for each in times])
    is_open = np.array([not is_closed(each, today) for each in times])
    found = ecdf(CensoredData.right_censored(followed, is_open)).sf
    followed, closed = np.sort(followed), np.sort(followed[~is_open])
    at_risk = len(followed) - followed.searchsorted(found.quantiles, "left")
    ends = closed.searchsorted(found.quantiles, "right")
    ended = np.diff(ends, prepend=0)
    last_to_end = at_risk == ended  # the curve reaches nought, where no band is counted
    terms = ended / np.where(last_to_end, 1, at_risk * (at_risk - ended))
    terms = np.where(last_to_end, inf, terms)
    return Curve(found.quantiles, found.probabilities, terms.cumsum(), followed, closed)


def is_closed(time: InvestigationTime, today: date) -> bool:
    """Whether the investigation had ended by `today`."""
    return time.closed_on is not None and time.closed_on <= today


def _days_followed(time: InvestigationTime, today: date) -> int:
    ended_on = time.closed_on if time.closed_on is not None else today
    return max(0, (min(ended_on, today) - time.opened_on).days)


def _later(days: "NDArray[int64]", day: int) -> int:
    return len(days) - int(days.searchsorted(day, "right"))


def _where_all_went_one_way(share: float, compared: int) -> Chance:
    """Return the chance where all compared were closed, or none: the exact binomial bound."""
    bound = _IN_ONE_TAIL ** (1 / compared)
    return Chance(bound, 1.0, 1.0) if share else Chance(0.0, 0.0, 1 - bound)
