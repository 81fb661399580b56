"""Words and archives as Word and Excel can hold them."""

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NOT_IN_A_DOCUMENT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_TIME_OF_EVERY_FILE = (1980, 1, 1, 0, 0, 0)
_FOR_ITS_OWNER = 0o600 << 16


def readable(words: str) -> str:
    """Return the words with a space for each sign that XML cannot hold or that ends a line."""
    return _NOT_IN_A_DOCUMENT.sub(" ", words)


def files_in(archive: bytes) -> dict[str, bytes]:
    """Return an archive's files by name, whichever way they are packed."""
    with ZipFile(io.BytesIO(archive)) as given:
        return {each: given.read(each) for each in given.namelist()}


def repacked(archive: bytes) -> bytes:
    """Return the same files in an archive that does not tell when it was made."""
    made = io.BytesIO()
    with ZipFile(made, "w") as packed:
        for name, content in files_in(archive).items():
            entry = ZipInfo(name, _TIME_OF_EVERY_FILE)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = _FOR_ITS_OWNER
            entry.create_system = 0
            packed.writestr(entry, content)
    return made.getvalue()
