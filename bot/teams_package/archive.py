"""The zip that Teams takes: manifest and icons, the same bytes for the same settings.

It is written beside its place and moved there, so that a zip that is found is a whole one.
"""

import json
import os
import tempfile
from collections.abc import Iterable
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from jsonschema import Draft4Validator

from bot.teams_package.manifest import MANIFEST_VERSION, Manifest

_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_READ_BY_ALL = 0o644


def package_bytes(manifest: Manifest) -> bytes:
    """Return the zip's content; raises jsonschema's ValidationError where the schema refuses it.

    The files lie in it as they are: how a zip is compressed depends on the machine.
    """
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in _members(manifest):
            archive.writestr(_entry(name), content)
    return buffer.getvalue()


def write_package(path: Path, content: bytes) -> None:
    """Write the zip whole or not at all; raises OSError where it cannot be written."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        beside.chmod(_READ_BY_ALL)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _members(manifest: Manifest) -> Iterable[tuple[str, bytes]]:
    document = manifest.as_json()
    Draft4Validator(_schema()).validate(document)
    yield "manifest.json", (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    for icon in (manifest.icons.color, manifest.icons.outline):
        yield icon, (files("bot.teams_package") / "icons" / icon).read_bytes()


def _schema() -> dict[str, object]:
    name = f"MicrosoftTeams.v{MANIFEST_VERSION}.schema.json"
    text = (files("bot.teams_package") / "schema" / name).read_text(encoding="utf-8")
    schema: dict[str, object] = json.loads(text)
    return schema


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _FIRST_DAY_OF_ZIP)
    entry.external_attr = _READ_BY_ALL << 16
    entry.create_system = 3  # as on Linux, wherever it is made
    return entry
