"""`python -m bench [dates] [imports] [questions] [digests] [forecast] [turns] [--fresh]`.

Prints the table of ratios, and how the forecast stands to what happened.
By their names only: `python -m bench soak [--minutes 10]` asks without a pause and prints what
memory does; `python -m bench stockholm [--rows 500000] [--postgresql]` prints the seconds and
the memory of each step in the largest municipality (some minutes).

Never a test: it prints what it finds, met or missed, and always ends well.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator

from bench.ratio import HEADING

NAMES = ("dates", "imports", "questions", "digests", "forecast", "turns")
BY_NAME_ONLY = ("soak", "stockholm")


def main() -> None:
    """Measure what is asked for, or all of it, and print each line as it is known."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    # argparse holds the default, no name at all, against the choices too.
    parser.add_argument(
        "names", nargs="*", choices=[*NAMES, *BY_NAME_ONLY, []], default=[], metavar="NAME"
    )
    parser.add_argument("--fresh", action="store_true", help="prepare the databases anew")
    parser.add_argument("--minutes", type=float, default=10, help="how long the soak lasts")
    parser.add_argument("--rows", type=int, default=500_000, help="how many rows Stockholm has")
    parser.add_argument("--postgresql", action="store_true", help="Stockholm's in PostgreSQL")
    chosen = parser.parse_args()
    if chosen.fresh:
        from bench.municipality import forget_everything

        forget_everything()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n")
    names = chosen.names or NAMES
    if set(names) & set(NAMES):
        print(HEADING)
    for name in names:
        for line in _measurement(name, chosen)():
            print(line, flush=True)


def _measurement(name: str, chosen: argparse.Namespace) -> Callable[[], Iterator[str]]:
    """The measurement by its name; imported here, so that dates wait for no database."""
    if name == "dates":
        from bench import dates

        return dates.measure
    if name == "turns":
        from bench import turns

        return lambda: turns.measure(_say)
    if name == "soak":
        from bench import soak

        return lambda: soak.measure(_say, chosen.minutes)
    if name == "stockholm":
        from bench import stockholm

        return lambda: stockholm.measure(_say, chosen.rows, on_postgresql=chosen.postgresql)
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
