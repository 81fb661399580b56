"""What matplotlib drew, as a drawing of ours: with a name, in words, in colours a page can change.

matplotlib writes a document of its own: colours as styles that no page could change, a style
sheet that would reach all of the page, identifiers that the next drawing has too, and nothing
that could be read aloud.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from digests.charts.look import FONT, FONT_SIZE, QUIET

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME_SPACE = "http://www.w3.org/2000/svg"
_GROUP, _PATH, _TEXT, _USE, _PATTERN = (
    f"{{{_NAME_SPACE}}}{tag}" for tag in ("g", "path", "text", "use", "pattern")
)
_OF = "{http://www.w3.org/1999/xlink}href"
_OURS = "chart-"
_LEFT_OUT = {"style", "clip-path", "font-family", "id", _OF}
_USUAL = {
    ("fill", QUIET),
    ("font-size", f"{FONT_SIZE}px"),
    ("stroke-dashoffset", "0"),
    ("text-anchor", "start"),
}
_FRACTION = re.compile(r"-?\d+\.\d+")
_REFERENCE = re.compile(r"url\(#(\w+)\)")


def accessible(drawn: str, name: str, title: str, description: str) -> str:
    """Return the drawing with its title and description, all its identifiers under its name."""
    from lxml.etree import SubElement, XMLParser, fromstring, indent, tostring

    given = fromstring(drawn.encode(), XMLParser(remove_blank_text=True))
    made = _empty(given, name)
    for tag, words in (("title", title), ("desc", description)):
        SubElement(made, f"{{{_NAME_SPACE}}}{tag}", id=f"{name}-{tag}").text = words
    made.extend(_patterns(given, name))
    made.extend(list(_shapes(given, name)))
    indent(made, space="")
    return f"{tostring(made, encoding='unicode')}\n"


def _empty(given: "_Element", name: str) -> "_Element":
    from lxml.etree import Element

    _, _, width, height = given.attrib["viewBox"].split()
    about = {
        "class": "chart",
        "viewBox": given.attrib["viewBox"],
        "width": width,
        "height": height,
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-desc",
        "font-family": FONT,
        "font-size": str(FONT_SIZE),
        "fill": QUIET,
        "stroke-linejoin": "round",
    }
    return Element(f"{{{_NAME_SPACE}}}svg", about, nsmap={None: _NAME_SPACE})


def _patterns(given: "_Element", name: str) -> list["_Element"]:
    """Return the hatchings, each a ground and what is drawn on it."""
    patterns = list(given.iter(_PATTERN))
    for pattern in patterns:
        pattern.set("id", f"{name}-{pattern.get('id')}")
        for part, kind in zip(pattern, ("paper", "hatch"), strict=True):
            _rewrite(part, f"{_OURS}{kind}", name)
    return patterns


def _shapes(given: "_Element", name: str) -> Iterator["_Element"]:
    """Yield what has a class of ours, and every word, in the order in which it was drawn."""
    markers = {f"#{path.get('id')}": path.get("d", "") for path in given.iter(_PATH)}
    drawn = [each for each in given.iter(_PATH, _TEXT, _USE) if each.getparent().tag == _GROUP]
    for shape in drawn:
        kind = _kind(shape)
        if shape.tag == _USE:
            _draw_marker(shape, markers[shape.attrib[_OF]])
        if kind or shape.tag == _TEXT:
            _rewrite(shape, kind, name)
            yield shape


def _kind(shape: "_Element") -> str | None:
    """Return the class of the nearest group that has one of ours."""
    names = [group.get("id", "") for group in shape.iterancestors(_GROUP)]
    return next((name for name in names if name.startswith(_OURS)), None)


def _draw_marker(use: "_Element", path: str) -> None:
    """Make a reference to a marker the marker itself, so that nothing refers to anything."""
    x, y = use.attrib.pop("x"), use.attrib.pop("y")
    use.tag = _PATH
    use.set("d", path)
    use.set("transform", f"translate({x} {y})")


def _rewrite(shape: "_Element", kind: str | None, name: str) -> None:
    """Make styles attributes, which a page's own style comes before, and numbers short."""
    pairs = [pair.partition(": ") for pair in shape.get("style", "").split("; ") if pair]
    told = {**shape.attrib, **{key: value for key, _, value in pairs}}
    shape.attrib.clear()
    if kind:
        shape.set("class", kind)
    for key, value in told.items():
        is_needless = key in _LEFT_OUT or (key, value) in _USUAL or value.startswith("rotate(-0 ")
        if not is_needless:
            shape.set(key, _short(_REFERENCE.sub(rf"url(#{name}-\1)", value)))


def _short(value: str) -> str:
    """Return a value on one line, with two decimals at most."""
    return _FRACTION.sub(
        lambda found: f"{round(float(found[0]), 2) + 0:g}", " ".join(value.split())
    )
