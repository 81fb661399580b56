"""The house as the import contracts see it, and what a reader of its modules is told first."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_folder_with_code_is_a_package() -> None:
    folders = {
        path.parent
        for package in ("rules", "storage", "digests", "bot")
        for path in (ROOT / package).rglob("*.py")
    }
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_every_test_module_says_first_what_it_is_about() -> None:
    modules = sorted((ROOT / "tests").rglob("*.py"))
    silent = [each for each in modules if not ast.get_docstring(ast.parse(each.read_bytes()))]
    assert modules
    assert silent == []
