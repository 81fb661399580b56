"""Figures that reach behind what is kept (gallring) say so, in every format of the summary."""

import io
import json
from datetime import date, timedelta

import pypdf
import pytest
from digest_facts import CASES, summary_of
from office_reading import opened, tables_under
from python_calamine import CalamineWorkbook

from digests.monthly.as_json import monthly_as_json
from digests.monthly.build import first_month_needed
from digests.monthly.frozen import frozen_text, thawed_text
from digests.monthly.parts import Section
from digests.periods import Month
from digests.render import monthly_card_json, monthly_html, monthly_text
from digests.writing import SummaryFormat, monthly_content
from rules.wording import plain_date

OCTOBER = Month(2026, 10)
FIRST_DAY = first_month_needed(OCTOBER).first_day
KEPT_FROM = FIRST_DAY + timedelta(days=1)
SAID = (
    f"Ärenden som avslutades före {plain_date(KEPT_FROM)} är gallrade. Siffrorna för tiden före är "
    "inte hela."
)
HEADING = Section.DATA_GAPS.heading


def texts(kept_from: date | None) -> dict[str, str]:
    """Return what the data gaps are in each format, with the line breaks taken out."""
    summary = summary_of(CASES, kept_from=kept_from)
    files = {each: monthly_content(summary, each) for each in SummaryFormat}
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(files[SummaryFormat.XLSX]))
    paper = pypdf.PdfReader(io.BytesIO(files[SummaryFormat.PDF]))
    found = {
        "text": monthly_text(summary).partition(HEADING.upper())[2],
        "letter": monthly_html(summary).partition(HEADING)[2],
        "file": files[SummaryFormat.HTML].decode().partition(HEADING)[2],
        "card": " ".join(
            each.get("text", "") for each in json.loads(monthly_card_json(summary))["body"]
        ),
        "word": str(tables_under(opened(files[SummaryFormat.DOCX]), HEADING)),
        "excel": str(sheet.get_sheet_by_name("Luckor").to_python()),
        "pdf": " ".join(page.extract_text() for page in paper.pages).rpartition(HEADING)[2],
    }
    return {name: " ".join(words.split()) for name, words in found.items()}


def test_every_format_says_among_its_gaps_that_the_figures_are_not_whole() -> None:
    for name, words in texts(KEPT_FROM).items():
        assert " ".join(SAID.split()) in words, name
        assert "Inga luckor" not in words, name


@pytest.mark.parametrize("kept_from", [None, FIRST_DAY])
def test_nothing_is_said_where_all_that_the_figures_need_is_kept(kept_from: date | None) -> None:
    for name, words in texts(kept_from).items():
        assert "gallrade" not in words, name


def test_the_document_tells_from_when_and_a_frozen_one_says_it_for_ever() -> None:
    summary = summary_of(CASES, kept_from=KEPT_FROM)
    assert monthly_as_json(summary)["facts_kept_from"] == KEPT_FROM.isoformat()
    assert thawed_text(frozen_text(summary)) == summary
    whole = summary_of(CASES, kept_from=FIRST_DAY)
    assert monthly_as_json(whole)["facts_kept_from"] is None
    assert "kept_from" not in frozen_text(whole)  # the shape is that of the first version
