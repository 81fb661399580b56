"""The doctor tells what is wrong and what to do, changes nothing and names nobody."""

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest
from asked_doctor import Doctor, Told, imported
from authority import Authority
from entra_stand_in import HOST, Entra
from letterbox import Letterbox
from small_town import NOW

from bot.cli.app import run
from bot.cli.doctor_lines import doctor_lines
from bot.clock import moment_on
from bot.doctor import Check, run_all
from bot.doctor.check import fine
from bot.doctor.of_database import look_at_disk
from bot.doctor.trials import Trial
from bot.settings import Settings
from bot.texts.doctor import TITLES
from digests.schedule.tick import SCHEDULE
from storage.engine import Database

CONFIDENTIAL = ("Karin", "karin", "Björn", "BU-2026", "biljett-4711", "hemligt-4711", "AADSTS:")


def told_of(fault: Exception) -> str:
    raise AssertionError from fault


def test_an_installation_in_order_is_told_to_be(in_order: Doctor, entra: Entra) -> None:
    told = in_order()
    assert told.failed == set()
    assert told.code == 0
    assert all(each["remedy"] is None for each in told.checks.values())
    assert entra.hosts == [f"{HOST}:443"]
    assert "client_credentials" in entra.asked[0]


def test_every_check_has_its_keys_and_a_title(in_order: Doctor) -> None:
    checks = in_order().checks
    assert checks.keys() == TITLES.keys()
    assert {tuple(each) for each in checks.values()} == {("name", "ok", "detail", "remedy")}


def test_no_letter_is_sent_and_no_row_is_kept(
    in_order: Doctor, town: Database, post: Letterbox
) -> None:
    in_order()
    assert post.letters == []
    with town.engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM service_tick").scalars().all()
    assert names == [SCHEDULE]


def test_in_an_empty_folder_it_is_told_what_to_begin_with_and_nothing_is_made(
    doctor: Doctor, tmp_path: Path
) -> None:
    told = doctor()
    assert told.code == 3
    assert list(tmp_path.iterdir()) == []
    checks = told.checks
    assert "finns inte än" in str(checks["database"]["detail"])
    assert "fristvakt migrate" in str(checks["database"]["remedy"])
    assert "docs/sv/teams.md" in str(checks["bot_credentials"]["remedy"])
    assert checks["smtp"] == {
        "name": "smtp",
        "ok": True,
        "detail": "E-post är inte inställd, så ingen skickas. Inget att kontrollera.",
        "remedy": None,
    }
    for each in checks.values():
        assert bool(each["remedy"]) is not each["ok"]


