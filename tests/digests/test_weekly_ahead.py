"""The eight weeks ahead and the unit's own figures, as a manager reads them in the letter."""

import json
import re
from datetime import date, timedelta

import pytest
from digest_facts import (
    CHILDREN,
    HISTORY,
    RECEPTION,
    TODAY,
    YOUTH,
    case_of,
    digests_of,
    investigation,
    report,
    times_of,
)

from digests.monthly.targets import Targets, TargetValues
from digests.periods import Month, week_of
from digests.render import weekly_card_json, weekly_html, weekly_text
from digests.weekly.as_json import weekly_as_json
from digests.weekly.model import WeeklyDigest
from digests.weekly.own_figures import OwnFigure, figures_by_unit, months_told
from digests.weekly.sparkline import Spot, sparkline
from rules.facts import CaseFacts, InvestigationTime, ReportDecision
from rules.indicators import IndicatorId
from rules.policy import DEFAULT_POLICY

SPACE = "\N{NO-BREAK SPACE}"


def section(digest: WeeklyDigest) -> str:
    """The forecast in the letter as plain text."""
    return weekly_text(digest).split("UTSIKTER ÅTTA VECKOR\n")[1].split("\n\n")[0]


def due(*days_until: int, **facts: object) -> list[CaseFacts]:
    """Open investigations whose last day is so many days ahead, all opened in July or later."""
    found = []
    for number, days in enumerate(days_until):
        last_day = TODAY + timedelta(days=days)
        opened = date(2026, last_day.month - 4 if last_day.month > 4 else 9, last_day.day)
        found.append(case_of(investigation(number, opened.isoformat(), **facts)))
    return found


def test_each_units_forecast_is_told_from_its_own_history() -> None:
    cases = [*due(10, 11), *due(12, unit=YOUTH)]
    long, short = times_of(*[200] * 30), times_of(*[60] * 25, *[125] * 5, unit=YOUTH)
    digests = digests_of(cases, times=[*long, *short])
    assert len(digests[CHILDREN].forecast.likely_overruns) == 2
    assert digests[YOUTH].forecast.due == 1
    assert digests[YOUTH].forecast.closed == 30
    assert digests[RECEPTION].forecast.due == 0


def test_history_without_a_unit_is_that_of_its_caseworkers() -> None:
    opened = date(2026, 1, 1)
    nameless = [InvestigationTime("", "anna EK", opened, opened + timedelta(days=90))] * 20
    nobodys = [InvestigationTime("", "Okänd", opened, opened + timedelta(days=90))] * 20
    assert digests_of(due(10), times=[*nameless, *nobodys])[CHILDREN].forecast.closed == 20


def test_too_little_history_is_said_in_words_and_without_a_number_of_late() -> None:
    digest = digests_of(due(3, 10), times=times_of(*[130] * 19))[CHILDREN]
    told = section(digest)
    assert (
        "Det finns för lite historia för en prognos: av utredningarna som inletts sedan "
        "20 november 2024 är 19 avslutade, och det behövs minst 20." in told
    )
    assert "- Vecka 48 från mån 23 nov: 1 går ut; 5 arbetsdagar" in told.replace(SPACE, " ")
    for page in (told, weekly_html(digest), weekly_card_json(digest)):
        assert "roligen" not in page


@pytest.mark.parametrize(
    ("days", "ahead", "words"),
    [
        ([200] * 400, (10, 11, 12), "Troligen är 3 av dem inte klara när tiden går ut."),
        ([200] * 40, (10,), "Troligen är den inte klar när tiden går ut."),
        ([118] * 200, (20,), "Troligen är den klar när tiden går ut."),
        ([118] * 200, (20, 21), "Troligen är alla klara när tiden går ut."),
        ([118] * 9, (20, 21), "Det finns för lite historia"),
        (
            [60] * 50,
            (10, 11),
            "Det går inte att säga hur många som blir klara i tid: för få tidigare "
            "utredningar har varit öppna så länge.",
        ),
        (
            [118] * 12 + [200] * 12,
            (10, 11, 12, 13),
            "Troligen är omkring 2 (0–4) av dem inte klara när tiden går ut.",
        ),
    ],
)
def test_the_outlook_is_told_in_a_sentence(
    days: list[int], ahead: tuple[int, ...], words: str
) -> None:
    digest = digests_of(due(*ahead), times=times_of(*days))[CHILDREN]
    assert words in section(digest)
    assert words in weekly_html(digest)
    card = json.loads(weekly_card_json(digest))
    lines = [block["text"] for block in card["body"] if "Åtta veckor" in block.get("text", "")]
    assert len(lines) == 1
    assert words in lines[0]


def test_weeks_with_few_working_days_and_the_holiday_season_are_named() -> None:
    told = section(digests_of(due(10))[CHILDREN])
    assert (
        "- Vecka 52 från mån 21 dec: ingen går ut; 3 arbetsdagar: julafton tor 24 dec, "
        "juldagen fre 25 dec. Få arbetsdagar" in told.replace(SPACE, " ")
    )
    summer = date(2026, 6, 22)
    case = case_of(investigation(1, "2026-03-12"))
    digest = digests_of([case], today=summer, week=week_of(summer), times=())[CHILDREN]
    weeks = re.findall(r"- Vecka (\d+) .*Semestertid", section(digest))
    assert weeks == ["28", "29", "30", "31"]


