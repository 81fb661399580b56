"""A process of its own that writes rows without an end until it is killed.

Run as: python backup_writer.py DATABASE_URL; it says a line when the first row is written. Each
transaction writes two rows that belong together.
"""

import itertools
import sys

from sqlalchemy import text

from storage.engine import open_database


def main(url: str) -> None:
    database = open_database(url)
    for number in itertools.count():
        with database.writing() as connection:
            for half in ("a", "b"):
                connection.execute(
                    text("INSERT INTO unit (key, name) VALUES (:key, 'Enheten')"),
                    {"key": f"{number}{half}"},
                )
        if number == 0:
            print("writing", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
