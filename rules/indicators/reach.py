"""What a reader can work out of the counts that are shown: the bounds that their sums leave.

A nought is shown, so what is hidden for its own sake is at least one. Two hidden parts that are
two together are therefore one each, though neither stands alone in its sum.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf

from rules.indicators.counts import Count, Sum


def first_reached(
    secret: Collection[Count],
    shown: Mapping[Count, int],
    at_least: Mapping[Count, int],
    sums: Sequence[Sum],
) -> Sum | None:
    """Return the first sum by which a secret count can be told exactly, None when none can.

    `at_least` is what else is known of counts that are not shown.
    """
    reader = _Reader(shown, at_least, sums)
    has_learned = True
    while has_learned:
        has_learned = False
        for each in sums:
            for count in reader.learn(each):
                has_learned = True
                if count in secret and reader.is_sure_of(count):
                    return each
    return None


class _Reader:
    """Somebody with a pencil: the lowest and the highest that each count can be."""

    def __init__(
        self, shown: Mapping[Count, int], at_least: Mapping[Count, int], sums: Iterable[Sum]
    ) -> None:
        self._lowest: dict[Count, float] = {}
        self._highest: dict[Count, float] = {}
        for count in {count for each in sums for count in each.all()}:
            self._lowest[count] = shown.get(count, at_least.get(count, 0))
            self._highest[count] = shown.get(count, inf)

    def is_sure_of(self, count: Count) -> bool:
        return self._lowest[count] == self._highest[count]

    def learn(self, known: Sum) -> list[Count]:
        """Narrow the bounds of a sum's counts by one another; return those that changed."""
        whole, parts = known.whole, known.parts
        least = sum(self._lowest[part] for part in parts)
        most = sum(self._highest[part] for part in parts if self._highest[part] < inf)
        without_end = sum(self._highest[part] == inf for part in parts)
        changed = [self._narrow(whole, least, inf if without_end else most)]
        for part in parts:
            lowest, highest = self._lowest[part], self._highest[part]
            has_an_end = highest < inf
            others = most - highest if has_an_end else most
            is_open = without_end > (not has_an_end)
            at_least = -inf if is_open else self._lowest[whole] - others
            changed.append(self._narrow(part, at_least, self._highest[whole] - (least - lowest)))
        return [count for count in changed if count is not None]

    def _narrow(self, count: Count, lowest: float, highest: float) -> Count | None:
        before = self._lowest[count], self._highest[count]
        now = max(before[0], lowest), min(before[1], highest)
        self._lowest[count], self._highest[count] = now
        return None if now == before else count
