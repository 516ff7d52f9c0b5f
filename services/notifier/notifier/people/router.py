"""People over HTTP: kept by administrators and integrators."""

from typing import Annotated

from fastapi import Query, Response

from gongkai.crypto.fields import KeyRing
from gongkai.errors import PreconditionFailed, PreconditionRequired
from gongkai.http.concurrency import (
    ExpectedVersion,
    IfNoneMatch,
    VersionIfKnown,
    etag,
    not_modified,
)
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.paging import InvalidCursor, Page
from gongkai.http.parts import ClockDep, KeyRingDep, SignerDep
from gongkai.http.routing import router
from gongkai.http.sessions import ReadSessionDep, SessionDep
from notifier.people.access import PeopleKeeper, PeopleReader
from notifier.people.errors import OrganNotAdministered, PersonNotFound, SubjectTaken
from notifier.people.models import Person
from notifier.people.schemas import PersonIn, PersonOut, PersonQuery, Subject
from notifier.people.service import PersonService

people = router(prefix="/people", tags=["people"])


@people.get("", summary="人员列表", responses=problems(InvalidCursor))
async def list_people(
    query: Annotated[PersonQuery, Query()],
    caller: PeopleReader,
    session: ReadSessionDep,
    clock: ClockDep,
    keys: KeyRingDep,
    signer: SignerDep,
) -> Page[PersonOut]:
    """People of the caller's organ and below; names and addresses are masked."""
    found = await PersonService(session, clock, keys, caller).page(query, signer)
    return Page(
        items=[PersonOut.of(person, keys) for person in found.items],
        next_cursor=found.next_cursor,
    )


@people.get(
    "/{subject}",
    summary="人员详情",
    response_model=PersonOut,
    responses=problems(PersonNotFound),
)
async def read_person(
    subject: Subject,
    caller: PeopleReader,
    session: ReadSessionDep,
    clock: ClockDep,
    keys: KeyRingDep,
    response: Response,
    if_none_match: IfNoneMatch = None,
) -> PersonOut | Response:
    """One person; name and address are masked."""
    person = await PersonService(session, clock, keys, caller).get(subject)
    unchanged = not_modified(if_none_match, person.version)
    if unchanged is not None:
        return unchanged
    response.headers["ETag"] = etag(person.version)
    return PersonOut.of(person, keys)


@people.put(
    "/{subject}",
    summary="登记或更新人员",
    response_model=PersonOut,
    responses=problems(OrganNotAdministered, SubjectTaken, PreconditionRequired, PreconditionFailed)
    | {201: {"model": PersonOut, "description": "新登记 / entered"}},
)
async def put_person(
    subject: Subject,
    body: PersonIn,
    caller: PeopleKeeper,
    session: SessionDep,
    clock: ClockDep,
    keys: KeyRingDep,
    expected: VersionIfKnown,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Enter a person, or replace what is known of one.

    A change needs `If-Match`; entering somebody, and repeating what is known, need none.
    """
    done = await PersonService(session, clock, keys, caller).put(subject, body, expected)
    return await _answer(gate, done.person, keys, status_code=201 if done.is_new else 200)


@people.post(
    "/{subject}/deactivate",
    summary="停用人员",
    response_model=PersonOut,
    responses=problems(PersonNotFound, PreconditionRequired, PreconditionFailed),
)
async def deactivate_person(
    subject: Subject,
    caller: PeopleKeeper,
    session: SessionDep,
    clock: ClockDep,
    keys: KeyRingDep,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Send nothing to this person any more; `PUT` makes them active again."""
    person = await PersonService(session, clock, keys, caller).deactivate(subject, expected)
    return await _answer(gate, person, keys, status_code=200)


async def _answer(
    gate: OptionalIdempotencyDep, person: Person, keys: KeyRing, *, status_code: int
) -> Response:
    return await gate.answer(
        PersonOut.of(person, keys),
        status_code=status_code,
        headers={"ETag": etag(person.version)},
    )
