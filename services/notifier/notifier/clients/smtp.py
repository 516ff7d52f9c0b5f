"""The mail server, by aiosmtplib."""

import asyncio
from contextlib import suppress
from email.message import EmailMessage

import aiosmtplib

from notifier.deliveries.sender import NotDelivered
from notifier.settings import SmtpSecurity

_PERMANENT = 500


class SmtpMailer:
    """Hands each message to one server over a connection of its own."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        security: SmtpSecurity,
        user: str | None,
        password: str | None,
        timeout: float,
    ) -> None:
        self._host = host
        self._port = port
        self._security = security
        self._user = user
        self._password = password
        self._timeout = timeout

    async def send(self, message: EmailMessage) -> None:
        """Send one message; raises NotDelivered with a code that quotes nothing of the server."""
        client = aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            username=self._user,
            password=self._password,
            timeout=self._timeout,
            use_tls=self._security is SmtpSecurity.TLS,
            start_tls=self._security is SmtpSecurity.STARTTLS,
        )
        try:
            # aiosmtplib's timeout is for each answer; a server that is slow with every one of them
            # would outlast the lease, and another worker would send the message once more.
            async with asyncio.timeout(self._timeout):
                await client.connect()
                await client.send_message(message)
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [refused.code for refused in error.recipients]
            raise _refused("recipient_refused", max(codes)) from None
        except aiosmtplib.SMTPAuthenticationError as error:
            # Ours to repair, and no fault of this message: it is tried again.
            raise NotDelivered(f"authentication_{error.code}", is_final=False) from None
        except (aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPDataError) as error:
            raise _refused("refused", error.code) from None
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise NotDelivered(type(error).__name__, is_final=False) from None
        finally:
            await _leave(client)


async def _leave(client: aiosmtplib.SMTP) -> None:
    """End the conversation politely; what became of the message is settled before."""
    try:
        with suppress(aiosmtplib.SMTPException, OSError):
            await client.quit()
    finally:
        client.close()


def _refused(code: str, reply: int) -> NotDelivered:
    """RFC 5321 4.2.1: a reply of 5xx will be the same next time, one of 4xx may not."""
    return NotDelivered(f"{code}_{reply}", is_final=reply >= _PERMANENT)
