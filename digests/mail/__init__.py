"""E-mail: letters built by the standard library and handed over by aiosmtplib."""

from digests.mail.check import SmtpCheck, check_smtp
from digests.mail.sender import MailSender
from digests.mail.settings import MailSettingsError, Security, SmtpSettings
from digests.mail.verdict import MailError, Step

__all__ = [
    "MailError",
    "MailSender",
    "MailSettingsError",
    "Security",
    "SmtpCheck",
    "SmtpSettings",
    "Step",
    "check_smtp",
]
