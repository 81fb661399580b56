"""compose.yaml is what the Compose specification says, and gives away no more than it must."""

import tomllib
from typing import Any

import pytest
from built_image import PROJECT, steps_of
from compose_spec import PyCompose, parse_duration

from bot.settings import Settings

_NO_SETTINGS = {"secrets_dir", "settings_file"}
LONGEST_STOP_S = 10


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read = PyCompose.from_yaml((PROJECT / "compose.yaml").read_text(encoding="utf-8"))
    read.validate()
    told: dict[str, Any] = read.to_dict()
    return told


@pytest.fixture(scope="module")
def fristvakt(compose: dict[str, Any]) -> dict[str, Any]:
    service: dict[str, Any] = compose["services"]["fristvakt"]
    return service


def said_in_image(instruction: str) -> str:
    (step,) = [each for each in steps_of(PROJECT / "Dockerfile") if each.instruction == instruction]
    return step.value


@pytest.mark.parametrize("name", ["fristvakt", "database"])
def test_each_service_has_no_more_rights_than_it_needs(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "cap_add", "devices", "network_mode", "pid"} & service.keys()
    user, group = service["user"].split(":")
    assert int(user) > 0
    assert int(group) > 0
    assert any(mount.startswith("/tmp:") for mount in service["tmpfs"])  # noqa: S108 — the container's


@pytest.mark.parametrize("name", ["fristvakt", "database"])
def test_each_service_comes_back_and_its_log_has_an_end(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    assert service["restart"] == "unless-stopped"
    assert {"max-size", "max-file"} <= service["logging"]["options"].keys()


def test_the_user_and_the_places_are_the_images(fristvakt: dict[str, Any]) -> None:
    assert fristvakt["user"] == said_in_image("USER")
    settings = f"./fristvakt.toml:{'/etc/fristvakt'}/fristvakt.toml:ro"
    assert settings in fristvakt["volumes"]
    assert "files:/var/lib/fristvakt" in fristvakt["volumes"]
    assert said_in_image("VOLUME") == '["/var/lib/fristvakt"]'


def test_the_service_gets_the_time_that_a_stop_may_take(fristvakt: dict[str, Any]) -> None:
    grace = parse_duration(fristvakt["stop_grace_period"])
    assert grace > LONGEST_STOP_S


def test_only_the_own_computer_reaches_the_service_and_nobody_outside_the_rest(
    compose: dict[str, Any], fristvakt: dict[str, Any]
) -> None:
    assert fristvakt["ports"] == ["127.0.0.1:3978:3978"]
    assert "ports" not in compose["services"]["database"]
    assert compose["services"]["database"]["networks"] == ["database"]
    assert compose["networks"]["database"]["internal"] is True
    assert compose["networks"]["figures"]["internal"] is True


def test_what_is_set_are_settings_and_no_secret_is_among_them(fristvakt: dict[str, Any]) -> None:
    names = {name.removeprefix("FRISTVAKT_").lower() for name in fristvakt["environment"]}
    assert names <= Settings.model_fields.keys() | _NO_SETTINGS
    assert not names & {"database_url", "bot_app_password", "smtp_password"}


def test_each_secret_is_a_file_that_is_named_as_a_setting(
    compose: dict[str, Any], fristvakt: dict[str, Any]
) -> None:
    assert fristvakt["environment"]["FRISTVAKT_SECRETS_DIR"] == "/run/secrets"
    assert set(fristvakt["secrets"]) <= Settings.model_fields.keys()
    assert all(told["file"] == f"./secrets/{name}" for name, told in compose["secrets"].items())
    database = compose["services"]["database"]
    assert database["environment"]["POSTGRES_PASSWORD_FILE"] == "/run/secrets/postgres_password"


def test_the_images_are_named_to_their_version(compose: dict[str, Any]) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    images = {name: service["image"] for name, service in compose["services"].items()}
    assert images["fristvakt"] == f"fristvakt:{project['version']}"
    name, _, version = images["database"].partition(":")
    major, _, rest = version.partition(".")
    assert (name, major.isdigit(), rest[:1].isdigit()) == ("postgres", True, True)


def test_it_waits_for_a_database_that_answers(
    compose: dict[str, Any], fristvakt: dict[str, Any]
) -> None:
    assert fristvakt["depends_on"]["database"]["condition"] == "service_healthy"
    assert compose["services"]["database"]["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
