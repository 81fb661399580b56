"""The app's manifest as typed values, and as the JSON that Teams reads."""

from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from pydantic.alias_generators import to_camel

from bot.teams_package import words
from bot.teams_package.publisher import Publisher

MANIFEST_VERSION = "1.30"
SCHEMA_ADDRESS = (
    f"https://developer.microsoft.com/json-schemas/teams/v{MANIFEST_VERSION}/"
    "MicrosoftTeams.schema.json"
)
ACCENT_COLOR = "#1f4e5f"  # the square behind the sign in icons/color.svg
PERSONAL_ONLY = ("personal",)
"""Rows are shown in the personal chat only, so the app cannot be added anywhere else (ADR 0006)."""


@dataclass(frozen=True, slots=True)
class Developer:
    """Who answers for the app."""

    name: str
    website_url: str
    privacy_url: str
    terms_of_use_url: str


@dataclass(frozen=True, slots=True)
class Name:
    short: str
    full: str


@dataclass(frozen=True, slots=True)
class Description:
    short: str
    full: str
    features: tuple[words.Feature, ...]


@dataclass(frozen=True, slots=True)
class Icons:
    """The icons by their names in the zip."""

    color: str
    outline: str


@dataclass(frozen=True, slots=True)
class ListedCommand:
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class CommandList:
    scopes: tuple[str, ...]
    commands: tuple[ListedCommand, ...]


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot and what it takes part in: written questions, no files, no calls."""

    bot_id: str
    scopes: tuple[str, ...]
    command_lists: tuple[CommandList, ...]
    is_notification_only: bool = False
    supports_files: bool = False
    supports_calling: bool = False
    supports_video: bool = False


@dataclass(frozen=True, slots=True)
class LocalizationInfo:
    default_language_tag: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole manifest; the field names are Teams' own in our spelling."""

    manifest_version: str
    version: str
    id: str
    localization_info: LocalizationInfo
    developer: Developer
    name: Name
    description: Description
    icons: Icons
    accent_color: str
    default_install_scope: str
    bots: tuple[Bot, ...]
    valid_domains: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the manifest as Teams reads it, the schema's address first."""
        return {"$schema": SCHEMA_ADDRESS, **_plain(self)}


def make_manifest(publisher: Publisher) -> Manifest:
    """Return the manifest of the municipality's app.

    It asks for no permission, signs nobody in and loads no page of ours: Teams tells the bot
    who writes, so there is no `webApplicationInfo`.
    """
    return Manifest(
        manifest_version=MANIFEST_VERSION,
        version=publisher.version,
        id=publisher.app_id,
        localization_info=LocalizationInfo("sv"),
        developer=_developer(publisher),
        name=Name(words.SHORT_NAME, words.FULL_NAME),
        description=Description(words.SHORT_DESCRIPTION, words.FULL_DESCRIPTION, words.FEATURES),
        icons=Icons(color="color.png", outline="outline.png"),
        accent_color=ACCENT_COLOR,
        default_install_scope=PERSONAL_ONLY[0],
        bots=(Bot(publisher.app_id, PERSONAL_ONLY, (_commands(),)),),
        valid_domains=(publisher.host,),
    )


def _developer(publisher: Publisher) -> Developer:
    return Developer(
        name=publisher.municipality,
        website_url=publisher.support_url,
        privacy_url=publisher.privacy_url,
        terms_of_use_url=publisher.terms_url,
    )


def _commands() -> CommandList:
    listed = (ListedCommand(each.title, each.description) for each in words.COMMANDS)
    return CommandList(PERSONAL_ONLY, tuple(listed))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        named = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {to_camel(name): _plain(part) for name, part in named}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
