"""`teams-package`: the app that the administrator uploads in Teams."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import AsJson, tell

if TYPE_CHECKING:
    from bot.teams_package import Manifest


def _three_numbers(text: str) -> str:
    if not re.fullmatch(r"\d{1,5}(?:\.\d{1,5}){2}", text.strip(), re.ASCII):
        raise typer.BadParameter("Skriv versionen som tre tal, till exempel 1.4.1.")
    if not text.strip().strip("0."):
        raise typer.BadParameter("Skriv en version som är högre än 0.0.0, till exempel 1.4.1.")
    return text.strip()


_Out = Annotated[
    Path, typer.Option("--out", metavar="FIL.zip", help="Filen som ska laddas upp i Teams.")
]
_AppVersion = Annotated[
    str | None,
    typer.Option(
        "--app-version",
        parser=_three_numbers,
        metavar="X.Y.Z",
        help="Appens version i Teams. Annars Fristvakts egen; Teams kräver en högre vid byte.",
    ),
]


def teams_package(
    out: _Out,
    app_version: _AppVersion = None,
    as_json: AsJson = False,
) -> None:
    """Packa appen för Teams: manifest och ikoner, efter kommunens inställningar."""
    from importlib.metadata import version

    from bot.settings import load_settings
    from bot.teams_package import make_manifest, package_bytes, publisher_from

    chosen = app_version or version("fristvakt")
    manifest = make_manifest(publisher_from(load_settings(), chosen))
    content = package_bytes(manifest)
    _write(out, content)
    tell(_document(out, manifest, content), as_json=as_json, text=lambda: _sentence(out, manifest))


def _write(out: Path, content: bytes) -> None:
    from bot.cli.refusals import CannotDo
    from bot.teams_package import write_package

    if out.is_dir():
        raise CannotDo(f"{out} är en mapp. Ange en fil, som {out / 'fristvakt.zip'}.")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_package(out, content)
    except OSError as fault:
        raise CannotDo(
            f"Det går inte att skriva {out}. Kontrollera att mappen går att skriva i och att "
            "disken inte är full."
        ) from fault


def _document(out: Path, manifest: "Manifest", content: bytes) -> dict[str, object]:
    from hashlib import sha256

    return {
        "file": str(out),
        "bytes": len(content),
        "sha256": sha256(content).hexdigest(),
        "app_id": manifest.id,
        "version": manifest.version,
        "manifest_version": manifest.manifest_version,
        "files": ["manifest.json", manifest.icons.color, manifest.icons.outline],
    }


def _sentence(out: Path, manifest: "Manifest") -> str:
    return (
        f"Skrev {out}: {manifest.name.short} {manifest.version} för {manifest.developer.name}.\n"
        "Ladda upp filen i Teams administrationscenter; docs/sv/teams.md visar hur."
    )
