"""A town of seven people and nine cases, seen on fre 2026-11-20."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.conversation import Answer, Asker, Audience, Question
from bot.turns import Desk

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

_INVESTIGATION_COLUMNS = (
    "Utredningsnr;Ärendenr;Aktualiseringsnr;Inledd datum;Avslutad datum;Förlängd t.o.m.;"
    "Förlängning beslutad;Utfall;Enhet;Handläggare;Kön;Ålder;Orsak;Insats påbörjad"
)
INVESTIGATIONS = f"""\
{_INVESTIGATION_COLUMNS}
UTR-1;BU-2026-00001;;2026-07-10;;;;;Barnenheten;Karin Larsson;Flicka;7;Skolfrånvaro;
UTR-2;BU-2026-00002;;2026-07-20;;;;;Barnenheten;Karin Larsson;Pojke;9;Skolfrånvaro;
UTR-3;BU-2026-00003;;2026-07-21;;;;;Barnenheten;Karin Larsson;Pojke;3;Kriminalitet;
UTR-4;BU-2026-00004;;2026-11-01;;;;;Barnenheten;Karin Larsson;Flicka;5;Kriminalitet;
UTR-5;BU-2026-00005;;2026-07-01;;;;;Barnenheten;Björn Berg;Flicka;12;Skolfrånvaro;
UTR-6;BU-2026-00006;;2026-07-02;;;;;Ungdomsenheten;Oskar Holm;Pojke;15;Kriminalitet;
UTR-7;BU-2026-00007;;2026-03-01;2026-06-01;;;Insats beviljad;Barnenheten;Karin Larsson;Flicka;8;Skolfrånvaro;
UTR-8;BU-2025-00004;;2026-10-15;;;;;Barnenheten;Karin Larsson;Pojke;2;Bristande omsorg;
"""

REPORTS = """\
Aktualiseringsnr;Ärendenr;Inkom datum;Typ;Orsak;Skyddsbedömning datum;Beslut datum;Beslut;Enhet;Handläggare;Kön;Ålder;Samtal med barnet
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
) -> Answer:
    """Return the desk's answer to a question."""
    return desk.answer(Question(text, Asker(email=email), audience, now, page))


def cases(answer: Answer) -> list[str]:
    """Return the case numbers of an answer, in its order."""
    return [duty.case for duty in answer.duties]
