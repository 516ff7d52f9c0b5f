"""People over HTTP: kept by administrators and integrators."""

from functools import partial
from typing import Annotated

from fastapi import Depends, Query, Response

from gongkai.errors import PreconditionFailed, PreconditionRequired
from gongkai.http.concurrency import (
    ExpectedVersion,
    IfNoneMatch,
    VersionIfKnown,
    etag,
    not_modified,
)
from gongkai.http.cursors import CursorGone
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.paging import Page
from gongkai.http.parts import ClockDep, IndexesDep, KeyRingDep, SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.record.naming import Naming
from gongkai.record.router import record_routes
from notifier.people.access import PeopleKeeper, PeopleReader
from notifier.people.errors import OrganNotAdministered, PersonNotFound, SubjectTaken
from notifier.people.models import Person, PersonEvent
from notifier.people.reading import display_names
from notifier.people.schemas import PersonIn, PersonOut, PersonQuery, Subject
from notifier.people.service import PersonService

router = feature_router(prefix="/people", tags=["people"])


async def _reading(
    caller: PeopleReader,
    session: ReadSessionDep,
    clock: ClockDep,
    keys: KeyRingDep,
    indexes: IndexesDep,
) -> PersonService:
    return PersonService(session, clock, keys, indexes, caller)


async def _keeping(
    caller: PeopleKeeper,
    session: SessionDep,
    clock: ClockDep,
    keys: KeyRingDep,
    indexes: IndexesDep,
) -> PersonService:
    return PersonService(session, clock, keys, indexes, caller)


PeopleReading = Annotated[PersonService, Depends(_reading)]
PeopleKeeping = Annotated[PersonService, Depends(_keeping)]


@router.get("", summary="人员列表 / List people", responses=problems(CursorGone))
async def list_people(
    query: Annotated[PersonQuery, Query()],
    service: PeopleReading,
    keys: KeyRingDep,
    signer: SignerDep,
) -> Page[PersonOut]:
    """People of the caller's organ and below; names and addresses are masked."""
    found = await service.page(query, signer)
    names = await service.beside(found.items)
    return Page(
        items=[PersonOut.of(person, keys, names) for person in found.items],
        next_cursor=found.next_cursor,
    )


@router.get(
    "/{subject}",
    summary="人员详情 / Read a person",
    response_model=PersonOut,
    responses=problems(PersonNotFound),
)
async def read_person(
    subject: Subject,
    service: PeopleReading,
    keys: KeyRingDep,
    response: Response,
    if_none_match: IfNoneMatch = None,
) -> PersonOut | Response:
    """One person; name and address are masked."""
    person = await service.get(subject)
    unchanged = not_modified(if_none_match, person.version)
    if unchanged is not None:
        return unchanged
    response.headers["ETag"] = etag(person.version)
    return PersonOut.of(person, keys, await service.beside([person]))


@router.put(
    "/{subject}",
    summary="登记或更新人员 / Enter or replace a person",
    response_model=PersonOut,
    responses=problems(OrganNotAdministered, SubjectTaken, PreconditionRequired, PreconditionFailed)
    | {201: {"model": PersonOut, "description": "新登记 / entered"}},
)
async def put_person(
    subject: Subject,
    body: PersonIn,
    service: PeopleKeeping,
    keys: KeyRingDep,
    expected: VersionIfKnown,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Enter a person, or replace what is known of one.

    A change needs `If-Match`; entering somebody, and repeating what is known, need none.
    """
    done = await service.put(subject, body, expected)
    shown = PersonOut.of(done.person, keys, await service.beside([done.person]))
    return await gate.answer(
        shown,
        status_code=201 if done.is_new else 200,
        headers={"ETag": etag(done.person.version)},
    )


@router.post(
    "/{subject}/deactivation",
    summary="停用人员 / Deactivate a person",
    response_model=PersonOut,
    responses=problems(PersonNotFound, PreconditionRequired, PreconditionFailed),
)
async def deactivate_person(
    subject: Subject,
    service: PeopleKeeping,
    keys: KeyRingDep,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Send nothing to this person any more; `PUT` makes them active again."""
    person = await service.deactivate(subject, expected)
    shown = PersonOut.of(person, keys, await service.beside([person]))
    return await gate.answer(shown, headers={"ETag": etag(person.version)})


async def _person(subject: Subject, service: PeopleReading) -> Person:
    return await service.get(subject)


async def _known(session: ReadSessionDep, keys: KeyRingDep) -> Naming:
    return partial(display_names, session, keys)


record_routes(
    router,
    "/{subject}",
    noun="person",
    find=_person,
    rows=PersonEvent,
    not_found=PersonNotFound,
    naming=_known,
)
