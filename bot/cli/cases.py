"""`ask` and `understand`: the same turn as in Teams, and what a sentence is read as."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.options import AsJson, AsOf, one_of, tell

if TYPE_CHECKING:
    from bot.conversation import Answer, Audience


def _audience(text: str) -> "Audience":
    from bot.conversation import Audience

    return one_of(Audience)(text)


_Text = Annotated[str, typer.Argument(metavar="FRÅGA", help="Det du skulle skriva i Teams.")]
_AskedBy = Annotated[
    str, typer.Option("--as", metavar="E-POST", help="Den som frågar, som i personallistan.")
]
_Scope = Annotated[
    Any,
    typer.Option(
        "--scope",
        parser=_audience,
        metavar="personal|group|channel",
        help="Var frågan ställs.",
    ),
]
_Page = Annotated[int, typer.Option("--page", min=1, help="Vilken sida av ett långt svar.")]


def ask(
    text: _Text,
    asked_by: _AskedBy,
    scope: _Scope = "personal",
    page: _Page = 1,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Fråga som i Teams och få samma svar."""
    from bot.clock import moment_on, now_in_sweden
    from bot.composition import desk_choices, opened
    from bot.conversation import Asker, Question
    from bot.settings import load_settings

    settings = load_settings()
    asker, now = Asker(email=asked_by), moment_on(as_of)
    question = Question(text, asker, scope, now, page, asked_at=now_in_sweden())
    with opened(settings) as database:
        answer = desk_choices(settings).desk(database).answer(question)
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


def _answer_document(answer: "Answer") -> dict[str, Any]:
    from bot.cli.duties import duty_document

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
