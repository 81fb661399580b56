"""The sentence that says how the unit stands is Swedish whatever the numbers are."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from digest_facts import RECEPTION, case_of, digests_of, report

from digests.render import weekly_text
from rules.facts import CaseFacts

FRIDAY, SUNDAY = date(2026, 11, 20), date(2026, 11, 22)
ASSESSMENT = timedelta(days=14)


def due(number: int, on: date) -> CaseFacts:
    """Return a case whose one duty is a preliminary assessment due on the day."""
    received_on = on - ASSESSMENT
    return case_of(report(number, received_on.isoformat(), assessed_on=received_on))


THIS_WEEK = [due(number, SUNDAY) for number in (71, 72)]
NEXT_WEEK = [due(number, date(2026, 11, 25)) for number in (81, 82, 83)]


@pytest.mark.parametrize(
    ("today", "cases", "sentence"),
    [
        (
            FRIDAY,
            [*THIS_WEEK, *NEXT_WEEK],
            "2 frister går ut till och med söndag och 3 nästa vecka.",
        ),
        (FRIDAY, THIS_WEEK[:1], "1 frist går ut till och med söndag, men ingen nästa vecka."),
        (FRIDAY, NEXT_WEEK, "Ingen frist går ut till och med söndag, men 3 går ut nästa vecka."),
        (SUNDAY, NEXT_WEEK[:2], "Ingen frist går ut i dag, men 2 går ut nästa vecka."),
        (SUNDAY, [*THIS_WEEK, *NEXT_WEEK], "2 frister går ut i dag och 3 nästa vecka."),
    ],
)
def test_what_is_to_come_is_one_plain_sentence(
    today: date, cases: Sequence[CaseFacts], sentence: str
) -> None:
    text = weekly_text(digests_of(cases, today=today)[RECEPTION])
    assert f"Ingen frist är över tiden. {sentence}\n" in text.replace("\N{NO-BREAK SPACE}", " ")
