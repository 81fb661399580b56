"""Digests as they are read: the approved pages, the size of the card, nothing drawn as markup."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from digest_facts import (
    CASES,
    CHILDREN,
    RECEPTION,
    YOUTH,
    case_of,
    digests_of,
    investigation,
    report,
    steady_cases,
    summary_of,
)
from golden_files import assert_golden

from digests.render import (
    monthly_html,
    monthly_text,
    weekly_card_json,
    weekly_html,
    weekly_subject,
    weekly_text,
)
from digests.weekly.card import MOST_BYTES
from digests.weekly.model import WeeklyDigest
from digests.words import change_words, day, decimal, number, percent, plain_markdown
from digests.writing import write_monthly, write_weekly

FILES = {CHILDREN: "weekly-children", RECEPTION: "weekly-reception", YOUTH: "weekly-quiet"}


@pytest.fixture(params=list(FILES))
def digest(request: pytest.FixtureRequest) -> WeeklyDigest:
    return digests_of()[request.param]


def test_the_weekly_page_reads_as_approved(digest: WeeklyDigest) -> None:
    assert_golden(f"{FILES[digest.unit]}.html", weekly_html(digest))


def test_the_weekly_text_reads_as_approved(digest: WeeklyDigest) -> None:
    assert_golden(f"{FILES[digest.unit]}.txt", weekly_text(digest))


def test_the_weekly_card_reads_as_approved(digest: WeeklyDigest) -> None:
    card = json.loads(weekly_card_json(digest))
    written = json.dumps(card, ensure_ascii=False, indent=2) + "\n"
    assert_golden(f"{FILES[digest.unit]}.card.json", written)


def test_the_monthly_summary_reads_as_approved() -> None:
    summary = summary_of(steady_cases())
    assert_golden("monthly.html", monthly_html(summary))
    assert_golden("monthly.txt", monthly_text(summary))


def _huge_digest(duties: int) -> WeeklyDigest:
    cases = [
        case_of(investigation(number, "2026-06-01", caseworker="Ann-Charlotte von Åkerström"))
        for number in range(duties)
    ]
    return digests_of(cases)[CHILDREN]


def test_the_card_stays_under_24_kb_for_a_unit_with_900_open_duties() -> None:
    card = weekly_card_json(_huge_digest(900))
    assert len(card.encode()) <= MOST_BYTES
    assert "och 890 till" in card


def test_the_card_gives_up_lines_rather_than_its_size() -> None:
    name = "Å" * 1500
    cases = [
        case_of(report(number, "2026-11-09", assessed_on=date(2026, 11, 9), caseworker=name))
        for number in range(40)
    ]
    card = weekly_card_json(digests_of(cases)[RECEPTION])
    assert len(card.encode()) <= MOST_BYTES
    assert "och 34 till" in card


def test_the_card_is_of_a_version_that_teams_knows() -> None:
    card = json.loads(weekly_card_json(digests_of()[CHILDREN]))
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.5")


def test_every_coloured_line_of_the_card_says_in_words_what_the_colour_means() -> None:
    card = json.loads(weekly_card_json(digests_of()[CHILDREN]))
    lines = [block["items"][0] for block in card["body"] if block["type"] == "Container"]
    assert lines
    for line in lines:
        assert re.match(r"(\d+ dag(ar)? (över|kvar)|I dag|I morgon): ", line["text"])


def test_the_letter_holds_every_line_however_many() -> None:
    digest = _huge_digest(900)
    assert weekly_html(digest).count('<th scope="row">BU-') == 1800
    assert "till. Hela listan" not in weekly_html(digest)


def test_a_name_from_a_file_cannot_become_markup() -> None:
    page = weekly_html(digests_of()[RECEPTION])
    assert "Vikarie &lt;Ny&gt; &amp; Co" in page
    assert "<Ny>" not in page


def test_a_page_asks_nothing_of_the_network() -> None:
    summary = summary_of(steady_cases())
    for page in (weekly_html(digests_of()[CHILDREN]), monthly_html(summary)):
        assert not re.search(r"(src|href)=|url\((?!#)|@import|<script|https?:", page)


def test_a_page_says_its_language_and_labels_its_tables() -> None:
    for page in (weekly_html(digests_of()[CHILDREN]), monthly_html(summary_of(steady_cases()))):
        assert '<html lang="sv">' in page
        assert page.count("<table") == page.count("<caption")
        assert "<th>" not in page
        assert page.count("<h1>") == 1


def test_the_subject_holds_no_case_data() -> None:
    subject = weekly_subject(digests_of()[CHILDREN])
    assert subject == "Veckobrev vecka 47: Barnenheten"


def test_the_board_page_names_no_case_and_no_person() -> None:
    for content in (monthly_html(summary_of(CASES)), monthly_text(summary_of(CASES))):
        assert not re.search(r"BU-|UTR-|AKT-|PLA-", content)
        assert "Anna Ek" not in content


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.5833, "58,3 %"),
        (1.0, "100 %"),
        (0.0, "0 %"),
        (0.9999, "99,9 %"),
        (0.0001, "0,1 %"),
        (0.8125, "81,3 %"),
        (0.5, "50,0 %"),
    ],
)
def test_a_share_is_written_in_swedish_and_never_rounded_to_the_whole(
    share: float, words: str
) -> None:
    assert percent(share) == words.replace(" ", "\N{NO-BREAK SPACE}")


def test_numbers_are_written_in_swedish() -> None:
    assert number(11083) == "11\N{NO-BREAK SPACE}083"
    assert decimal(1234.56) == "1\N{NO-BREAK SPACE}234,6"
    assert change_words(0.1388) == "+13,9\N{NO-BREAK SPACE}%"
    assert change_words(-0.0625) == "−6,3\N{NO-BREAK SPACE}%"
    assert change_words(0.0) == "oförändrat"


def test_a_day_of_another_year_says_the_year() -> None:
    assert day(date(2027, 1, 4), date(2026, 12, 28)) == "mån 4 jan 2027"
    assert day(date(2026, 12, 30), date(2026, 12, 28)) == "ons 30 dec"


def test_files_are_named_by_period_and_unit_and_read_by_their_owner_only(tmp_path: Path) -> None:
    files = write_weekly(tmp_path / "ut", digests_of().values())
    assert [path.name for path in files[:3]] == [
        "veckobrev-2026-W47-barnenheten.html",
        "veckobrev-2026-W47-barnenheten.txt",
        "veckobrev-2026-W47-barnenheten.card.json",
    ]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert files[1].read_text(encoding="utf-8") == weekly_text(digests_of()[CHILDREN])


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    (open_to_all,) = write_monthly(tmp_path, summary_of([]), ["json"])
    open_to_all.chmod(0o644)
    write_monthly(tmp_path, summary_of([]), ["json"])
    assert open_to_all.stat().st_mode & 0o777 == 0o600


def test_a_file_name_holds_nothing_that_a_mail_program_might_garble(tmp_path: Path) -> None:
    cases = [case_of(investigation(1, "2026-06-01", unit="Åby/Östra mottagningen"))]
    names = {path.name for path in write_weekly(tmp_path, digests_of(cases).values())}
    assert "veckobrev-2026-W47-aby-ostra-mottagningen.html" in names


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("a_b *c* `d`", r"a\_b \*c\* \`d\`"),
        ("[x](y) <b> {z} | ~ # + ! \\", r"\[x\]\(y\) \<b\> \{z\} \| \~ \# \+ \! \\"),
        ("1. Norr", r"1\. Norr"),
        ("- Norr", r"\- Norr"),
        ("Norr\n  2. Söder\n- Öster", "Norr\n  2\\. Söder\n\\- Öster"),
        ("BU-2026-1 kl. 05.12", "BU-2026-1 kl. 05.12"),
    ],
)
def test_nothing_in_a_name_is_drawn_as_markdown(words: str, escaped: str) -> None:
    assert plain_markdown(words) == escaped


def test_units_whose_names_look_alike_get_a_file_each_inside_the_folder(tmp_path: Path) -> None:
    names = ("Enhet 1", "Enhet/1", "../Enhet 1")
    cases = [case_of(investigation(n, "2026-06-01", unit=name)) for n, name in enumerate(names)]
    files = write_weekly(tmp_path, digests_of(cases).values())
    assert len(set(files)) == len(files)
    assert {path.parent for path in files} == {tmp_path}


def test_the_summary_is_written_in_the_formats_asked_for(tmp_path: Path) -> None:
    files = write_monthly(tmp_path, summary_of(steady_cases()), ["html", "json"])
    assert [path.name for path in files] == [
        "sammanstallning-2026-10.html",
        "sammanstallning-2026-10.json",
    ]
    assert json.loads(files[1].read_text(encoding="utf-8"))["month"] == "2026-10"
