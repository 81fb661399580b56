"""People read one word for one thing: the glossary's."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITTEN = ("bot", "digests", "rules", "storage")
LATE_MESSAGES = {"deliveries.py", "reminders.py", "notices.py"}
"""A message that comes late is *försenad*; a duty past its last day is *över tiden*."""


def modules() -> Iterator[Path]:
    for package in WRITTEN:
        yield from sorted((ROOT / package).rglob("*.py"))


def words_of(module: Path) -> Iterator[str]:
    """Yield every string of a module; the docstrings of the commands are their help."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def templates() -> Iterator[str]:
    for template in sorted((ROOT / "digests" / "templates").rglob("*.j2")):
        yield template.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def read_by_people() -> list[tuple[str, str]]:
    """All strings of the modules and all templates, each with the name of its file."""
    strings = [(module.name, words) for module in modules() for words in words_of(module)]
    return [*strings, *(("template", words) for words in templates())]


def test_a_duty_past_its_last_day_is_over_time_and_only_messages_are_late(
    read_by_people: list[tuple[str, str]],
) -> None:
    late = [
        (name, words)
        for name, words in read_by_people
        if "försen" in words.lower() and name not in LATE_MESSAGES and "(försena" not in words
    ]
    assert late == []


def test_who_looks_after_the_service_is_called_the_same_everywhere(
    read_by_people: list[tuple[str, str]],
) -> None:
    """*Administratör* is only what the role is called in personal.csv."""
    others = [
        (name, words)
        for name, words in read_by_people
        if "dministratör" in words.replace("rollen administratör", "") and words != "administratör"
    ]
    assert others == []


def test_the_search_finds_what_people_read(read_by_people: list[tuple[str, str]]) -> None:
    assert any("över tiden" in words for _, words in read_by_people)
    assert any("systemförvaltare" in words for name, words in read_by_people if name == "template")
