"""The tables of the Word template that several sections have, or that are a section's all."""

from docx.document import Document

from digests.monthly.docx_parts import Column, add_looped_table, add_words


def add_described(document: Document, rows: str, description: str) -> None:
    """Add a table of measures, each with its value, its basis and what it was before."""
    columns = (
        title_column(66),
        Column("Värde", "row.value", 26),
        Column("Underlag", "row.basis", 28),
        Column("Månaden före", "row.previous", 24),
        Column("Samma månad i fjol", "row.year_before", 26),
    )
    add_looped_table(document, f"row in {rows}", columns, description)


def add_shares(document: Document, rows: str, first: str, description: str) -> None:
    """Add a table of shares, one row for each of what they are of."""
    columns = (
        Column(first, "row.name", 94, is_figure=False),
        Column("Andel", "row.value", 36),
        Column("Underlag", "row.basis", 40),
    )
    add_looped_table(document, f"row in {rows}", columns, description)


def add_definitions(document: Document) -> None:
    """Add what each measure means."""
    columns = (title_column(52), Column("Vad det betyder", "row.words", 118, is_figure=False))
    add_looped_table(document, "row in definitions", columns, "Vad måtten betyder")


def add_data_gaps(document: Document) -> None:
    """Add what the rows behind the figures lack."""
    add_words(document, "Rader som siffrorna bygger på och som saknar något.", "Caption")
    columns = (
        Column("Vad som saknas", "row.explanation", 142, is_figure=False),
        Column("Rader", "row.rows", 28),
    )
    add_looped_table(document, "row in gaps", columns, "Luckor i underlaget")


def title_column(width_mm: int) -> Column:
    """Return the column with what a measure is called."""
    return Column("Mått", "row.title", width_mm, is_figure=False)
