"""`import` and `migrate`: the case system's exports into the database."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.options import AsJson, AsOf, tell

if TYPE_CHECKING:
    from storage.intake.rejection import RejectedRow
    from storage.intake.report import ImportReport

_SHOWN_REJECTIONS = 50
_Paths = Annotated[
    list[Path], typer.Argument(metavar="FIL…", help="Filer eller mappar med exporter.")
]
_Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="PROFIL", help="Profilens namn eller TOML-fil."),
]
_Full = Annotated[
    bool,
    typer.Option(
        "--full/--delta",
        help="Hela listan (rader som saknas märks som borta) eller bara ändringar.",
    ),
]
_Force = Annotated[
    bool, typer.Option("--force", help="Läs in även om filen verkar gammal eller avkortad.")
]


def import_exports(
    paths: _Paths,
    profile: _Profile = None,
    full: _Full = False,
    force: _Force = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Läs in exporter från verksamhetssystemet. Allt läses in, eller inget."""
    from bot.cli.progress import progress_bar
    from bot.clock import moment_on
    from bot.composition import opened
    from bot.logs import logging_to
    from bot.settings import load_settings
    from digests.events import new_run_id
    from digests.import_lines import logged
    from storage.intake import load_profile
    from storage.intake.batch import import_files

    chosen, settings = load_profile(profile), load_settings()
    with logging_to(settings.log_file), opened(settings) as database, progress_bar() as told:
        importing = partial(
            import_files,
            database,
            paths,
            profile=chosen,
            now=moment_on(as_of),
            full=full,
            force=force,
            progress=lambda source, rows: told(source.name, rows, None),
        )
        report = logged(importing, new_run_id(), len(paths))
    for warning in report.warnings:
        typer.echo(warning, err=True)
    tell(_document(report), as_json=as_json, text=lambda: _text(report))
    if report.rejected:
        raise typer.Exit(3)


def migrate(as_json: AsJson = False) -> None:
    """Skapa databasen eller uppdatera den till den här versionen."""
    from bot.settings import load_settings
    from storage.engine import migrate as bring_up_to_date

    version = bring_up_to_date(load_settings().database_url)
    tell(
        {"version": version},
        as_json=as_json,
        text=lambda: f"Databasen är uppdaterad (version {version}).",
    )


def _document(report: "ImportReport") -> dict[str, Any]:
    return {
        "batch": report.batch,
        "files": [
            {
                "path": file.path,
                "kind": file.kind.value,
                "rows": file.rows,
                "inserted": file.inserted,
                "updated": file.updated,
                "unchanged": file.unchanged,
                "rejected": file.rejected,
                "gone": file.gone,
            }
            for file in report.files
        ],
        "rejected": [
            {
                "path": row.path,
                "line": row.line,
                "column": row.column,
                "code": row.code,
                "message": row.message,
            }
            for row in report.rejected
        ],
        "warnings": list(report.warnings),
    }


def _text(report: "ImportReport") -> str:
    lines = [
        f"{Path(file.path).name}: {file.rows} {_rows(file.rows)} – {file.inserted} nya, "
        f"{file.updated} ändrade, {file.unchanged} oförändrade, "
        f"{file.rejected} avvisade, {file.gone} borta ur källan."
        for file in report.files
    ]
    return "\n".join([*lines, *_rejections(report.rejected)])


def _rows(number: int) -> str:
    return "rad" if number == 1 else "rader"


def _placed(row: "RejectedRow") -> str:
    """Return the message with the file and the line, where it does not name them itself."""
    name = Path(row.path).name
    return row.message if name in row.message else f"{name}, rad {row.line}: {row.message}"


def _rejections(rejected: "tuple[RejectedRow, ...]") -> list[str]:
    if not rejected:
        return []
    lines = ["", "Avvisade rader (tidigare uppgifter om dem är kvar):"]
    lines += [_placed(row) for row in rejected[:_SHOWN_REJECTIONS]]
    left = len(rejected) - _SHOWN_REJECTIONS
    return [*lines, f"… och {left} till. Se alla med --json."] if left > 0 else lines
