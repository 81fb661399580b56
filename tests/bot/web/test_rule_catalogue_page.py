"""The rules on the page are those of the catalogue: all of them, or those that are asked for."""

from datetime import timedelta

import pytest
from shown_pages import Element, all_words, asked, opened, words
from small_town import KARIN, NOW, SECRETARY

from bot.web.pages.catalogue import PAGE
from rules.catalogue import CATALOGUE, Rule, RuleId
from rules.catalogue.events import EventId, events_starting
from rules.counting import COUNTING
from rules.law import Statute, Sureness
from rules.policy import DEFAULT_POLICY
from rules.wording import plain_date
from storage.engine import Database


def sections(page: Element) -> dict[str, Element]:
    return {each.get("id"): each for each in page.find_class("rule")}


@pytest.fixture(scope="module")
def whole(town: Database) -> Element:
    return opened(PAGE, asked(town, as_email=KARIN))


def test_every_rule_has_its_section_and_its_line_in_the_index(whole: Element) -> None:
    assert list(sections(whole)) == list(RuleId)
    targets = [each.get("href") for each in whole.xpath("//ul[@class='index']//a")]
    assert targets == [f"#{rule}" for rule in RuleId]


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.id.value)
def test_a_section_says_all_that_a_lawyer_would_check(whole: Element, rule: Rule) -> None:
    section = sections(whole)[rule.id]
    text = words(section)
    assert rule.starts_on in text
    assert words(section.xpath(".//h2")[0]).casefold() == rule.title.casefold()
    links = {(words(each), each.get("href")) for each in section.xpath(".//a")}
    for version in rule.versions:
        for provision in version.citation.provisions:
            assert (provision.name, provision.statute.address) in links
        assert plain_date(version.in_force_from) in text
        assert version.in_force_to is None or plain_date(version.in_force_to) in text
        assert str(version.length) in text
        assert version.reading in text
        assert plain_date(version.verified_on) in text
        assert version.extension_grounds is None or version.extension_grounds in text
        assert all(str(note) in text for note in version.sureness_notes)
    announced = rule.change_announced_for
    assert announced is None or plain_date(announced) in text


def test_a_section_leads_to_counting_on_what_starts_the_time(whole: Element) -> None:
    for rule, section in sections(whole).items():
        leads = [each.get("href") for each in section.xpath(".//p[@class='rule-try']//a")]
        expected = [f"/rakna?handelse={event.id}" for event in events_starting(RuleId(rule))]
        assert leads == expected


def test_just_one_wording_of_a_rule_is_in_force_today(whole: Element) -> None:
    for section in sections(whole).values():
        rows = section.xpath(".//tbody/tr")
        marked = [row for row in rows if "gäller nu" in words(row)]
        assert len(marked) == (1 if len(rows) > 1 else 0)


def test_counting_marks_and_the_municipalitys_own_goals_are_explained(whole: Element) -> None:
    text = words(whole)
    assert all(point.text in text for point in COUNTING)
    assert all(mark.meaning.casefold() in text.casefold() for mark in Sureness)
    assert "inte lag" in text
    assert str(DEFAULT_POLICY.investigation_goal.length) in text


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ({"ord": "jourhem"}, [RuleId.EMERGENCY_CARE_LIMIT]),
        ({"ord": "FÖRHANDSBEDÖMNING 14"}, [RuleId.PRELIMINARY_ASSESSMENT]),
        ({"handelse": "placement_ended"}, [RuleId.FOLLOW_UP_AFTER_PLACEMENT]),
        (
            {"lag": "PROTECTED_HOUSING_2024"},
            [RuleId.PROTECTED_HOUSING_SUBMISSION, RuleId.PROTECTED_HOUSING_APPLICATION],
        ),
        ({"lag": "LVU_1990", "ord": "fyra veckor"}, [RuleId.IMMEDIATE_CUSTODY_APPLICATION]),
        ({"lag": "ingen", "handelse": "jul", "ord": " "}, list(RuleId)),
    ],
)
def test_the_filter_lets_through_what_has_every_word_the_act_and_the_event(
    town: Database, query: dict[str, str], rules: list[RuleId]
) -> None:
    page = opened(PAGE, asked(town, query, as_email=SECRETARY))
    assert list(sections(page)) == rules
    assert f"{len(rules)} av {len(RuleId)} regler" in words(page)


def test_an_act_lets_through_rules_that_cite_it_beside_another(town: Database) -> None:
    page = opened(PAGE, asked(town, {"lag": Statute.LVU_1990.name}))
    assert RuleId.CUSTODY_TRANSFER_CONSIDERATION in sections(page)


def test_where_nothing_passes_the_page_says_how_to_go_on(town: Database) -> None:
    query = {"ord": "<b>skatt</b>", "handelse": EventId.PLACEMENT_ENDED.value}
    page = opened(PAGE, asked(town, query))
    assert not sections(page)
    assert "Ingen regel passar" in words(page)
    assert page.get_element_by_id("ord").get("value") == "<b>skatt</b>"
    (chosen,) = page.xpath("//*[@id='handelse']/option[@selected]")
    assert chosen.get("value") == EventId.PLACEMENT_ENDED


def test_a_rule_that_has_not_been_checked_for_a_year_says_so(town: Database) -> None:
    page = opened(PAGE, asked(town, now=NOW + timedelta(days=400)))
    warnings = all_words(page.find_class("is-soon"))
    assert len(warnings) == len(RuleId)
    assert any("aviserad till 1 januari 2027" in each for each in warnings)
