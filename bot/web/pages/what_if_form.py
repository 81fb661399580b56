"""What is filled in on the page *Räkna på en händelse*, and what is wrong with it.

A field keeps what was typed. Days are typed as text: a browser's own field for dates shows them
in the browser's language, where 11/10 may be either of two days, takes no *20 november*, and
empties itself of what it cannot read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.texts import what_if as words
from bot.web.pages.typed_days import NoSuchDayError, day_typed
from rules.catalogue.events import EventId, StartingEvent, event_for
from rules.deadline import Extension


class FieldName(StrEnum):
    """The names of the fields, as they stand in the page's address."""

    EVENT = "handelse"
    DAY = "dag"
    OPENED = "inleds"
    EXTENDED_TO = "forlangd"
    DECIDED = "beslutad"


@dataclass(frozen=True, slots=True)
class DayField:
    """A day that was typed, or what is wrong with it."""

    name: FieldName
    written: str = ""
    day: date | None = None
    error: str | None = None

    @property
    def value(self) -> str:
        """What stands in the field: the day where it was understood, else what was typed."""
        return self.day.isoformat() if self.day else self.written

    def refused(self, error: str) -> "DayField":
        return replace(self, error=error)


@dataclass(frozen=True, slots=True)
class WhatIfForm:
    """The fields as they were filled in; usable when none of them has an error."""

    event: StartingEvent
    event_error: str | None
    day: DayField
    opened: DayField
    extended_to: DayField
    decided: DayField

    @property
    def days(self) -> tuple[DayField, ...]:
        return self.day, self.opened, self.extended_to, self.decided

    @property
    def more_is_filled_in(self) -> bool:
        """Whether any of the days that are seldom asked for is filled in."""
        return any(each.written or each.error for each in self.days[1:])

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """The field and the sentence of each thing that is wrong, in the page's order."""
        event = [(FieldName.EVENT.value, self.event_error)] if self.event_error else []
        return (*event, *((each.name.value, each.error) for each in self.days if each.error))

    @property
    def extension(self) -> Extension | None:
        until = self.extended_to.day
        return Extension(until, self.decided.day) if until else None


def read_form(query: Mapping[str, str], today: date) -> WhatIfForm:
    """Return what is filled in; a report that comes in today where nothing is."""
    event, event_error = _event(query.get(FieldName.EVENT, "").strip())
    day = _field(query, FieldName.DAY, today)
    if not day.written:
        day = replace(day, day=today)
    rest = (_field(query, name, today) for name in tuple(FieldName)[2:])
    return _held_together(WhatIfForm(event, event_error, day, *rest))


def _event(written: str) -> tuple[StartingEvent, str | None]:
    usual = event_for(EventId.REPORT_RECEIVED)
    try:
        return (event_for(EventId(written)) if written else usual), None
    except ValueError:
        return usual, words.NO_SUCH_EVENT


def _field(query: Mapping[str, str], name: FieldName, today: date) -> DayField:
    field = DayField(name, query.get(name, "").strip())
    if not field.written:
        return field
    try:
        day = day_typed(field.written, today)
    except NoSuchDayError:
        return field.refused(words.NO_SUCH_DAY)
    return replace(field, day=day) if day else field.refused(words.NOT_A_DAY)


def _held_together(form: WhatIfForm) -> WhatIfForm:
    """Return the form with what is wrong between its days, where each is right by itself."""
    day, opened, until, decided = form.days
    if day.day is None:
        return form
    if opened.day and opened.day < day.day:
        form = replace(form, opened=opened.refused(words.BEFORE_THE_REPORT))
    if until.day and until.day < day.day:
        form = replace(form, extended_to=until.refused(words.EXTENDED_BEFORE))
    if decided.day and decided.day < day.day:
        form = replace(form, decided=decided.refused(words.DECIDED_BEFORE))
    if decided.day and not until.written:
        form = replace(form, extended_to=until.refused(words.EXTENDED_TO_WHEN))
    return form
