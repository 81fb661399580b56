"""The manifest as Teams and the person who installs the app meet it."""

from datetime import date
from typing import Any

import pytest
from jsonschema import ValidationError

from bot.settings import Settings, SettingsError
from bot.teams_package import COMMANDS, Command, make_manifest, package_bytes, publisher_from
from bot.understanding import understand

APP_ID = "1f2e3d4c-5b6a-4978-8a9b-0c1d2e3f4a5b"
SETTINGS = {
    "bot_app_id": APP_ID,
    "municipality_name": "Exempelkommun",
    "public_url": "https://fristvakt.kommunen.example",
    "support_url": "https://www.kommunen.example/fristvakt",
    "privacy_url": "https://www.kommunen.example/integritet",
    "terms_url": "https://www.kommunen.example/villkor",
}
ADDRESSES = [name for name in SETTINGS if name.endswith("_url")]


def manifest_of(**changed: str) -> dict[str, Any]:
    settings = Settings(**{**SETTINGS, **changed})
    return make_manifest(publisher_from(settings, "1.4.0")).as_json()


def test_the_schema_accepts_the_manifest() -> None:
    package_bytes(make_manifest(publisher_from(Settings(**SETTINGS), "1.4.0")))


def test_what_the_schema_refuses_is_not_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.teams_package.words.SHORT_NAME", "x" * 31)
    with pytest.raises(ValidationError):
        package_bytes(make_manifest(publisher_from(Settings(**SETTINGS), "1.4.0")))


def test_the_app_can_be_added_in_the_personal_chat_only() -> None:
    manifest = manifest_of()
    assert manifest["defaultInstallScope"] == "personal"
    assert [bot["scopes"] for bot in manifest["bots"]] == [["personal"]]
    assert [each["scopes"] for each in manifest["bots"][0]["commandLists"]] == [["personal"]]
    assert not {"configurableTabs", "staticTabs", "composeExtensions"} & set(manifest)


def test_the_app_asks_for_no_permission_and_takes_no_files_or_calls() -> None:
    manifest = manifest_of()
    assert not {
        "permissions",
        "devicePermissions",
        "authorization",
        "webApplicationInfo",
    } & set(manifest)
    bot = manifest["bots"][0]
    assert (bot["supportsFiles"], bot["supportsCalling"], bot["supportsVideo"]) == (False,) * 3


def test_the_settings_are_where_teams_looks_for_them() -> None:
    manifest = manifest_of()
    assert (manifest["id"], manifest["bots"][0]["botId"]) == (APP_ID, APP_ID)
    assert manifest["version"] == "1.4.0"
    assert manifest["developer"] == {
        "name": "Exempelkommun",
        "websiteUrl": SETTINGS["support_url"],
        "privacyUrl": SETTINGS["privacy_url"],
        "termsOfUseUrl": SETTINGS["terms_url"],
    }
    assert manifest["validDomains"] == ["fristvakt.kommunen.example"]
    assert manifest["localizationInfo"] == {"defaultLanguageTag": "sv"}


def test_the_texts_fit_where_the_smallest_client_shows_them() -> None:
    manifest = manifest_of()
    (listed,) = manifest["bots"][0]["commandLists"]
    assert len(manifest["name"]["short"]) <= 30
    assert len(manifest["description"]["short"]) <= 80
    assert 1 <= len(listed["commands"]) <= 10
    assert all(len(command["title"]) <= 32 for command in listed["commands"])
    assert all(len(command["description"]) <= 128 for command in listed["commands"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.title))
def test_a_command_is_understood_as_what_it_stands_for(command: Command) -> None:
    assert understand(command.title, date(2026, 11, 20)).intent is command.intent


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_that_is_missing_is_named(name: str) -> None:
    with pytest.raises(SettingsError) as refused:
        manifest_of(**{name: "  "})
    assert f": FRISTVAKT_{name.upper()} saknas. Sätt den i " in str(refused.value)


def test_all_settings_that_are_missing_are_named_at_once() -> None:
    with pytest.raises(SettingsError, match=r"PUBLIC_URL, FRISTVAKT_TERMS_URL saknas\. Sätt dem i"):
        manifest_of(public_url="", terms_url="")


@pytest.mark.parametrize(
    "app_id", ["fristvakt", APP_ID[:-1], f"{{{APP_ID}}}", "00000000-0000-0000-0000-000000000000"]
)
def test_an_app_id_that_is_no_guid_is_refused(app_id: str) -> None:
    with pytest.raises(SettingsError, match="FRISTVAKT_BOT_APP_ID är inget app-id"):
        manifest_of(bot_app_id=app_id)


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(
    "address",
    [
        "http://www.kommunen.example/",
        "www.kommunen.example",
        "https://",
        "https://localhost:3978",
        "https://127.0.0.1/",
        "https://anna:hemlig@kommunen.example/",
        "https://kommunen.example:port/",
        "https://kommunen.example/två ord",
        "https://kommunen.example/" + "x" * 2048,
    ],
)
def test_an_address_that_teams_cannot_use_is_refused(name: str, address: str) -> None:
    with pytest.raises(SettingsError, match=f"FRISTVAKT_{name.upper()} är ingen adress"):
        manifest_of(**{name: address})


def test_a_name_too_long_for_teams_is_refused_with_its_length() -> None:
    with pytest.raises(SettingsError, match="FRISTVAKT_MUNICIPALITY_NAME är 33 tecken"):
        manifest_of(municipality_name="K" * 33)


@pytest.mark.parametrize(
    ("written", "shown"),
    [("0.1.0", "0.1.0"), ("2.10.3.dev4+g1", "2.10.3"), ("1.02.0rc1", "1.2.0")],
)
def test_the_version_is_three_numbers(written: str, shown: str) -> None:
    assert publisher_from(Settings(**SETTINGS), written).version == shown


def test_a_version_that_teams_cannot_use_is_refused() -> None:
    with pytest.raises(SettingsError, match="Versionen 2 går inte att använda"):
        publisher_from(Settings(**SETTINGS), "2")
