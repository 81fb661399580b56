"""One spelling for what an export may write in many ways.

Case systems and spreadsheets leave decomposed letters, hard spaces, line breaks and
invisible characters in cells. They carry no meaning here, and each could hide a match.
"""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)  # control and format characters that are not white space


def clean(text: str) -> str:
    """The text composed (NFC), without invisible characters and needless white space."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def folded(text: str) -> str:
    """The form in which two spellings of a column name or a coded value are equal."""
    return unicodedata.normalize("NFC", clean(text).casefold())


def is_clean(text: str) -> bool:
    """Whether `clean` would leave composed text alone; a quick yes, or a no to be sure of."""
    return text.isprintable() and "  " not in text and text.strip() == text
