"""A municipality's own Word template: what it may show, and what is said of its mistakes."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from board_paper import HOSTILE_UNITS, board_paper
from office_reading import opened, words_of

from digests.errors import DigestError
from digests.monthly.docx import TEMPLATE, monthly_docx, require_usable
from digests.monthly.docx_sandbox import FILTERS
from digests.monthly.word_context import WordContext
from digests.monthly.word_names import PAGE, names_page
from digests.writing import SummaryFormat, monthly_content, write_monthly

Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(*paragraphs: str) -> Path:
        document = docx.Document()
        for words in paragraphs:
            document.add_paragraph(words)
        path = tmp_path / "egen.docx"
        document.save(str(path))
        return path

    return write


def _said(template: Path) -> DigestError:
    with pytest.raises(DigestError) as refused:
        monthly_docx(board_paper(), template)
    return refused.value


def test_its_own_words_and_fields_are_used(written: Written) -> None:
    template = written("Småstads kommun", "{{ title }}", '{{ verdict|join(" ") }}')
    assert words_of(opened(monthly_docx(board_paper(), template))).splitlines() == [
        "Småstads kommun",
        "Sammanställning till nämnden, oktober 2026",
        " ".join(board_paper().verdict),
    ]


def test_it_can_be_filled_with_names_that_look_like_fields(written: Written) -> None:
    template = written(
        "{%p for table in units %}", "{{ table.rows[2].name }}", "{%p endfor %}", "{{ month }}"
    )
    words = words_of(opened(monthly_docx(board_paper(HOSTILE_UNITS), template)))
    assert words.splitlines() == [HOSTILE_UNITS[2], "oktober 2026"]


def test_words_that_go_through_every_filter_are_still_words(written: Written) -> None:
    template = written(
        "{{ units[0].rows[1].name|upper|trim }}",
        "{% set kept %}{{ units[0].rows[1].name }}{% endset %}{{ kept }}",
        "{% autoescape false %}{{ units[0].rows[1].name|replace('Norr', '<w:br/>') }}"
        "{% endautoescape %}",
    )
    words = words_of(opened(monthly_docx(board_paper(HOSTILE_UNITS), template))).splitlines()
    hostile = HOSTILE_UNITS[1]
    assert words == [hostile.upper(), hostile, hostile.replace("Norr", "<w:br/>")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("{{ handläggare }}", "handläggare"),
        ("{{ bands.caseworkers }}", "caseworkers"),
        ("{%p for row in children %}", "children"),
        ("{% if nobody %}x{% endif %}", "nobody"),
        ("{{ targeted[0].personnummer }}", "personnummer"),
    ],
)
def test_a_field_that_is_not_there_is_named(written: Written, words: str, name: str) -> None:
    end = ("{%p endfor %}",) if "for row" in words else ()
    refused = _said(written("Före", words, *end))
    assert refused.code == "summary_template_unknown_field"
    assert f"frågar efter ”{name}”, som inte finns" in refused.message
    assert "docs/sv/mallfalt.md" in refused.message
    assert "egen.docx" in refused.message


@pytest.mark.parametrize(
    "words",
    [
        "{{ title.__class__ }}",
        "{{ title.__class__.__mro__ }}",
        "{{ ''.format }}",
        "{{ title.upper() }}",
        "{{ targeted.__len__() }}",
        "{{ bands.picture.__init__ }}",
        "{{ bands|map(attribute='__class__') }}",
        "{{ 'x' * 1000000000 }}",
        "{{ 9 ** 999999999 }}",
        "{{ lipsum() }}",
        "{{ range(9) }}",
        "{{ cycler('a').next() }}",
        "{{ title|safe }}",
        "{{ title|attr('__class__') }}",
        "{{ title|format(1) }}",
        "{{ self.__init__ }}",
        "{% include 'weekly/weekly.txt.j2' %}",
        "{% import '/etc/passwd' as p %}",
    ],
)
def test_it_reaches_nothing_but_fields(written: Written, words: str) -> None:
    assert _said(written(words)).code in {
        "summary_template_forbidden",
        "summary_template_unknown_field",
        "summary_template_broken",
    }


@pytest.mark.parametrize(
    "words", ["{{ title", "{% if title %}", "{{ title|secret }}", "{% för x %}", "{%p endfor %}"]
)
def test_a_field_written_wrongly_is_pointed_out(written: Written, words: str) -> None:
    refused = _said(written("Nära här", words))
    assert refused.code == "summary_template_broken"
    assert "har ett fält som är fel skrivet" in refused.message


def test_what_is_near_the_mistake_is_quoted(written: Written) -> None:
    assert (
        "nära ”Enhetens {{ title|secret }}”"
        in _said(written("A", "B", "C", "Enhetens {{ title|secret }}", "D")).message
    )


def test_a_loop_that_cuts_the_document_in_two_is_refused(written: Written) -> None:
    refused = _said(written("{% for row in targeted %}början", "{%p endfor %}"))
    assert refused.code == "summary_template_broken"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 inte en mall", b"<html></html>"])
def test_a_file_that_is_no_document_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes
) -> None:
    template = tmp_path / "mall.docx"
    template.write_bytes(content)
    refused = _said(template)
    assert refused.code == "summary_template_unreadable"
    assert "spara den som .docx" in refused.message


def test_a_folder_and_a_workbook_are_no_templates(tmp_path: Path) -> None:
    workbook = tmp_path / "a.docx"
    workbook.write_bytes(monthly_content(board_paper(), SummaryFormat.XLSX))
    assert _said(tmp_path).code == _said(workbook).code == "summary_template_unreadable"


def test_a_template_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    refused = _said(tmp_path / "saknas.docx")
    assert refused.code == "summary_template_missing"
    assert "summary_template" in refused.message


def test_a_template_can_be_tried_before_there_are_figures(written: Written) -> None:
    require_usable(TEMPLATE)
    with pytest.raises(DigestError, match="frågar efter ”wrong”"):
        require_usable(written("{%p for row in targeted %}", "{{ row.wrong }}", "{%p endfor %}"))


def test_nothing_is_written_where_the_template_is_at_fault(
    tmp_path: Path, written: Written
) -> None:
    with pytest.raises(DigestError):
        write_monthly(tmp_path / "ut", board_paper(), ["html", "docx"], written("{{ fel }}"))
    assert not (tmp_path / "ut").exists()


def test_the_page_about_fields_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == names_page()


def test_the_page_has_every_field_and_every_filter() -> None:
    page = names_page()
    assert all(f"| `{name}` |" in page for name in WordContext.__dataclass_fields__)
    assert all(f"`{name}`" in page for name in FILTERS)
