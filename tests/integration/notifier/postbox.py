"""A real mail server that keeps what it gets."""

import asyncio
import email
import email.policy
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiosmtplib
from aiosmtpd.smtp import SMTP

from notifier.channels.email.channel import SmtpChannel
from notifier.channels.email.settings import SmtpSecurity
from notifier.channels.fake import FakeChannel


@dataclass
class Postbox:
    """A mail server that keeps what it gets; `reply` is what it says to the next messages.

    It lets each recipient and each message wait for `pause` seconds, and until `release` is set.
    """

    port: int = 0
    reply: str = "250 kept"
    recipient_reply: str = "250 ok"
    pause: float = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    messages: list = field(default_factory=list)

    def __post_init__(self):
        self.release.set()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's
        await asyncio.sleep(self.pause)
        if self.recipient_reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_reply

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's
        if self.reply.startswith("250"):
            parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.messages.append(parsed)
        self.arrived.set()
        await asyncio.sleep(self.pause)
        await self.release.wait()
        return self.reply

    def to(self, address):
        return [m for m in self.messages if m["To"] == address]

    def channel(self, port=None, timeout=5.0):
        return SmtpChannel(
            host="127.0.0.1",
            port=port or self.port,
            security=SmtpSecurity.NONE,
            user=None,
            password=None,
            timeout=timeout,
            sender="gongkai@gongkai.example",
        )

    def fake(self, error):
        """A channel that ends every message with this error instead of sending it."""
        return FakeChannel(self.channel(), error)


REFUSED = aiosmtplib.SMTPDataError(550, "no such user li@gongkai.example")
"""What a server says that does not want a message, now or ever."""


@asynccontextmanager
async def mail_server():
    postbox = Postbox()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(postbox, hostname="localhost", loop=loop), "127.0.0.1", 0
    )
    postbox.port = server.sockets[0].getsockname()[1]
    try:
        yield postbox
    finally:
        postbox.release.set()
        server.close()
