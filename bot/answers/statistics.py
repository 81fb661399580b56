"""Figures for a period: the indicators that the summaries show, for what the asker may see.

A caseworker gets figures of their own cases, a manager of the unit, the board's secretary of
the whole municipality with small counts left out, an administrator counts alone.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from bot import texts
from bot.access import (
    FiguresGrant,
    FiguresOf,
    Refusal,
    figures_granted,
    is_beyond_own_unit,
    rows_behind_figures,
    rows_left_out_of_figures,
)
from bot.answers.measures import HowMany, Median, Wanted, figures_wanted
from bot.answers.narrower import what_is_counted
from bot.answers.refusals import refused
from bot.answers.small_talk import sentence
from bot.answers.turn import Turn
from bot.answers.windows import window_words
from bot.cards.pages import page_of
from bot.cards.statistics import FigureRow, FiguresShown, figures_card
from bot.conversation import Answer
from bot.gaps_in_history import history_notes
from bot.texts import statistics as words
from bot.texts.days import ask_for_days
from bot.understanding import DateWindow
from rules.indicators import (
    Figure,
    Handled,
    HandledDays,
    HandledFigure,
    IndicatorId,
    compute_indicators,
    definition_of,
    handled_definition,
    rows_counted,
    suppress_few,
    suppress_small,
)
from storage.unit_names import unit_names


def statistics(turn: Turn) -> Answer:
    """Return the figures that are asked for, with what they are counted from and mean."""
    grant = figures_granted(turn.staff, turn.question.audience)
    if isinstance(grant, Refusal):
        return refused(grant)
    if is_beyond_own_unit(turn.staff, turn.understanding):
        return refused(Refusal.OWN_UNIT_ONLY)
    fault = turn.understanding.beside.day_fault
    if fault is not None:
        return sentence(ask_for_days(fault))
    period = turn.slots.period or DateWindow(date(turn.today.year, 1, 1), turn.today)
    if period.first > turn.today:
        return sentence(words.not_begun(period.first))
    wanted = figures_wanted(turn.slots.measure, turn.slots.kind, only_counts=grant.only_counts)
    if not wanted:
        return _no_such_figure(turn, grant)
    return _answer(turn, grant, period, _rows(turn, grant, period, wanted))


def _no_such_figure(turn: Turn, grant: FiguresGrant) -> Answer:
    if grant.only_counts:
        return sentence(words.ONLY_COUNTS, asks=words.EXAMPLES_OF_COUNTS)
    return sentence(words.no_such_figure(turn.slots.kind), asks=words.EXAMPLES)


def _rows(
    turn: Turn, grant: FiguresGrant, period: DateWindow, wanted: Iterable[Wanted]
) -> list[FigureRow]:
    first, last, today = period.first, period.last, turn.today
    handled = HandledDays(first, last, today, turn.policy)
    names = unit_names(turn.policy.unit_names)
    rows = rows_behind_figures(turn.database, grant, first, last, today, names)
    cases = handled.watching(rows)
    figures = compute_indicators(cases, first, last, today, turn.policy)
    done = handled.figures()
    if grant.hides_small:
        figures, done = suppress_small(figures, turn.policy), suppress_few(done)
    by_id = {figure.id: figure for figure in figures}
    by_kind = {figure.handled: figure for figure in done}
    return [_row(turn, each, by_id, by_kind) for each in wanted]


def _row(
    turn: Turn,
    wanted: Wanted,
    figures: Mapping[IndicatorId, Figure],
    done: Mapping[Handled, HandledFigure],
) -> FigureRow:
    match wanted:
        case IndicatorId():
            meaning, figure = definition_of(wanted, turn.policy), figures[wanted]
            value, basis = words.value(figure), words.basis(figure)
            return FigureRow(meaning.title_sv, value, basis, meaning.definition_sv)
        case HowMany():
            names, number = handled_definition(wanted.of), words.handled_number(done[wanted.of])
            return FigureRow(names.number_title_sv, number, None, names.number_definition_sv)
        case Median():
            names, found = handled_definition(wanted.of), done[wanted.of]
            value, basis = words.handled_median(found), words.of_so_many(found)
            return FigureRow(names.median_title_sv, value, basis, names.median_definition_sv)


def _answer(turn: Turn, grant: FiguresGrant, period: DateWindow, rows: list[FigureRow]) -> Answer:
    title = words.title(window_words(period.first, period.last), _owner(grant))
    shown = FiguresShown(title, rows, _notes(turn, grant, period), turn.stamp)
    page = page_of(turn.question, len(rows), len(rows))
    card = figures_card(shown, page)
    return Answer(_as_text(shown), texts.SUMMARY, (card,))


def _owner(grant: FiguresGrant) -> str:
    owners = {FiguresOf.OWN: words.YOURS, FiguresOf.ALL: words.WHOLE_MUNICIPALITY}
    return owners.get(grant.of) or str(grant.staff.unit)


def _notes(turn: Turn, grant: FiguresGrant, period: DateWindow) -> list[str]:
    first, last, today = period.first, period.last, turn.today
    left_out = rows_left_out_of_figures(turn.database, grant, first, last)
    number = rows_counted(left_out, first, last, today, turn.policy)
    notes = what_is_counted(turn.understanding.beside, grant)
    notes += [words.rows_without_unit(number)] if number else []
    notes += history_notes(turn.database, first, today)
    notes += [words.NO_PERIOD_SAID] if turn.slots.period is None else []
    notes += [words.NOT_OVER] if period.last > turn.today else []
    return [*notes, words.HIDES_SMALL] if grant.hides_small else notes


def _as_text(shown: FiguresShown) -> str:
    lines = [
        line
        for row in shown.rows
        for line in (words.figure_line(row.name, row.value, row.basis), f"    {row.definition}")
    ]
    return "\n".join([shown.title, *lines, *shown.notes, texts.stamp_and_warning(shown.stamp)])
