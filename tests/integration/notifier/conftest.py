"""notifier on a database of its own: events as requests-api would send them, a real mail server."""

import asyncio
import email
import email.policy
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time

import aiosmtplib
import pytest
import pytest_asyncio
from aiosmtpd.smtp import SMTP
from sqlalchemy import insert, select

from gongkai.auth import Principal, Role
from gongkai.calendar import Notice, NoticeDay, NoticeKind
from gongkai.contracts import (
    Reference,
    RequestsDeadlineCleared,
    RequestsDeadlineSet,
    Unit,
)
from gongkai.crypto.fields import BlindIndex, KeyRing
from gongkai.db import Database, new_id
from gongkai.http.versions import IfMatch
from gongkai.reference.notices import apply_notice
from gongkai.reference.organs import ReferenceOrgan, apply_organ
from gongkai.testing.stand import running
from gongkai.time import SHANGHAI, PlatformClock
from notifier.app import create_app
from notifier.channels.addresses import ChannelCode
from notifier.channels.email.channel import SmtpChannel
from notifier.channels.email.settings import SmtpSecurity
from notifier.channels.fake import FakeChannel
from notifier.deadlines.models import KnownDeadline
from notifier.deliveries.models import OutgoingMessage
from notifier.deliveries.sender import Sender
from notifier.feeds import DeadlineFeed
from notifier.messages.models import Notification
from notifier.people.models import PersonAddress
from notifier.people.schemas import PersonIn
from notifier.people.service import PersonService
from notifier.policies.models import PolicyRow
from notifier.policies.policy import default_policy
from notifier.policies.reading import BasisSource
from notifier.reminders.models import Reminder
from notifier.reminders.service import ReminderService
from notifier.reminders.sweep import Sweep
from notifier.settings import get_settings
from tests.feed_events import FIRST_EPOCH, delivered, notice_event, organ_event


def at(moment: str) -> PlatformClock:
    """A clock that shows this Shanghai time now."""
    wanted = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
    return PlatformClock(wanted - PlatformClock().now())


@dataclass
class Office:
    """One organ with one case, and everything that can happen to its deadline."""

    database: Database
    keys: KeyRing
    indexes: BlindIndex
    organ_id: object = field(default_factory=new_id)
    deadline_id: object = field(default_factory=new_id)
    case_id: object = field(default_factory=new_id)
    clock: PlatformClock = field(default_factory=lambda: at("2025-10-15T10:00"))
    bases: BasisSource = field(default_factory=BasisSource)

    def now_is(self, moment):
        """From here on it is this Shanghai time."""
        self.clock = at(moment)

    def people(self, session, organ_id=None):
        """The service, as an administrator of the organ calls it."""
        principal = Principal(
            issuer="test",
            subject="admin",
            name="测试",
            organ_id=organ_id or self.organ_id,
            roles=frozenset({Role.ADMIN}),
            scopes=frozenset(),
            expires_at=self.clock.now(),
        )
        return PersonService(session, self.clock, self.keys, self.indexes, principal)

    async def hire(self, subject, *roles, email="{subject}@gongkai.example", organ_id=None):
        organ_id = organ_id or self.organ_id
        body = PersonIn(
            name=f"测试{subject}",
            organ_id=organ_id,
            roles=[Role(role) for role in roles],
            email=email and email.format(subject=subject),
        )
        async with self.database.unit_of_work() as session:
            await self.people(session, organ_id).put(subject, body, IfMatch(frozenset()))

    async def move(self, subject, organ_id, to):
        """The person leaves an organ for another."""
        async with self.database.unit_of_work() as session:
            await session.execute(
                insert(ReferenceOrgan),
                [
                    {"id": o, "path": [organ_id, o], "name": "测试", "revision": 1, "epoch": "e"}
                    for o in (organ_id, to)
                ],
            )
        async with self.database.unit_of_work() as session:
            service = self.people(session, organ_id)
            version = (await service.get(subject)).version
            body = PersonIn(name=f"测试{subject}", organ_id=to, roles=[Role.CLERK])
            await service.put(subject, body, IfMatch(frozenset({version})))

    async def policy(self, code="default", **changes):
        """A policy like the shipped one but for these members, in its place or beside it."""
        values = default_policy().model_dump(mode="json") | {"code": code, "version": 2} | changes
        values["send_at"] = time.fromisoformat(values["send_at"])
        async with self.database.unit_of_work() as session:
            await session.merge(PolicyRow(**values))

    async def dismiss(self, subject):
        async with self.database.unit_of_work() as session:
            service = self.people(session)
            version = (await service.get(subject)).version
            await service.deactivate(subject, IfMatch(frozenset({version})))

    def reference(self, number):
        path = f"/requests/v1/cases/{self.case_id}"
        return Reference(kind="case", id=self.case_id, number=number, path=path)

    def set_event(
        self,
        due_on="2025-10-30",
        revision=1,
        *,
        assignee=None,
        moved_earlier=False,
        epoch=FIRST_EPOCH,
        number="长公开〔2025〕7号",
        due_at=None,
        rule="DL-01",
        provisional=False,
        occurred_at=None,
        model=RequestsDeadlineSet,
        ref=None,
    ):
        payload = model(
            deadline_id=self.deadline_id,
            rule=rule,
            ref=ref or self.reference(number),
            organ_id=self.organ_id,
            assignee=assignee,
            unit=Unit.HOUR if due_at else Unit.WORKING_DAY,
            due_on=None if due_at else date.fromisoformat(due_on),
            due_at=due_at,
            provisional=provisional,
            moved_earlier=moved_earlier,
        )
        occurred = occurred_at or self.clock.now().isoformat()
        return delivered(payload, self.deadline_id, revision, epoch, occurred_at=occurred)

    def cleared_event(self, revision=2, *, outcome="met", epoch=FIRST_EPOCH):
        payload = RequestsDeadlineCleared(
            deadline_id=self.deadline_id,
            rule="DL-01",
            ref=self.reference("长公开〔2025〕7号"),
            organ_id=self.organ_id,
            outcome=outcome,
        )
        return delivered(payload, self.deadline_id, revision, epoch)

    def feed(self):
        return DeadlineFeed(self.clock, self.bases)

    async def tell(self, *events):
        """Apply events as the consumer does: by their type, each page in one transaction."""
        handlers = self.feed().requests().handlers | self.feed().catalog().handlers
        async with self.database.unit_of_work() as session:
            for event in events:
                await handlers[event.event.type](session, event)

    async def set(self, *args, **kwargs):
        await self.tell(self.set_event(*args, **kwargs))

    async def clear(self, *args, **kwargs):
        await self.tell(self.cleared_event(*args, **kwargs))

    async def sweep(self, moment=None):
        if moment:
            self.clock = at(moment)
        while await self.sweep_once():
            pass

    async def sweep_once(self):
        async with self.database.unit_of_work() as session:
            basis = await self.bases.current(session, self.clock)
            return await Sweep(session, self.clock, basis).run()

    async def rest_on(self, day):
        """A notice makes this a day of rest."""
        notice = Notice(
            id=f"rest-{day}",
            year=2025,
            title="临时放假通知",
            source="测试",
            holidays=(NoticeDay(date.fromisoformat(day), "临时放假"),),
            kind=NoticeKind.AMENDMENT,
        )
        await self.load_notice(notice)

    async def load_notice(self, notice, revision=1, *, withdrawn=False):
        event = notice_event(notice, revision=revision, withdrawn=withdrawn, notice_id=new_id())
        async with self.database.unit_of_work() as session:
            await apply_notice(session, event)

    async def lie_in(self, region_code, revision=1):
        """Catalog-api tells in which division the organ lies."""
        path, members = [self.organ_id], {"revision": revision, "region_code": region_code}
        async with self.database.unit_of_work() as session:
            event = organ_event(self.organ_id, None, "测试机关", path, **members)
            await apply_organ(session, event)

    async def replan(self):
        async with self.database.unit_of_work() as session:
            basis = await self.bases.current(session, self.clock)
            return await ReminderService(session, self.clock, basis).replan(100)

    def sender(self, channel):
        return Sender(
            self.database,
            self.clock,
            self.keys,
            ChannelCode.EMAIL,
            channel,
            desk_url="https://desk.gongkai.example",
        )

    async def rows(self, model):
        async with self.database.read_session() as session:
            return (await session.scalars(select(model).order_by(model.id))).all()

    async def deadline(self):
        async with self.database.read_session() as session:
            statement = select(KnownDeadline).where(KnownDeadline.id == self.deadline_id)
            return (await session.scalars(statement)).one_or_none()

    async def reminders(self, due="2025-10-30"):
        """State by step for one date."""
        return {r.step: r.state for r in await self.rows(Reminder) if r.due == due}

    async def told(self):
        """(step, subject) of every notification, in order."""
        return [(n.facts["step"], n.subject) for n in await self.rows(Notification)]

    async def facts(self):
        """What every notification says, in order."""
        return [n.facts for n in await self.rows(Notification)]

    async def addresses(self):
        async with self.database.read_session() as session:
            return (await session.scalars(select(PersonAddress))).all()

    async def mails(self):
        return await self.rows(OutgoingMessage)


