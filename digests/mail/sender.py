"""E-mail as a channel: every letter goes to the municipality's own server and people only."""

from collections.abc import Callable
from datetime import datetime, timedelta

from digests.mail.addresses import ascii_address, is_within
from digests.mail.handover import Handover
from digests.mail.letter import letter_of
from digests.mail.settings import SmtpSettings, trusted_certificates
from digests.mail.verdict import MailError
from digests.outbox.sending import Parcel, SendOutcome, SendState
from storage.records.outbox import Channel


class MailSender:
    """A `Sender` that hands letters to one SMTP server; raises MailSettingsError when made."""

    channel: Channel = Channel.MAIL

    def __init__(self, settings: SmtpSettings, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._own_domains = settings.own_domains
        self._trusted = trusted_certificates(settings)
        self._clock = clock

    @property
    def longest(self) -> timedelta:
        """How long a send may last."""
        return timedelta(seconds=self._settings.longest_s)

    async def send(self, parcel: Parcel) -> SendOutcome:
        """Hand the parcel over as a letter, to an address in the own domains only."""
        address = ascii_address(parcel.recipient.email)
        if address is None or not is_within(address, self._own_domains):
            return SendOutcome(SendState.REFUSED, error=MailError.FOREIGN_DOMAIN)
        try:
            letter = letter_of(parcel, address, self._settings, self._clock())
            handover = Handover(self._settings, self._trusted)
        except Exception as fault:  # a message that cannot be a letter will not be one later
            return SendOutcome(SendState.REFUSED, error=type(fault).__name__)
        return await handover.hand_over(address, letter)
