"""A setting comes from the file, a folder of secrets or the environment, or is refused by name."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings

Write = Callable[[str], Path]
MAIL = 'smtp_host = "post.example"\nmail_sender = "f@kommunen.example"\n'
SECRET = "hemligt-4711"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def secrets(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of secrets that is named and empty."""
    (folder / "secrets").mkdir()
    monkeypatch.setenv("FRISTVAKT_SECRETS_DIR", str(folder / "secrets"))
    return folder / "secrets"


def settings_of(written: str) -> Settings:
    Path("fristvakt.toml").write_text(written, encoding="utf-8")
    return load_settings()


def put(folder: Path, name: str, content: str | bytes, mode: int = 0o400) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    file.chmod(mode)
    return file


def refusal() -> str:
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert SECRET not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("[targets.investigation_in_tiem.2026]\ntarget = 1", "menar du investigation_in_time?"),
        ("[targets.xyzzy.2026]\ntarget = 1", "inget mått som heter xyzzy. Rätta fristvakt.toml."),
        ("[targets.investigation_in_time.2026]\nmilstone = 1", "nyckeln milstone finns inte"),
        ("[targets.investigation_in_time.2026]", "ange target, milestone eller båda"),
        ("[targets.investigation_in_time.26]\ntarget = 1", "året med fyra siffror"),
        ("[targets.investigation_in_time.2026]\ntarget = 90", "skriv ett tal mellan 0 och 1"),
        ("[near_days]\nprelimnary_assessment = 3", "menar du preliminary_assessment?"),
        ("[near_days]\ninvestigation = -1", "investigation: antalet dagar kan inte"),
        ("[near_days]\ninvestigation = 'tio'", "investigation: skriv antal dagar per regel"),
        ("near_days = 3", "skriv antal dagar per regel"),
        ("[unit_names]\nA = 'B'\nB = 'A'", "leder namnen runt"),
        ("weekend_rule = 'sometimes'", "skriv strict eller shifted"),
        ("port = 0", "skriv ett heltal från 1 till 65535"),
        ("import_full = 'kanske'", "skriv true eller false"),
        ("smtp_timeout_s = 41", "skriv ett tal, större än 0 och högst 40"),
        ("smtp_port = 0", "skriv ett heltal från 1 till 65535"),
        ("weekly_channels = ['fax']", "skriv en lista av teams, mail"),
        ("mail_domains = ['*']", "skriv hela domäner"),
        (f"mail_sender_name = '{'x' * 61}'", "skriv text, högst 60 tecken"),
    ],
)
def test_a_wrong_value_is_told_with_what_may_be_written(written: str, sentence: str) -> None:
    name = written.removeprefix("[").split("]")[0].split(".")[0].split(" ")[0]
    with pytest.raises(SettingsError) as refused:
        settings_of(written)
    said = str(refused.value)
    assert said.startswith(f"Inställningen {name} har ett värde som inte går att använda: ")
    assert sentence in said
    assert said.endswith("Rätta fristvakt.toml.")


