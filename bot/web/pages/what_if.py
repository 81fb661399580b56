"""*Räkna på en händelse*: om en anmälan kommer in den dagen, vad följer och till när?

Nothing of any case is asked for or shown, so whoever may use the service may use it.
"""

from dataclasses import dataclass, replace

from bot.texts import what_if as words
from bot.web.page import Page, PageRequest, Shown
from bot.web.pages.what_if_answer import Follows, can_be_extended, what_follows
from bot.web.pages.what_if_form import WhatIfForm, read_form
from rules.calendar import CalendarRangeError
from rules.catalogue.events import EVENTS, StartingEvent, event_for

PATH = "/rakna"


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """The form as it was filled in and, where nothing is wrong with it, what follows."""

    path: str
    form: WhatIfForm
    events: tuple[StartingEvent, ...]
    follows: Follows | None
    may_follow: Follows | None
    decided_ahead: str | None


def show_what_if(request: PageRequest) -> Shown:
    """Return the form and the answer; it is answered for today before anything is filled in."""
    form = read_form(request.query, request.today)
    view = _view(_checked(form), request)
    return Shown("what_if.html.j2", view)


def _checked(form: WhatIfForm) -> WhatIfForm:
    day, extension = form.day.day, form.extension
    if day is None or extension is None or can_be_extended(form.event, day):
        return form
    return replace(form, extended_to=form.extended_to.refused(words.NOT_EXTENDABLE))


def _view(form: WhatIfForm, request: PageRequest) -> WhatIfView:
    empty = WhatIfView(PATH, form, EVENTS, None, None, None)
    if form.errors:
        return empty
    try:
        follows, may_follow = _answers(form, request)
    except CalendarRangeError as fault:
        refused = form.day.refused(words.no_holidays(fault.year))
        return replace(empty, form=replace(form, day=refused))
    extension = form.extension
    is_ahead = extension is not None and (extension.decided_on or request.today) > request.today
    ahead = words.DECIDED_AHEAD if is_ahead else None
    return replace(empty, follows=follows, may_follow=may_follow, decided_ahead=ahead)


def _answers(form: WhatIfForm, request: PageRequest) -> tuple[Follows, Follows | None]:
    """Return what follows, and what does if the case goes on that day or the day filled in."""
    policy, today = request.settings.policy, request.today
    day, then = form.day.day or today, form.event.may_lead_to
    follows = what_follows(form.event, day, form.extension, today, policy)
    if then is None:
        return follows, None
    return follows, what_follows(event_for(then), form.opened.day or day, None, today, policy)


PAGE = Page(PATH, "Räkna", show_what_if)
