"""One organ with one case, and everything that can happen to its deadline."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

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
from gongkai.time import SHANGHAI, PlatformClock
from notifier.absences.schemas import AbsenceIn
from notifier.absences.service import AbsenceService
from notifier.channels.addresses import ChannelCode
from notifier.deadlines.models import KnownDeadline
from notifier.deliveries.models import OutgoingMessage
from notifier.deliveries.sending_service import Places, Sender
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
from notifier.reminders.sweep_service import Sweep
from tests.feed_events import FIRST_EPOCH, delivered, notice_event, organ_event


def at(moment: str) -> PlatformClock:
    """A clock that shows this Shanghai time now."""
    wanted = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
    return PlatformClock(wanted - PlatformClock().now())


class Nobody:
    """Knows no applicant; for officials' messages, which must not ask."""

    async def disclose(self, wanted):
        raise AssertionError(f"nobody asks for an applicant here: {wanted}")


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
        principal = self.admin(organ_id or self.organ_id)
        return PersonService(session, self.clock, self.keys, self.indexes, principal)

    def admin(self, organ_id):
        """An administrator of the organ."""
        return Principal(
            issuer="test",
            subject="admin",
            name="测试",
            organ_id=organ_id,
            roles=frozenset({Role.ADMIN}),
            scopes=frozenset(),
            expires_at=self.clock.now(),
        )

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

    async def leave(self, subject, first, last, substitute=None):
        """The person is absent from one day to another."""
        async with self.database.unit_of_work() as session:
            version = (await self.people(session).get(subject)).version
            admin = self.admin(self.organ_id)
            service = AbsenceService(session, self.clock, self.keys, admin)
            body = AbsenceIn.model_validate(
                {"from": first, "until": last, "substitute": substitute}
            )
            await service.state(subject, body, IfMatch(frozenset({version})))

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
        because=None,
        gathered=False,
        epoch=FIRST_EPOCH,
        number="长公开〔2025〕7号",
        due_at=None,
        rule="DL-01",
        provisional=False,
        occurred_at=None,
        model=RequestsDeadlineSet,
        ref=None,
        asked=None,
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
            because=because and "some_cause",
            because_label=because,
            gathered=gathered,
            asked=asked,
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

    def sender(self, channel, contacts=None):
        return Sender(
            self.database,
            self.clock,
            self.keys,
            ChannelCode.EMAIL,
            channel,
            contacts=contacts or Nobody(),
            places=Places(
                desk_url="https://desk.gongkai.example",
                applicant_url="https://apply.gongkai.example",
            ),
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