def test_every_wrong_value_is_told_at_once_with_where_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("fristvakt_port", SECRET)
    monkeypatch.setenv("FRISTVAKT_NEAR_DAYS", SECRET)
    assert "i miljön skrivs det som JSON. Rätta FRISTVAKT_NEAR_DAYS i miljön." in refusal()
    monkeypatch.delenv("FRISTVAKT_NEAR_DAYS")
    Path("fristvakt.toml").write_text("replicas = 0", encoding="utf-8")
    port, replicas = sorted(refusal().splitlines())
    assert port.endswith("Rätta FRISTVAKT_PORT i miljön.")
    assert replicas.endswith("Rätta fristvakt.toml.")


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://f:{SECRET}@db/f",
        f"postgresql://f@db/f?password={SECRET}",
        f"postgresql://f:{SECRET}@[db/f",
        f"postgresql://f:/{SECRET}@db/f",
        f"postgresql://f:#?{SECRET}@db/f",
    ],
)
def test_a_database_address_with_a_password_is_refused_in_the_file_only(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("fristvakt.toml").write_text(f'database_url = "{url}"', encoding="utf-8")
    said = refusal()
    assert "lösenord" in said
    assert "FRISTVAKT_DATABASE_URL" in said
    Path("fristvakt.toml").write_text('database_url = "postgresql://f@db/f"', encoding="utf-8")
    assert load_settings().database_url == "postgresql://f@db/f"
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", url)
    assert load_settings().database_url == url


@pytest.mark.parametrize(
    "name", [name for name, f in Settings.model_fields.items() if "Secret" in str(f.annotation)]
)
def test_every_secret_is_refused_in_the_file_and_taken_from_the_folder(
    name: str, secrets: Path
) -> None:
    Path("fristvakt.toml").write_text(f'{name} = "{SECRET}"', encoding="utf-8")
    assert f"Flytta {name} till miljön" in refusal()
    other = 'smtp_username = "f"' if name == "smtp_password" else ""
    put(secrets, name, f"{SECRET}\n")
    assert getattr(settings_of(other), name).get_secret_value() == SECRET


def test_the_environment_goes_before_the_folder_and_the_folder_before_the_file(
    secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(secrets, "database_url", "postgresql://folder/f\n")
    assert settings_of('database_url = "sqlite:///f.db"').database_url == "postgresql://folder/f"
    monkeypatch.setenv("FRISTVAKT_DATABASE_URL", "postgresql://environment/f")
    assert load_settings().database_url == "postgresql://environment/f"


def test_hidden_files_and_links_within_the_folder_are_as_kubernetes_makes_them(
    secrets: Path,
) -> None:
    (secrets / "..2026").mkdir()
    put(secrets / "..2026", "bot_app_password", SECRET, 0o440)
    (secrets / "..data").symlink_to("..2026")
    (secrets / "bot_app_password").symlink_to("..data/bot_app_password")
    assert load_settings().bot_app_password.get_secret_value() == SECRET


@pytest.mark.parametrize(
    ("name", "content", "mode", "sentence"),
    [
        ("smtp_pasword", SECRET, 0o400, "heter inte som någon inställning. Menar du smtp_password"),
        ("FRISTVAKT_SMTP_PASSWORD", SECRET, 0o400, "Menar du smtp_password?"),
        ("smtp_password", " \n", 0o400, "är tom"),
        ("smtp_password", "\ufeff" + SECRET, 0o400, "BOM"),
        ("smtp_password", b"\xff\xfe" + SECRET.encode(), 0o400, "går inte att läsa"),
        ("smtp_password", SECRET, 0o404, "kan läsas eller ändras av andra"),
        ("smtp_password", SECRET, 0o420, "kan läsas eller ändras av andra"),
    ],
)
def test_a_secret_that_cannot_be_used_is_told_by_the_name_of_its_file(
    secrets: Path, name: str, content: str | bytes, mode: int, sentence: str
) -> None:
    put(secrets, name, content, mode)
    said = refusal()
    assert said.startswith(f"Filen {name} i hemlighetsmappen ")
    assert sentence in said


def test_a_secret_that_lies_elsewhere_is_refused(secrets: Path, folder: Path) -> None:
    put(folder, "elsewhere", SECRET)
    (secrets / "smtp_password").symlink_to(folder / "elsewhere")
    assert "ingen fil i mappen" in refusal()
    (secrets / "smtp_password").unlink()
    (secrets / "smtp_password").mkdir()
    assert "ingen fil i mappen" in refusal()
    (secrets / "smtp_password").rmdir()
    (secrets / "smtp_password").symlink_to("smtp_password")
    assert "ingen fil i mappen" in refusal()


def test_a_value_from_the_folder_that_cannot_be_used_is_told_by_its_place(secrets: Path) -> None:
    put(secrets, "port", SECRET)
    assert "Rätta filen port i hemlighetsmappen." in refusal()


def test_a_folder_that_is_not_there_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRISTVAKT_SECRETS_DIR", str(folder / "secrets"))
    assert "Rätta FRISTVAKT_SECRETS_DIR" in refusal()
    monkeypatch.setenv("FRISTVAKT_SECRETS_DIR", "")
    assert load_settings().port == 3978


def test_another_file_is_read_where_one_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRISTVAKT_SETTINGS_FILE", str(folder / "etc.toml"))
    assert f"Filen {folder / 'etc.toml'} finns inte" in refusal()
    (folder / "etc.toml").write_text("port = 4000", encoding="utf-8")
    assert settings_of("port = 5000").port == 4000
    (folder / "etc.toml").write_text("prot = 4000", encoding="utf-8")
    assert "etc.toml: prot. Menar du port?" in refusal()


def test_what_is_no_file_of_settings_is_said_and_not_waited_for(folder: Path) -> None:
    deep = Path("fristvakt.toml")
    deep.write_text(f"a = {'[' * 100_000}", encoding="utf-8")
    assert "går inte att läsa" in refusal()
    deep.unlink()
    os.mkfifo(folder / "fristvakt.toml")
    assert "går inte att läsa" in refusal()


def test_a_misspelt_variable_of_the_two_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRISTVAKT_SECRET_DIR", "/run/secrets")
    assert "Menar du FRISTVAKT_SECRETS_DIR?" in refusal()
