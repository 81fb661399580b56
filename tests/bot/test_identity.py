"""Who is recognised: the object id decides, an address is tied to the first one that comes."""

from pathlib import Path

import pytest
from small_town import BJORN, KARIN, MANAGER, NOW, STAFF, DeskOver, cases

from bot.conversation import Answer, Asker, Audience, Question
from bot.turns import Desk
from storage.intake import load_profile
from storage.intake.batch import import_files

KARINS_ID = "11111111-1111-4111-8111-111111111111"
BJORNS_ID = "22222222-2222-4222-8222-222222222222"
A_NEW_ID = "33333333-3333-4333-8333-333333333333"
REPORTS = """\
Aktualiseringsnr;Ärendenr;Inkom datum;Typ;Orsak;Skyddsbedömning datum;Beslut datum;Beslut;\
Enhet;Handläggare;Kön;Ålder;Samtal med barnet
AKT-1;BU-2026-00008;2026-11-19;Anmälan;Skolfrånvaro;;;;Barnenheten;Björn Berg;Flicka;7;
"""


@pytest.fixture
def a_desk(desk_over: DeskOver) -> Desk:
    return desk_over(aktualiseringar=REPORTS)


def ask_as(desk: Desk, asker: Asker) -> Answer:
    return desk.answer(Question("mina ärenden", asker, Audience.PERSONAL, NOW))


def test_an_object_id_on_file_is_enough(desk: Desk) -> None:
    assert cases(ask_as(desk, Asker(object_id=KARINS_ID)))


def test_an_object_id_decides_over_an_address(desk: Desk) -> None:
    answer = ask_as(desk, Asker(object_id=KARINS_ID, email=BJORN))
    assert {duty.caseworker for duty in answer.duties} == {"Karin Larsson"}


def test_the_first_contact_ties_the_address_to_the_object_id(a_desk: Desk) -> None:
    assert not a_desk.knows(BJORNS_ID)
    first = ask_as(a_desk, Asker(object_id=BJORNS_ID, email=BJORN))
    assert a_desk.knows(BJORNS_ID)
    assert cases(first) == cases(ask_as(a_desk, Asker(object_id=BJORNS_ID)))
    assert cases(first)


def test_the_first_contact_under_a_new_address_brings_what_was_told_under_the_old(
    a_desk: Desk, tmp_path: Path
) -> None:
    def told(text: str, email: str) -> str:
        asker = Asker(object_id=BJORNS_ID, email=email)
        return a_desk.answer(Question(text, asker, Audience.PERSONAL, NOW)).text

    told("påminn mig om BU-2026-00008 den 1 december", BJORN)
    new = "bjorn.ek@smastad.example"
    (tmp_path / "personal.csv").write_text(STAFF.replace(BJORN, new), encoding="utf-8")
    import_files(
        a_desk.database, [tmp_path / "personal.csv"], profile=load_profile(None), now=NOW, full=True
    )
    assert "BU-2026-00008" in told("mina påminnelser", new)


def test_whoever_comes_later_with_the_same_address_is_refused_and_logged(
    a_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    ask_as(a_desk, Asker(object_id=BJORNS_ID, email=BJORN))
    later = ask_as(a_desk, Asker(object_id=A_NEW_ID, email=BJORN))
    assert (later.duties, later.denied) == ((), True)
    assert "Ditt konto är ett annat" in later.text
    assert "another_identity" in caplog.text
    assert BJORN not in caplog.text


def test_an_address_whose_object_id_is_on_file_cannot_be_taken_over(desk: Desk) -> None:
    answer = ask_as(desk, Asker(object_id=A_NEW_ID, email=KARIN))
    assert (answer.duties, answer.denied) == ((), True)


@pytest.mark.parametrize("written", [BJORN.upper(), f" {BJORN} "])
def test_an_address_is_the_same_however_it_is_written(a_desk: Desk, written: str) -> None:
    assert cases(ask_as(a_desk, Asker(object_id=BJORNS_ID, email=written)))


@pytest.mark.parametrize("email", [None, "", "okand@smastad.example"])
def test_an_object_id_that_nobody_has_gets_nothing(desk: Desk, email: str | None) -> None:
    answer = ask_as(desk, Asker(object_id=A_NEW_ID, email=email))
    assert "känner inte igen dig" in answer.text
    assert answer.denied


@pytest.mark.parametrize("email", [KARIN, MANAGER])
def test_a_guest_gets_nothing_whoever_it_is(desk: Desk, email: str) -> None:
    answer = ask_as(desk, Asker(object_id=KARINS_ID, email=email, is_guest=True))
    assert (answer.duties, answer.denied) == ((), True)
    assert "gäst" in answer.text


def test_an_object_id_that_two_share_gets_nothing(desk_over: DeskOver) -> None:
    shared = STAFF.replace("Barnenheten;\n", f"Barnenheten;{KARINS_ID}\n")
    assert "känner inte igen" in ask_as(desk_over(personal=shared), Asker(object_id=KARINS_ID)).text
