"""Reading a chart's drawing back: its shapes by their class, where they lie, and its words."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from digests.charts.draw import Drawing

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Box:
    """The rectangle that a shape lies in; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def spans(self, x: float) -> bool:
        return self.left <= x <= self.right


def tree_of(drawing: Drawing) -> ElementTree.Element:
    return ElementTree.fromstring(drawing.svg)  # noqa: S314 — our own drawing


def texts_in(drawing: Drawing) -> list[str]:
    return ["".join(each.itertext()) for each in tree_of(drawing).iter(f"{SVG}text")]


def place_of(drawing: Drawing, words: str) -> tuple[float, float]:
    """Where the words stand, which are in the drawing once."""
    (found,) = [each for each in tree_of(drawing).iter(f"{SVG}text") if each.text == words]
    return float(found.attrib["x"]), float(found.attrib["y"])


def shapes_in(drawing: Drawing, kind: str) -> list[ElementTree.Element]:
    """The shapes of a class, in the order in which they were drawn, outside any pattern."""
    return [each for each in tree_of(drawing) if each.get("class") == kind]


def lines_in(drawing: Drawing, kind: str = "chart-line") -> list[list[tuple[float, float]]]:
    """The unbroken lines of a class, each with the points that it joins."""
    paths = "".join(shape.attrib["d"] for shape in shapes_in(drawing, kind))
    return [_points(part) for part in paths.split("M") if part.strip()]


def boxes_in(drawing: Drawing, kind: str) -> list[Box]:
    """The rectangle of each unbroken line of a class."""
    return [_box(line) for line in lines_in(drawing, kind)]


def _box(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _points(path: str) -> list[tuple[float, float]]:
    numbers = [float(each) for each in re.findall(r"-?[\d.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))
