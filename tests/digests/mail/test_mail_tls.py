"""A letter is handed over in a hidden conversation with the right server, or not at all."""

from pathlib import Path

import pytest
from authority import Authority
from mail_parcels import a_parcel, sender_to, settings_for
from mail_servers import PASSWORD, USERNAME, Mailboxes, serving

from digests.mail import MailSettingsError, Security, SmtpCheck, Step, check_smtp
from digests.outbox.sending import SendOutcome, SendState

NOT_SAFE = SendOutcome(SendState.RETRY_LATER, error="tls")


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
async def test_a_letter_goes_by_starttls(authority: Authority, host: str) -> None:
    mailboxes = Mailboxes()
    with serving(mailboxes, starttls=authority.server_context("localhost", "127.0.0.1")) as port:
        outcome = await sender_to(port, authority.file, host=host).send(a_parcel())

    assert outcome == SendOutcome(SendState.SENT, status=250)
    assert len(mailboxes.letters()) == 1


async def test_a_letter_goes_by_tls_from_the_beginning(authority: Authority) -> None:
    mailboxes = Mailboxes()
    with serving(mailboxes, implicit=authority.server_context("localhost")) as port:
        sender = sender_to(port, authority.file, security=Security.TLS)
        outcome = await sender.send(a_parcel())

    assert outcome == SendOutcome(SendState.SENT, status=250)
    assert len(mailboxes.letters()) == 1


async def test_a_server_without_starttls_gets_nothing(authority: Authority) -> None:
    mailboxes = Mailboxes()
    with serving(mailboxes) as port:
        outcome = await sender_to(port, authority.file).send(a_parcel())

    assert outcome == NOT_SAFE
    assert mailboxes.commands == ["EHLO"]


async def test_starttls_stripped_on_the_way_gets_nothing(authority: Authority) -> None:
    mailboxes = Mailboxes(hides_starttls=True)
    with serving(mailboxes, starttls=authority.server_context("localhost")) as port:
        outcome = await sender_to(port, authority.file, username=USERNAME, password=PASSWORD).send(
            a_parcel()
        )

    assert outcome == NOT_SAFE
    assert mailboxes.commands == ["EHLO"]


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
@pytest.mark.parametrize("flaw", ["other host", "expired", "other authority", "not in ca_file"])
async def test_a_certificate_that_cannot_be_trusted_gets_nothing(
    authority: Authority, tmp_path: Path, security: Security, flaw: str
) -> None:
    issuer = Authority(tmp_path, "Annan CA") if flaw == "other authority" else authority
    context = issuer.server_context(
        "smtp.annan.se" if flaw == "other host" else "localhost",
        days_left=-1 if flaw == "expired" else 30,
    )
    is_implicit = security is Security.TLS
    mailboxes = Mailboxes()
    with serving(
        mailboxes,
        implicit=context if is_implicit else None,
        starttls=None if is_implicit else context,
    ) as port:
        ca_file = None if flaw == "not in ca_file" else authority.file
        outcome = await sender_to(port, ca_file, security=security).send(a_parcel())

    assert outcome == NOT_SAFE
    assert "MAIL" not in mailboxes.commands
    assert mailboxes.envelopes == []


async def test_tls_to_a_server_that_speaks_in_the_clear_gets_nothing(authority: Authority) -> None:
    mailboxes = Mailboxes()
    with serving(mailboxes) as port:
        sender = sender_to(port, authority.file, security=Security.TLS)
        outcome = await sender.send(a_parcel())

    assert outcome == NOT_SAFE
    assert mailboxes.commands == []


async def test_a_login_is_made_inside_tls(authority: Authority) -> None:
    mailboxes = Mailboxes()
    context = authority.server_context("localhost")
    with serving(mailboxes, starttls=context, with_login=True) as port:
        sender = sender_to(port, authority.file, username=USERNAME, password=PASSWORD)
        outcome = await sender.send(a_parcel())

    assert outcome.state is SendState.SENT
    assert mailboxes.commands == ["EHLO", "EHLO", "AUTH PLAIN", "MAIL", "RCPT", "DATA"]


async def test_a_refused_login_is_tried_once_and_told(authority: Authority) -> None:
    mailboxes = Mailboxes()
    context = authority.server_context("localhost")
    with serving(mailboxes, starttls=context, with_login=True) as port:
        sender = sender_to(port, authority.file, username=USERNAME, password="fel")
        outcome = await sender.send(a_parcel())

    assert outcome == SendOutcome(SendState.RETRY_LATER, status=535, error="login")
    assert mailboxes.commands == ["EHLO", "EHLO", "AUTH PLAIN"]


async def test_a_server_that_wants_a_login_we_lack_is_told_as_login(authority: Authority) -> None:
    mailboxes = Mailboxes()
    context = authority.server_context("localhost")
    with serving(mailboxes, starttls=context, with_login=True) as port:
        outcome = await sender_to(port, authority.file).send(a_parcel())

    assert outcome == SendOutcome(SendState.RETRY_LATER, status=530, error="login")


@pytest.mark.parametrize("content", [None, b"", b"inte PEM"])
def test_a_certificate_file_that_cannot_be_read_is_told_at_start(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(MailSettingsError, match=r"PEM-format\.") as refusal:
        sender_to(25, file)

    assert refusal.value.setting == "ca_file"


async def test_the_check_finds_a_server_that_would_take_a_letter(authority: Authority) -> None:
    mailboxes = Mailboxes()
    context = authority.server_context("localhost")
    with serving(mailboxes, starttls=context, with_login=True) as port:
        settings = settings_for(port, authority.file, username=USERNAME, password=PASSWORD)
        check = await check_smtp(settings)

    assert check == SmtpCheck(ok=True, reached=Step.SENDER)
    assert mailboxes.envelopes == []


async def test_the_check_tells_how_far_it_came(authority: Authority) -> None:
    context = authority.server_context("localhost")
    with serving(Mailboxes(), starttls=context, with_login=True) as port:
        settings = settings_for(port, authority.file, username=USERNAME, password="fel")
        check = await check_smtp(settings)

    assert check == SmtpCheck(ok=False, reached=Step.LOGIN, error="login", status=535)
