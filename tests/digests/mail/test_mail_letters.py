"""What a letter looks like to the one who reads it and to the machines on the way."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mail_parcels import MANAGER, MESSAGE, NOW, a_delivery, a_parcel, header_in, settings_for

from digests.mail.letter import letter_of, message_id
from digests.outbox.sending import Attachment, Message, Parcel
from storage.records.outbox import Channel, DeliveryKind, DeliveryState

CHART = Attachment("Nämndens sammanställning åäö.html", "text/html; charset=utf-8", "å".encode())
TABLE = Attachment("tabell.xlsx", "application/vnd.ms-excel", bytes(range(256)))


def written(parcel: Parcel, sender_name: str = "Fristvakt") -> bytes:
    return letter_of(parcel, parcel.recipient.email, settings_for(25, sender_name=sender_name), NOW)


def read(raw: bytes) -> EmailMessage:
    letter = message_from_bytes(raw, policy=policy.default)
    assert isinstance(letter, EmailMessage)
    return letter


def test_text_and_html_are_alternatives_with_their_letters_intact() -> None:
    letter = read(written(a_parcel()))

    assert letter.get_content_type() == "multipart/alternative"
    text, html = letter.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert text.get_content().replace("\r\n", "\n") == MESSAGE.text
    assert html.get_content_type() == "text/html"
    assert html.get_content().strip() == MESSAGE.html


def test_without_html_the_letter_is_plain_text() -> None:
    letter = read(written(a_parcel(replace(MESSAGE, html=None))))

    assert letter.get_content_type() == "text/plain"


def test_attachments_keep_name_type_and_every_byte() -> None:
    letter = read(written(a_parcel(replace(MESSAGE, attachments=(CHART, TABLE)))))

    assert letter.get_content_type() == "multipart/mixed"
    chart, table = letter.iter_attachments()
    assert (chart.get_filename(), chart.get_content()) == (CHART.name, "å")
    assert chart.get_content_type() == "text/html"
    assert (table.get_filename(), table.get_content()) == (TABLE.name, TABLE.content)
    assert letter.get_body(("plain",)) is not None
    assert letter.get_body(("html",)) is not None


def test_an_attachment_of_unreadable_type_still_goes_along() -> None:
    odd = Attachment("x\r\nBcc: a@b.se/..\\y", "nonsense\r\nX-Evil: 1", b"abc")

    raw = written(a_parcel(replace(MESSAGE, attachments=(odd,))))

    (attachment,) = read(raw).iter_attachments()
    assert attachment.get_payload(decode=True) == b"abc"
    assert attachment.get_filename() == "x Bcc: a@b.se-..-y"
    assert b"\r\nX-Evil" not in raw
    assert b"\r\nBcc" not in raw


def test_machines_are_told_that_nobody_wrote_it() -> None:
    letter = read(written(a_parcel()))

    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["X-Auto-Response-Suppress"] == "All"
    assert letter["List-Id"] == "<weekly-digest.fristvakt.exempelkommun.se>"
    assert letter["Date"] == "Mon, 16 Nov 2026 07:00:00 +0100"
    assert letter["To"] == MANAGER.email
    assert letter["Subject"] == MESSAGE.subject
    assert letter["MIME-Version"] == "1.0"


def test_neither_notice_nor_rows_nor_cards_reach_the_headers() -> None:
    secret = Message(subject="Veckobrev", notice="N0TICE", text="BU-2026-01234", html=None)

    head = written(a_parcel(secret)).partition(b"\r\n\r\n")[0]

    assert b"N0TICE" not in head
    assert b"BU-2026" not in head


def test_a_repeat_has_the_same_message_id() -> None:
    first = a_delivery()
    again = a_delivery(
        id=1, attempts=2, is_repeat=True, state=DeliveryState.SUBMITTING, run_id="r2", is_late=True
    )

    assert message_id(first, "kommun.se") == message_id(again, "kommun.se")
    assert message_id(first, "kommun.se") == message_id(
        a_delivery(recipient=MANAGER.email.upper()), "kommun.se"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"recipient": "annan@exempelkommun.se"},
        {"kind": DeliveryKind.MONTHLY_SUMMARY},
        {"period": "2026-W48"},
        {"about": "väst"},
        {"channel": Channel.TEAMS},
        {"recipient": "x", "period": "y"},
    ],
)
def test_another_delivery_has_another_message_id(change: dict[str, str]) -> None:
    assert message_id(a_delivery(), "kommun.se") != message_id(a_delivery(**change), "kommun.se")


def test_parts_of_an_identity_cannot_flow_into_each_other() -> None:
    one = a_delivery(period="2026-W47", about="1")
    other = a_delivery(period="2026-W4", about="71")

    assert message_id(one, "kommun.se") != message_id(other, "kommun.se")


def test_the_message_id_is_plain_and_shows_no_address() -> None:
    letter = read(written(a_parcel()))

    assert re.fullmatch(r"<[0-9a-f]{40}@exempelkommun\.se>", letter["Message-ID"])


def test_every_line_is_short_ascii_ended_by_crlf() -> None:
    long_line = "å" * 5000 + "\n.\n..en rad som börjar med punkt\nlös\rretur\n" + "x" * 3000
    message = Message("å" * 400, "n", long_line, f"<p>{long_line}</p>", attachments=(CHART, TABLE))

    raw = written(a_parcel(message), "Å" * 200)

    assert raw.isascii()
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert read(raw)["Subject"] == "å" * 400


@pytest.mark.parametrize(
    "break_",
    ["\r\n", "\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\x00", "\r\n\r\n"],
)
def test_line_breaks_in_a_unit_or_name_make_no_header(break_: str) -> None:
    evil = f"Öst{break_}Bcc: spion@example.com{break_}X-Evil: 1"

    raw = written(a_parcel(replace(MESSAGE, subject=evil)))

    letter = read(raw)
    assert letter["Bcc"] is None
    assert letter["X-Evil"] is None
    assert letter["Subject"] == "Öst Bcc: spion@example.com X-Evil: 1"
    assert letter.defects == []


def test_an_encoded_line_break_in_a_name_makes_no_header() -> None:
    evil = "=?utf-8?q?=C3=96st=0D=0ABcc:_spion@example.com?="

    letter = read(written(a_parcel(replace(MESSAGE, subject=evil))))

    assert letter["Bcc"] is None
    assert letter["Subject"] == evil.replace("=?", "= ?")


WORDS = st.lists(
    st.sampled_from(
        ["Veckobrev", "47", "–", "Öst", "Åsa,", "(sen)", '"citat"', "a:b", "<x>", "v.", "å" * 30]
    )
    | st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12),
    min_size=1,
    max_size=14,
).map(" ".join)


@settings(deadline=None, max_examples=50)
@given(words=WORDS)
def test_subject_and_sender_name_are_read_as_they_were_written(words: str) -> None:
    expected = words.replace("=?", "= ?")

    raw = written(a_parcel(replace(MESSAGE, subject=words)), words)

    assert read(raw)["Subject"] == header_in(raw, "Subject") == expected
    (sender,) = read(raw)["From"].addresses
    assert sender.addr_spec == "fristvakt@exempelkommun.se"
    if not expected.isascii():
        assert header_in(raw, "From") == f"{expected} <fristvakt@exempelkommun.se>"


@settings(deadline=None, max_examples=50)
@given(text=st.text(max_size=200))
def test_no_subject_whatever_adds_a_header_or_breaks_the_letter(text: str) -> None:
    raw = written(
        a_parcel(replace(MESSAGE, subject=text, attachments=(replace(CHART, name=text),)))
    )

    letter = read(raw)
    assert raw.isascii()
    assert sorted(letter.keys()) == sorted(
        read(written(a_parcel(replace(MESSAGE, attachments=(CHART,))))).keys()
    )
    assert len(list(letter.iter_attachments())) == 1
