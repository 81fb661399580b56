"""Where the demo's page is, and opening it for whoever sits at the computer."""

import os
import sys
import webbrowser
from collections.abc import Mapping
from threading import Thread

from bot.settings import Settings

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
_HAVE_A_SCREEN = frozenset({"darwin", "win32"})


def page_address(settings: Settings) -> str:
    """Return where the page is, on the own computer."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}/"


def someone_can_see(variables: Mapping[str, str], platform: str, *, is_terminal: bool) -> bool:
    """Whether somebody sits at a screen, and no machine is trying the demo out."""
    has_screen = platform in _HAVE_A_SCREEN or any(variables.get(name) for name in _SCREENS)
    return is_terminal and has_screen and not variables.get("CI")


def open_page(address: str) -> None:
    """Open the page in a browser if somebody can see it; comes back at once."""
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if someone_can_see(os.environ, sys.platform, is_terminal=is_terminal):
        Thread(target=webbrowser.open, args=(address,), daemon=True).start()
