"""The database in a route's signature: one unit of work, or plain reads.

`SessionDep` is a transaction that is committed **before** the answer leaves (function scope: with
the framework's default the client would hold a 201 that may still fail) and rolled back when the
route raises. `ReadSessionDep` runs each statement on its own.
"""

from collections.abc import AsyncIterator
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.types import Scope

from gongkai.db import Database
from gongkai.db.driver import LazySession

_READS = "gongkai.reads"


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """The request's unit of work; return commits, raise rolls back."""
    database: Database = request.app.state.database
    async with database.unit_of_work() as session:
        yield session


async def get_read_session(request: Request) -> AsyncSession:
    """A session for plain reads (AUTOCOMMIT), which the route class closes."""
    database: Database = request.app.state.database
    session = request.scope[_READS] = database.lazy_read_session()
    return cast("AsyncSession", session)


async def close_reads(scope: Scope) -> None:
    """Give back what a route has read by."""
    session: LazySession | None = scope.pop(_READS, None)
    if session is not None:
        await session.close()


SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
ReadSessionDep = Annotated[AsyncSession, Depends(get_read_session)]
