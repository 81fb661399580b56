"""The house as the import contracts see it."""

from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_folder_with_code_is_a_package() -> None:
    folders = {
        path.parent
        for package in ("rules", "storage", "digests", "bot")
        for path in (ROOT / package).rglob("*.py")
    }
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
