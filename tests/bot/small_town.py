"""A town of seven people and nine cases, seen on fre 2026-11-20."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.conversation import Answer, Asker, Audience, Question
from bot.presses import press_from, question_of
from bot.turns import Desk
from bot.understanding import Understanding
from rules.policy import DEFAULT_POLICY
from storage.engine import open_database
from storage.intake import load_profile
from storage.intake.batch import import_files

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=STOCKHOLM)

KARIN = "karin.larsson@smastad.example"
BJORN = "bjorn.berg@smastad.example"
OSKAR = "oskar.holm@smastad.example"
MANAGER = "mikael.wallin@smastad.example"
OTHER_MANAGER = "ali.hassan@smastad.example"
SECRETARY = "emma.dahl@smastad.example"
ADMINISTRATOR = "maria.larsson@smastad.example"
STRANGER = "okand@smastad.example"

STAFF = """\
Namn;E-post;Roll;Enhet;Objekt-id
Karin Larsson;karin.larsson@smastad.example;handläggare;Barnenheten;11111111-1111-4111-8111-111111111111
Björn Berg;bjorn.berg@smastad.example;handläggare;Barnenheten;
Björn Wik;bjorn.wik@smastad.example;handläggare;Barnenheten;
Oskar Holm;oskar.holm@smastad.example;handläggare;Ungdomsenheten;
Mikael Wallin;mikael.wallin@smastad.example;enhetschef;Barnenheten;
Ali Hassan;ali.hassan@smastad.example;enhetschef;Ungdomsenheten;
Emma Dahl;emma.dahl@smastad.example;nämndsekreterare;;
Maria Larsson;maria.larsson@smastad.example;administratör;;
"""

INVESTIGATION_COLUMNS = (
    "Utredningsnr;Ärendenr;Aktualiseringsnr;Inledd datum;Avslutad datum;Förlängd t.o.m.;"
    "Förlängning beslutad;Utfall;Enhet;Handläggare;Kön;Ålder;Orsak;Insats påbörjad"
)
INVESTIGATIONS = f"""\
{INVESTIGATION_COLUMNS}
UTR-1;BU-2026-00001;;2026-07-10;;;;;Barnenheten;Karin Larsson;Flicka;7;Skolfrånvaro;
UTR-2;BU-2026-00002;;2026-07-20;;;;;Barnenheten;Karin Larsson;Pojke;9;Skolfrånvaro;
UTR-3;BU-2026-00003;;2026-07-21;;;;;Barnenheten;Karin Larsson;Pojke;3;Kriminalitet;
UTR-4;BU-2026-00004;;2026-11-01;;;;;Barnenheten;Karin Larsson;Flicka;5;Kriminalitet;
UTR-5;BU-2026-00005;;2026-07-01;;;;;Barnenheten;Björn Berg;Flicka;12;Skolfrånvaro;
UTR-6;BU-2026-00006;;2026-07-02;;;;;Ungdomsenheten;Oskar Holm;Pojke;15;Kriminalitet;
UTR-7;BU-2026-00007;;2026-03-01;2026-06-01;;;Insats beviljad;Barnenheten;Karin Larsson;Flicka;8;Skolfrånvaro;
UTR-8;BU-2025-00004;;2026-10-15;;;;;Barnenheten;Karin Larsson;Pojke;2;Bristande omsorg;
"""

REPORT_COLUMNS = (
    "Aktualiseringsnr;Ärendenr;Inkom datum;Typ;Orsak;Skyddsbedömning datum;Beslut datum;Beslut;"
    "Enhet;Handläggare;Kön;Ålder;Samtal med barnet"
)
REPORTS = f"""\
{REPORT_COLUMNS}
AKT-1;BU-2026-00008;2026-11-19;Anmälan;Skolfrånvaro;;;;Barnenheten;Björn Berg;Flicka;7;
"""


def write_exports(folder: Path) -> None:
    """Write the town's export files."""
    texts = {"personal": STAFF, "utredningar": INVESTIGATIONS, "aktualiseringar": REPORTS}
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def ask(
    desk: Desk,
    text: str,
    email: str = KARIN,
    *,
    audience: Audience = Audience.PERSONAL,
    now: datetime = NOW,
    page: int = 1,
    case: str | None = None,
    reading: Understanding | None = None,
) -> Answer:
    """Return the desk's answer to a question."""
    asker = Asker(email=email)
    return desk.answer(Question(text, asker, audience, now, page, case, reading=reading))


def press(
    desk: Desk, button: Mapping[str, Any], email: str = KARIN, *, now: datetime = NOW
) -> Answer:
    """Return the desk's answer to what a card's button carries."""
    came_back = press_from(json.loads(json.dumps(button["data"])))
    assert came_back is not None
    return desk.answer(question_of(came_back, Asker(email=email), Audience.PERSONAL, now))


def buttons(answer: Answer) -> list[Any]:
    """Return the buttons below the answer's card."""
    return list(answer.cards[0].get("actions", []))


def button(answer: Answer, title: str) -> Any:
    """Return the one button with the title."""
    (found,) = [each for each in buttons(answer) if each["title"] == title]
    return found


def row_buttons(answer: Answer) -> list[Any]:
    """Return what each row of the card does when it is pressed."""
    return [row["selectAction"] for row in answer.cards[0]["body"] if "selectAction" in row]


def refreshed(desk: Desk, answer: Answer, email: str = KARIN, *, now: datetime = NOW) -> Answer:
    """Return what the answer's card becomes when it is seen anew."""
    return press(desk, answer.cards[0]["refresh"]["action"], email, now=now)


class DeskOver(Protocol):
    """Gives a desk over export files, each given by its name."""

    def __call__(self, *, rows_per_card: int = 3, **files: str) -> Desk: ...


def make_desk(folder: Path, *, rows_per_card: int = 3, **files: str) -> Desk:
    """Return a desk over export files, each given by its name; the town's staff unless told."""
    for name, text in {"personal": STAFF, **files}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    database = open_database(f"sqlite:///{folder / 'other.db'}")
    import_files(database, [folder], profile=load_profile(None), now=NOW, full=True)
    return Desk(database, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=rows_per_card)


def cases(answer: Answer) -> list[str]:
    """Return the case numbers of an answer, in its order."""
    return [duty.case for duty in answer.duties]
