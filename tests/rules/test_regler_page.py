"""The page for the lawyer says what the catalogue says, and is not stale."""

from pathlib import Path

import pytest

from rules.catalogue import CATALOGUE, Rule, RuleId, rule_for
from rules.catalogue_page import PAGE, catalogue_page, main
from rules.law import Sureness

ROOT = Path(__file__).parents[2]
PAGE_TEXT = catalogue_page()


def test_the_written_page_is_the_catalogues() -> None:
    written = (ROOT / PAGE).read_text(encoding="utf-8")
    assert written == PAGE_TEXT, f"Kör python -m rules.catalogue_page > {PAGE}"


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.id.value)
def test_a_rule_has_its_own_section_with_everything_to_check(rule: Rule) -> None:
    [section] = [part for part in PAGE_TEXT.split("\n### ") if f"`{rule.id.value}`" in part]
    assert section.casefold().startswith(rule.title.casefold())
    assert rule.starts_on in section
    for version in rule.versions:
        for provision in version.citation.provisions:
            assert f"[{provision.name}]({provision.statute.address})" in section
        assert f"| {version.length} |" in section
        assert version.reading in section
        assert version.verified_on.isoformat() in section
        assert version.extension_grounds is None or version.extension_grounds in section
        assert all(note.about in section for note in version.sureness_notes)


def test_a_provision_beside_the_rules_own_stands_with_the_name_of_its_act() -> None:
    both = rule_for(RuleId.CUSTODY_TRANSFER_CONSIDERATION).versions[-1].citation
    assert str(both) == "22 kap. 14 § SoL (2025:400) och 13 c § LVU (1990:52)"
    assert "(och " not in PAGE_TEXT


def test_every_mark_is_explained_and_local_goals_are_called_no_law() -> None:
    for mark in Sureness:
        assert f"| **{mark.value}** |" in PAGE_TEXT
    assert "## Kommunens egna mål – inte lag" in PAGE_TEXT


def test_check_is_content_with_a_fresh_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["--check"]) == 0


@pytest.mark.parametrize("stale", ["# Reglerna\n", None])
def test_check_fails_with_instructions_when_the_page_is_stale_or_missing(
    stale: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    if stale is not None:
        PAGE.parent.mkdir()
        PAGE.write_text(stale, encoding="utf-8")
    assert main(["--check"]) == 1
    assert f"python -m rules.catalogue_page > {PAGE}" in capsys.readouterr().err


def test_without_check_the_page_is_written_to_standard_output(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main([]) == 0
    assert capsysbinary.readouterr().out.decode() == PAGE_TEXT
