"""What stands around every page: its title, the navigation, who looks."""

from dataclasses import dataclass

from bot.texts import web as words
from bot.web.people import ChoiceGroup
from bot.web.site import Link, links_for
from bot.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Place:
    """Where the visitor is, and what it is called."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Who:
    """Who looks, and the button that ends it: signing out, or trying as somebody else."""

    words: str
    action: str
    button: str
    choices: tuple[ChoiceGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page for one visitor."""

    title: str
    path: str = ""
    links: tuple[Link, ...] = ()
    who: Who | None = None
    csrf: str = ""
    is_demo: bool = False


def frame_for(visitor: Visitor, place: Place, csrf: str, choices: tuple[ChoiceGroup, ...]) -> Frame:
    """Return the frame of a page; `choices` are whom the demo can be tried as."""
    who = Who(visitor.name, "/signout", words.SIGN_OUT)
    if visitor.is_demo:
        who = Who(visitor.name, "/person", words.CHANGE_PERSON, choices)
    shows_who = not visitor.is_demo or choices
    return Frame(
        title=place.title,
        path=place.path,
        links=links_for(visitor, place.path),
        who=who if shows_who else None,
        csrf=csrf,
        is_demo=visitor.is_demo,
    )
