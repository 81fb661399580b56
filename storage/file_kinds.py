"""The four kinds of lists that an export consists of."""

from enum import StrEnum


class FileKind(StrEnum):
    """What a file lists."""

    REPORTS = "reports"  # aktualiseringar
    INVESTIGATIONS = "investigations"  # utredningar
    PLACEMENTS = "placements"  # placeringar
    STAFF = "staff"  # personal
