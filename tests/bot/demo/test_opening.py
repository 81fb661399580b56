"""The demo opens its page for a person at a screen, and for nobody else."""

import pytest

from bot.demo.opening import page_address, someone_can_see
from bot.settings import Settings


@pytest.mark.parametrize(
    ("variables", "platform", "is_terminal", "opens"),
    [
        ({"DISPLAY": ":0"}, "linux", True, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True, True),
        ({}, "darwin", True, True),
        ({}, "win32", True, True),
        ({}, "linux", True, False),
        ({"DISPLAY": ""}, "linux", True, False),
        ({"DISPLAY": ":0"}, "linux", False, False),
        ({"DISPLAY": ":0", "CI": "true"}, "linux", True, False),
        ({"CI": "1"}, "darwin", True, False),
    ],
)
def test_the_page_is_opened_for_a_person_at_a_screen(
    variables: dict[str, str], platform: str, is_terminal: bool, opens: bool
) -> None:
    assert someone_can_see(variables, platform, is_terminal=is_terminal) is opens


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:4000/"), ("::1", "http://[::1]:4000/")],
)
def test_the_address_can_be_pasted_into_a_browser(host: str, address: str) -> None:
    assert page_address(Settings(host=host, port=4000)) == address
