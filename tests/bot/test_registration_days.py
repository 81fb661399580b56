"""Where a list's days are those of registration, every answer about dates says so."""

from pathlib import Path

from small_town import BJORN, NOW, REPORTS, DeskOver, ask

from storage.intake import load_profile
from storage.intake.batch import import_files


def test_an_answer_says_that_days_are_those_of_registration(
    desk_over: DeskOver, tmp_path: Path
) -> None:
    desk = desk_over(aktualiseringar=REPORTS)
    assert "registrerades" not in ask(desk, "mina ärenden", BJORN).text
    profile = tmp_path / "registration.toml"
    profile.write_text('extends = "reference"\nreceived_date_means = "registered"\n', "utf-8")
    export = tmp_path / "aktualiseringar.csv"
    export.write_text(REPORTS, encoding="utf-8")
    import_files(desk.database, [export], profile=load_profile(str(profile)), now=NOW, full=True)
    for text in ("mina ärenden", "status på BU-2026-00008", "förklara BU-2026-00008"):
        answer = ask(desk, text, BJORN)
        assert "den dag de registrerades" in answer.text
        assert "den dag de registrerades" in str(answer.cards)
