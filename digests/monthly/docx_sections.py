"""The sections of the Word template, in the order that a board reads them."""

from collections.abc import Callable, Mapping

from docx.document import Document

from digests.monthly.docx_parts import (
    NOTE,
    Column,
    add_each,
    add_looped_table,
    add_picture,
    add_place,
    add_tag,
    add_words,
    add_words_if,
)
from digests.monthly.docx_tables import (
    add_data_gaps,
    add_definitions,
    add_described,
    add_shares,
    title_column,
)
from digests.monthly.parts import Section

_LAST_WORDS = "Fristvakt har räknat fram siffrorna. Kommunens egna mål är inte lag."
"""Word wants a paragraph last of all; a table may not end the document."""

_MONTHS_IN_EMERGENCY_CARE = (
    "Det är i genomsnitt {{ emergency_care_months }} månader per barn, om en månad räknas som "
    "30 dagar."
)


def add_sections(document: Document) -> None:
    """Add what is said about the data, then every section under its heading."""
    add_words(document, "{{ data_as_of }}", NOTE)
    add_words_if(document, "warning", "Obs! {{ warning }}", NOTE)
    add_words_if(document, "preliminary", "{{ preliminary }}", NOTE)
    for section in Section:
        if section is Section.DATA_GAPS:
            add_tag(document, "if gaps")
        document.add_heading(section.heading, level=1)
        _BODIES[section](document)
    add_tag(document, "endif")
    add_words(document, _LAST_WORDS, NOTE)


def _verdict(document: Document) -> None:
    add_words(document, '{{ verdict|join(" ") }}')


def _targets(document: Document) -> None:
    add_words(document, "Måtten i {{ month }} jämförda med målen.", "Caption")
    columns = (
        title_column(35),
        Column("Värde", "row.value", 15),
        Column("Underlag", "row.basis", 21),
        Column("Etappmål", "row.milestone", 20),
        Column("Målvärde", "row.target", 20),
        Column("Bedömning", "row.verdict", 24, is_figure=False),
        Column("Månaden före", "row.previous", 18),
        Column("Samma månad i fjol", "row.year_before", 17),
    )
    add_looped_table(document, "row in targeted", columns, "Måtten jämförda med målen")
    add_each(document, "sentence in judged_how", "{{ sentence }}")
    add_words_if(document, "hidden", "{{ hidden }}", NOTE)
    add_words(document, "{{ nothing }}", NOTE)


def _trends(document: Document) -> None:
    add_tag(document, "for table in trends")
    document.add_heading("{{ table.title }}", level=2)
    add_picture(document, "table.picture")
    columns = (
        Column("Månad", "row.month", 50, is_figure=False),
        Column("Värde", "row.value", 40),
        Column("Underlag", "row.basis", 40),
        Column("Mål", "row.target", 40),
    )
    add_looped_table(document, "row in table.rows", columns, "{{ table.title }}, månad för månad")
    add_tag(document, "endfor")


def _year_comparison(document: Document) -> None:
    add_tag(document, "for table in comparisons")
    add_words(document, "{{ table.now|capitalize }} jämfört med {{ table.before }}.", "Caption")
    columns = (
        Column("Mått", "row.title", 62, is_figure=False),
        Column("{{ table.now }}", "row.now", 40),
        Column("{{ table.before }}", "row.before", 40),
        Column("Skillnad", "row.change", 28),
    )
    add_looped_table(
        document, "row in table.rows", columns, "{{ table.now }} jämfört med {{ table.before }}"
    )
    add_tag(document, "endfor")


def _bands(document: Document) -> None:
    add_picture(document, "bands.picture")
    add_words(
        document, "Utredningar som avslutades varje månad, efter hur många dagar de tog.", "Caption"
    )
    columns = (
        Column("Månad", "row.month", 38, is_figure=False),
        Column("Avslutade", "row.closed", 21),
        Column("Högst 90 dagar", "row.short", 37),
        Column("91–123 dagar", "row.middle", 37),
        Column("Mer än 123 dagar", "row.long", 37),
    )
    add_looped_table(document, "row in bands.rows", columns, "Utredningstider månad för månad")


def _over_limit(document: Document) -> None:
    add_words(
        document,
        "Utredningar vars fyra månader gick ut i {{ month }} och som var öppna dagen efter.",
        "Caption",
    )
    add_described(document, "[over_limit]", "Över fyra månader utan beslut om förlängning")


def _causes(document: Document) -> None:
    add_picture(document, "causes.picture")
    words = "Utredningar vars tid gick ut i {{ month }} utan att de hade avslutats."
    add_words(document, words, "Caption")
    add_shares(document, "causes.rows", "Orsak", "Orsaker till överskriden tid")


def _child_spoken_with(document: Document) -> None:
    add_words(document, "Förhandsbedömningar som beslutades i {{ month }}.", "Caption")
    add_described(document, "[child_spoken_with]", "Samtal med barnet")
    add_tag(document, "for table in breakdowns")
    add_words(document, "{{ table.title }} i {{ month }}.", "Caption")
    add_shares(document, "table.rows", "{{ table.by }}", "{{ table.title }}: {{ table.by }}")
    add_tag(document, "endfor")


def _interventions(document: Document) -> None:
    add_words(document, "Utredningar som avslutades i {{ month }}.", "Caption")
    add_described(document, "interventions", "Insatser")


def _emergency_care(document: Document) -> None:
    add_words(document, "Barn som var i jourhem någon dag i {{ month }}.", "Caption")
    add_described(document, "emergency_care", "Jourhem")
    add_words_if(document, 'emergency_care_months != "–"', _MONTHS_IN_EMERGENCY_CARE, NOTE)


def _continuity(document: Document) -> None:
    add_words(document, "Utredningar som avslutades eller inleddes i {{ month }}.", "Caption")
    add_described(document, "continuity", "Samma handläggare och möjliga omstarter")


def _units(document: Document) -> None:
    add_words_if(document, "not units", "Underlag saknas.")
    add_tag(document, "for table in units")
    document.add_heading("{{ table.title }}", level=2)
    add_picture(document, "table.picture")
    add_shares(document, "table.rows", "Enhet", "{{ table.title }}, enhet för enhet")
    add_tag(document, "endfor")


def _done(document: Document) -> None:
    add_place(document, "{{ done }}")


def _proposed(document: Document) -> None:
    add_place(document, "{{ proposed }}")


def _sources(document: Document) -> None:
    add_each(document, "row in sources", "{{ row.title }}: {{ row.used_for }}", "List Bullet")
    add_each(document, "rule in rules", "{{ rule }}", "List Bullet")


_BODIES: Mapping[Section, Callable[[Document], None]] = {
    Section.VERDICT: _verdict,
    Section.TARGETS: _targets,
    Section.TREND: _trends,
    Section.YEAR_COMPARISON: _year_comparison,
    Section.BANDS: _bands,
    Section.OVER_LIMIT: _over_limit,
    Section.CAUSES: _causes,
    Section.CHILD_SPOKEN_WITH: _child_spoken_with,
    Section.INTERVENTIONS: _interventions,
    Section.EMERGENCY_CARE: _emergency_care,
    Section.CONTINUITY: _continuity,
    Section.UNITS: _units,
    Section.DONE: _done,
    Section.PROPOSED: _proposed,
    Section.DEFINITIONS: add_definitions,
    Section.SOURCES: _sources,
    Section.DATA_GAPS: add_data_gaps,
}
