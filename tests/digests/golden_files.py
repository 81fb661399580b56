"""Rendered documents compared with files that were read and approved by a person.

`make golden` (FRISTVAKT_UPDATE_GOLDEN=1) writes them anew; review the change like code.
"""

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def assert_golden(name: str, content: str) -> None:
    path = GOLDEN / name
    if os.environ.get("FRISTVAKT_UPDATE_GOLDEN") == "1":
        path.write_text(content, encoding="utf-8")
    approved = path.read_text(encoding="utf-8")
    assert content == approved, f"{name} has changed; run make golden and review the difference"
