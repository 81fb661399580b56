"""Jinja2 for a Word template that a municipality has made: it can show fields and nothing else.

Whatever comes out of the data is escaped on its way into the XML, braces too, so that no later
reading of the same text takes it for a field. A template can call nothing, reach no attribute
but the fields of the context, and compute nothing that grows.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from digests.monthly.office_text import readable

FILTERS = (
    "batch",
    "capitalize",
    "d",
    "default",
    "first",
    "join",
    "last",
    "length",
    "lower",
    "rejectattr",
    "replace",
    "selectattr",
    "title",
    "trim",
    "upper",
)
"""The filters that a template may use: none that lets words through unescaped."""

_LOOP = frozenset(
    {"first", "last", "index", "index0", "length", "revindex", "previtem", "nextitem"}
)
_BRACES = {"{": "&#123;", "}": "&#125;"}


class UnknownField(StrictUndefined):
    """Something that is not there; its error is the mere name."""

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class TemplateSandbox(SandboxedEnvironment):
    """Renders fields; every value goes through `shown`."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, shown: Callable[[Any], Any]) -> None:
        super().__init__(undefined=UnknownField, autoescape=True, finalize=shown)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002 — the base class names it
        if isinstance(obj, LoopContext):
            return attr in _LOOP
        return is_dataclass(obj) and attr in {each.name for each in fields(obj)}

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Macro)

    def wrap_str_format(self, value: Any) -> None:
        """Let `format` be an attribute like any other, which is out of reach."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002 — the same
        raise SecurityError(operator)


def escaped(value: object) -> Markup:
    """Return a value as text within XML, which is no field and has no sign that XML lacks."""
    if isinstance(value, str) and not isinstance(value, Markup):
        value = readable(value)
    words = str(escape(value))
    for brace, entity in _BRACES.items():
        words = words.replace(brace, entity)
    return Markup(words)  # noqa: S704 — escaped two lines above
