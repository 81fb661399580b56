"""What becomes of a letter when the server takes it, refuses it, leaves or falls silent."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from authority import Authority
from mail_parcels import MANAGER, MESSAGE, a_parcel, header_in, sender_to
from mail_servers import Mailboxes, serving

from digests.mail.letter import message_id
from digests.mail.verdict import Step, outcome_of_answer, outcome_of_fault
from digests.outbox.sending import Attachment, SendOutcome, SendState
from storage.records.outbox import Channel

REPORT = Attachment("Nämndrapport för Åmål.pdf", "application/pdf", b"%PDF \x00\xff\r\n.\r\n.")
LARGE = Attachment("stor.bin", "application/octet-stream", bytes(6_000_000))
SOON = 0.3


async def outcome_from(mailboxes: Mailboxes, **changes: float) -> SendOutcome:
    with serving(mailboxes) as port:
        return await sender_to(port, **changes).send(a_parcel())


async def test_a_letter_arrives_as_it_was_written() -> None:
    mailboxes = Mailboxes()
    parcel = a_parcel(replace(MESSAGE, attachments=(REPORT,)))
    with serving(mailboxes) as port:
        sender = sender_to(port)
        outcome = await sender.send(parcel)

    assert sender.channel is Channel.MAIL
    assert outcome == SendOutcome(SendState.SENT, status=250)
    assert mailboxes.envelopes[0].mail_from == "fristvakt@exempelkommun.se"
    assert mailboxes.envelopes[0].rcpt_tos == [MANAGER.email]
    (letter,) = mailboxes.letters()
    assert letter["Subject"] == MESSAGE.subject
    assert header_in(mailboxes.raw(), "From") == (
        "Fristvakt, Örnsköldsviks kommun – socialförvaltningen <fristvakt@exempelkommun.se>"
    )
    assert letter["Message-ID"] == message_id(parcel.delivery, "exempelkommun.se")
    body = letter.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == MESSAGE.text
    (report,) = letter.iter_attachments()
    assert (report.get_filename(), report.get_content()) == (REPORT.name, REPORT.content)


async def test_lines_that_begin_with_a_dot_arrive_with_it() -> None:
    text = ".\n..\n.en punkt\nslut\n"
    mailboxes = Mailboxes()
    with serving(mailboxes) as port:
        await sender_to(port).send(a_parcel(replace(MESSAGE, text=text, html=None)))

    assert mailboxes.letters()[0].get_content().replace("\r\n", "\n") == text


async def test_a_large_letter_arrives_whole() -> None:
    mailboxes = Mailboxes()
    with serving(mailboxes) as port:
        outcome = await sender_to(port).send(a_parcel(replace(MESSAGE, attachments=(LARGE,))))

    (attachment,) = mailboxes.letters()[0].iter_attachments()
    assert outcome.state is SendState.SENT
    assert attachment.get_content() == LARGE.content


@pytest.mark.parametrize(
    ("mailboxes", "state", "status", "error"),
    [
        (Mailboxes(rcpt_answer="451 4.7.1 later"), SendState.RETRY_LATER, 451, "busy"),
        (Mailboxes(rcpt_answer="452 full"), SendState.RETRY_LATER, 452, "busy"),
        (Mailboxes(rcpt_answer="421 closing"), SendState.RETRY_LATER, 421, "busy"),
        (Mailboxes(rcpt_answer="550 5.1.1 nobody"), SendState.UNREACHABLE, 550, "no_mailbox"),
        (Mailboxes(rcpt_answer="550 5.4.1 denied"), SendState.UNREACHABLE, 550, "no_mailbox"),
        (Mailboxes(rcpt_answer="550 5.7.54 no relay"), SendState.REFUSED, 550, "refused"),
        (Mailboxes(rcpt_answer="530 5.7.57 who"), SendState.RETRY_LATER, 530, "login"),
        (Mailboxes(mail_answer="550 not you"), SendState.REFUSED, 550, "refused"),
        (Mailboxes(mail_answer="552 too big"), SendState.REFUSED, 552, "refused"),
        (Mailboxes(mail_answer="450 later"), SendState.RETRY_LATER, 450, "busy"),
        (Mailboxes(data_answer="552 too big"), SendState.REFUSED, 552, "refused"),
        (Mailboxes(data_answer="554 spam"), SendState.REFUSED, 554, "refused"),
        (Mailboxes(data_answer="451 later"), SendState.RETRY_LATER, 451, "busy"),
        (Mailboxes(data_answer="421 closing"), SendState.RETRY_LATER, 421, "busy"),
        (Mailboxes(data_answer="354 what"), SendState.UNKNOWN, 354, "garbled"),
        (Mailboxes(data_answer="nonsense"), SendState.UNKNOWN, None, "garbled"),
        (Mailboxes(rcpt_answer="nonsense"), SendState.RETRY_LATER, None, "garbled"),
    ],
)
async def test_what_the_server_answers_decides(
    mailboxes: Mailboxes, state: SendState, status: int | None, error: str
) -> None:
    assert await outcome_from(mailboxes) == SendOutcome(state, status=status, error=error)


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
async def test_a_connection_lost_before_the_letter_means_later(step: str) -> None:
    mailboxes = Mailboxes(drops_at=step)

    outcome = await outcome_from(mailboxes)

    assert outcome == SendOutcome(SendState.RETRY_LATER, error="lost")
    assert mailboxes.commands[-1] == step


@pytest.mark.parametrize("is_hidden", [False, True])
async def test_a_connection_lost_in_the_middle_of_the_letter_means_later(
    tmp_path: Path, is_hidden: bool
) -> None:
    mailboxes, authority = Mailboxes(drops_at="BODY"), Authority(tmp_path)
    context = authority.server_context("localhost") if is_hidden else None
    with serving(mailboxes, starttls=context) as port:
        sender = sender_to(port, authority.file if is_hidden else None)
        outcome = await sender.send(a_parcel(replace(MESSAGE, attachments=(LARGE,))))

    assert outcome == SendOutcome(SendState.RETRY_LATER, error="lost")
    assert mailboxes.commands[-1] == "BODY"


async def test_a_connection_lost_after_the_letter_means_that_nobody_knows() -> None:
    mailboxes = Mailboxes(drops_at="DATA")

    outcome = await outcome_from(mailboxes)

    assert outcome == SendOutcome(SendState.UNKNOWN, error="lost")
    assert len(mailboxes.letters()) == 1


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
async def test_a_server_silent_before_the_letter_means_later(step: str) -> None:
    mailboxes = Mailboxes(silent_at=step)

    outcome = await outcome_from(mailboxes, timeout_s=SOON)

    assert outcome == SendOutcome(SendState.RETRY_LATER, error="timeout")


async def test_a_server_silent_in_the_middle_of_the_letter_means_later() -> None:
    mailboxes = Mailboxes(silent_at="BODY")
    with serving(mailboxes) as port:
        sender = sender_to(port, timeout_s=1, answer_timeout_s=SOON)
        outcome = await sender.send(a_parcel(replace(MESSAGE, attachments=(LARGE,))))

    assert outcome == SendOutcome(SendState.RETRY_LATER, error="timeout")


async def test_a_server_silent_after_the_letter_means_that_nobody_knows() -> None:
    mailboxes = Mailboxes(silent_at="DATA")

    outcome = await outcome_from(mailboxes, answer_timeout_s=SOON)

    assert outcome == SendOutcome(SendState.UNKNOWN, error="timeout")
    assert len(mailboxes.letters()) == 1


async def test_a_server_that_never_greets_means_later() -> None:
    async def say_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await gone.wait()
        writer.close()

    gone = asyncio.Event()
    server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    outcome = await sender_to(port, timeout_s=SOON).send(a_parcel())

    gone.set()
    server.close()
    assert outcome == SendOutcome(SendState.RETRY_LATER, error="timeout")


async def test_a_server_that_is_not_there_means_later() -> None:
    with serving(Mailboxes()) as port:
        pass

    outcome = await sender_to(port).send(a_parcel())

    assert outcome == SendOutcome(SendState.RETRY_LATER, error="connect")


async def test_a_slow_server_holds_no_other_letter() -> None:
    silent, quick = Mailboxes(silent_at="RCPT"), Mailboxes()
    with serving(silent) as slow_port, serving(quick) as quick_port:
        waiting = asyncio.create_task(sender_to(slow_port).send(a_parcel()))
        outcomes = [await sender_to(quick_port).send(a_parcel()) for _ in range(3)]
        is_still_waiting = not waiting.done()
        waiting.cancel()
        (end,) = await asyncio.gather(waiting, return_exceptions=True)

    assert is_still_waiting
    assert [outcome.state for outcome in outcomes] == [SendState.SENT] * 3
    assert isinstance(end, asyncio.CancelledError)


async def test_one_sender_serves_many_letters_at_once() -> None:
    mailboxes = Mailboxes()
    with serving(mailboxes) as port:
        sender = sender_to(port)
        parcels = [a_parcel(to=f"person{n}@exempelkommun.se") for n in range(12)]
        outcomes = await asyncio.gather(*(sender.send(parcel) for parcel in parcels))

    assert {outcome.state for outcome in outcomes} == {SendState.SENT}
    assert len({envelope.rcpt_tos[0] for envelope in mailboxes.envelopes}) == 12


async def test_a_message_that_cannot_be_a_letter_is_refused_and_nothing_raised() -> None:
    with_half_a_letter = replace(MESSAGE, text="\ud800")

    outcome = await sender_to(port=1).send(a_parcel(with_half_a_letter))

    assert outcome == SendOutcome(SendState.REFUSED, error="UnicodeEncodeError")


@pytest.mark.parametrize(
    ("step", "status", "state", "error"),
    [
        (Step.CONNECT, 554, SendState.RETRY_LATER, "connect"),
        (Step.CONNECT, 421, SendState.RETRY_LATER, "connect"),
        (Step.TLS, 454, SendState.RETRY_LATER, "tls"),
        (Step.LOGIN, 535, SendState.RETRY_LATER, "login"),
        (Step.RECIPIENT, 553, SendState.UNREACHABLE, "no_mailbox"),
        (Step.RECIPIENT, 503, SendState.REFUSED, "refused"),
        (Step.RECIPIENT, 252, SendState.RETRY_LATER, "garbled"),
        (Step.LETTER, 554, SendState.REFUSED, "refused"),
        (Step.LETTER, 451, SendState.RETRY_LATER, "busy"),
        (Step.ANSWER, 251, SendState.SENT, None),
    ],
)
def test_an_answer_means_what_its_step_makes_of_it(
    step: Step, status: int, state: SendState, error: str | None
) -> None:
    assert outcome_of_answer(step, status, "x") == SendOutcome(state, status=status, error=error)


@pytest.mark.parametrize("step", list(Step))
def test_an_unforeseen_fault_is_known_not_to_have_sent_until_the_end(step: Step) -> None:
    state = SendState.UNKNOWN if step is Step.ANSWER else SendState.RETRY_LATER

    assert outcome_of_fault(step, KeyError("namn")) == SendOutcome(state, error="KeyError")


async def test_what_the_server_says_is_not_kept() -> None:
    outcome = await outcome_from(Mailboxes(rcpt_answer="550 5.1.1 asa.oberg unknown"))

    assert "asa" not in repr(outcome)
