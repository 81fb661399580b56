"""Warnings that a rule may be out of date, for every answer that rests on it."""

from collections.abc import Iterable
from datetime import date

from bot import texts
from rules.catalogue import rule_for
from rules.duties import Duty
from rules.freshness import freshness_warning


def rule_warnings(duties: Iterable[Duty], today: date) -> list[str]:
    """Return one sentence for each warning, with the rules that it is about."""
    titles: dict[str, dict[str, None]] = {}
    for version in dict.fromkeys(duty.version for duty in duties):
        warning = freshness_warning(version, today)
        if warning is not None:
            titles.setdefault(warning, {})[rule_for(version.rule).title] = None
    return [texts.about_rules(list(named), warning) for warning, named in titles.items()]
