"""The service refuses to start where it would let anybody in, and says why."""

import socket
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.service import credentials_from, serve
from bot.settings import Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(**changes: object) -> Settings:
    return load_settings(**changes)


OWN_APP = "00000000-0000-4000-8000-00000000ABCD"
TENANT = "99999999-9999-4999-8999-999999999999"
PASSWORD = SecretStr("hemligt")


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "FRISTVAKT_BOT_APP_ID"),
        ({"bot_app_id": OWN_APP, "bot_tenant_id": TENANT}, "FRISTVAKT_BOT_APP_PASSWORD"),
        ({"bot_app_id": OWN_APP, "bot_app_password": PASSWORD}, "FRISTVAKT_BOT_TENANT_ID"),
        ({"bot_tenant_id": TENANT, "bot_app_password": PASSWORD}, "FRISTVAKT_BOT_APP_ID"),
        ({"bot_app_id": " ", "bot_tenant_id": TENANT, "bot_app_password": PASSWORD}, "saknas"),
        ({"bot_app_type": "UserAssignedMSI", "bot_app_id": OWN_APP}, "FRISTVAKT_BOT_TENANT_ID"),
    ],
)
def test_without_its_whole_registration_the_service_does_not_start(
    given: dict[str, object], missing: str
) -> None:
    with pytest.raises(SettingsError, match=missing):
        serve(settings(**given), anonymous=False, announce=print)


def test_without_authentication_only_the_own_computer_is_listened_to() -> None:
    with pytest.raises(SettingsError, match=r"0\.0\.0\.0"):
        serve(settings(host="0.0.0.0"), anonymous=True, announce=print)  # noqa: S104 — what must be refused


def test_a_port_that_is_taken_is_said_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match="upptagen"):
            serve(
                settings(port=port, database_url="sqlite:///town.db"),
                anonymous=True,
                announce=print,
            )


@pytest.mark.parametrize("value", ["fristvakt", "common", "botframework.com", TENANT[:-1], "0"])
@pytest.mark.parametrize("name", ["bot_app_id", "bot_tenant_id"])
def test_an_id_that_is_none_stops_the_start(name: str, value: str) -> None:
    given = {"bot_app_id": OWN_APP, "bot_tenant_id": TENANT, "bot_app_password": PASSWORD}
    with pytest.raises(SettingsError, match=f"FRISTVAKT_{name.upper()} är inget giltigt id"):
        serve(settings(**{**given, name: value}), anonymous=False, announce=print)


@pytest.mark.parametrize("name", ["bot_app_id", "bot_tenant_id"])
def test_an_id_of_zeros_is_nobodys(name: str) -> None:
    given = {"bot_app_id": OWN_APP, "bot_tenant_id": TENANT, "bot_app_password": PASSWORD}
    zeros = "00000000-0000-0000-0000-000000000000"
    with pytest.raises(SettingsError, match=f"FRISTVAKT_{name.upper()} är inget giltigt id"):
        credentials_from(settings(**{**given, name: zeros}))


@pytest.mark.parametrize("value", ["MultiTenant", "SingelTenant", "singletenant", "", "None"])
def test_an_app_type_that_is_none_of_ours_stops_the_start(value: str) -> None:
    with pytest.raises(SettingsError, match="bot_app_type"):
        settings(bot_app_type=value)


def test_the_registration_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"APP_ID": OWN_APP, "APP_PASSWORD": "hemligt", "TENANT_ID": TENANT}
    for name, value in given.items():
        monkeypatch.setenv(f"FRISTVAKT_BOT_{name}", value)
    credentials = credentials_from(settings())
    assert (credentials.app_id, credentials.tenant_id) == (OWN_APP.lower(), TENANT)
    assert credentials.password == "hemligt"
    assert "hemligt" not in repr(credentials)


def test_a_managed_identity_needs_no_password() -> None:
    given = {"bot_app_type": "UserAssignedMSI", "bot_app_id": OWN_APP, "bot_tenant_id": TENANT}
    assert credentials_from(settings(**given)).password == ""


def test_a_misspelt_setting_is_named_with_its_nearest(empty_folder: Path) -> None:
    (empty_folder / "fristvakt.toml").write_text('weekend_rul = "shifted"', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"weekend_rul\. Menar du weekend_rule\?"):
        load_settings()


@pytest.mark.parametrize(
    ("variable", "sentence"),
    [
        (
            "FRISTVAKT_QUESTIONS_PER_MINUT",
            r"FRISTVAKT_QUESTIONS_PER_MINUT\. Menar du FRISTVAKT_QUESTIONS_PER_MINUTE\?",
        ),
        ("fristvakt_prot", r"fristvakt_prot\. Menar du FRISTVAKT_PORT\?"),
        ("FRISTVAKT_XYZZY", r"FRISTVAKT_XYZZY\.$"),
        ("FRISTVAKT_", r"FRISTVAKT_\.$"),
    ],
)
def test_a_misspelt_variable_is_named_with_its_nearest(
    monkeypatch: pytest.MonkeyPatch, variable: str, sentence: str
) -> None:
    monkeypatch.setenv(variable, "hemligt")
    with pytest.raises(SettingsError, match=f"Okänd inställning i miljön: {sentence}") as refused:
        load_settings()
    assert "hemligt" not in str(refused.value)


def test_a_known_variable_in_small_letters_and_those_of_the_tests_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("fristvakt_port", "4000")
    monkeypatch.setenv("FRISTVAKT_E2E", "required")
    monkeypatch.setenv("FRISTVAKT_UPDATE_GOLDEN", "0")
    assert load_settings().port == 4000


def test_a_secret_in_the_file_is_refused_without_being_shown(empty_folder: Path) -> None:
    (empty_folder / "fristvakt.toml").write_text('bot_app_password = "hemligt"', encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert "bot_app_password" in str(refused.value)
    assert "hemligt" not in str(refused.value)


def test_the_environment_wins_over_the_file(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_folder / "fristvakt.toml").write_text("stale_after_hours = 12", encoding="utf-8")
    assert load_settings().stale_after_hours == 12
    monkeypatch.setenv("FRISTVAKT_STALE_AFTER_HOURS", "24")
    assert load_settings().stale_after_hours == 24


@pytest.mark.parametrize(
    "text", ['weekend_rule = "sometimes"', "port = 0", "near_days = {investigation = -1}", "port ="]
)
def test_a_value_that_cannot_be_used_is_a_sentence(empty_folder: Path, text: str) -> None:
    (empty_folder / "fristvakt.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"fristvakt\.toml"):
        load_settings()


def test_every_setting_carries_a_help_text() -> None:
    assert all(field.description for field in Settings.model_fields.values())
