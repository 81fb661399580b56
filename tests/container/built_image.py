"""What the Dockerfile builds, built in a folder instead of an image: its own steps, read from it.

A path of the image stands under the folder, and the image's user is whoever runs the tests. What
is not run is the download of what requirements/runtime.txt locks: `make setup` has done it, and
exactly those packages are linked in, so that one more or one less would show. pip is linked in
too, since an environment of its own takes longer to make than all the rest.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path

from dockerfile_parse import DockerfileParser
from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parents[2]
OURS = ("bot", "digests", "rules", "storage")
IMAGE_USER = "10001"
_PLACES = ("/opt/fristvakt", "/var/lib/fristvakt", "/etc/fristvakt", "/run/secrets", "/src")


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction of the Dockerfile, in capitals, and what it says."""

    instruction: str
    value: str

    @property
    def words(self) -> list[str]:
        """The words of an exec form, or of what comes after CMD in a health check."""
        said: list[str] = json.loads(self.value[self.value.index("[") :])
        return said


def steps_of(dockerfile: Path) -> list[Step]:
    with dockerfile.open("rb") as file:
        structure = DockerfileParser(fileobj=file).structure
    return [
        Step(each["instruction"], each["value"])
        for each in structure
        if each["instruction"] != "COMMENT"
    ]


@dataclass
class Image:
    """The image under `root`, as its Dockerfile describes it."""

    root: Path
    steps: list[Step]
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "/"

    def at(self, path: str) -> Path:
        """Return where a path of the image is."""
        return self.root / path.lstrip("/")

    def moved(self, words: str) -> str:
        """Return the words with the places of the image where they are here."""
        for place in _PLACES:
            words = words.replace(place, str(self.at(place)))
        return words

    def last(self, instruction: str) -> Step:
        return [step for step in self.steps if step.instruction == instruction][-1]

    def command(self, words: list[str]) -> list[str]:
        """Return the command with its program found as the image would find it."""
        program = shutil.which(words[0], path=self.environment["PATH"])
        assert program is not None, words
        return [program, *words[1:]]

    def build(self, context: Path) -> None:
        """Do what the steps say, one after the other."""
        for step in self.steps:
            match step.instruction:
                case "FROM":
                    self.environment, self.folder = {}, "/"
                case "ENV":
                    pairs = (pair.split("=", 1) for pair in shlex.split(step.value))
                    self.environment |= {name: self.moved(value) for name, value in pairs}
                case "WORKDIR":
                    self.folder = step.value
                    self.at(step.value).mkdir(parents=True)
                case "COPY":
                    self._copy(context, step.value.split())
                case "RUN":
                    self._run(step.words)

    def _copy(self, context: Path, words: list[str]) -> None:
        if words[0].startswith("--from="):  # both stages are in the one folder
            assert self.at(words[1]).is_dir()
            return
        target = self.at(self.folder) / words[-1]
        for source in (context / word for word in words[:-1]):
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                target.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)

    def _run(self, words: list[str]) -> None:
        if "--require-hashes" in words:
            _link_locked(self.at(self.folder) / words[-1], self.at("/opt/fristvakt"))
            return
        here = [self.moved(word).replace(IMAGE_USER, str(os.getuid())) for word in words]
        here[0] = sys.executable if here[0] == "python" else here[0]
        if here[0] == "install":
            self.at("/var/lib").mkdir(parents=True)
            here = [word for word in here if not word.startswith("--group=")]
        is_environment = words[1:3] == ["-m", "venv"]
        here += ["--without-pip"] if is_environment else []
        subprocess.run(here, cwd=self.at(self.folder), check=True, stdin=subprocess.DEVNULL)
        if is_environment:
            _link("pip", _packages_of(self.at("/opt/fristvakt")))


def _link_locked(locked: Path, environment: Path) -> None:
    """Let the environment have the packages that are locked, as installed beside the tests."""
    packages = _packages_of(environment)
    lines = [line for line in locked.read_text(encoding="utf-8").splitlines() if "==" in line]
    for requirement in (Requirement(line.rstrip(" \\")) for line in lines):
        if requirement.marker is None or requirement.marker.evaluate():
            _link(requirement.name, packages)


def _packages_of(environment: Path) -> Path:
    (packages,) = environment.glob("lib/python3*/site-packages")
    return packages


def _link(name: str, packages: Path) -> None:
    found = distribution(name)
    tops = {file.parts[0] for file in found.files or () if file.parts[0] not in ("..", "/")}
    for top in tops - {"__pycache__"}:
        link = packages / top
        if not link.exists():
            link.symlink_to(Path(str(found.locate_file(top))))


def context_of(project: Path, folder: Path) -> Path:
    """Return the folder with what .dockerignore lets into the build, and nothing else."""
    said = (project / ".dockerignore").read_text(encoding="utf-8").splitlines()
    lets_in = [line.removeprefix("!") for line in said if line.startswith("!")]
    left_out = shutil.ignore_patterns("__pycache__", "*.py[cod]")
    for name in lets_in:
        source, target = project / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=left_out)
        else:
            shutil.copy(source, target)
    return folder


def without_rights() -> list[str]:
    """Return what a command begins with so that it may only do what the permissions say.

    A root without capabilities is held to them as anybody else is; others already are.
    """
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"]
