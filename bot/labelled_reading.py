"""Puts the case's label in a reading, whatever was typed: a number goes no further than here."""

from dataclasses import replace

from bot.understanding import Understanding
from storage.case_labels import CaseLabels


def with_labels(read: Understanding, labels: CaseLabels) -> Understanding:
    """Return the reading and those near it with labels, where numbers are hidden."""
    if not labels.hides_numbers:
        return read
    typed, case = read.case_as_typed, read.slots.case
    return replace(
        read,
        slots=read.slots if case is None else replace(read.slots, case=labels.asked(case)),
        case_as_typed=typed if typed is None else labels.asked(typed),
        near=tuple(with_labels(each, labels) for each in read.near),
    )
