"""What people see and press in the client that stands in for Teams."""

import re
from datetime import timedelta

from chat import Chat, ChatAs
from client_town import KARIN, MANAGER, NEWCOMER, Town
from playground import GROUP_CHAT
from playwright.sync_api import Locator, expect

from bot import texts
from bot.access import Refusal
from bot.clock import now_in_sweden
from bot.texts import causes, in_teams, reminders
from digests.words import sentence
from rules.facts import OverrunCause
from rules.wording import long_date

NEAR_DEADLINE = "mina ärenden nära deadline"
ON_A_CARD = 8  # the setting rows_per_card, as it is unless somebody sets it
_CASE = re.compile(r"BU-\d{4}-\d{5}")


def _cases(chat: Chat) -> list[str]:
    return [case for row in chat.rows.all_inner_texts() for case in _CASE.findall(row)]


def test_a_caseworker_sees_the_most_urgent_first_with_words_beside_the_colour(
    chat_as: ChatAs, town: Town
) -> None:
    chat = chat_as(KARIN)
    chat.ask(NEAR_DEADLINE)
    chat.look("near-deadline")
    assert _cases(chat) == town.near_deadline[:ON_A_CARD]
    late = [chat.rows.nth(place) for place in range(len(town.overdue))]
    for row in late:
        expect(row).to_contain_text(re.compile(r"\d+ dagar över"))
    expect(chat.rows.nth(len(town.overdue))).not_to_contain_text("över")
    expect(chat.card).not_to_contain_text(town.of_another[0].case)
    expect(chat.card).not_to_contain_text(town.far[0].case)


def test_more_rows_take_the_cards_place_and_the_first_come_back(
    chat_as: ChatAs, town: Town
) -> None:
    chat = chat_as(KARIN)
    chat.ask(NEAR_DEADLINE)
    chat.press(texts.MORE)
    expect(chat.rows.first).to_contain_text(town.near_deadline[ON_A_CARD])
    assert _cases(chat) == town.near_deadline[ON_A_CARD:]
    expect(chat.cards).to_have_count(1)
    chat.look("second-page")
    chat.press(texts.FEWER)
    expect(chat.rows.first).to_contain_text(town.near_deadline[0])
    assert _cases(chat) == town.near_deadline[:ON_A_CARD]
    expect(chat.cards).to_have_count(1)


def test_a_row_explains_its_date_with_the_paragraph_and_leads_back(
    chat_as: ChatAs, town: Town
) -> None:
    chat = chat_as(KARIN)
    chat.ask(NEAR_DEADLINE)
    explained = town.overdue[1]
    chat.rows.filter(has_text=explained.case).click()
    expect(chat.card).to_contain_text("20 kap. 3 § SoL (2025:400)")
    expect(chat.card).to_contain_text(long_date(explained.due_on))
    expect(chat.cards).to_have_count(1)
    chat.look("explanation")
    chat.press(texts.BACK)
    expect(chat.rows.first).to_contain_text(town.near_deadline[0])
    assert _cases(chat) == town.near_deadline[:ON_A_CARD]


def test_the_cause_of_an_overrun_is_pressed_kept_and_changed(chat_as: ChatAs, town: Town) -> None:
    chat = chat_as(KARIN)
    chat.ask(f"ange orsak till att {town.overdue[0].case} är försenad")
    for cause in OverrunCause:
        expect(_cause_button(chat, cause)).to_be_visible()
    chat.look("cause")
    _cause_button(chat, OverrunCause.COMPLEX).click()
    expect(chat.card).to_contain_text(causes.present(OverrunCause.COMPLEX))
    expect(chat.card).to_contain_text(f"Angiven av {KARIN.name}")
    expect(chat.cards).to_have_count(1)
    chat.look("cause-recorded")

    another_day = chat_as(KARIN)
    another_day.ask(f"ange orsak till att {town.overdue[0].case} är försenad")
    expect(another_day.card).to_contain_text(causes.present(OverrunCause.COMPLEX))
    _cause_button(another_day, OverrunCause.EXTERNAL).click()
    expect(another_day.card).to_contain_text(causes.present(OverrunCause.EXTERNAL))
    expect(another_day.card).to_contain_text(causes.changed_before(1))


def test_a_manager_sees_the_units_load_person_by_person(chat_as: ChatAs, town: Town) -> None:
    chat = chat_as(MANAGER)
    chat.ask("hur ser läget ut på enheten")
    chat.look("unit-status")
    expect(chat.card).to_contain_text(KARIN.name)
    expect(chat.card).to_contain_text("Björn Berg")
    expect(chat.card).to_contain_text(f"{len(town.overdue)} över tiden")


def test_in_the_group_chat_the_bot_points_to_the_personal_chat_and_shows_no_rows(
    chat_as: ChatAs,
) -> None:
    chat = chat_as(KARIN)
    chat.open(GROUP_CHAT)
    chat.mention_and_write(NEAR_DEADLINE)
    expect(chat.said(texts.REFUSALS[Refusal.NOT_A_PERSONAL_CHAT])).to_be_visible()
    chat.look("group-chat")
    expect(chat.pressable).to_have_count(0)
    expect(chat.page.get_by_text(_CASE)).to_have_count(0)


def test_a_reminder_is_set_listed_and_taken_back(chat_as: ChatAs, town: Town) -> None:
    case = town.near[2].case
    tomorrow = now_in_sweden().date() + timedelta(days=1)
    chat = chat_as(KARIN)
    chat.ask(f"påminn mig om {case} i morgon")
    expect(chat.card).to_contain_text(reminders.is_set(case, tomorrow))
    chat.ask("mina påminnelser")
    expect(chat.card).to_contain_text(reminders.listed(case, tomorrow))
    chat.look("reminders")
    chat.press(reminders.REMOVE_ONE)
    chat.card.get_by_role("button").filter(has_text=case).click()
    expect(chat.card).to_contain_text(reminders.removed(case, tomorrow))
    expect(chat.cards).to_have_count(2)


def test_somebody_new_is_greeted_once(chat_as: ChatAs) -> None:
    first = chat_as(NEWCOMER)
    expect(first.said(in_teams.WELCOME)).to_be_visible()
    again = chat_as(NEWCOMER)
    again.write("tack")
    expect(again.said(texts.THANKS)).to_be_visible()
    expect(again.said(in_teams.WELCOME)).to_have_count(0)


def _cause_button(chat: Chat, cause: OverrunCause) -> Locator:
    return chat.button(sentence(causes.CAUSE_WORDS[cause]))
