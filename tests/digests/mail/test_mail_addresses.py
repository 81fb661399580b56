"""A letter goes to the municipality's own people, whatever the address tries to look like."""

from typing import Any

import pytest
from mail_parcels import a_parcel, sender_to, settings_for
from mail_servers import Mailboxes, serving

from digests.mail import MailSettingsError, Security, SmtpSettings
from digests.mail.addresses import ascii_address
from digests.outbox.choices import DeliveryChoices
from digests.outbox.sending import SendOutcome, SendState

FOREIGN = [
    "asa@example.com",
    "asa@exempelkommun.se.example.com",
    "asa@exempelkommun.se.",
    "asa@sub.exempelkommun.se",
    "asa@xexempelkommun.se",
    "asa@exempelkommun.se@example.com",
    "asa@example.com@exempelkommun.se",
    '"asa@example.com"@exempelkommun.se',
    '"asa"@exempelkommun.se',
    "asa%example.com@exempelkommun.se",
    "example.com!asa@exempelkommun.se",
    "<asa@example.com> asa@exempelkommun.se",
    "Åsa <asa@exempelkommun.se>",
    "asa@example.com,asa@exempelkommun.se",
    "asa@example.com asa@exempelkommun.se",
    "asa@example.com\r\nRCPT TO:<x@exempelkommun.se>",
    "asa@exempelkommun.se> SIZE=1",
    "asa(@example.com)@exempelkommun.se",
    "asa@[127.0.0.1]",
    "asa@exempelk\u043emmun.se",  # a Cyrillic o
    "åsa@exempelkommun.se",  # needs SMTPUTF8, which is not spoken
    ".asa@exempelkommun.se",
    "@exempelkommun.se",
    "exempelkommun.se",
    "",
    "asa@",
    "asa@" + "x" * 64 + ".se",
    "a" * 65 + "@exempelkommun.se",
]


@pytest.mark.parametrize("address", FOREIGN)
async def test_a_foreign_address_is_refused_before_any_connection(address: str) -> None:
    nobody_listens = sender_to(port=1)

    outcome = await nobody_listens.send(a_parcel(to=address))

    assert outcome == SendOutcome(SendState.REFUSED, error="foreign_domain")


async def test_a_foreign_address_is_not_even_named_to_the_server() -> None:
    mailboxes = Mailboxes()
    with serving(mailboxes) as port:
        await sender_to(port).send(a_parcel(to=FOREIGN[1]))

    assert mailboxes.commands == []


@pytest.mark.parametrize(
    ("written", "domain", "sent_to"),
    [
        ("Asa.Oberg@ExempelKommun.SE", "exempelkommun.se", "Asa.Oberg@exempelkommun.se"),
        ("asa@exempelkommun.se", "@EXEMPELKOMMUN.se ", "asa@exempelkommun.se"),
        (" asa@exempelkommun.se ", "exempelkommun.se", "asa@exempelkommun.se"),
        ("asa@åre.se", "åre.se", "asa@xn--re-xia.se"),
        ("asa@ÅRE.se", "xn--re-xia.se", "asa@xn--re-xia.se"),
        ("asa@a\u030are.se", "åre.se", "asa@xn--re-xia.se"),
        ("asa@xn--re-xia.se", "Åre.se", "asa@xn--re-xia.se"),
        ("o'neill+x@exempelkommun.se", "exempelkommun.se", "o'neill+x@exempelkommun.se"),
    ],
)
async def test_an_own_address_is_reached_however_it_is_written(
    written: str, domain: str, sent_to: str
) -> None:
    mailboxes = Mailboxes()
    with serving(mailboxes) as port:
        sender = sender_to(port, domains=frozenset({domain, "annan.se"}))
        outcome = await sender.send(a_parcel(to=written))

    assert outcome.state is SendState.SENT
    assert mailboxes.envelopes[0].rcpt_tos == [sent_to]


@pytest.mark.parametrize(
    ("changes", "setting"),
    [
        ({"domains": frozenset()}, "domains"),
        ({"domains": frozenset({"*.kommun.se"})}, "domains"),
        ({"domains": frozenset({""})}, "domains"),
        ({"domains": frozenset({"a@b.se"})}, "domains"),
        ({"sender_address": "fristvakt"}, "sender_address"),
        ({"sender_address": "a@b.se\r\nBcc: x@y.se"}, "sender_address"),
        ({"sender_name": "Fristvakt\r\nBcc: x@y.se"}, "sender_name"),
        ({"sender_name": " "}, "sender_name"),
        ({"host": ""}, "host"),
        ({"host": "a\nb"}, "host"),
        ({"port": 0}, "port"),
        ({"timeout_s": 0}, "timeout_s"),
        ({"username": "x"}, "username"),
        ({"password": "x"}, "username"),
        ({"host": "smtp.kommun.se"}, "security"),
        ({"host": "10.0.0.1"}, "security"),
        ({"host": "localhost.example.com"}, "security"),
        ({"host": "127.0.0.1.example.com"}, "security"),
    ],
)
def test_settings_that_cannot_work_are_refused_in_a_sentence(
    changes: dict[str, Any], setting: str
) -> None:
    with pytest.raises(MailSettingsError, match=r"^[A-ZÅÄÖ”].*\.$") as refusal:
        settings_for(25, **changes)

    assert refusal.value.setting == setting


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1"])
def test_without_encryption_only_this_machine_is_spoken_to(host: str) -> None:
    assert settings_for(25, host=host).security is Security.NONE


def test_the_password_is_not_shown_with_the_settings() -> None:
    assert "hemligt" not in repr(settings_for(25, username="x", password="hemligt"))


def test_a_letter_tells_its_outcome_before_the_deliverer_stops_waiting() -> None:
    usual = SmtpSettings(
        host="smtp.kommun.se", port=587, sender_address="f@kommun.se", domains=frozenset({"k.se"})
    )

    assert usual.longest_s < DeliveryChoices().longest_send.total_seconds()


def test_an_address_in_another_script_keeps_no_look_alike() -> None:
    assert ascii_address("asa@ｅｘｅｍｐｅｌｋｏｍｍｕｎ.se") == "asa@exempelkommun.se"
