"""Catalog, requests and notifier with their workers as processes, and all that they write."""

import asyncio
import email
import email.policy
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from uuid import uuid4

import httpx
from aiosmtpd.smtp import SMTP
from redis.asyncio import Redis
from sqlalchemy import text

from gongkai.db import Database
from gongkai.testing.servers.ports import free_port
from tests.integration.security.processes import api, worker


class Mails:
    """A mail server that keeps what it gets."""

    def __init__(self):
        self.messages = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's
        self.messages.append(envelope.content)
        return "250 kept"

    def texts(self):
        for content in self.messages:
            parsed = email.message_from_bytes(content, policy=email.policy.default)
            yield str(parsed["Subject"]) + parsed.get_body(("plain",)).get_content()
            yield content.decode("utf-8", "replace")


@asynccontextmanager
async def mail_server():
    mails, loop = Mails(), asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(mails, hostname="localhost", loop=loop), "127.0.0.1", 0
    )
    try:
        yield mails, server.sockets[0].getsockname()[1]
    finally:
        server.close()


@asynccontextmanager
async def monitored(url):
    """Every command that Valkey is given, as text."""
    seen: list[str] = []
    async with Redis.from_url(url) as client, client.monitor() as monitor:

        async def listen():
            while True:
                seen.append(str((await monitor.next_command())["command"]))

        listening = asyncio.create_task(listen())
        try:
            yield seen
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening


class Platform:
    """The three services with their workers, a mail server, and what they left behind."""

    def __init__(self, stand, folder):
        self.stand, self.folder = stand, folder
        self.urls, self.databases = {}, {}

    @asynccontextmanager
    async def running(self):
        async with AsyncExitStack() as stack:
            self.mails, smtp_port = await stack.enter_async_context(mail_server())
            self.commands = await stack.enter_async_context(monitored(self.stand.valkey.url))
            environments = {}
            shared = {
                "GONGKAI_LOG_LEVEL": "DEBUG",
                "GONGKAI_FEED_POLL_SECONDS": "0.5",
                "GONGKAI_SMTP_HOST": "127.0.0.1",
                "GONGKAI_SMTP_PORT": str(smtp_port),
            }
            for name in ("catalog", "requests", "notifier"):
                database = stack.enter_context(self.stand.database(name))
                self.databases[name] = database
                environments[name] = self.stand.environment(database, **shared, **self._addresses())
                served = stack.enter_context(api(name, environments[name], self.folder))
                self.urls[name] = served.url
            for name, environment in environments.items():
                metrics = {"GONGKAI_WORKER_METRICS_PORT": str(free_port())}
                variables = {**environment, **self._addresses(), **metrics}
                stack.enter_context(worker(name, variables, self.folder))
            self.client = await stack.enter_async_context(httpx.AsyncClient(timeout=10))
            yield self

    def _addresses(self):
        return {f"GONGKAI_{name.upper()}_URL": url for name, url in self.urls.items()}

    async def ask(self, service, method, path, headers=None, body=None):
        more = {"Idempotency-Key": uuid4().hex, **(headers or {})}
        prefix = {"requests": "requests", "catalog": "catalog", "notifier": "notifications"}
        url = f"{self.urls[service]}/{prefix[service]}/v1{path}"
        return await self.client.request(method, url, headers=more, json=body)

    async def rows(self):
        """Every row of the three databases as text; bytes are shown in hexadecimal."""
        found = []
        for database in self.databases.values():
            connected = Database(database.owner_url, application_name="search", pool_size=1)
            async with connected.read_session() as session:
                names = await session.scalars(
                    text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                )
                for name in names.all():
                    rows = await session.scalars(text(f"SELECT t::text FROM {name} t"))
                    found += [(f"{database.service}.{name}", row) for row in rows.all()]
            await connected.dispose()
        return found

    async def jobs(self):
        """Keys and values that lie in Valkey, and every command it was given."""
        async with Redis.from_url(self.stand.valkey.url) as client:
            keys = [key async for key in client.scan_iter()]
            dumps = [(await client.dump(key)) or b"" for key in keys]
        left = [raw.decode("latin-1") for raw in [*keys, *dumps]]
        return [("valkey", entry) for entry in [*left, *self.commands]]

    def logs(self):
        return [(path.name, path.read_text("utf-8")) for path in self.folder.glob("*.log")]
