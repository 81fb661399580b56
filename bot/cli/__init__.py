"""The command line: `fristvakt …`. Heavy parts are imported by the command that needs them."""

from bot.cli.app import main

__all__ = ["main"]
