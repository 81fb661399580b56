"""Which units and colleagues of the municipality a question names, beside what it is read as.

The reading of Swedish knows no list of staff or units. What is found here goes into the reading
once, so that a button, a page or a refresh carries it along without the words.
"""

import re
from dataclasses import replace

from bot.understanding import Beside, Intent, Understanding
from rules.facts import Role, StaffMember
from storage.engine import Database
from storage.keys import name_key, text_key
from storage.queries import all_staff, unit_keys_within

_BY_UNIT = frozenset(
    {
        Intent.LIST_CASES,
        Intent.LIST_DUE,
        Intent.LIST_OVERDUE,
        Intent.UNIT_STATUS,
        Intent.STATISTICS,
    }
)


def with_names(
    database: Database, staff: StaffMember, text: str, meant: Understanding
) -> Understanding:
    """Return the reading, and those near it, with the units and colleagues that are named."""
    asked = text_key(text)
    readings = (meant, *meant.near)
    if not asked or not any(_goes_by_units(staff, each) for each in readings):
        return meant
    units = _units_named(database, name_key(staff.unit), asked)
    first, *near = (_named(database, staff, asked, units, each) for each in readings)
    return replace(first, near=tuple(near))


def _goes_by_units(staff: StaffMember, reading: Understanding) -> bool:
    """Whether it matters which unit is named: to a manager in lists, to all in figures."""
    is_manager = staff.role is Role.UNIT_MANAGER
    return reading.intent in _BY_UNIT if is_manager else reading.intent is Intent.STATISTICS


def _units_named(database: Database, own: str, asked: str) -> frozenset[str]:
    """Return the keys of the units that are named, the longest where one begins another."""
    keys = {*unit_keys_within(database, asked), own} - {""}
    if not keys:
        return frozenset()
    in_order = sorted(keys, key=len, reverse=True)  # Barnenheten Norr before Barnenheten
    a_unit = re.compile(rf"(?<!\w)(?P<unit>{'|'.join(map(re.escape, in_order))})s?(?!\w)")
    return frozenset(found["unit"] for found in a_unit.finditer(asked))


def _named(
    database: Database,
    staff: StaffMember,
    asked: str,
    units: frozenset[str],
    reading: Understanding,
) -> Understanding:
    if not _goes_by_units(staff, reading):
        return reading
    beside = replace(reading.beside, other_unit=bool(units - {name_key(staff.unit)}))
    if reading.intent is Intent.STATISTICS:
        colleague = _colleague(database, staff, asked, units, beside)
        beside = replace(beside, unit=beside.unit or bool(units), colleague=colleague)
    return replace(reading, beside=beside)


def _colleague(
    database: Database, staff: StaffMember, asked: str, units: frozenset[str], beside: Beside
) -> str | None:
    """Return who else is named: as it is read, or by the whole name that they have with us."""
    own = name_key(staff.name)
    read = name_key(beside.colleague)
    if read and read not in (own, *own.split()) and not any(read in unit for unit in units):
        return beside.colleague
    others = (member.name for member in all_staff(database) if name_key(member.name) != own)
    return next((name for name in others if _says(asked, name_key(name))), None)


def _says(asked: str, name: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", asked) is not None
