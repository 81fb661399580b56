"""The Swedish guides as they are written: their commands, questions, links, headings, settings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / "docs" / "sv"
_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_OURS = re.compile(r"(?:^|/bin/|fristvakt |--rm )fristvakt ([a-z-]+(?: .+)?)$")
_ROW = re.compile(r"^\| (.+) \| \*([^*|]+)\* \|$", re.MULTILINE)
_NOT_IN_AN_ANCHOR = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Guide:
    """One page of the guides."""

    path: Path

    def __str__(self) -> str:
        return self.path.stem

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def prose(self) -> str:
        """Everything but what stands in a frame of its own."""
        return _FENCE.sub("", self.text)

    def commands(self) -> Iterator[list[str]]:
        """Yield the words after `fristvakt` of each command, those in sentences too."""
        framed = (line for _, block in _FENCE.findall(self.text) for line in block.splitlines())
        for line in (*framed, *_SPAN.findall(self.prose)):
            if found := _OURS.search(line.partition(" #")[0].strip()):
                yield found[1].split()

    def make_targets(self) -> Iterator[str]:
        for span in _SPAN.findall(self.prose):
            if span.startswith("make "):
                yield span.split()[1]

    def toml(self) -> Iterator[str]:
        """Yield each example of settings or of a profile."""
        for language, block in _FENCE.findall(self.text):
            if language == "toml":
                yield block

    def spans(self) -> list[str]:
        """Return all that is written as code in a sentence."""
        return _SPAN.findall(self.prose)

    def links(self) -> list[str]:
        """Return where the guide points in the repository: a file, a heading or both."""
        return [each for each in _LINK.findall(self.prose) if "://" not in each]

    def pictures(self) -> list[tuple[str, str]]:
        """Return the alternative text and the file of each picture."""
        return _PICTURE.findall(self.prose)

    def anchors(self) -> set[str]:
        """Return what each heading is called in a link."""
        headings = _HEADING.findall(self.prose)
        return {_NOT_IN_AN_ANCHOR.sub("", each.lower()).replace(" ", "-") for each in headings}

    def questions(self) -> list[str]:
        """Return what the reader is told to write to the bot, row by row."""
        return [question for _, question in _ROW.findall(self.text)]


GUIDES = tuple(Guide(path) for path in sorted(FOLDER.glob("*.md")))
