"""State who is absent, and who stands in: on record, and told to the other services."""

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.crypto.fields import KeyRing
from gongkai.feed import publish
from gongkai.http.versions import IfMatch
from gongkai.record import RecordedEvent, append
from gongkai.time import PlatformClock
from notifier.absences.errors import AbsenceOver, AbsenceReversed, SubstituteUnsuitable
from notifier.absences.events import AbsenceLifted, AbsenceStated
from notifier.absences.schemas import AbsenceIn
from notifier.people.errors import PersonNotFound
from notifier.people.models import Person, PersonEvent
from notifier.people.presenter import told
from notifier.people.repository import PersonRepository


class AbsenceService:
    """The absences of the people whom one caller administers."""

    def __init__(
        self, session: AsyncSession, clock: PlatformClock, keys: KeyRing, principal: Principal
    ) -> None:
        self._session = session
        self._people = PersonRepository(session)
        self._clock = clock
        self._keys = keys
        self._principal = principal

    async def state(self, subject: str, body: AbsenceIn, expected: IfMatch) -> Person:
        """Say when a person is absent, in the place of what was said before; saying the same again
        changes nothing. Raises PersonNotFound, AbsenceReversed, AbsenceOver, SubstituteUnsuitable.
        """
        person = await self._known(subject)
        stated = (body.absent_from, body.until, body.substitute)
        if stated == (person.absent_from, person.absent_until, person.substitute):
            return person
        expected.check(person.version)
        await self._check(person, body)
        person.absent_from, person.absent_until, person.substitute = stated
        event = AbsenceStated(
            absent_from=body.absent_from, absent_until=body.until, substitute=body.substitute
        )
        return await self._keep(person, event)

    async def lift(self, subject: str, expected: IfMatch) -> Person:
        """The person is there; without an absence nothing changes. Raises PersonNotFound."""
        person = await self._known(subject)
        expected.check(person.version)
        if person.absent_from is None:
            return person
        person.absent_from = person.absent_until = person.substitute = None
        return await self._keep(person, AbsenceLifted())

    async def _known(self, subject: str) -> Person:
        person = await self._people.visible(self._principal, subject, for_update=True)
        if person is None:
            raise PersonNotFound
        return person

    async def _check(self, person: Person, body: AbsenceIn) -> None:
        if body.until < body.absent_from:
            raise AbsenceReversed.at("/body/until")
        if body.until < self._clock.today():
            raise AbsenceOver.at("/body/until")
        if body.substitute is None:
            return
        other = await self._people.visible(self._principal, body.substitute)
        is_colleague = other is not None and other.organ_id == person.organ_id
        if other is None or other is person or not (is_colleague and other.is_active):
            raise SubstituteUnsuitable.at("/body/substitute")

    async def _keep(self, person: Person, event: RecordedEvent) -> Person:
        """On record; who waits for people of the organ looks again; others are told."""
        person.updated_at = self._clock.now()
        actor = self._principal.actor
        self._session.add(append(PersonEvent, person, event, clock=self._clock, actor=actor))
        await self._people.raise_staff({person.organ_id})
        await publish(self._session, told(person, self._keys))
        return person
