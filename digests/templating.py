"""One way from a template and its typed context to text, for pages, cards, charts and documents.

Jinja2 is imported on first use, so that whoever only asks for figures does not pay for it.
Templates are given one typed context and choose words; a name that is missing is a fault.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

_MARKUP = ("html.j2", "svg.j2")


def rendered(template: str, **context: object) -> str:
    """Return the template's text; in HTML and SVG every value is escaped."""
    return _environment().get_template(template).render(**context)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    from digests.words import FILTERS

    environment = Environment(
        loader=PackageLoader("digests"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(_MARKUP, default=False, default_for_string=False),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    return environment
