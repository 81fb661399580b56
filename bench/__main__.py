"""`python -m bench [dates] [imports] [questions] [digests] [forecast] [turns] [--fresh]`.

Prints the table of ratios, and how the forecast stands to what happened.

Never a test: it prints what it finds, met or missed, and always ends well.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator

from bench.ratio import HEADING

NAMES = ("dates", "imports", "questions", "digests", "forecast", "turns")


def main() -> None:
    """Measure what is asked for, or all of it, and print each line as it is known."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    # argparse holds the default, no name at all, against the choices too.
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], default=[], metavar="NAME")
    parser.add_argument("--fresh", action="store_true", help="prepare the databases anew")
    chosen = parser.parse_args()
    if chosen.fresh:
        from bench.municipality import forget_everything

        forget_everything()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n")
    print(HEADING)
    for name in chosen.names or NAMES:
        for line in _measurement(name)():
            print(line, flush=True)


def _measurement(name: str) -> Callable[[], Iterator[str]]:
    """The measurement by its name; imported here, so that dates wait for no database."""
    if name == "dates":
        from bench import dates

        return dates.measure
    if name == "turns":
        from bench import turns

        return lambda: turns.measure(_say)
    from bench import digests, forecast, imports, questions

    with_data = {
        "imports": imports.measure,
        "questions": questions.measure,
        "digests": digests.measure,
        "forecast": forecast.measure,
    }
    return lambda: with_data[name](_say)


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