def test_unusable_settings_are_a_failed_check_and_the_rest_is_left(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRISTVAKT_PROT", "hemligt-4711")
    told = doctor()
    assert told.failed == {"settings"}
    assert "Menar du FRISTVAKT_PORT?" in str(told.checks["settings"]["detail"])
    assert told.checks.keys() == {"settings", "time_zone", "rules"}
    assert "hemligt-4711" not in told.text


def test_a_check_that_breaks_is_told_by_a_reference_and_stops_no_other(
    in_order: Doctor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(_path: object) -> None:
        raise RuntimeError("Karin Larsson BU-2026-00001")

    monkeypatch.setattr(shutil, "disk_usage", broken)
    told = in_order()
    assert told.failed == {"disk_space"}
    said = str(told.checks["disk_space"]["detail"])
    reference = said.split("felnumret ")[1].removesuffix(".")
    log = (tmp_path / "var" / "fristvakt.log").read_text(encoding="utf-8")
    assert reference in log
    assert "Karin" not in said + log


def test_one_that_hangs_stops_no_other() -> None:
    never = Event()
    hangs = Trial("smtp", lambda: fine(str(never.wait())))
    checks = run_all([hangs, Trial("rules", lambda: fine("Rätt."))], told_of, longest_s=0.05)
    never.set()
    assert [(each.name, each.ok) for each in checks] == [("smtp", False), ("rules", True)]
    assert checks[0].detail == "Svarade inte inom 0.05 sekunder."


Change = Callable[[pytest.MonkeyPatch, Path], None]


def setting(**variables: str) -> Change:
    def change(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(f"FRISTVAKT_{name}", value.format(folder=folder))

    return change


def open_to_all(_monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "fristvakt.db").chmod(0o644)


def full_disk(monkeypatch: pytest.MonkeyPatch, _folder: Path) -> None:
    almost = shutil.disk_usage("/")._replace(free=999_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: almost)


def broken_word_template(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "mall.docx").write_bytes(b"inget")
    monkeypatch.setenv("FRISTVAKT_SUMMARY_TEMPLATE", str(folder / "mall.docx"))


@pytest.mark.parametrize(
    ("change", "name", "detail", "remedy"),
    [
        (setting(BOT_APP_ID=""), "bot_credentials", "FRISTVAKT_BOT_APP_ID saknas", "teams.md"),
        (setting(BOT_TENANT_ID="smastad"), "bot_credentials", "inget giltigt id", "Entra"),
        (setting(MAIL_SENDER="f@annan.example"), "mail_sender", "annan.example", "MAIL_DOMAINS"),
        (setting(SMTP_PORT="1"), "smtp", "127.0.0.1:1 gick inte att nå", "FRISTVAKT_SMTP_HOST"),
        (setting(SMTP_SECURITY="starttls"), "smtp", "ingen skyddad förbindelse", "certifikat"),
        (setting(SMTP_CA_FILE="{folder}/ca"), "smtp", "går inte att läsa", "PEM"),
        (setting(IMPORT_FOLDER="{folder}/none"), "import_folder", "finns inte", "Gör mappen"),
        (setting(IMPORT_PROFILE="none"), "import_folder", "", "FRISTVAKT_IMPORT_PROFILE"),
        (setting(LOG_FILE="{folder}"), "log", "går inte att skriva", "FRISTVAKT_LOG_FILE"),
        (setting(PAGE="signin"), "page", "saknar adressen", "FRISTVAKT_PUBLIC_URL"),
        (broken_word_template, "summary_template", "mall", "mallfalt.md"),
        (open_to_all, "database_protection", "kan läsas av alla", "chmod o-rwx"),
        (full_disk, "disk_space", "1,0 GB ledigt för databasen och loggen", "Frigör"),
        (setting(HOST="192.0.2.1"), "service_port", "192.0.2.1", "FRISTVAKT_PORT"),
    ],
)
def test_what_is_wrong_is_told_with_its_remedy_and_alone(
    in_order: Doctor,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    change: Change,
    name: str,
    detail: str,
    remedy: str,
) -> None:
    monkeypatch.setenv("FRISTVAKT_IMPORT_FOLDER", str(tmp_path / "in"))
    change(monkeypatch, tmp_path)
    told = in_order()
    assert told.code == 3
    assert told.failed == {name}
    assert detail in str(told.checks[name]["detail"])
    assert remedy in str(told.checks[name]["remedy"])
    assert not [word for word in CONFIDENTIAL if word in told.text]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (7000215, "godtar inte hemligheten (AADSTS7000215)"),
        (7000222, "hemlighet har gått ut"),
        (700016, "känner inte till appen"),
        (53003, "ingen biljett (AADSTS53003)"),
    ],
)
def test_what_entra_refuses_is_told_by_its_number_only(
    in_order: Doctor, entra: Entra, number: int, said: str
) -> None:
    entra.refuse(number)
    told = in_order()
    assert told.failed == {"bot_token"}
    assert said in str(told.checks["bot_token"]["detail"])
    assert not [word for word in CONFIDENTIAL if word in told.text]


def test_an_unknown_tenant_an_untrusted_and_an_unreachable_entra_are_told_apart(
    in_order: Doctor, entra: Entra, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said() -> str:
        told = in_order()
        assert told.failed == {"bot_token"}
        return str(told.checks["bot_token"]["detail"])

    entra.knows_tenant = False
    assert said().startswith("Microsoft Entra känner inte till katalogen, eller ")
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    assert said() == "Förbindelsen med Microsoft Entra går inte att lita på."
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    assert said() == "Microsoft Entra gick inte att nå."


def test_a_mail_server_is_trusted_and_logged_in_to_or_told_why_not(
    in_order: Doctor, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mail_servers import PASSWORD, USERNAME, Mailboxes, serving

    context = authority.server_context("127.0.0.1")
    mailboxes = Mailboxes()
    with serving(mailboxes, starttls=context, with_login=True) as port:
        set_up = {"PORT": str(port), "SECURITY": "starttls", "USERNAME": USERNAME}
        for name, value in {**set_up, "PASSWORD": "hemligt-4711"}.items():
            monkeypatch.setenv(f"FRISTVAKT_SMTP_{name}", value)
        assert "går att lita på" in str(in_order().checks["smtp"]["detail"])
        monkeypatch.setenv("FRISTVAKT_SMTP_CA_FILE", str(authority.file))
        wrong_password = in_order().checks["smtp"]
        assert "godtar inte inloggningen (svar 535)" in str(wrong_password["detail"])
        monkeypatch.setenv("FRISTVAKT_SMTP_PASSWORD", PASSWORD)
        told = in_order()
        assert told.failed == set()
        assert "giltigt certifikat, inloggad" in str(told.checks["smtp"]["detail"])
    assert mailboxes.envelopes == []


def told_after(town: Database, folder: Path, doctor: Doctor, change: Callable[[str], str]) -> Told:
    """Import the staff list as changed, and ask."""
    file = folder / "in" / "personal.csv"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    imported(town, folder / "in")
    return doctor()


@pytest.mark.parametrize(
    ("taken_away", "name", "detail"),
    [
        ("nämndsekreterare", "roles", "Ingen i personallistan har rollen nämndsekreterare."),
        ("administratör", "roles", "Ingen i personallistan har rollen administratör."),
        (
            "Ali Hassan",
            "unit_managers",
            "1\xa0enhet saknar enhetschef, så ingen får veckobrevet: U",
        ),
    ],
)
def test_a_role_that_nobody_has_is_told(
    in_order: Doctor, town: Database, tmp_path: Path, taken_away: str, name: str, detail: str
) -> None:
    def without(text: str) -> str:
        return "\n".join(line for line in text.splitlines() if taken_away not in line)

    told = told_after(town, tmp_path, in_order, without)
    assert told.failed == {name}
    assert str(told.checks[name]["detail"]).startswith(detail)


def test_a_unit_under_its_new_name_has_the_manager_of_that(
    in_order: Doctor, town: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def renamed(text: str) -> str:
        return text.replace(
            "Ali Hassan;ali.hassan@smastad.example;enhetschef;Ungdomsenheten",
            ("Ali Hassan;ali.hassan@smastad.example;enhetschef;Unga"),
        )

    assert told_after(town, tmp_path, in_order, renamed).failed == {"unit_managers"}
    (tmp_path / "fristvakt.toml").write_text("[unit_names]\nUngdomsenheten = 'Unga'")
    assert in_order().failed == set()


def test_a_unit_that_only_rows_name_is_told_by_its_new_name(
    in_order: Doctor, town: Database, tmp_path: Path
) -> None:
    def without(text: str) -> str:
        return "\n".join(line for line in text.splitlines() if "Ungdomsenheten" not in line)

    (tmp_path / "fristvakt.toml").write_text("[unit_names]\nUngdomsenheten = 'Unga'")
    told = told_after(town, tmp_path, in_order, without)
    assert told.failed == {"unit_managers"}
    assert str(told.checks["unit_managers"]["detail"]).endswith("veckobrevet: Unga.")


@pytest.mark.parametrize(("free", "is_enough"), [(5_900_000_000, False), (6_100_000_000, True)])
def test_a_large_database_needs_room_for_twice_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, is_enough: bool
) -> None:
    with (tmp_path / "large.db").open("wb") as file:
        file.truncate(3_000_000_000)
    usage = shutil.disk_usage("/")._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    url = f"sqlite:///{tmp_path / 'large.db'}"
    found = look_at_disk(Settings(database_url=url, log_file=Path("-")))
    assert found.ok is is_enough
    assert "minst 6,0 GB behövs" in found.detail


def test_missing_object_ids_are_counted_by_role_and_nobody_is_named(
    in_order: Doctor, town: Database
) -> None:
    with town.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE staff SET entra_object_id = NULL WHERE role = 'unit_manager' OR name LIKE 'K%'"
        )
    told = in_order()
    assert told.failed == {"object_ids"}
    said = str(told.checks["object_ids"]["detail"])
    assert said.startswith("3 av 8 i personallistan saknar objekt-id: 1\xa0handläggare, 2\xa0enhe")
    assert "Objekt-id i personal.csv" in str(told.checks["object_ids"]["remedy"])
    assert not [word for word in CONFIDENTIAL if word in told.text]


def test_old_data_a_silent_schedule_and_an_old_law_are_told(
    in_order: Doctor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", "--json", "--as-of", "2027-12-01"]) == 3
    told = Told(3, capsys.readouterr().out)
    assert told.failed == {"rules", "import_age", "staff_age", "schedule", "clearing"}
    assert "21\xa0regler av 21" in str(told.checks["rules"]["detail"])
    assert "får vara högst 36" in str(told.checks["import_age"]["detail"])
    assert "står still" in str(told.checks["schedule"]["detail"])
    assert "Gallringen väntar. Dagens datum är 1 december 2027" in str(
        told.checks["clearing"]["detail"]
    )
    assert "fristvakt purge" in str(told.checks["clearing"]["remedy"])
    assert "gallringen väntar" in str(told.checks["next_runs"]["detail"])


@pytest.mark.parametrize(
    ("day", "days", "is_young_enough"),
    [
        ("2026-11-20", 0, True),  # fre, the day of the import
        ("2026-11-27", 7, True),  # fre, before that week's list has come
        ("2026-11-28", 8, False),  # lör
    ],
)
def test_a_staff_list_of_more_than_a_week_is_told_although_the_cases_are_new(
    in_order: Doctor,
    town: Database,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    day: str,
    days: int,
    is_young_enough: bool,
) -> None:
    (tmp_path / "in" / "personal.csv").unlink()
    imported(town, tmp_path / "in", at=moment_on(date.fromisoformat(day)))
    run(["doctor", "--json", "--as-of", day])
    told = Told(0, capsys.readouterr().out).checks
    assert told["import_age"]["ok"]
    assert str(told["import_age"]["detail"]).startswith("Ärendelistorna lästes in för 0\xa0timmar")
    assert told["staff_age"]["ok"] is is_young_enough
    assert f"Personallistan lästes in för {days}\xa0dagar sedan" in str(told["staff_age"]["detail"])
    assert is_young_enough or "personal.csv" in str(told["staff_age"]["remedy"])


def test_what_comes_next_is_told(in_order: Doctor) -> None:
    said = str(in_order().checks["next_runs"]["detail"])
    assert "Nästa veckobrev måndag 23 november 2026 kl. 07.00 till 2\xa0chefer" in said
    assert "nästa sammanställning tisdag 1 december 2026 kl. 07.00" in said


@contextmanager
def answering(with_words: bytes) -> Iterator[int]:
    """Something that listens on a port and answers one caller."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            caller, _ = listening.accept()
            with caller:
                caller.recv(4096)
                caller.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + with_words)

        thread = Thread(target=answer, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


@pytest.mark.parametrize(
    ("name", "words", "is_ours"),
    [
        ("PORT", b'{"status": "ok"}', True),
        ("PORT", b"<html>", False),
        ("METRICS_PORT", b"fristvakt_deliveries 1", True),
        ("METRICS_PORT", b"node_load1 1", False),
    ],
)
def test_a_port_is_ours_or_somebody_elses(
    in_order: Doctor, monkeypatch: pytest.MonkeyPatch, name: str, words: bytes, is_ours: bool
) -> None:
    with answering(words) as port:
        monkeypatch.setenv(f"FRISTVAKT_{name}", str(port))
        told = in_order()
    check = told.checks["service_port" if name == "PORT" else "metrics_port"]
    assert check["ok"] is is_ours
    assert f"127.0.0.1:{port}" in str(check["detail"])


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_a_mark_has_its_word_beside_it_and_no_line_is_wider_than_the_terminal(width: int) -> None:
    checks = [
        Check("settings", True, "Inställningarna går att läsa."),
        Check("smtp", False, "Servern svarar inte. " * 8, "Kontrollera brandväggen. " * 4),
        Check("roles", False, "Gick inte att pröva.", "Rätta.", was_tried=False),
    ]
    lines = doctor_lines(checks, width)
    assert max(map(len, lines)) <= min(width, 100)
    assert any(line.startswith("✓ rätt") and "Inställningar" in line for line in lines)
    assert any(line.startswith("✗ fel") and "E-postserver" in line for line in lines)
    assert "Prövas när databasen går att läsa: Roller." in " ".join(lines)
    assert "Gör så här: Kontrollera" in " ".join(" ".join(lines).split())
    assert "1 av 2" in " ".join(lines)


def test_a_person_reads_it_as_text(
    in_order: Doctor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert run(["doctor", "--as-of", NOW.date().isoformat()]) == 0
    assert "Allt är i ordning (27\xa0kontroller)." in capsys.readouterr().out
