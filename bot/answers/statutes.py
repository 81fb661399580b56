"""What a rule says: our reading beside the citation, and how sure we are of it."""

from bot import texts
from bot.answers.kinds import rules_of_kind
from bot.answers.turn import Turn
from bot.cards.elements import card, heading
from bot.cards.pages import page_of
from bot.cards.plain import Choice, choice_card, numbered
from bot.conversation import Answer
from bot.understanding import Intent, Kind, Slots, Understanding
from rules.catalogue import RuleId, RuleVersion, rule_for, version_in_force
from rules.freshness import freshness_warning


def explain_rule(turn: Turn) -> Answer:
    """Return what the law asks for the kind of matter that is named, as it reads today."""
    if turn.slots.kind is None:
        return _which_kind(turn)
    told = [_told(rule, turn) for rule in rules_of_kind(turn.slots.kind)]
    text = "\n\n".join("\n".join([title, subtitle, *lines]) for title, subtitle, lines in told)
    blocks = [numbered(title, subtitle, lines) for title, subtitle, lines in told]
    return Answer(text, texts.SUMMARY, (card([heading(texts.WHAT_THE_LAW_SAYS), *blocks]),))


def _which_kind(turn: Turn) -> Answer:
    choices = [Choice(texts.KIND_WORDS[kind].capitalize(), reading=_about(kind)) for kind in Kind]
    page = page_of(turn.question, len(choices), len(choices))
    card = choice_card(texts.ASK_FOR_KIND, choices, page)
    return Answer(texts.ASK_FOR_KIND, texts.SUMMARY, (card,))


def _about(kind: Kind) -> Understanding:
    return Understanding(Intent.EXPLAIN_RULE, Slots(kind=kind))


def _told(rule_id: RuleId, turn: Turn) -> tuple[str, str, list[str]]:
    version = version_in_force(rule_id, turn.today)
    title = rule_for(rule_id).title
    subtitle = f"{version.length} · {version.citation}"
    return title[0].upper() + title[1:], subtitle, _lines(version, turn)


def _lines(version: RuleVersion, turn: Turn) -> list[str]:
    lines = [version.reading]
    if version.extension_grounds:
        lines.append(texts.longer_time(version.extension_grounds))
    else:
        lines.append(texts.NO_LONGER_TIME)
    lines.append(texts.sureness(version))
    warning = freshness_warning(version, turn.today)
    return [*lines, warning] if warning else lines