@pytest.fixture
def database(stand):
    with stand.database("notifier") as database:
        yield database


@pytest.fixture
def environment(stand, database):
    return stand.environment(
        database,
        GONGKAI_SMTP_HOST="127.0.0.1",
        GONGKAI_SMTP_PORT="9",
        GONGKAI_DATABASE_POOL_SIZE="5",
    )


@pytest.fixture
def keys(environment):
    return KeyRing.parse(json.loads(environment["GONGKAI_FIELD_KEYS"]), "test")


@pytest.fixture
def indexes(environment):
    return BlindIndex.parse(environment["GONGKAI_INDEX_KEY"])


@pytest_asyncio.fixture(loop_scope="session")
async def office(database, keys, indexes):
    connected = Database(database.app_url, application_name="test", pool_size=8)
    yield Office(connected, keys, indexes)
    await connected.dispose()


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


@pytest_asyncio.fixture(loop_scope="session")
async def postbox():
    async with mail_server() as postbox:
        yield postbox


@pytest_asyncio.fixture(loop_scope="session")
async def api(environment):
    async with running(create_app, get_settings, environment) as (_app, client):
        yield client


@pytest.fixture
def bearer(stand):
    """Headers of a caller of a role and organ."""

    def headers(role, organ_id, subject=None, **more):
        token = stand.mint.issuer.mint_role(role, organ_id=organ_id, subject=subject)
        return {"Authorization": f"Bearer {token}", **more}

    return headers


@pytest_asyncio.fixture(loop_scope="session")
async def tree(office):
    """The office's organ below a parent, and a foreign one beside it; by name."""
    ids = {"parent": new_id(), "own": office.organ_id, "foreign": new_id()}
    paths = {
        "parent": [ids["parent"]],
        "own": [ids["parent"], ids["own"]],
        "foreign": [ids["foreign"]],
    }
    async with office.database.unit_of_work() as session:
        for name, path in paths.items():
            parent = path[0] if len(path) > 1 else None
            event = organ_event(ids[name], parent, name, path, region_code=None)
            await apply_organ(session, event)
    return ids
