"""`case-labels`: which case each label stands for, in a file for those who have the case system.

Made in the municipality's own environment from the case system's own lists: the database knows
no numbers. That it was made is in the access log, without a number.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.refusals import CannotDo

if TYPE_CHECKING:
    from storage.intake.label_list import Labelled

INTENT = "case_labels"
"""What making the list is called in the access log."""

_COLUMNS = ("Gäller", "Nummer", "Beteckning")
_KINDS = {
    None: "ärende",
    "reports": "aktualisering",
    "investigations": "utredning",
    "placements": "placering",
}
_Paths = Annotated[
    list[Path], typer.Argument(metavar="FIL…", help="Filer eller mappar med exporter.")
]
_Out = Annotated[Path, typer.Option("--out", metavar="FIL.csv", help="Filen som ska skrivas.")]
_Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="PROFIL", help="Profilens namn eller TOML-fil."),
]


def case_labels(paths: _Paths, out: _Out, profile: _Profile = None) -> None:
    """Skriv en lista över vilket ärende varje beteckning står för. Lämna den inte vidare."""
    from bot.cli.duties import OPERATOR
    from bot.cli.sheet import write_sheet
    from bot.clock import now_in_sweden
    from bot.composition import labels_from, opened
    from bot.settings import load_settings
    from storage.intake import load_profile
    from storage.intake.label_list import labels_in
    from storage.queries import LookScope, record_look
    from storage.records.labelling import require_same_labels

    settings, now = load_settings(), now_in_sweden()
    labels = labels_from(settings)
    if not labels.hides_numbers:
        raise CannotDo("Ärendena heter redan som i verksamhetssystemet (case_label är number).")
    chosen = load_profile(profile or settings.import_profile)
    found = labels_in(paths, chosen, labels, now.date())
    with opened(settings) as database:
        require_same_labels(database)
        rows, scope = len(found), LookScope.ALL
        record_look(database, who=OPERATOR, at=now, intent=INTENT, rows=rows, scope=scope)
    written = write_sheet(out, _COLUMNS, map(_cells, found))
    typer.echo(f"Skrev {written}. Filen har ärendenummer: behåll den i er egen miljö.")


def _cells(labelled: "Labelled") -> tuple[str, str, str]:
    return _KINDS[labelled.kind], labelled.number, labelled.label
