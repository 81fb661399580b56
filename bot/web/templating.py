"""From a page's template and its typed context to HTML; every value is escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from digests.words import FILTERS


def rendered(template: str, **context: object) -> str:
    """Return the HTML of a template; a name that is missing is a fault."""
    return _environment().get_template(template).render(**context)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.web"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    return environment
