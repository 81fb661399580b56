"""Whether the mail server would take a letter now, for whoever sets Fristvakt up."""

from dataclasses import dataclass

from digests.mail.handover import Handover
from digests.mail.settings import SmtpSettings, trusted_certificates
from digests.mail.verdict import Step


@dataclass(frozen=True, slots=True)
class SmtpCheck:
    """How far a conversation without a letter came; `error` is a MailError where it failed."""

    ok: bool
    reached: Step
    error: str | None = None
    status: int | None = None


async def check_smtp(settings: SmtpSettings) -> SmtpCheck:
    """Connect, encrypt, log in and name the sender, as for a letter; nothing is sent.

    Raises MailSettingsError where the file with certificates cannot be read.
    """
    handover = Handover(settings, trusted_certificates(settings))
    failure = await handover.try_out()
    if failure is None:
        return SmtpCheck(ok=True, reached=handover.step)
    return SmtpCheck(False, handover.step, failure.error, failure.status)
