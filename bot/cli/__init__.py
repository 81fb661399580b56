"""The command line: `fristvakt …`. Heavy parts are imported by the command that needs them."""

import gc
import logging
import sys

_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main() -> None:
    """Run the command line and leave with its exit code.

    Most commands are over in a moment and leave no garbage, yet a third of that moment would go
    to looking for it: over and over while modules are loaded, and once more on the way out.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    logging.lastResort = None  # what a library complains of may quote a row
    from bot.cli.app import run

    code = run(sys.argv[1:])
    gc.freeze()
    sys.exit(code)
