"""The app as Teams installs it: a zip of a manifest and two icons, made from the settings.

Everything that differs between municipalities comes from settings; everything that is the same
is written in `words` and `manifest`. Nothing is written that the published schema refuses.
"""

from bot.teams_package.archive import package_bytes, write_package
from bot.teams_package.manifest import MANIFEST_VERSION, Manifest, make_manifest
from bot.teams_package.publisher import Publisher, publisher_from
from bot.teams_package.words import COMMANDS, Command

__all__ = [
    "COMMANDS",
    "MANIFEST_VERSION",
    "Command",
    "Manifest",
    "Publisher",
    "make_manifest",
    "package_bytes",
    "publisher_from",
    "write_package",
]
