"""Keep the people of an office: entered, changed and deactivated from outside, each on record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal, Role
from gongkai.crypto.fields import BlindIndex, KeyRing
from gongkai.crypto.signing import Signer
from gongkai.db import new_id
from gongkai.feed import publish
from gongkai.http.paging import Pager, Rows
from gongkai.http.versions import IfMatch
from gongkai.problem_parts import FieldError
from gongkai.record import RecordedEvent, append
from gongkai.reference.organs import organ_names
from gongkai.time import PlatformClock
from notifier.channels.addresses import ChannelCode
from notifier.people.errors import OrganNotAdministered, PersonNotFound, SubjectTaken
from notifier.people.events import (
    PersonChanged,
    PersonDeactivated,
    PersonEntered,
    address_digest,
)
from notifier.people.models import Person, PersonEvent
from notifier.people.personal import masked_name, read_addresses, read_name, write_personal
from notifier.people.presenter import told
from notifier.people.reading import display_names
from notifier.people.repository import AS_ENTERED, PersonRepository
from notifier.people.schemas import Beside, PersonIn, PersonQuery


@dataclass(frozen=True, slots=True)
class Upserted:
    """A person after a PUT, and whether they are new."""

    person: Person
    is_new: bool


class _Known(NamedTuple):
    """All that is stated of a person, in the clear."""

    is_active: bool
    name: str
    organ_id: UUID
    roles: tuple[Role, ...]
    addresses: dict[ChannelCode, str]


class PersonService:
    """The people whom one caller administers."""

    def __init__(
        self,
        session: AsyncSession,
        clock: PlatformClock,
        keys: KeyRing,
        indexes: BlindIndex,
        principal: Principal,
    ) -> None:
        self._session = session
        self._people = PersonRepository(session)
        self._clock = clock
        self._keys = keys
        self._indexes = indexes
        self._principal = principal

    async def put(self, subject: str, body: PersonIn, expected: IfMatch) -> Upserted:
        """Enter a person, or replace all that is known of one; an inactive one becomes active.

        A known person needs the version that the change was decided on; saying again what is
        already known needs none and changes nothing. Raises OrganNotAdministered, SubjectTaken.
        """
        person = await self._known(subject)
        if not await self._people.manages(self._principal, body.organ_id):
            pointed = FieldError(
                "/body/organ_id",
                "organ_not_administered",
                "机构不在管理范围内",
                "Not the caller's organ, nor below it",
            )
            raise OrganNotAdministered(errors=[pointed])
        if person is None:
            entered = await self._enter(subject, body)
            if entered is not None:
                return Upserted(entered, is_new=True)
            # Entered by somebody else meanwhile: a twin of this very request, or another organ.
            person = await self._known(subject)
            if person is None:
                raise SubjectTaken
        before, after = self._known_of(person), _stated(body)
        if before != after:
            expected.check(person.version)
            self._write(person, after)
            self._session.add(self._on_record(person, self._changed(before, after)))
            await self._follow(person, {before.organ_id, after.organ_id})
        return Upserted(person, is_new=False)

    async def _known(self, subject: str) -> Person | None:
        return await self._people.visible(self._principal, subject, for_update=True)

    async def _enter(self, subject: str, body: PersonIn) -> Person | None:
        now, stated = self._clock.now(), _stated(body)
        person = Person(id=new_id(), subject=subject, version=0, chain_head="", created_at=now)
        self._write(person, stated)
        entered = PersonEntered(
            organ_id=stated.organ_id,
            roles=stated.roles,
            addresses={c: self._digest(c, address) for c, address in stated.addresses.items()},
        )
        event = self._on_record(person, entered)
        if not await self._people.enter(person):
            return None
        self._session.add(event)
        await self._follow(person, {stated.organ_id})
        return person

    async def _follow(self, person: Person, organ_ids: set[UUID]) -> None:
        """What a change entails: who waits for people of these organs, and what others are told."""
        await self._people.raise_staff(organ_ids)
        await publish(self._session, told(person, self._keys))

    def _write(self, person: Person, stated: _Known) -> None:
        person.organ_id = stated.organ_id
        person.roles = list(stated.roles)
        person.is_active = stated.is_active
        person.updated_at = self._clock.now()
        write_personal(person, self._keys, name=stated.name, addresses=stated.addresses)

    def _on_record(self, person: Person, event: RecordedEvent) -> PersonEvent:
        actor = self._principal.actor
        return append(PersonEvent, person, event, clock=self._clock, actor=actor)

    def _changed(self, before: _Known, after: _Known) -> PersonChanged:
        members = zip(_Known._fields, before, after, strict=True)
        return PersonChanged(
            changed=tuple(name for name, old, new in members if old != new),
            organ_id=after.organ_id,
            roles=after.roles,
            addresses={
                channel: self._digest(channel, after.addresses.get(channel))
                for channel in ChannelCode
                if before.addresses.get(channel) != after.addresses.get(channel)
            },
        )

    def _digest(self, channel: ChannelCode, address: str | None) -> str | None:
        return None if address is None else address_digest(self._indexes, channel, address)

    def _known_of(self, person: Person) -> _Known:
        return _Known(
            is_active=person.is_active,
            name=read_name(person, self._keys),
            organ_id=person.organ_id,
            roles=_sorted(person.roles),
            addresses=read_addresses(person, self._keys),
        )

    async def get(self, subject: str) -> Person:
        """One person. Raises PersonNotFound."""
        person = await self._people.visible(self._principal, subject)
        if person is None:
            raise PersonNotFound
        return person

    async def page(self, query: PersonQuery, signer: Signer) -> Rows[Person]:
        """A page of people."""
        pager = Pager(signer, "people", query, AS_ENTERED)
        return await self._people.page(self._principal, query, pager)

    async def beside(self, people: Sequence[Person]) -> Beside:
        """What the organs of these people are called, and, masked, who stands in for them."""
        names = await display_names(self._session, self._keys, (p.substitute for p in people))
        return Beside(
            await organ_names(self._session, (person.organ_id for person in people)),
            {subject: masked_name(name) for subject, name in names.items()},
        )

    async def deactivate(self, subject: str, expected: IfMatch) -> Person:
        """Nothing is sent to this person any more. Raises PersonNotFound."""
        person = await self._known(subject)
        if person is None:
            raise PersonNotFound
        expected.check(person.version)
        if person.is_active:
            person.is_active = False
            person.updated_at = self._clock.now()
            self._session.add(self._on_record(person, PersonDeactivated()))
            await self._follow(person, {person.organ_id})
        return person


async def tell_of_people(session: AsyncSession, keys: KeyRing, limit: int) -> int:
    """Tell of people who were entered before the feed told of any; says of how many."""
    people = await PersonRepository(session).untold(limit)
    await publish(session, *(told(person, keys) for person in people))
    return len(people)


def _stated(body: PersonIn) -> _Known:
    return _Known(True, body.name, body.organ_id, _sorted(body.roles), body.addresses)


def _sorted(roles: Iterable[Role]) -> tuple[Role, ...]:
    return tuple(sorted(roles))
