"""What the routes of matters are given: the office, and the way in which a step answers."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, Protocol
from uuid import UUID

from fastapi import Depends, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from gongkai.auth import Permission
from gongkai.files import Files
from gongkai.http.concurrency import etag
from gongkai.http.idempotency import IdempotencyDep, IdempotencyGate, OptionalIdempotencyDep
from gongkai.http.security import demand, principal_in
from requests_api.matters.desk import Desk
from requests_api.matters.kinds import MatterKind
from requests_api.matters.models import Matter
from requests_api.matters.office import Office
from requests_api.matters.schemas import CreatedOut, StepOut
from requests_api.matters.views import head_of

Include = Annotated[
    Literal["file"] | None,
    Query(description="`file`：答复整卷而不是卷首 / the whole file instead of its head"),
]


async def get_office(request: Request) -> Office:
    """The office of this process."""
    office: Office = request.app.state.office
    return office


OfficeDep = Annotated[Office, Depends(get_office)]


async def _files(request: Request) -> Files:
    files: Files = request.app.state.files
    return files


FilesDep = Annotated[Files, Depends(_files)]
"""The files of this process."""


class FileView(Protocol):
    """Shows the whole file of one kind of matter; the composition of the service names it."""

    async def __call__(self, desk: Desk[Any], matter_id: UUID) -> BaseModel:
        """The file as the desk's caller sees it."""


class Answer:
    """Answers a step with the matter's head and its new ETag, or with the whole file where that is
    wanted and its kind shows one.
    """

    def __init__(self, request: Request, gate: IdempotencyGate, include: str | None) -> None:
        self.gate = gate
        self._include = include
        self._files: Mapping[MatterKind, FileView] = request.app.state.file_views
        principal = principal_in(request.scope)
        if include == "file" and principal is not None:
            demand(principal, Permission.CASES_READ)  # whoever may only write sees the head

    async def __call__(
        self,
        desk: Desk[Any],
        matter: Matter,
        *,
        status_code: int = 200,
        created: CreatedOut | None = None,
        extend: Callable[[StepOut], StepOut] | None = None,
    ) -> Response:
        """The answer to a step on ``matter``; ``extend`` adds to the head what only it tells."""
        return await self.gate.answer(
            await self._body(desk, matter, created, extend),
            status_code=status_code,
            headers={"ETag": etag(matter.version), "Location": f"{desk.kind.path}/{matter.id}"},
        )

    async def _body(
        self,
        desk: Desk[Any],
        matter: Matter,
        created: CreatedOut | None,
        extend: Callable[[StepOut], StepOut] | None,
    ) -> BaseModel:
        whole = self._files.get(matter.kind)
        if self._include == "file" and whole is not None:
            return await whole(desk, matter.id)
        head = await head_of(desk, matter, created=created)
        return head if extend is None else extend(head)


async def _answer(
    request: Request, gate: OptionalIdempotencyDep, include: Include = None
) -> Answer:
    return Answer(request, gate, include)


async def _created(request: Request, gate: IdempotencyDep, include: Include = None) -> Answer:
    return Answer(request, gate, include)


AnswerDep = Annotated[Answer, Depends(_answer, scope="function")]
"""For a step: `Idempotency-Key` is honoured where it is given."""
CreatedDep = Annotated[Answer, Depends(_created, scope="function")]
"""For a step that makes a part: the key is required."""
