"""What the guides tell the reader to write, press, open and look at is there."""

import io
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from PIL import Image
from written_guides import FOLDER, GUIDES, PROJECT, Guide

from bot.cli.app import APP
from bot.settings import Settings
from bot.understanding import Intent, understand
from storage.intake import load_profile

PICTURES = PROJECT / "docs" / "pictures" / "sv"
_A_DAY = date(2026, 11, 24)
_LARGEST = 150_000
_WORDS = "Description"  # as tests/e2e/pictures.py writes them

each_guide = pytest.mark.parametrize("guide", GUIDES, ids=str)


def _command(words: list[str]) -> tuple[Any, list[str]]:
    """Return the command that the words name, and the words that are left."""
    command: Any = typer.main.get_command(APP)
    while hasattr(command, "commands") and words and not words[0].startswith("-"):
        if words[0] not in command.commands:
            break
        command, words = command.commands[words[0]], words[1:]
    return command, words


@each_guide
def test_each_command_is_there_with_its_options(guide: Guide) -> None:
    for words in guide.commands():
        command, rest = _command(words)
        assert len(rest) < len(words), f"fristvakt {' '.join(words)}"
        options = {option for parameter in command.params for option in parameter.opts}
        options |= {option for parameter in command.params for option in parameter.secondary_opts}
        if hasattr(command, "commands"):  # a group with a command that it stands for
            options |= {each for one in command.commands["list"].params for each in one.opts}
        asked = {word.strip("”") for word in rest if word.startswith("--")}
        assert asked <= options | {"--help"}, f"fristvakt {' '.join(words)}"


def test_the_guides_name_most_commands() -> None:
    named = {words[0] for guide in GUIDES for words in guide.commands()}
    command: Any = typer.main.get_command(APP)
    assert set(command.commands) - named <= {"ask", "understand", "rules"}


@each_guide
def test_each_make_target_is_there(guide: Guide) -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for target in guide.make_targets():
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@each_guide
def test_each_link_leads_to_a_file_and_a_heading_in_it(guide: Guide) -> None:
    for link in guide.links():
        file, _, heading = link.partition("#")
        target = (FOLDER / file).resolve() if file else guide.path
        assert target.exists(), link
        if heading:
            assert heading in Guide(target).anchors(), link


@each_guide
def test_each_setting_in_an_example_is_there_and_each_profile_is_read(
    guide: Guide, tmp_path: Path
) -> None:
    for example in guide.toml():
        if "received_date_means" in example:
            profile = tmp_path / "profile.toml"
            profile.write_text(example, encoding="utf-8")
            load_profile(str(profile))
        else:
            assert set(tomllib.loads(example)) <= set(Settings.model_fields), example


@each_guide
def test_each_setting_that_is_named_by_its_variable_is_there(guide: Guide) -> None:
    known = {f"FRISTVAKT_{name.upper()}" for name in Settings.model_fields}
    known |= {"FRISTVAKT_SETTINGS_FILE", "FRISTVAKT_SECRETS_DIR"}
    for span in guide.spans():
        assert set(re.findall(r"FRISTVAKT_[A-Z_]*[A-Z]", span)) <= known, span


def test_each_question_that_a_reader_is_told_to_write_is_understood() -> None:
    questions = {question for guide in GUIDES for question in guide.questions()}
    assert len(questions) > 15
    beside = {Intent.OUT_OF_SCOPE, Intent.GREETING, Intent.THANKS}
    lost = {each for each in questions if understand(each, _A_DAY).intent in beside}
    assert lost == set()


def test_each_picture_is_there_said_in_words_and_small() -> None:
    shown = [(words, each) for guide in GUIDES for words, each in guide.pictures()]
    for words, name in shown:
        assert len(words) > 30, name
        file = (FOLDER / name).resolve()
        assert file.stat().st_size <= _LARGEST, name
    named = {Path(name).name for _, name in shown}
    assert named == {each.name for each in PICTURES.glob("*.png")}


def test_a_picture_and_the_words_beside_it_were_taken_together() -> None:
    taken = sorted(PICTURES.glob("*.png"))
    assert taken
    for file in taken:
        with Image.open(io.BytesIO(file.read_bytes())) as picture:
            words = picture.text[_WORDS]  # type: ignore[attr-defined]  # a PNG has it
        assert words == file.with_suffix(".txt").read_text(encoding="utf-8"), file.name


def test_every_guide_is_reached_from_the_front_page() -> None:
    front = Guide(FOLDER / "README.md")
    reached = {link.partition("#")[0] for link in front.links()}
    assert {each.path.name for each in GUIDES} - {"README.md"} <= reached
