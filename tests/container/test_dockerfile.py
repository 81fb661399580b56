"""The Dockerfile keeps the rules of its trade, and what it builds serves without any rights."""

import json
import os
import re
import signal
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from socket import socket

import pytest
from built_image import (
    IMAGE_USER,
    OURS,
    PROJECT,
    Image,
    Step,
    context_of,
    steps_of,
    without_rights,
)

DOCKERFILE = PROJECT / "Dockerfile"
STEPS = steps_of(DOCKERFILE)
CLOSED = "http://127.0.0.1:9"  # nobody listens there: what is fetched from Microsoft fails at once
REGISTRATION = {
    "FRISTVAKT_BOT_APP_ID": "00000000-0000-4000-8000-00000000abcd",
    "FRISTVAKT_BOT_TENANT_ID": "99999999-9999-4999-8999-999999999999",
    "FRISTVAKT_SECRETS_DIR": "/run/secrets",
}


def said(instruction: str) -> list[Step]:
    return [step for step in STEPS if step.instruction == instruction]


def test_hadolint_has_nothing_to_say() -> None:
    hadolint = Path(sysconfig.get_path("scripts")) / "hadolint"
    told = subprocess.run(
        [hadolint, "--format", "json", "--failure-threshold", "style", DOCKERFILE],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (json.loads(told.stdout), told.returncode) == ([], 0)


def test_both_stages_are_of_one_slim_python_named_to_its_last_digit() -> None:
    images = {step.value.split()[0] for step in said("FROM")}
    assert len(said("FROM")) == 2
    (image,) = images
    assert re.fullmatch(r"python:3\.11\.\d+-slim-[a-z]+", image)


def test_every_command_is_in_exec_form() -> None:
    for instruction in ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"):
        assert said(instruction), instruction
        assert all(all(step.words) for step in said(instruction))


def test_nothing_is_installed_that_is_not_locked_by_its_hash() -> None:
    (locked, ours) = (step.words for step in said("RUN") if "install" in step.words[3:4])
    assert "--require-hashes" in locked
    assert locked[-1] == "requirements/runtime.txt"
    assert {"--no-deps", "--no-index", "--no-build-isolation"} <= set(ours)
    assert all("--no-cache-dir" in words for words in (locked, ours))


def test_it_runs_as_a_numbered_user_without_rights_and_stops_by_sigterm() -> None:
    assert [step.value for step in said("USER")] == [f"{IMAGE_USER}:{IMAGE_USER}"]
    after = [step.instruction for step in STEPS[STEPS.index(said("USER")[0]) :]]
    assert not {"RUN", "COPY", "ADD"} & set(after)
    assert said("STOPSIGNAL")[0].value == "SIGTERM"


def test_no_secret_is_baked_in() -> None:
    assert not said("ARG") + said("ADD")
    assert not re.search(r"(?i)password|secret|token|_key", DOCKERFILE.read_text(encoding="utf-8"))


def test_only_what_is_named_gets_into_the_build() -> None:
    lines = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    lets_in = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    used = {word for step in said("COPY") for word in step.value.split()[:-1]}
    assert lets_in == {word for word in used if not word.startswith(("--", "/"))}
    assert rules[-2:] == ["**/__pycache__", "**/*.py[cod]"]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    """The image, read-only but for its volume and /tmp."""
    image = Image(tmp_path_factory.mktemp("image"), STEPS)
    image.build(context_of(PROJECT, tmp_path_factory.mktemp("context")))
    image.at("/tmp").mkdir()  # noqa: S108 — the image's own
    image.at("/run/secrets").mkdir(parents=True)
    image.at("/run/secrets/bot_app_password").write_text("hemligt")
    image.at("/run/secrets/bot_app_password").chmod(0o400)
    read_only = [image.at("/opt"), image.at("/etc"), image.at("/run")]
    set_rights(read_only, "a-w")
    yield image
    set_rights(read_only, "u+w")


def set_rights(folders: list[Path], mode: str) -> None:
    subprocess.run(["chmod", "--recursive", mode, *folders], check=True)


def environment_in(image: Image, **more: str) -> dict[str, str]:
    """Return the container's environment: the image's, and what its operator sets."""
    tmp = str(image.at("/tmp"))  # noqa: S108 — the image's own
    proxies = {"HTTPS_PROXY": CLOSED, "HTTP_PROXY": CLOSED, "NO_PROXY": "127.0.0.1"}
    set_by_operator = {name: image.moved(value) for name, value in REGISTRATION.items()}
    return {**image.environment, **set_by_operator, **proxies, "TMPDIR": tmp, **more}


def run_in(image: Image, words: list[str], **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*without_rights(), *image.command(words)],
        cwd=image.at(image.folder),
        env=environment_in(image, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def free_port() -> str:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def files_in(folder: Path) -> set[str]:
    return {
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if "__pycache__" not in file.parts
    }


@pytest.mark.parametrize("package", OURS)
def test_all_that_a_package_has_is_installed(image: Image, package: str) -> None:
    (installed,) = image.at("/opt/fristvakt").glob(f"lib/python3*/site-packages/{package}")
    assert files_in(installed) == files_in(PROJECT / package)


def test_the_health_check_fails_where_nothing_answers(image: Image) -> None:
    told = run_in(image, image.last("HEALTHCHECK").words, FRISTVAKT_PORT=free_port())
    assert (told.returncode, told.stderr) == (1, "")


@pytest.mark.parametrize("place", ["/opt/fristvakt", "/etc/fristvakt"])
def test_nothing_can_be_written_outside_the_volume(image: Image, place: str) -> None:
    target = image.at(place) / "written"
    told = run_in(image, ["python", "-c", f"open({str(target)!r}, 'w')"])
    assert "PermissionError" in told.stderr


def test_it_serves_without_rights_from_a_read_only_place_and_stops_when_told(image: Image) -> None:
    before = files_in(image.root)
    port = free_port()
    words = image.last("ENTRYPOINT").words + image.last("CMD").words
    with subprocess.Popen(
        [*without_rights(), *image.command(words)],
        cwd=image.at(image.folder),
        env=environment_in(image, FRISTVAKT_PORT=port, FRISTVAKT_HOST="127.0.0.1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as service:
        assert service.stdout is not None
        heard = [service.stdout.readline(), service.stdout.readline()]
        assert any(port in line for line in heard), service.communicate()
        checked = run_in(image, image.last("HEALTHCHECK").words, FRISTVAKT_PORT=port)
        service.send_signal(signal.Signals[image.last("STOPSIGNAL").value])
        _, log = service.communicate()
    assert (checked.returncode, service.returncode) == (0, 0), log
    new = files_in(image.root) - before
    assert all(name.startswith(("var/lib/fristvakt", "tmp")) for name in new), new
    assert os.access(image.at("/var/lib/fristvakt/fristvakt.db"), os.R_OK)
    events = [json.loads(line)["event"] for line in log.splitlines()]
    assert {"service_started", "service_stopped"} <= set(events)
