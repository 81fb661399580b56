"""The settings page says all there is to know of every setting, and cannot go stale."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import settings_page, settings_themes
from bot.settings import Settings
from bot.settings_kinds import kind_of
from bot.settings_page import default_of, main
from bot.settings_themes import THEMES, theme_of, without_theme

ROOT = Path(__file__).parents[3]
FIELDS = Settings.model_fields


def rows() -> dict[str, list[str]]:
    lines = settings_page.settings_page().splitlines()
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if "| `" in line]
    return {row[0].strip("`"): row for row in cells}


def test_every_setting_has_a_place_a_help_text_and_what_holds_otherwise() -> None:
    assert without_theme(FIELDS) == ()
    assert rows().keys() == FIELDS.keys()
    for name, row in rows().items():
        _, variable, kind, otherwise, words = row
        assert variable == f"`FRISTVAKT_{name.upper()}`"
        assert kind.startswith(kind_of(FIELDS[name]))
        assert otherwise == default_of(FIELDS[name]) != ""
        assert words == FIELDS[name].description
        assert words.endswith((".", "?")), name


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("port", "`3978`"),
        ("smtp_port", "inget"),
        ("import_full", "`true`"),
        ("weekly_channels", "`teams, mail`"),
        ("weekend_rule", "`strict`"),
        ("targets", "inget"),
        ("bot_app_password", "inget"),
    ],
)
def test_what_holds_otherwise_is_written_as_it_would_be_set(name: str, told: str) -> None:
    assert default_of(FIELDS[name]) == told


def test_secrets_are_marked() -> None:
    marked = {name for name, row in rows().items() if "*hemlig*" in row[2]}
    assert marked == {name for name, f in FIELDS.items() if f.annotation is SecretStr}
    assert "bot_app_password" in marked


def test_a_new_setting_finds_its_place_among_its_like() -> None:
    found = {name: theme_of(name) for name in ("keep_matters_months", "smtp_x", "page_x", "xyzzy")}
    assert [each and each.title for each in found.values()] == [
        "Bevarande",
        "E-post",
        "Sidan",
        None,
    ]


def test_a_setting_without_a_place_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings_themes, "THEMES", THEMES[1:])
    assert main(["--check"]) == 1
    assert "database_url" in capsys.readouterr().err


def test_the_written_page_is_the_one_that_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["--check"]) == 0


def test_a_stale_page_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--check"]) == 1


def test_every_theme_says_what_it_is_about() -> None:
    assert all(theme.about.endswith(".") for theme in THEMES)
