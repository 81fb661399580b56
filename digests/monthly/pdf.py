"""The monthly summary as a PDF for the agenda: tagged, in Swedish, on A4, made by typst.

The template is a file of ours and the summary is data beside it, handed over as JSON, so that
no name from an export is ever read as markup. Fonts are those of typst's wheel and the time of
making is that of the data: the same summary gives the same bytes on every computer.
"""

import json
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from digests.monthly.model import MonthlySummary
from digests.monthly.pdf_data import pdf_data
from rules.swedish_time import SWEDISH_TIME

if TYPE_CHECKING:
    import typst

_TEMPLATES = Path(__file__).parent.parent / "templates"
_TEMPLATE = _TEMPLATES / "monthly" / "monthly.typ"
_STANDARD: Literal["ua-1"] = "ua-1"


def monthly_pdf(summary: MonthlySummary) -> bytes:
    """Return the summary as a PDF whose structure a screen reader can follow.

    The standard is PDF/UA-1 as typst understands it: it refuses to write what it knows to break.
    """
    import typst

    compiler = typst.Compiler(
        str(_TEMPLATE), root=str(_TEMPLATES), font_paths=_fonts(), ignore_system_fonts=True
    )
    made = compiler.compile(
        format="pdf",
        pdf_standards=[_STANDARD],
        sys_inputs={"summary": json.dumps(pdf_data(summary), ensure_ascii=False)},
        timestamp=_made_at(summary),
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made).__name__)
    return made


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False)


def _made_at(summary: MonthlySummary) -> int:
    """Return when the data came in, or the month's end where there is none, in UNIX seconds."""
    month_end = datetime.combine(summary.month.last_day, time(), SWEDISH_TIME)
    return int((summary.stamp.imported_at or month_end).timestamp())
