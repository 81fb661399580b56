"""The house as the import contracts see it, and what a reader of its modules is told first."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("rules", "storage", "digests", "bot")

_LONGEST = 200  # lines that a reader can hold in mind
_AS_RELEASED = ROOT / "storage" / "migrations" / "versions"  # never changed afterwards


def test_no_module_is_longer_than_a_reader_can_hold_in_mind() -> None:
    modules = [path for each in PACKAGES for path in (ROOT / each).rglob("*.py")]
    lengths = {path: len(path.read_bytes().splitlines()) for path in modules}
    long = [path for path, lines in lengths.items() if lines > _LONGEST]
    assert lengths
    assert [path for path in long if path.parent != _AS_RELEASED] == []


def test_every_folder_with_code_is_a_package() -> None:
    folders = {path.parent for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_every_test_module_says_first_what_it_is_about() -> None:
    modules = sorted((ROOT / "tests").rglob("*.py"))
    silent = [each for each in modules if not ast.get_docstring(ast.parse(each.read_bytes()))]
    assert modules
    assert silent == []
