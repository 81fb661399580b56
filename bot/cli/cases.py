"""`ask`, `understand` and `duties`: the same turn as in Teams, and the duties behind it."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.options import AsJson, AsOf, UnitName, one_of, tell
from rules.duties import DutyStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation import Answer
    from rules.duties import Duty
    from rules.facts import CaseFacts
    from storage.engine import Database


class Scope(StrEnum):
    """What kind of conversation a question is asked in."""

    PERSONAL = "personal"
    GROUP = "group"
    CHANNEL = "channel"


def ask(
    text: Annotated[str, typer.Argument(metavar="FRÅGA", help="Det du skulle skriva i Teams.")],
    asked_by: Annotated[
        str, typer.Option("--as", metavar="E-POST", help="Den som frågar, som i personallistan.")
    ],
    scope: Annotated[
        Scope,
        typer.Option(
            "--scope",
            parser=one_of(Scope),
            metavar="personal|group|channel",
            help="Var frågan ställs.",
        ),
    ] = Scope.PERSONAL,
    page: Annotated[int, typer.Option("--page", min=1, help="Vilken sida av ett långt svar.")] = 1,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Fråga som i Teams och få samma svar."""
    from bot.clock import moment_on
    from bot.composition import make_desk, opened
    from bot.conversation import Asker, Audience, Question
    from bot.settings import load_settings

    settings = load_settings()
    question = Question(text, Asker(email=asked_by), Audience(scope), moment_on(as_of), page)
    with opened(settings) as database:
        answer = make_desk(settings, database).answer(question)
    tell(_answer_document(answer), as_json=as_json, text=lambda: answer.text)


def understand_file(
    path: Annotated[Path, typer.Argument(metavar="FIL.tsv", help="TSV med kolumnen utterance.")],
    as_of: AsOf = None,
    _as_json: AsJson = True,
) -> None:
    """Visa hur meningar förstås: avsikt och uppgifter, en per rad i filen."""
    from bot.cli.sentences import read_sentences
    from bot.clock import moment_on
    from bot.understanding import understand

    today = moment_on(as_of).date()
    found = [
        {"utterance": sentence, **understand(sentence, today).as_json()}
        for sentence in read_sentences(path)
    ]
    tell(found, as_json=True, text=str)


def duties(
    seen_by: Annotated[
        str | None,
        typer.Option("--as", metavar="E-POST", help="Det som den personen får se. Annars allt."),
    ] = None,
    unit: UnitName = None,
    status: Annotated[
        list[DutyStatus] | None,
        typer.Option(
            "--status",
            parser=one_of(DutyStatus),
            metavar="LÄGE",
            help="Bara de lägena, till exempel overdue; kan upprepas. Annars alla öppna.",
        ),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Lista lagens frister med sista dag och läge."""
    from bot import texts
    from bot.age import age_of_data
    from bot.clock import moment_on
    from bot.composition import opened
    from bot.settings import load_settings
    from rules.case_duties import duties_of_case
    from rules.duties import OPEN_STATUSES

    settings = load_settings()
    now = moment_on(as_of)
    today = now.date()
    wanted = frozenset(status or OPEN_STATUSES)
    only_open = wanted <= OPEN_STATUSES
    with opened(settings) as database:
        cases = _cases(database, seen_by, unit, today, only_open=only_open)
        found = [
            duty
            for case in cases
            for duty in duties_of_case(case, today, settings.policy)
            if duty.status in wanted
        ]
        stamp = age_of_data(database, now, settings.stale_after_hours)
    found.sort(key=lambda duty: (duty.decisive_on, duty.case, duty.rule))
    if stamp.warning:
        typer.echo(stamp.warning, err=True)
    documents = [duty_document(duty) for duty in found]
    tell(documents, as_json=as_json, text=lambda: f"{_list(found)}\n{texts.stamp(stamp)}")


def duty_document(duty: "Duty") -> dict[str, Any]:
    """Return a duty with the keys that every command gives it."""
    return {
        "case": duty.case,
        "rule": duty.rule.value,
        "due_on": duty.due_on.isoformat(),
        "shifted_due_on": duty.shifted_due_on.isoformat(),
        "days_left": duty.days_left,
        "status": duty.status.value,
        "unit": duty.unit,
        "caseworker": duty.caseworker,
    }


def _answer_document(answer: "Answer") -> dict[str, Any]:
    understood = answer.understanding
    told = understood.as_json() if understood else {"intent": None, "slots": {}}
    return {
        **told,
        "text": answer.text,
        "summary": answer.summary,
        "cases": [duty_document(duty) for duty in answer.duties],
        "cards": list(answer.cards),
        "denied": answer.denied,
    }


def _cases(
    database: "Database", seen_by: str | None, unit: str | None, today: date, *, only_open: bool
) -> "Iterable[CaseFacts]":
    from bot.cli.rows import cases_for_operator, cases_for_person

    if seen_by is None:
        return cases_for_operator(database, unit, today, only_open=only_open)
    return cases_for_person(database, seen_by, unit, today, only_open=only_open)


def _list(found: "list[Duty]") -> str:
    from bot import texts

    return "\n".join(texts.line(duty, with_caseworker=True) for duty in found) or (
        texts.NOTHING_LISTED
    )
