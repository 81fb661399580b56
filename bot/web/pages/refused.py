"""A page within its frame that says why it shows nothing, so that another can be chosen."""

from dataclasses import dataclass
from http import HTTPStatus

from bot.web.page import Shown
from bot.web.visitor import Visitor
from rules.facts import Role


@dataclass(frozen=True, slots=True)
class Refused:
    """Why the visitor is not shown the page; in the demo another person can be tried."""

    heading: str
    sentence: str
    can_try_another: bool
    whom: str


def refused(
    visitor: Visitor, heading: str, sentence: str, whom: str = "en systemförvaltare"
) -> Shown:
    """Return the page that says so; `whom` is who would be shown it."""
    view = Refused(heading, sentence, visitor.is_demo, whom)
    return Shown("refused.html.j2", view, HTTPStatus.FORBIDDEN)


def is_administrator(visitor: Visitor) -> bool:
    """Whether the visitor sees to the service."""
    return visitor.role is Role.ADMINISTRATOR


def sees_to_the_service(visitor: Visitor) -> bool:
    """Whether the visitor has the service's own pages in the navigation: all do in the demo."""
    return visitor.is_demo or is_administrator(visitor)
