"""The page that lists what a municipality's own Word template may show, made from the context.

`python -m digests.monthly.word_names` writes it to standard output, `--check` tells whether the
written page is stale.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from digests.monthly.docx_sandbox import FILTERS
from digests.monthly.pictures import Picture
from digests.monthly.template_errors import NAMES_PAGE
from digests.monthly.word_context import (
    BandRow,
    BandTable,
    CauseTable,
    ComparedRow,
    ComparisonTable,
    DefinitionRow,
    GapRow,
    GroupTable,
    IndicatorRow,
    MonthRow,
    ShareRow,
    SourceRow,
    TrendTable,
    UnitTable,
    WordContext,
)
from rules.generated_page import give_or_check

PAGE = Path(NAMES_PAGE)
_STALE = "docs/sv/mallfalt.md is stale. Run: make docs"
_NAMES = {
    str: "text",
    Picture: "diagram",
    BandRow: "Månad med tidsband",
    BandTable: "Tidsband",
    CauseTable: "Orsaker",
    ComparedRow: "Jämfört antal",
    ComparisonTable: "Jämförelse",
    DefinitionRow: "Definition",
    GapRow: "Lucka",
    GroupTable: "Uppdelning",
    IndicatorRow: "Mått",
    MonthRow: "Månad i en trend",
    ShareRow: "Andel",
    SourceRow: "Källa",
    TrendTable: "Trend",
    UnitTable: "Mått per enhet",
}
_HEAD = """\
<!-- Skapad av python -m digests.monthly.word_names. Ändra inte här. -->

# Fält i en egen Wordmall

Hur du gör en egen mall står i [Sammanställningen](sammanstallning.md#kommunens-egen-wordmall).

Alla fält är färdiga svenska ord: procent, streck och ”visas inte” står som de ska läsas.
"""
_TABLE = """
## {title}

| fält | vad det är | slag |
|---|---|---|
"""
_FOOT = """
## Filter

De här filtren finns, och inga andra: {filters}.
"""


def names_page() -> str:
    """Return the page in Markdown."""
    parts = [_table("Hela sammanställningen", WordContext)]
    parts += [_table(_NAMES[kind], kind) for kind in _parts_of(WordContext)]
    filters = ", ".join(f"`{name}`" for name in FILTERS)
    return _HEAD + "".join(parts) + _FOOT.format(filters=filters)


def _table(title: str, kind: type) -> str:
    return _TABLE.format(title=title) + "".join(_lines(kind))


def _lines(kind: type) -> Iterator[str]:
    for name, annotated in get_type_hints(kind, include_extras=True).items():
        held, meaning = get_args(annotated)
        yield f"| `{name}` | {meaning} | {_kind_words(held)} |\n"


def _kind_words(held: Any) -> str:
    """Return for example *text*, *en lista: [Mått](#mått)*."""
    inner = _inner(held)
    words = _NAMES[inner]
    linked = words if inner in (str, Picture) else f"[{words}](#{words.lower().replace(' ', '-')})"
    return linked if inner is held else f"en lista: {linked}"


def _parts_of(kind: type) -> Iterator[type]:
    """Yield every kind of part within a kind, once, where it is first met."""
    seen: dict[type, None] = {}
    waiting = [kind]
    while waiting:
        for held in get_type_hints(waiting.pop(0)).values():
            inner = _inner(held)
            if inner not in (str, Picture) and inner not in seen:
                seen[inner] = None
                waiting.append(inner)
    yield from seen


def _inner(held: Any) -> type:
    """Return what a field holds, or what each item of its list is."""
    inner: type = get_args(held)[0] if get_origin(held) is tuple else held
    return inner


def main(arguments: list[str]) -> int:
    """Write the page to standard output, or check the written one; return the exit code."""
    return give_or_check(names_page(), PAGE, _STALE, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
