"""The client is Microsoft's and undocumented in parts: the version we know, and no other."""

import json
from pathlib import Path

HERE = Path(__file__).parent


def test_every_package_has_one_version_and_a_hash() -> None:
    wanted = json.loads((HERE / "package.json").read_text())["devDependencies"]
    locked = _locked()
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(package["integrity"].startswith("sha512-") for package in locked.values())


def test_the_lock_file_leaves_the_choice_of_registry_to_whoever_installs() -> None:
    assert all("resolved" not in package for package in _locked().values())
    assert "://" not in (HERE / "package-lock.json").read_text()


def _locked() -> dict[str, dict[str, str]]:
    packages: dict[str, dict[str, str]] = json.loads((HERE / "package-lock.json").read_text())[
        "packages"
    ]
    return {name: package for name, package in packages.items() if name}
