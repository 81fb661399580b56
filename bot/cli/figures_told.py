"""How `stats` tells the figures: as a document, and as text."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.cli.figures import Asked
    from digests.stamp import DataStamp
    from rules.indicators import Figure, IndicatorDefinition, IndicatorId

    Definitions = Mapping[IndicatorId, IndicatorDefinition]


def document(
    asked: "Asked", figures: "Sequence[Figure]", stamp: "DataStamp", meant: "Definitions"
) -> dict[str, Any]:
    """Return the figures as `--json` tells them."""
    return {
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "unit": asked.unit,
        "data_as_of": stamp.imported_at.isoformat() if stamp.imported_at else None,
        "data_is_stale": stamp.is_stale,
        "indicators": [_figure_document(figure, meant[figure.id]) for figure in figures],
    }


def _figure_document(figure: "Figure", definition: "IndicatorDefinition") -> dict[str, Any]:
    return {
        "id": figure.id.value,
        "group": figure.group,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "share": figure.share,
        "suppressed": figure.suppressed,
        "definition": definition.definition_sv,
        "title": definition.title_sv,
    }


_GROUP_WORDS = {"girl": "flickor", "boy": "pojkar", "unknown": "okänt"}


def text(figures: "Sequence[Figure]", meant: "Definitions") -> str:
    """Return the figures as a person reads them."""
    lines = []
    for figure in figures:
        definition = meant[figure.id]
        group = f" ({_GROUP_WORDS.get(figure.group, figure.group)})" if figure.group else ""
        lines.append(f"{definition.title_sv}{group}: {_value(figure)}")
        if figure.group is None:
            lines.append(f"    {definition.definition_sv}")
    return "\n".join(lines)


def _value(figure: "Figure") -> str:
    from digests.words import figure_words, number

    if figure.numerator is None or figure.denominator is None:
        return figure_words(figure)
    counted = f"{number(figure.numerator)} av {number(figure.denominator)}"
    return f"{figure_words(figure)} ({counted})"
