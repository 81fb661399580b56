"""Named questions to the database; each answers with frozen facts, never with table rows."""

from storage.queries.cases import (
    all_open_cases,
    caseworker_case,
    caseworker_cases,
    caseworker_history,
    manager_case,
    unit_case,
    unit_cases,
    unit_history,
)
from storage.queries.caseworkers import caseworkers_known_from
from storage.queries.conditions import means
from storage.queries.digest import digest_cases
from storage.queries.figures import (
    FIRST_POSSIBLE_DAY,
    cases_for_figures,
    cases_for_statutory_figures,
    figure_cases_without_unit,
)
from storage.queries.history import investigation_times
from storage.queries.holdings import (
    Holdings,
    folder_of,
    holdings,
    newest_schema_version,
    schema_version,
)
from storage.queries.looks import Look, LookScope, LooksWanted, looks, number_of_looks, record_look
from storage.queries.people import (
    all_staff,
    pin_object_id,
    staff_by_email,
    staff_by_object_id,
    staff_who_left,
    unit_keys_within,
    units,
)
from storage.queries.trail import KindImport, LastImport, last_import, newest_report_on
from storage.queries.whose import has_a_namesake_beside

__all__ = [
    "FIRST_POSSIBLE_DAY",
    "Holdings",
    "KindImport",
    "LastImport",
    "Look",
    "LookScope",
    "LooksWanted",
    "all_open_cases",
    "all_staff",
    "cases_for_figures",
    "cases_for_statutory_figures",
    "caseworker_case",
    "caseworker_cases",
    "caseworker_history",
    "caseworkers_known_from",
    "digest_cases",
    "figure_cases_without_unit",
    "folder_of",
    "has_a_namesake_beside",
    "holdings",
    "investigation_times",
    "last_import",
    "looks",
    "manager_case",
    "means",
    "newest_report_on",
    "newest_schema_version",
    "number_of_looks",
    "pin_object_id",
    "record_look",
    "schema_version",
    "staff_by_email",
    "staff_by_object_id",
    "staff_who_left",
    "unit_case",
    "unit_cases",
    "unit_history",
    "unit_keys_within",
    "units",
]
