"""The sheets that explain: what the indicators mean, what they rest on, and what is missing."""

from digests.monthly.model import MonthlySummary
from digests.monthly.worded_rows import FEW_ROWS
from digests.monthly.xlsx_cells import TITLE_HEAD, Cell, Sheet, columns, day, rows, whole, words
from digests.words import NOTHING, sentence


def definitions_sheet(summary: MonthlySummary) -> Sheet:
    given = (
        (
            words(each.definition.title_sv),
            words(each.definition.definition_sv),
            words(each.id.value),
        )
        for each in summary.indicators
    )
    heads = columns(TITLE_HEAD, ("Vad det betyder", 100), ("Namn i filer", 34))
    return Sheet("Definitioner", heads, rows(given))


def sources_sheet(summary: MonthlySummary) -> Sheet:
    given = ((words(each.title), words(each.used_for)) for each in summary.sources)
    return Sheet("Källor", columns(("Källa", 70), ("Använd till", 70)), rows(given))


def rules_sheet(summary: MonthlySummary) -> Sheet:
    given = (
        (
            words(sentence(note.title)),
            words(note.length),
            words(note.citation),
            day(note.in_force_from),
            day(note.verified_on),
            words("; ".join(note.unsure)),
            words(note.warning),
        )
        for note in summary.rule_notes
    )
    heads = columns(
        ("Regel", 36),
        ("Tid", 16),
        ("Lagrum", 36),
        ("Gäller från", 12),
        ("Kontrollerad", 12),
        ("Mindre säkert", 60),
        ("Att kontrollera", 60),
    )
    return Sheet("Regler", heads, rows(given))


def gaps_sheet(summary: MonthlySummary) -> Sheet:
    given = (
        (words(gap.kind.explanation), Cell(FEW_ROWS) if gap.rows is None else whole(gap.rows))
        for gap in summary.data_gaps
    )
    cleared = () if summary.cleared is None else ((words(summary.cleared), Cell(NOTHING)),)
    heads = columns(("Vad som saknas", 100), ("Rader", 14))
    return Sheet("Luckor", heads, rows((*cleared, *given)))
