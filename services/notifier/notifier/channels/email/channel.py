"""The mail server, by aiosmtplib."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Self

import aiosmtplib

from notifier.channels.channel import OutgoingWords, Undelivered
from notifier.channels.email.mail import mail_of
from notifier.channels.email.settings import EmailSettings, SmtpSecurity

_PERMANENT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpChannel:
    """Hands each message to one server over a connection of its own."""

    host: str
    port: int
    security: SmtpSecurity
    user: str | None
    password: str | None
    timeout: float
    sender: str

    @classmethod
    def of(cls, settings: EmailSettings) -> Self:
        """The channel to the server that the settings name."""
        password = settings.smtp_password
        return cls(
            host=settings.smtp_host,
            port=settings.smtp_port,
            security=settings.smtp_protection,
            user=settings.smtp_user,
            password=None if password is None else password.get_secret_value(),
            timeout=settings.smtp_timeout_seconds,
            sender=settings.sender,
        )

    def render(self, words: OutgoingWords, address: str) -> EmailMessage:
        """The words as a mail."""
        return mail_of(words, sender=self.sender, address=address)

    async def send(self, rendered: EmailMessage) -> None:
        """Send one message; raises what aiosmtplib raises."""
        client = aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            timeout=self.timeout,
            use_tls=self.security is SmtpSecurity.TLS,
            start_tls=self.security is SmtpSecurity.STARTTLS,
        )
        try:
            # aiosmtplib's timeout is for each answer; a server that is slow with every one of them
            # would outlast the lease, and another worker would send the message once more.
            async with asyncio.timeout(self.timeout):
                await client.connect()
                await client.send_message(rendered)
        finally:
            await _leave(client)

    def classify(self, error: Exception) -> Undelivered | None:
        """By the server's reply, where there was one; what the network does passes."""
        match error:
            case aiosmtplib.SMTPRecipientsRefused():
                return _refused("recipient_refused", max(r.code for r in error.recipients))
            case aiosmtplib.SMTPAuthenticationError():
                # Ours to repair, and no fault of this message: it is tried again.
                return Undelivered(f"authentication_{error.code}")
            case aiosmtplib.SMTPSenderRefused() | aiosmtplib.SMTPDataError():
                return _refused("refused", error.code)
            case aiosmtplib.SMTPException() | OSError() | ValueError():
                return Undelivered(type(error).__name__)
        return None


async def _leave(client: aiosmtplib.SMTP) -> None:
    """End the conversation politely; what became of the message is settled before."""
    try:
        with suppress(aiosmtplib.SMTPException, OSError):
            await client.quit()
    finally:
        client.close()


def _refused(code: str, reply: int) -> Undelivered:
    """RFC 5321 4.2.1: a reply of 5xx will be the same next time, one of 4xx may not."""
    return Undelivered(f"{code}_{reply}", is_final=reply >= _PERMANENT)
