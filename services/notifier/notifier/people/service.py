"""Keep the people of an office: entered, changed and deactivated from outside."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.crypto.fields import KeyRing
from gongkai.crypto.signing import Signer
from gongkai.db import new_id
from gongkai.errors import FieldError
from gongkai.http.paging import Pager, Rows
from gongkai.http.versions import IfMatch
from gongkai.time import PlatformClock
from notifier.people.errors import OrganNotAdministered, PersonNotFound, SubjectTaken
from notifier.people.models import Person
from notifier.people.personal import read_email, read_name, write_personal
from notifier.people.repository import AS_ENTERED, PersonRepository
from notifier.people.schemas import PersonIn, PersonQuery


@dataclass(frozen=True, slots=True)
class Upserted:
    """A person after a PUT, and whether they are new."""

    person: Person
    is_new: bool


class PersonService:
    """The people whom one caller administers."""

    def __init__(
        self, session: AsyncSession, clock: PlatformClock, keys: KeyRing, principal: Principal
    ) -> None:
        self._people = PersonRepository(session)
        self._clock = clock
        self._keys = keys
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
        if not self._says_the_same(person, body):
            expected.check(person.version)
            self._write(person, body)
            person.version += 1
        return Upserted(person, is_new=False)

    async def _known(self, subject: str) -> Person | None:
        return await self._people.visible(self._principal, subject, for_update=True)

    async def _enter(self, subject: str, body: PersonIn) -> Person | None:
        person = Person(id=new_id(), subject=subject, version=1, created_at=self._clock.now())
        self._write(person, body)
        return person if await self._people.enter(person) else None

    def _write(self, person: Person, body: PersonIn) -> None:
        person.organ_id = body.organ_id
        person.roles = sorted(role.value for role in body.roles)
        person.is_active = True
        person.updated_at = self._clock.now()
        write_personal(person, self._keys, name=body.name, email=body.email)

    def _says_the_same(self, person: Person, body: PersonIn) -> bool:
        return (
            person.is_active
            and person.organ_id == body.organ_id
            and set(person.roles) == {role.value for role in body.roles}
            and read_name(person, self._keys) == body.name
            and read_email(person, self._keys) == body.email
        )

    async def get(self, subject: str) -> Person:
        """One person. Raises PersonNotFound."""
        person = await self._people.visible(self._principal, subject)
        if person is None:
            raise PersonNotFound
        return person

    async def page(self, query: PersonQuery, signer: Signer) -> Rows[Person]:
        """A page of people."""
        return await self._people.page(
            self._principal,
            organ_id=query.organ_id,
            is_active=query.active,
            pager=Pager(signer, "people", query, AS_ENTERED),
        )

    async def deactivate(self, subject: str, expected: IfMatch) -> Person:
        """Nothing is sent to this person any more. Raises PersonNotFound."""
        person = await self._known(subject)
        if person is None:
            raise PersonNotFound
        expected.check(person.version)
        if person.is_active:
            person.is_active = False
            person.version += 1
            person.updated_at = self._clock.now()
        return person
