"""Settings of delivery: what goes together is set together, and secrets stay in the environment."""

from pathlib import Path
from typing import Protocol

import pytest

from bot.settings import Settings, SettingsError, load_settings
from digests.writing import SummaryFormat
from storage.records.outbox import Channel

MAIL = {
    "SMTP_HOST": "post.smastad.example",
    "MAIL_SENDER": "fristvakt@smastad.example",
    "MAIL_DOMAINS": "smastad.example",
}


class Loaded(Protocol):
    """Gives the settings with these variables in the environment."""

    def __call__(self, **variables: str) -> Settings: ...


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> Loaded:
    def load(**variables: str) -> Settings:
        for name, value in variables.items():
            monkeypatch.setenv(f"FRISTVAKT_{name}", value)
        return load_settings()

    return load


def test_nothing_needs_to_be_set_and_then_no_mail_is_sent(loaded: Loaded) -> None:
    settings = loaded()
    assert not settings.sends_mail
    assert settings.weekly_channels == ("teams", "mail")
    assert settings.summary_channels == ("mail", "teams")


@pytest.mark.parametrize("missing", list(MAIL))
def test_half_a_setting_of_mail_is_refused_by_what_is_missing(loaded: Loaded, missing: str) -> None:
    given = {name: value for name, value in MAIL.items() if name != missing}
    with pytest.raises(SettingsError, match=f"saknar FRISTVAKT_{missing}"):
        loaded(**given)
    assert loaded(**MAIL).sends_mail


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_mail_goes_in_the_clear_only_within_the_computer(loaded: Loaded, host: str) -> None:
    with pytest.raises(SettingsError, match=r"oskyddad.*inte till post\.smastad\.example"):
        loaded(**MAIL, SMTP_SECURITY="none")
    assert loaded(SMTP_HOST=host).smtp_port_used == 25


@pytest.mark.parametrize(
    ("security", "given", "used"),
    [("starttls", None, 587), ("tls", None, 465), ("tls", "2465", 2465)],
)
def test_the_usual_port_follows_from_how_mail_is_protected(
    loaded: Loaded, security: str, given: str | None, used: int
) -> None:
    port = {"SMTP_PORT": given} if given else {}
    assert loaded(**MAIL, SMTP_SECURITY=security, **port).smtp_port_used == used


@pytest.mark.parametrize("only", ["SMTP_USERNAME", "SMTP_PASSWORD"])
def test_a_user_name_and_a_password_come_together(loaded: Loaded, only: str) -> None:
    with pytest.raises(SettingsError, match="hör ihop") as refused:
        loaded(**MAIL, **{only: "hemligt"})
    assert "hemligt" not in str(refused.value)


def test_the_password_of_mail_may_not_stand_in_the_file(empty_folder: Path) -> None:
    (empty_folder / "fristvakt.toml").write_text('smtp_password = "hemligt"', encoding="utf-8")
    with pytest.raises(SettingsError, match="smtp_password") as refused:
        load_settings()
    assert "hemligt" not in str(refused.value)


def test_the_password_is_never_shown(loaded: Loaded) -> None:
    assert "hemligt" not in repr(loaded(**MAIL, SMTP_USERNAME="f", SMTP_PASSWORD="hemligt"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEEKLY_CHANNELS", "teams,fax"),
        ("SUMMARY_FORMATS", "odt"),
        ("ON_UNKNOWN", "guess"),
        ("SMTP_SECURITY", "ssl"),
        ("MAIL_SENDER", "Fristvakt"),
        ("MAIL_SENDER", "a@b.example\nBcc: c@d.example"),
        ("MAIL_SENDER_NAME", "Fristvakt\nBcc: c@d.example"),
        ("MAIL_DOMAINS", "*.example"),
        ("MAIL_DOMAINS", "smastad"),
        ("REPLICAS", "0"),
        ("IMPORT_HOUR", "2"),  # the hour that the autumn change runs twice
        ("METRICS_PORT", "0"),
        ("KEEP_LOOKS_MONTHS", "0"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(
    loaded: Loaded, name: str, value: str
) -> None:
    with pytest.raises(SettingsError, match=name.lower()):
        loaded(**{name: value})


def test_lists_are_written_with_commas_or_as_lists(loaded: Loaded, empty_folder: Path) -> None:
    (empty_folder / "fristvakt.toml").write_text(
        'weekly_channels = ["mail"]\nmail_domains = []', encoding="utf-8"
    )
    assert load_settings().weekly_channels == ("mail",)
    settings = loaded(WEEKLY_CHANNELS="Mail, teams,mail", **{**MAIL, "MAIL_DOMAINS": "@A.Se,b.se"})
    assert settings.weekly_channels == ("mail", "teams")
    assert settings.mail_domains == ("a.se", "b.se")


def test_every_channel_and_format_can_be_chosen(loaded: Loaded) -> None:
    settings = loaded(
        WEEKLY_CHANNELS=",".join(Channel),
        SUMMARY_FORMATS=",".join(each.value for each in SummaryFormat),
    )
    assert [Channel(name) for name in settings.weekly_channels] == list(Channel)
    assert [SummaryFormat(name) for name in settings.summary_formats] == list(SummaryFormat)


def test_no_channel_means_that_nothing_is_sent(loaded: Loaded) -> None:
    assert loaded(WEEKLY_CHANNELS="").weekly_channels == ()
