"""Charts of every kind drawn in a process of its own, and told apart by their digest."""

import hashlib

from board_paper import board_paper

from digests.monthly.drawings import drawn_bands, drawn_causes, drawn_trends, drawn_units


def digest_of_the_drawings() -> str:
    paper = board_paper()
    drawings = [
        *(each.drawing for each in (*drawn_trends(paper), *drawn_units(paper))),
        drawn_bands(paper),
        drawn_causes(paper),
    ]
    return hashlib.sha256("".join(each.svg for each in drawings).encode()).hexdigest()


if __name__ == "__main__":
    print(digest_of_the_drawings())
