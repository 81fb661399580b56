"""The administrator's page names what the app's package needs, as it is spelt."""

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[3] / "docs" / "sv" / "teams.md").read_text(encoding="utf-8")
NEEDED = (
    "BOT_APP_TYPE",
    "BOT_APP_ID",
    "BOT_APP_PASSWORD",
    "BOT_TENANT_ID",
    "MUNICIPALITY_NAME",
    "PUBLIC_URL",
    "SUPPORT_URL",
    "PRIVACY_URL",
    "TERMS_URL",
)


@pytest.mark.parametrize("name", NEEDED)
def test_the_page_has_a_row_for_every_setting_that_teams_needs(name: str) -> None:
    assert re.search(rf"^\| `FRISTVAKT_{name}` \| \S", PAGE, re.MULTILINE)
