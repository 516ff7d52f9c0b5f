"""One application through all three services as processes; then everything they wrote is searched.

Rows, jobs, logs and mails hold ids, dates and rules, never what the applicant said of themselves.
"""

import asyncio
import email
import email.policy
import json
import time
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from aiosmtpd.smtp import SMTP
from redis.asyncio import Redis
from sqlalchemy import text

from gongkai.auth.principal import Role
from gongkai.db import Database
from gongkai.testing.servers.ports import free_port
from gongkai.time import PlatformClock
from tests.integration.security.processes import api, worker
from tests.integration.security.targets import bearer
from tests.samples import person

SECONDS = 40
APPLICANT = {
    **person(77),
    "name": "样本欧阳独",
    "contact_person": "样本司徒双",
    "agent": {"name": "样本上官叁", "phone": "13800000078", "authority": "样本授权肆号"},
}
PARTY = "样本轩辕伍有限公司"
TITLE = "道路养护合同"
"""No personal value: must be found where it belongs, or the search finds nothing at all."""


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
    seen = []
    async with Redis.from_url(url) as client, client.monitor() as monitor:

        async def listen():
            async for command in monitor.listen():
                seen.append(str(command["command"]))

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


async def until(condition):
    """Wait until `condition` gives something true, and give it."""
    give_up = time.monotonic() + SECONDS
    while not (found := await condition()):
        assert time.monotonic() < give_up
        await asyncio.sleep(0.05)
    return found


class Office:
    """The people of one organ at work on one application."""

    def __init__(self, platform):
        self.platform = platform
        self.mint = platform.stand.mint
        self.organ_id = None

    def headers(self, role):
        return bearer(self.mint.issuer.mint_role(role, organ_id=self.organ_id))

    async def found(self):
        body = {"name": "样例机关", "kind": "department", "level": "county"}
        admin = bearer(self.mint.issuer.mint_role(Role.ADMIN, organ_id=None))
        made = await self.platform.ask("catalog", "POST", "/organs", admin, body)
        self.organ_id = made.json()["id"]
        body = {"name": "经办", "organ_id": self.organ_id, "roles": ["clerk"]}
        body["email"] = "clerk@gongkai.example"
        path, admin = "/people/clerk", self.headers(Role.ADMIN)
        entered = await self.platform.ask("notifier", "PUT", path, admin, body)
        assert entered.status_code == 201, entered.text

    async def file(self):
        body = {
            "organ_id": self.organ_id,
            "title": TITLE,
            "description": f"{TITLE}全文",
            "applicant": APPLICANT,
        }

        async def filed():
            answer = await self.platform.ask("requests", "POST", "/applications", None, body)
            return answer.json() if answer.status_code == 201 else None

        return await until(filed)

    async def step(self, case, path, body=None, role=Role.CLERK):
        headers = {**self.headers(role), "If-Match": f'"v{case["version"]}"'}
        path = f"/cases/{case['id']}/{path}"
        answer = await self.platform.ask("requests", "POST", path, headers, body)
        assert answer.is_success, (path, answer.text)
        return answer.json()

    async def work(self, receipt):
        today = PlatformClock().today().isoformat()
        path = f"/cases?number={receipt['receipt_number']}"
        listed = await self.platform.ask("requests", "GET", path, self.headers(Role.CLERK))
        (case,) = listed.json()["items"]
        await self.step(case, "applicant-disclosure", {"reason": "电话核实"})
        case = await self.step(case, "confirmation", {"confirmed_on": today, "means": "phone"})
        case = await self.step(case, "registration")
        letter = {"party": "third_party", "party_name": PARTY, "sent_on": today}
        case = await self.step(case, "consultations", letter)
        answer = {"answered_on": today, "opinion": "consents"}
        consultation = case["consultations"][0]["id"]
        case = await self.step(case, f"consultations/{consultation}/answer", answer)
        reply = {
            "decision": "disclosed",
            "evidence": [{"kind": "supply", "note": "随函提供"}],
            "content": "您申请的信息可以公开。",
        }
        case = await self.step(case, "reply", reply)
        case = await self.step(case, "reply/submission")
        case = await self.step(case, "reply/approval", role=Role.HEAD)
        case = await self.step(case, "reply/issue", {"issued_on": today})
        served = {"delivered_on": today, "service": "online"}
        return await self.step(case, "reply/delivery", served)

    async def go_wrong(self, receipt):
        """Requests that fail with personal values in them, at every place that logs might show."""
        code, number = receipt["access_code"], receipt["receipt_number"]
        ask = self.platform.ask
        broken = {"organ_id": self.organ_id, "title": "x", "applicant": {**APPLICANT, "kind": 1}}
        clerk = self.headers(Role.CLERK)
        name, phone = APPLICANT["name"], APPLICANT["phone"]
        answers = [
            await ask("requests", "POST", "/applications", None, broken),
            await ask("requests", "GET", f"/applications/{name}", {"Gongkai-Access-Code": code}),
            await ask("requests", "GET", f"/applications/{number}?code={code}"),
            await ask("requests", "GET", f"/cases?text={name}&limit={phone}", clerk),
            await ask("requests", "GET", f"/cases/{APPLICANT['email']}", clerk),
            await ask(
                "requests", "GET", f"/no/{name}/{phone}", {"Authorization": f"Bearer {code}"}
            ),
            await ask("notifier", "GET", f"/people/{phone}", self.headers(Role.ADMIN)),
        ]
        assert all(answer.status_code >= 400 for answer in answers)
        return answers


