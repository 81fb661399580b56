"""What the report beside an imported file says: what became of the rows, and what to do.

No cell is repeated, and no name that may be somebody's number.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from digests.words import counted
from rules.swedish_time import SWEDISH_TIME
from storage.intake import RejectedRow, UnusableFileError
from storage.intake.personal_numbers import shown
from storage.intake.report import FileReport, ImportReport

_MOST_REJECTIONS = 1000
_IS_A_LINK = "är en länk till en annan plats och läses aldrig. Lägg själva filen i mappen."


def done_text(report: ImportReport, now: datetime) -> str:
    """Return the report of an import that was done."""
    lines = [f"Filerna lästes in {_moment(now)}.", ""]
    lines += map(_file_line, report.files)
    lines += [part for warning in report.warnings for part in ("", warning)]
    lines += _rejections(report.rejected)
    return "\n".join(lines) + "\n"


def failed_text(paths: Iterable[Path], reasons: Iterable[str], now: datetime) -> str:
    """Return the report of files that were not imported, and why."""
    names = ", ".join(shown(_as_text(path)) for path in paths)
    lines = [
        f"De här filerna lästes inte in {_moment(now)}: {names}",
        "Uppgifterna från dem är som de var förut.",
        *(part for reason in reasons for part in ("", reason)),
        "",
        "När felet är rättat: lägg filerna i den bevakade mappen igen.",
    ]
    return "\n".join(lines) + "\n"


def link_text(path: Path) -> str:
    """Return why a link was not imported."""
    return f"{shown(_as_text(path))} {_IS_A_LINK}"


def require_readable_name(path: Path) -> None:
    """Raise UnusableFileError for a name whose bytes are no text: no record could name it."""
    try:
        path.name.encode()
    except UnicodeEncodeError:
        sentence = (
            f"Filnamnet {shown(_as_text(path))} har tecken som inte går att läsa. "
            "Döp om filen, helst utan å, ä och ö."
        )
        raise UnusableFileError("file_name", sentence) from None


def _as_text(path: Path) -> str:
    return path.name.encode("utf-8", "replace").decode()


def _moment(now: datetime) -> str:
    return f"{now.astimezone(SWEDISH_TIME):%Y-%m-%d kl. %H.%M}"


def _file_line(file: FileReport) -> str:
    return (
        f"{Path(file.path).name}: {counted(file.rows, 'rad', 'rader')} – {file.inserted} nya, "
        f"{file.updated} ändrade, {file.unchanged} oförändrade, {file.rejected} avvisade, "
        f"{file.gone} borta ur källan."
    )


def _rejections(rejected: tuple[RejectedRow, ...]) -> Iterator[str]:
    if not rejected:
        return
    yield from ("", "Avvisade rader (tidigare uppgifter om dem är kvar):")
    yield from map(_placed, rejected[:_MOST_REJECTIONS])
    if len(rejected) > _MOST_REJECTIONS:
        yield f"… och {len(rejected) - _MOST_REJECTIONS} till."


def _placed(row: RejectedRow) -> str:
    """Return the message with the file and the line, where it does not name them itself."""
    name = Path(row.path).name
    return row.message if name in row.message else f"{name}, rad {row.line}: {row.message}"
