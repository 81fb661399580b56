"""The sentences of the monthly summary: the verdict that comes first, and how it was reached."""

from collections import Counter
from collections.abc import Iterable, Iterator

from digests.monthly.parts import MonthlyIndicator
from digests.monthly.targets import Targets, TargetVerdict
from digests.periods import Month
from digests.words import basis_words, decimal, figure_words
from rules.indicators import IndicatorId, IndicatorKind

_NO_DATA = "Inga uppgifter har lästs in, så det går inte att säga något om månaden."
_NOTHING_TO_JUDGE = "Ingen siffra går att jämföra med målen."
_BY_THE_MILESTONE = (
    "Har ett etappmål satts för året är det etappmålet som bedöms. Lagens krav ändras inte av det."
)
_NOT_JUDGED = (
    "Där det inte fanns något att räkna, eller där antalet inte visas, görs ingen bedömning."
)
_OF_THE_YEAR = "Målen är de som gällde månadens år."
_OF_THE_SOURCES = (
    "Där kommunen inte har satt något eget mål används målen i Huddinge kommuns egenkontroll."
)


def verdict_sentences(
    month: Month, indicators: Iterable[MonthlyIndicator], *, has_data: bool
) -> tuple[str, ...]:
    """Return the verdict of the month in three sentences; in one where nothing can be said."""
    if not has_data:
        return (_NO_DATA,)
    by_id = {each.id: each for each in indicators}
    investigation = by_id[IndicatorId.INVESTIGATION_IN_TIME]
    preliminary = by_id[IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME]
    return (
        _of_targets(Counter(each.verdict for each in by_id.values())),
        _of_share(
            f"Av utredningarna vars tid gick ut i {month.name} avslutades",
            "i lagstadgad tid",
            f"Hur många utredningar som avslutades i lagstadgad tid i {month.name}",
            investigation,
        ),
        _of_share(
            "Av förhandsbedömningarna blev",
            "klara i tid",
            "Hur många förhandsbedömningar som blev klara i tid",
            preliminary,
        ),
    )


def judging_sentences(indicators: Iterable[MonthlyIndicator], targets: Targets) -> tuple[str, ...]:
    """Return how the verdicts were reached, as it stands beside them."""
    judged = [each for each in indicators if each.target is not None]
    return tuple(_how(judged, decimal(targets.partly_met_within).removesuffix(",0")))


def _of_targets(verdicts: Counter[TargetVerdict]) -> str:
    levels = (TargetVerdict.MET, TargetVerdict.PARTLY_MET, TargetVerdict.NOT_MET)
    found = [(level.words, verdicts[level]) for level in levels if verdicts[level]]
    judged = sum(number for _, number in found)
    if not found:
        return _NOTHING_TO_JUDGE
    if judged == 1:
        return f"Målet är {found[0][0]}."
    if len(found) == 1:
        words, subject = _plural(found[0][0]), f"Alla {judged} mål är"
        return f"{subject} {words}."
    parts = [f"{number} {words if number == 1 else _plural(words)}" for words, number in found]
    return f"Av {judged} mål är {', '.join(parts[:-1])} och {parts[-1]}."


def _plural(words: str) -> str:
    return f"{words.removesuffix('uppfyllt')}uppfyllda"


def _of_share(before: str, after: str, unsaid: str, item: MonthlyIndicator) -> str:
    if item.figure.share is None:
        reason = "visas inte" if item.figure.suppressed else "finns det ingen siffra för"
        return f"{unsaid} {reason}."
    said = f"{before} {figure_words(item.figure)} {after} ({basis_words(item.figure)})"
    if item.year_before.share is None:
        return f"{said}."
    return f"{said}, mot {figure_words(item.year_before)} samma månad i fjol."


def _how(judged: list[MonthlyIndicator], margin: str) -> Iterator[str]:
    yield (
        "Ett mål för en andel är i hög grad uppfyllt när andelen når målet, delvis uppfyllt när "
        f"den är högst {margin} procentenheter ifrån och annars ej uppfyllt."
    )
    yield from _on_none_without_extension(judged, margin)
    if any(each.definition.kind is not IndicatorKind.SHARE for each in judged):
        yield (
            f"Ett antal eller ett genomsnitt är delvis uppfyllt när det är högst {margin} procent "
            "från målet. Är målet noll finns inget delvis."
        )
    if any(each.target and each.target.milestone is not None for each in judged):
        yield _BY_THE_MILESTONE
    yield _OF_THE_YEAR
    if any(each.target and each.target.year is None for each in judged):
        yield _OF_THE_SOURCES
    yield _NOT_JUDGED


def _on_none_without_extension(judged: list[MonthlyIndicator], margin: str) -> Iterator[str]:
    for each in judged:
        is_it = each.id is IndicatorId.OVER_LIMIT_WITHOUT_EXTENSION
        if is_it and each.target and each.target.judged_by == 0:
            yield (
                "Målet att ingen utredning är öppen efter fyra månader utan beslut om förlängning "
                "är i hög grad uppfyllt bara när ingen är det, och delvis när högst "
                f"{margin} procent av dem som är öppna efter fyra månader saknar beslut."
            )
