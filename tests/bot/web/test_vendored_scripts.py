"""What draws the cards is Microsoft's own, in the version that is locked, unchanged."""

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
VENDOR = ROOT / "bot" / "web" / "static" / "vendor"
E2E = ROOT / "tests" / "e2e"

SCRIPTS = [
    (
        "adaptivecards",
        "3.0.6",
        "dist/adaptivecards.min.js",
        "5e7c13f3300ae7b89b34703501e08d709fbb6635f1c6755b92495577a77344f2",
    ),
    (
        "markdown-it",
        "14.3.3",
        "dist/markdown-it.min.js",
        "494ba53db1aac9f676317dda7062bd9545b5f0bbe3f12b0ab1ab4f813825cfb0",
    ),
]


@pytest.mark.parametrize(("package", "version", "file", "digest"), SCRIPTS)
def test_a_vendored_script_is_the_one_that_was_published(
    package: str, version: str, file: str, digest: str
) -> None:
    content = (VENDOR / package / Path(file).name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == digest
    locked = json.loads((E2E / "package-lock.json").read_text())["packages"]
    assert locked[f"node_modules/{package}"]["version"] == version
    published = E2E / "node_modules" / package / file
    assert not published.exists() or published.read_bytes() == content


@pytest.mark.parametrize("package", [row[0] for row in SCRIPTS])
def test_a_vendored_script_comes_with_its_licence(package: str) -> None:
    licence = (VENDOR / package / "LICENSE.txt").read_text(encoding="utf-8")
    assert "Permission is hereby granted, free of charge" in licence