def spellings(value):
    """A value as it could stand in a text, in JSON, in hexadecimal and in an address."""
    plain = str(value)
    yield plain
    yield json.dumps(plain)[1:-1]
    yield plain.encode().hex()
    yield str(httpx.URL(path=f"/{plain}").raw_path, "ascii")[1:]
    yield "".join(f"\\x{octet:02x}" for octet in plain.encode())


def leaks(values, places):
    return [
        (what, where, found[:300])
        for where, found in places
        for what, value in values.items()
        if any(spelling in found for spelling in spellings(value))
    ]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def told(stand, tmp_path_factory):
    """The platform after one application, stopped, with all that it wrote, and the secrets."""
    platform = Platform(stand, tmp_path_factory.mktemp("platform"))
    async with platform.running():
        office = Office(platform)
        await office.found()
        receipt = await office.file()

        async def is_mailed():
            return platform.mails.messages

        await until(is_mailed)
        await office.work(receipt)
        code = {"Gongkai-Access-Code": receipt["access_code"]}
        path = f"/applications/{receipt['receipt_number']}"
        read = await platform.ask("requests", "GET", path, code)
        assert read.json()["reply"]["content"]
        answers = await office.go_wrong(receipt)

        async def is_over():
            path = "/deadlines?state=open"
            found = await platform.ask("notifier", "GET", path, office.headers(Role.CLERK))
            return not found.json()["items"]

        await until(is_over)
        platform.left = [*await platform.rows(), *await platform.jobs()]
        platform.refusals = [("refusal", answer.text) for answer in answers]
    platform.left += platform.logs()
    platform.left += [("mail", found) for found in platform.mails.texts()]
    platform.secrets = {
        "name": APPLICANT["name"],
        "document number": APPLICANT["document"]["number"],
        "phone": APPLICANT["phone"],
        "mail": APPLICANT["email"],
        "address": APPLICANT["address"],
        "contact person": APPLICANT["contact_person"],
        "agent": APPLICANT["agent"]["name"],
        "agent's phone": APPLICANT["agent"]["phone"],
        "authority": APPLICANT["agent"]["authority"],
        "third party": PARTY,
        "access code": receipt["access_code"],
        "access code without strokes": receipt["access_code"].replace("-", ""),
    }
    return platform


async def test_no_row_job_log_or_mail_holds_a_word_about_the_applicant(told):
    assert leaks(told.secrets, told.left) == []


async def test_no_refusal_repeats_a_word_about_the_applicant(told):
    assert leaks(told.secrets, told.refusals) == []


@pytest.mark.parametrize(
    ("word", "where"),
    [
        (TITLE, "requests.cases"),
        ("DL-01", "requests.feed_entries"),
        ("DL-01", "notifier.deadlines"),
        ("收到申请确认期限", "mail"),
        ("gongkai:", "valkey"),
        ("http.request", "requests-api.log"),
        ("registered", "requests.case_events"),
    ],
)
async def test_the_search_looks_where_things_are(told, word, where):
    assert leaks({"word": word}, [place for place in told.left if place[0] == where])