def test_a_probability_is_told_in_tens_and_never_as_certain() -> None:
    digest = digests_of(due(10), times=times_of(*[60] * 5, *[115] * 8, *[200] * 17))[CHILDREN]
    assert f"sista dag mån 30 nov, omkring 70{SPACE}%, Anna Ek" in section(digest)
    certain = digests_of(due(10), times=times_of(*[200] * 30))[CHILDREN]
    told = section(certain)
    assert f"sista dag mån 30 nov, minst 95{SPACE}%, Anna Ek" in told
    assert f"100{SPACE}%" not in told


def test_the_letter_blames_nobody() -> None:
    digest = digests_of(due(*range(1, 50)), times=times_of(*[200] * 30))[CHILDREN]
    told = weekly_html(digest)
    for word in ("sämst", "brister", "misslyck", "skuld", "ansvarig", "rank"):
        assert word not in told
    per_person = told.split("<h2>Per handläggare</h2>")[1]
    assert "roligen" not in per_person


def test_the_rule_is_told_where_only_the_forecast_speaks_of_it() -> None:
    digest = digests_of(due(45), times=HISTORY)[CHILDREN]
    assert digest.outlook.due_soon == ()
    assert [note.rule.value for note in digest.rule_notes] == ["investigation"]


def test_a_unit_without_investigations_hears_nothing_of_forecasts() -> None:
    digest = digests_of()[RECEPTION]
    assert "UTSIKTER" not in weekly_text(digest)
    assert "Utsikter" not in weekly_html(digest)
    assert "Åtta veckor" not in weekly_card_json(digest)


def test_the_json_has_no_number_of_late_without_its_span() -> None:
    document = weekly_as_json(digests_of()[CHILDREN].week, digests_of().values())["digests"][0]
    forecast = document["forecast"]
    assert forecast["late"].keys() == {"low", "likely", "high"}
    assert [each["week"] for each in forecast["weeks"]][-1] == "2027-W01"
    assert {each["probability"] for each in forecast["likely_overruns"]} <= {
        tenth / 10 for tenth in range(5, 11)
    }
    assert document["own_figures"]["month"] == "2026-10"
    json.dumps(document)


MONTHS = months_told(TODAY)


def figures_of(cases: list[CaseFacts], unit: str, **given: object) -> tuple[OwnFigure, ...]:
    return figures_by_unit(cases, TODAY, DEFAULT_POLICY, **given).of(unit).figures


def decided_reports(
    month: Month, in_time: int, late: int, unit: str = RECEPTION
) -> list[CaseFacts]:
    """Reports of the second of the month, decided in time and too late."""
    received = month.first_day + timedelta(days=1)
    return [
        case_of(
            report(
                month.number * 1000 + number,
                received.isoformat(),
                assessed_on=received,
                decided_on=received + timedelta(days=10 if number < in_time else 20),
                decision=ReportDecision.NO_INVESTIGATION,
                unit=unit,
            )
        )
        for number in range(in_time + late)
    ]


def test_the_months_are_the_six_whole_ones_before_today() -> None:
    assert [str(month) for month in MONTHS] == [f"2026-{number:02}" for number in range(5, 11)]
    assert months_told(date(2026, 12, 1))[-1] == Month(2026, 11)


def test_a_units_own_figures_are_not_suppressed() -> None:
    protection, preliminary = figures_of(decided_reports(MONTHS[-1], 2, 1), RECEPTION)
    assert protection.definition.id is IndicatorId.PROTECTION_ASSESSMENT_IN_TIME
    assert (preliminary.figure.numerator, preliminary.figure.denominator) == (2, 3)
    assert not preliminary.figure.suppressed


def test_what_a_unit_has_nothing_of_is_left_out() -> None:
    cases = decided_reports(MONTHS[-1], 2, 1)
    assert figures_of(cases, CHILDREN) == ()
    assert len(figures_of(cases, RECEPTION)) == 2


def test_a_month_without_any_is_a_gap_in_the_line() -> None:
    cases = [*decided_reports(MONTHS[0], 2, 2), *decided_reports(MONTHS[-1], 3, 1)]
    _, preliminary = figures_of(cases, RECEPTION)
    shares = [point.figure.share for point in preliminary.points]
    assert shares == [0.5, None, None, None, None, 0.75]
    assert preliminary.line.lines == ()
    assert len(preliminary.line.spots) == 2


def test_spellings_of_a_unit_are_counted_together() -> None:
    cases = [
        *decided_reports(MONTHS[-1], 2, 0),
        *decided_reports(MONTHS[-2], 1, 1, unit="  mottagningen "),
    ]
    _, preliminary = figures_of(cases, "MOTTAGNINGEN")
    assert [point.figure.numerator for point in preliminary.points[-2:]] == [1, 2]


def test_a_month_is_held_against_what_was_set_for_its_year() -> None:
    goal = {2026: TargetValues(target=1.0, milestone=0.9)}
    targets = Targets({IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME: goal})
    _, preliminary = figures_of(decided_reports(MONTHS[-1], 2, 1), RECEPTION, targets=targets)
    assert preliminary.target == 0.9


def test_what_happened_after_today_is_in_no_figure() -> None:
    received = MONTHS[-1].last_day
    late = case_of(
        report(1, received.isoformat(), assessed_on=TODAY + timedelta(days=1), decided_on=received)
    )
    protection, *_ = figures_of([late], RECEPTION)
    assert (protection.figure.numerator, protection.figure.denominator) == (0, 1)


def test_the_line_has_the_whole_scale_as_its_height() -> None:
    line = sparkline([0.0, 0.5, 1.0], 1.0)
    assert line.spots == (Spot(3, 34), Spot(54, 19), Spot(105, 4))
    assert line.lines == ("3,34 54,19 105,4",)
    assert line.goal_y == 4
