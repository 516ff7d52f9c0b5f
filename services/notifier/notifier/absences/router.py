"""Absences over HTTP: kept by administrators and integrators, each below the own organ."""

from typing import Annotated

from fastapi import Depends, Response

from gongkai.errors import PreconditionFailed, PreconditionRequired
from gongkai.http.concurrency import ExpectedVersion, VersionIfKnown, etag
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.parts import ClockDep, IndexesDep, KeyRingDep
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import SessionDep
from notifier.absences.errors import AbsenceOver, AbsenceReversed, SubstituteUnsuitable
from notifier.absences.schemas import AbsenceIn
from notifier.absences.service import AbsenceService
from notifier.people.access import PeopleKeeper
from notifier.people.errors import PersonNotFound
from notifier.people.models import Person
from notifier.people.schemas import PersonOut, Subject
from notifier.people.service import PersonService

router = feature_router(prefix="/people/{subject}/absence", tags=["people"])


class Absences:
    """The absences of one caller's people, and the people as they are shown."""

    def __init__(
        self,
        caller: PeopleKeeper,
        session: SessionDep,
        clock: ClockDep,
        keys: KeyRingDep,
        indexes: IndexesDep,
        gate: OptionalIdempotencyDep,
    ) -> None:
        self.service = AbsenceService(session, clock, keys, caller)
        self._people = PersonService(session, clock, keys, indexes, caller)
        self._keys = keys
        self._gate = gate

    async def answer(self, person: Person) -> Response:
        """The person with the absence."""
        shown = PersonOut.of(person, self._keys, await self._people.beside([person]))
        return await self._gate.answer(shown, headers={"ETag": etag(person.version)})


AbsencesDep = Annotated[Absences, Depends(Absences, scope="function")]


@router.put(
    "",
    summary="登记不在岗 / State an absence",
    response_model=PersonOut,
    responses=problems(
        PersonNotFound,
        AbsenceReversed,
        AbsenceOver,
        SubstituteUnsuitable,
        PreconditionRequired,
        PreconditionFailed,
    ),
)
async def put_absence(
    subject: Subject, body: AbsenceIn, expected: VersionIfKnown, absences: AbsencesDep
) -> Response:
    """Say from when until when a person is absent, and who stands in meanwhile; it replaces what
    was said before. Needs the person's version; saying the same again needs none.
    """
    return await absences.answer(await absences.service.state(subject, body, expected))


@router.delete(
    "",
    summary="撤销不在岗 / Lift an absence",
    response_model=PersonOut,
    responses=problems(PersonNotFound, PreconditionRequired, PreconditionFailed),
)
async def delete_absence(
    subject: Subject, expected: ExpectedVersion, absences: AbsencesDep
) -> Response:
    """The person is there again, or was never absent."""
    return await absences.answer(await absences.service.lift(subject, expected))
