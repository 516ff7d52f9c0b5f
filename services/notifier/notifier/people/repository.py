"""Rows of people: those a caller may administer, and those a message is for."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, inspect, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from gongkai.auth import Principal
from gongkai.contracts import PersonTold
from gongkai.feed.outgoing import FeedEntry
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import ReferenceOrgan, in_subtree_of
from notifier.channels.addresses import ChannelCode
from notifier.people.models import Person, PersonAddress, Staff
from notifier.people.recipients import Addressee, is_absent
from notifier.people.schemas import PersonQuery

AS_ENTERED = Keyset((Person.id,))
_WITH_ADDRESSES = selectinload(Person.addresses)


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """The people whom a caller administers: of the own organ and below."""
    return in_subtree_of(principal, Person.organ_id)


@dataclass(frozen=True, slots=True)
class OfficeStaff:
    """The active people of an organ, as they were at least at a version of its staff."""

    version: int = 0
    people: Sequence[Addressee] = field(default=())


class PersonRepository:
    """Reads and writes rows of `people`, `person_addresses` and `staffs`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def enter(self, person: Person) -> bool:
        """Insert a new person; False when somebody has the subject already."""
        columns = {c.key: getattr(person, c.key) for c in inspect(Person).column_attrs}
        statement = insert(Person).values(columns).on_conflict_do_nothing().returning(Person.id)
        if await self._session.scalar(statement) is None:
            return False
        addresses = [
            {"person_id": person.id, "channel": row.channel, "address": row.address}
            for row in person.addresses
        ]
        if addresses:
            await self._session.execute(insert(PersonAddress), addresses)
        return True

    async def raise_staff(self, organ_ids: Collection[UUID]) -> None:
        """The people of these organs changed: who was looked for in vain is looked for again."""
        rows = [{"organ_id": organ_id, "version": 1} for organ_id in sorted(organ_ids)]
        statement = insert(Staff).on_conflict_do_update(
            index_elements=[Staff.organ_id], set_={"version": Staff.version + 1}
        )
        await self._session.execute(statement, rows)

    async def visible(
        self, principal: Principal, subject: str, *, for_update: bool = False
    ) -> Person | None:
        """The person, if they exist for the caller."""
        statement = select(Person).where(Person.subject == subject, visible_to(principal))
        if for_update:
            statement = statement.with_for_update()
        return (await self._session.scalars(statement.options(_WITH_ADDRESSES))).one_or_none()

    async def manages(self, principal: Principal, organ_id: UUID) -> bool:
        """Whether this is the caller's organ, or one that is known to be below it."""
        if principal.organ_id == organ_id:
            return True
        statement = select(ReferenceOrgan.id).where(
            ReferenceOrgan.id == organ_id, in_subtree_of(principal, ReferenceOrgan.id)
        )
        return await self._session.scalar(statement) is not None

    async def page(self, principal: Principal, query: PersonQuery, pager: Pager) -> Rows[Person]:
        """A page of the people whom the caller administers, in the order they were entered."""
        statement = select(Person).where(visible_to(principal)).options(_WITH_ADDRESSES)
        if query.organ_id is not None:
            statement = statement.where(Person.organ_id == query.organ_id)
        if query.active is not None:
            statement = statement.where(Person.is_active == query.active)
        return pager.page((await self._session.scalars(pager.apply(statement))).all())

    async def untold(self, limit: int) -> Sequence[Person]:
        """People of whom the feed does not tell yet."""
        tells = (
            select(FeedEntry.id)
            .where(FeedEntry.stream == PersonTold.STREAM, FeedEntry.entity_id == Person.id)
            .exists()
        )
        statement = select(Person).where(~tells).order_by(Person.id).limit(limit)
        return (await self._session.scalars(statement)).all()

    async def staffs(self, organ_ids: Collection[UUID], today: date) -> Mapping[UUID, OfficeStaff]:
        """The active people of these organs as they are today. Their versions are read first: see
        `Staff`.
        """
        counted = select(Staff.organ_id, Staff.version).where(Staff.organ_id.in_(organ_ids))
        versions = dict((await self._session.execute(counted)).all())
        people: dict[UUID, list[Addressee]] = defaultdict(list)
        statement = (
            select(Person)
            .where(Person.organ_id.in_(organ_ids), Person.is_active)
            .order_by(Person.id)
            .options(_WITH_ADDRESSES)
        )
        for person in await self._session.scalars(statement):
            people[person.organ_id].append(_addressee(person, today))
        return {o: OfficeStaff(versions.get(o, 0), people.get(o, ())) for o in organ_ids}

    async def reached(
        self, subject: str, organ_id: UUID, channel: ChannelCode
    ) -> PersonAddress | None:
        """The address of a person who is active and still of this organ, if there is one."""
        statement = (
            select(PersonAddress)
            .join(Person, Person.id == PersonAddress.person_id)
            .where(
                Person.subject == subject,
                Person.organ_id == organ_id,
                Person.is_active,
                PersonAddress.channel == channel,
            )
        )
        return (await self._session.scalars(statement)).one_or_none()


def _addressee(person: Person, today: date) -> Addressee:
    return Addressee(
        subject=person.subject,
        organ_id=person.organ_id,
        roles=frozenset(person.roles),
        channels=frozenset(row.channel for row in person.addresses),
        is_absent=is_absent(person.absent_from, person.absent_until, today),
        substitute=person.substitute,
    )
