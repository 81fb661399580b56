"""Figures in the chat: the same as everywhere else, for the right rows and no others."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

import pytest
from sample_municipality import DATA, NOW, TODAY, sample_municipality
from small_town import ask, refreshed

from bot.cli.app import run
from bot.turns import Desk
from digests.monthly.service import monthly_summary
from digests.periods import Month
from digests.words import basis_words, decimal, figure_words, percent
from rules.indicators import IndicatorId, definition_of
from rules.policy import DEFAULT_POLICY
from storage.engine import Database, open_database

MANAGER, UNIT = "mikael.wallin@exempelkommun.example", "Barnenheten 1"
SECRETARY = "emma.dahl@exempelkommun.example"
ADMINISTRATOR = "maria.larsson@exempelkommun.example"
CASEWORKER, CASEWORKERS_NAME = "maja.wallin@exempelkommun.example", "Maja Wallin"


@pytest.fixture(scope="module")
def database_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("figures") / "exempelkommun.db"
    sample_municipality(file).close()
    return file


@pytest.fixture
def municipality(database_file: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{database_file}")
    yield database
    database.close()


@pytest.fixture
def figures_desk(municipality: Database) -> Desk:
    return Desk(municipality, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=8)


def told(desk: Desk, text: str, email: str) -> dict[str, str]:
    """Return the values that the answer gives, by the names of the figures."""
    lines = ask(desk, text, email, now=NOW).text.splitlines()
    return dict(line.split(": ", 1) for line in lines if ": " in line and line[0] != " ")


def stats(
    database_file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *arguments: str,
) -> dict[tuple[str, str | None], dict[str, object]]:
    """Return the figures of `fristvakt stats`, by indicator and group."""
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", f"sqlite:///{database_file}")
    assert run(["stats", *arguments, "--as-of", str(TODAY), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    return {(each["id"], each["group"]): each for each in document["indicators"]}


def as_said(figure: dict[str, object]) -> str:
    """Return a figure of `stats` in the words of an answer."""
    if figure["suppressed"]:
        return "visas inte"
    if figure["denominator"] is None:
        return str(figure["numerator"])
    share = figure["share"]
    words = percent(share) if isinstance(share, float) else "–"
    return f"{words} ({figure['numerator']} av {figure['denominator']})"


IN_TIME = definition_of(IndicatorId.INVESTIGATION_IN_TIME).title_sv


def test_a_manager_gets_the_units_figure_as_stats_counts_it(
    figures_desk: Desk,
    database_file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted = stats(
        database_file,
        capsys,
        monkeypatch,
        *("--from", "2026-07-01", "--to", "2026-09-30", "--unit", UNIT),
    )
    answered = told(figures_desk, "andel utredningar i tid förra kvartalet", MANAGER)
    expected = counted["investigation_in_time", None]
    assert expected["denominator"]
    assert answered[IN_TIME] == as_said(expected)
    bands = told(figures_desk, "hur fördelade sig utredningstiderna förra kvartalet", MANAGER)
    for band in ("band_le_90", "band_91_123", "band_gt_123"):
        assert bands[str(counted[band, None]["title"])] == as_said(counted[band, None])


def test_a_caseworker_gets_the_figure_of_their_own_cases(
    figures_desk: Desk,
    database_file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted = stats(
        database_file,
        capsys,
        monkeypatch,
        *("--from", "2026-01-01", "--to", "2026-12-31", "--unit", UNIT, "--by", "caseworker"),
    )
    answer = ask(figures_desk, "andel utredningar i tid i år", CASEWORKER, now=NOW)
    assert "dina ärenden" in answer.text
    expected = counted["investigation_in_time", CASEWORKERS_NAME]
    assert expected["denominator"]
    assert f"{IN_TIME}: {as_said(expected)}" in answer.text
    assert as_said(expected) != as_said(counted["investigation_in_time", None])


def test_the_secretary_gets_the_summarys_figures(
    figures_desk: Desk, municipality: Database
) -> None:
    summary = monthly_summary(
        municipality, month=Month(2026, 10), today=TODAY, now=NOW, policy=DEFAULT_POLICY
    )
    hidden = []
    for text in (
        "andel utredningar i tid i oktober",
        "andel förhandsbedömningar i tid i oktober",
        "hur fördelade sig utredningstiderna i oktober",
    ):
        answered = told(figures_desk, text, SECRETARY)
        named = {each.definition.title_sv: each.figure for each in summary.indicators}
        shown = {name: named[name] for name in answered if name in named}
        assert shown
        for name, figure in shown.items():
            basis = basis_words(figure)
            words = figure_words(figure)
            assert answered[name] == (words if basis == "–" else f"{words} ({basis})")
            hidden.append(figure.suppressed)
    assert True in hidden


def test_the_secretary_is_told_that_it_is_the_whole_municipality_with_small_counts_left_out(
    figures_desk: Desk,
) -> None:
    answer = ask(figures_desk, "andel utredningar i tid i oktober", SECRETARY, now=NOW)
    assert "hela kommunen" in answer.text
    assert "Antal under fem visas inte" in answer.text
    assert answer.duties == ()
    assert "BU-" not in str(answer.cards)


@pytest.mark.parametrize(
    "text",
    [
        "andel utredningar i tid i oktober",
        "mediantid för utredningar i år",
        "hur fördelade sig utredningstiderna i oktober",
    ],
)
def test_an_administrator_gets_no_shares(figures_desk: Desk, text: str) -> None:
    answer = ask(figures_desk, text, ADMINISTRATOR, now=NOW)
    assert "%" not in answer.text
    assert "inga andelar" in answer.text


def test_an_administrator_gets_counts(figures_desk: Desk) -> None:
    answered = told(figures_desk, "hur många utredningar inleddes i år", ADMINISTRATOR)
    opened = [row for row in rows("utredningar") if row["Inledd datum"][:4] == "2026"]
    assert answered["Inledda utredningar"] == str(len(opened))


def test_another_units_figures_are_refused(figures_desk: Desk) -> None:
    answer = ask(figures_desk, "andel i tid på Barnenheten 2 i oktober", MANAGER, now=NOW)
    assert answer.denied
    assert "%" not in answer.text


def rows(kind: str, **wanted: str) -> list[dict[str, str]]:
    with (DATA / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            row
            for row in csv.DictReader(file, delimiter=";")
            if all(row[name] == value for name, value in wanted.items())
        ]


def days(began: str, ended: str) -> int:
    return (date.fromisoformat(ended) - date.fromisoformat(began)).days


def test_the_median_is_that_of_the_investigations_closed_in_the_period(
    figures_desk: Desk,
) -> None:
    took = [
        days(row["Inledd datum"], row["Avslutad datum"])
        for row in rows("utredningar", Enhet=UNIT)
        if "2026-01-01" <= row["Avslutad datum"] <= "2026-11-20"
    ]
    answered = told(figures_desk, "mediantid för utredningar hittills i år", MANAGER)
    middle = float(median(took))
    shown = str(int(middle)) if middle.is_integer() else decimal(middle)
    assert len(took) > 4
    assert answered["Mediantid för utredningar"].startswith(f"{shown} dagar (av {len(took)}")


def test_the_number_closed_is_the_denominator_of_the_bands(figures_desk: Desk) -> None:
    closed = told(figures_desk, "hur många utredningar avslutade vi förra kvartalet", MANAGER)
    bands = told(figures_desk, "hur fördelade sig utredningstiderna förra kvartalet", MANAGER)
    number = closed["Avslutade utredningar"]
    assert number != "0"
    assert all(value.endswith(f"av {number})") for name, value in bands.items() if "dagar" in name)


def test_without_a_period_this_year_so_far_is_counted_and_said(figures_desk: Desk) -> None:
    answer = ask(figures_desk, "andel utredningar i tid", MANAGER, now=NOW)
    assert "1 januari–20 november 2026" in answer.text
    assert "Du sa ingen period" in answer.text


def test_a_period_that_is_not_over_is_said_to_be_running(figures_desk: Desk) -> None:
    assert "inte slut" in ask(figures_desk, "andel i tid den här månaden", MANAGER, now=NOW).text
    assert "inte slut" not in ask(figures_desk, "andel i tid i oktober", MANAGER, now=NOW).text


def test_every_figure_stands_beside_its_definition_in_text_and_card(figures_desk: Desk) -> None:
    answer = ask(figures_desk, "andel förhandsbedömningar i tid i oktober", MANAGER, now=NOW)
    definition = definition_of(IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME).definition_sv
    assert definition in answer.text
    assert definition in json.dumps(answer.cards, ensure_ascii=False)
    assert "Uppgifter per" in answer.text


def test_a_figure_that_there_is_not_is_said_plainly(figures_desk: Desk) -> None:
    answer = ask(figures_desk, "mediantid för uppföljningar i år", MANAGER, now=NOW)
    assert "har jag inte" in answer.text


ONLY_UNIT = "Jag räknar bara för hela enheten, inte per handläggare."
ONLY_ALL = "Jag räknar bara för hela kommunen, inte per enhet."
ONLY_OWN = "Jag räknar bara dina egna ärenden."


@pytest.mark.parametrize(
    ("email", "text", "note"),
    [
        (MANAGER, f"andel i tid för {CASEWORKERS_NAME}", ONLY_UNIT),
        (MANAGER, "andel i tid för Maja i oktober", ONLY_UNIT),
        (MANAGER, "andel utredningar i tid per handläggare", ONLY_UNIT),
        (MANAGER, f"andel utredningar i tid på {UNIT} i oktober", None),
        (MANAGER, "andel utredningar i tid i maj", None),
        (SECRETARY, f"andel utredningar i tid på {UNIT} i oktober", ONLY_ALL),
        (SECRETARY, "andel utredningar i tid i oktober", None),
        (CASEWORKER, "enhetens andel utredningar i tid i oktober", ONLY_OWN),
        (CASEWORKER, f"andel utredningar i tid på {UNIT} i oktober", ONLY_OWN),
        (CASEWORKER, f"andel utredningar i tid för {CASEWORKERS_NAME}", None),
    ],
)
def test_who_names_less_than_is_counted_is_told(
    figures_desk: Desk, email: str, text: str, note: str | None
) -> None:
    answer = ask(figures_desk, text, email, now=NOW)
    anew = refreshed(figures_desk, answer, email, now=NOW)
    for shown in (answer, anew):
        in_card = json.dumps(shown.cards, ensure_ascii=False)
        said = [each for each in (ONLY_UNIT, ONLY_ALL, ONLY_OWN) if each in shown.text]
        assert said == ([note] if note else [])
        assert note is None or note in in_card


def test_nobody_is_promised_that_nobody_can_be_recognised(figures_desk: Desk) -> None:
    answer = ask(figures_desk, "andel utredningar i tid i oktober", SECRETARY, now=NOW)
    assert "kännas igen" not in answer.text
