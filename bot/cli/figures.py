"""`stats`: the indicators of a period, with their definitions."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import figures_told
from bot.cli.options import AsJson, AsOf, UnitName, day, one_of, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cli.figures_told import Definitions
    from rules.indicators import Figure, Grouping
    from rules.policy import Policy
    from storage.engine import Database

INTENT = "stats"
"""What looking at figures is called in the access log."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which period is asked about, and for whom."""

    first: date
    last: date
    unit: str | None
    by: "Grouping | None"


def _grouping(text: str) -> "Grouping":
    from rules.indicators import Grouping

    return one_of(Grouping)(text)


_First = Annotated[
    date, typer.Option("--from", parser=day, metavar="DATUM", help="Periodens första dag.")
]
_Last = Annotated[
    date, typer.Option("--to", parser=day, metavar="DATUM", help="Periodens sista dag.")
]
_By = Annotated[
    Any,
    typer.Option(
        "--by",
        parser=_grouping,
        metavar="unit|caseworker|sex|age|month",
        help="Dela upp siffrorna.",
    ),
]


def stats(
    first: _First,
    last: _Last,
    unit: UnitName = None,
    by: _By = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Visa indikatorerna för en period. Utan --unit döljs antal under 5."""
    from bot import texts
    from bot.age import age_of_data
    from bot.cli.refusals import CannotDo
    from bot.clock import moment_on
    from bot.composition import opened
    from bot.gaps_in_history import history_notes
    from bot.settings import load_settings
    from storage.queries import caseworkers_known_from

    if last < first:
        raise CannotDo("Periodens sista dag ligger före den första. Byt plats på --from och --to.")
    settings, now = load_settings(), moment_on(as_of)
    asked = Asked(first, last, unit, by)
    with opened(settings) as database:
        figures = _shown(database, asked, now.date(), settings.policy)
        meant = _meant(figures, settings.policy, caseworkers_known_from(database))
        left_out = _left_out(database, asked, now.date(), settings.policy)
        _write_down(database, asked)
        history = history_notes(database, first, moment_on(None).date())
        stamp = age_of_data(database, now, settings.stale_after_hours)
    notes = [*_note(asked, left_out), *history, texts.stamp_and_warning(stamp)]
    text = "\n".join([figures_told.text(figures, meant), *notes])
    beside = {"rows_without_unit": left_out, "notes": history}
    document = {**figures_told.document(asked, figures, stamp, meant), **beside}
    tell(document, as_json=as_json, text=lambda: text)


def _shown(database: "Database", asked: Asked, today: date, policy: "Policy") -> "Sequence[Figure]":
    """Return a unit's own figures as they are, and all others without small counts.

    A unit's figures stay within the unit; everything else may leave it.
    """
    from bot.cli.rows import require_unit
    from rules.indicators import compute_indicators, suppress_small
    from storage.queries import cases_for_figures
    from storage.unit_names import unit_names

    if asked.unit is not None:
        require_unit(database, asked.unit)
    names = unit_names(policy.unit_names)
    cases = cases_for_figures(database, asked.first, asked.last, asked.unit, names)
    figures = compute_indicators(cases, asked.first, asked.last, today, policy, asked.by)
    return figures if asked.unit is not None else suppress_small(figures, policy)


def _left_out(database: "Database", asked: Asked, today: date, policy: "Policy") -> int | None:
    """Return how many rows are in no unit's figures, as far as it may be told where it goes."""
    from rules.indicators import few_hidden, rows_counted
    from storage.queries import figure_cases_without_unit

    cases = figure_cases_without_unit(database, asked.first, asked.last, asked.unit)
    number = rows_counted(cases, asked.first, asked.last, today, policy)
    return few_hidden(number) if asked.unit is None else number


def _note(asked: Asked, left_out: int | None) -> list[str]:
    from bot.texts import statistics as words
    from rules.indicators import Grouping

    if left_out == 0 or (asked.unit is None and asked.by is not Grouping.UNIT):
        return []
    if asked.unit is None or left_out is None:
        return [words.rows_in_no_unit(left_out)]
    return [words.rows_without_unit(left_out)]


def _write_down(database: "Database", asked: Asked) -> None:
    """Write down whose figures were looked at; no row was shown."""
    from bot.cli.duties import OPERATOR
    from bot.clock import now_in_sweden
    from storage.queries import LookScope, record_look

    scope = LookScope.ALL if asked.unit is None else LookScope.UNIT
    at = now_in_sweden()
    record_look(database, who=OPERATOR, at=at, intent=INTENT, rows=0, scope=scope)


def _meant(figures: "Sequence[Figure]", policy: "Policy", known_from: date | None) -> "Definitions":
    """Return what each of the figures means, in this municipality."""
    from rules.indicators import definition_of

    return {each.id: definition_of(each.id, policy, known_from) for each in figures}
