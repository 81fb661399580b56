"""What is wrong with a municipality's own Word template, said so that its maker can mend it."""

import re
from itertools import islice
from pathlib import Path

from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from digests.errors import DigestError

NAMES_PAGE = "docs/sv/mallfalt.md"
"""Where the names that a template may use are listed."""

_LINES_BEFORE_THE_FAULT = 4
_LONGEST_QUOTE = 60
_SETTING = "summary_template"


def unreadable(fault: Exception, template: Path) -> DigestError:
    """Return the sentence for a file that is not there or is no Word document."""
    if isinstance(fault, FileNotFoundError):
        return DigestError(
            "summary_template_missing",
            f"Wordmallen {template} finns inte. Rätta inställningen {_SETTING}.",
        )
    return DigestError(
        "summary_template_unreadable",
        f"Wordmallen {template} går inte att läsa. Öppna den i Word och spara den som .docx.",
    )


def explained(fault: Exception, template: Path) -> DigestError:
    """Return the sentence for a fault met while the template was filled in."""
    match fault:
        case SecurityError():
            return _said("forbidden", template, f"gör något som en mall inte får: {_name(fault)}")
        case UndefinedError():
            return _said(
                "unknown_field", template, f"frågar efter ”{_name(fault)}”, som inte finns"
            )
        case TemplateSyntaxError():
            return _said("broken", template, f"har ett fält som är fel skrivet{_place(fault)}")
    return _said("broken", template, "går inte att fylla i: något fält är fel använt")


def _said(code: str, template: Path, what: str) -> DigestError:
    end = f"Vilka fält som finns står i {NAMES_PAGE}."
    return DigestError(f"summary_template_{code}", f"Wordmallen {template} {what}. {end}")


def _name(fault: Exception) -> str:
    return _short(str(fault)) or "ett fält utan namn"


def _place(fault: TemplateSyntaxError) -> str:
    """Return the words of the template around the fault, as docxtpl found them."""
    lines = getattr(fault, "docx_context", ())
    at = min(fault.lineno - 1, _LINES_BEFORE_THE_FAULT - 1)
    words = _short(next(islice(lines, at, None), ""))
    return f", nära ”{words}”" if words else ""


def _short(words: str) -> str:
    plain = re.sub(r"\s+", " ", words).strip()
    return plain if len(plain) <= _LONGEST_QUOTE else f"{plain[:_LONGEST_QUOTE]}…"
