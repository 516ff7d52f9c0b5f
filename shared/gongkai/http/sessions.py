"""The database in a route's signature: one unit of work, or plain reads.

`SessionDep` is a transaction that is committed **before** the answer leaves (function scope: with
the framework's default the client would hold a 201 that may still fail) and rolled back when the
route raises. `ReadSessionDep` runs each statement on its own.
"""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db import Database


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """The request's unit of work; return commits, raise rolls back."""
    database: Database = request.app.state.database
    async with database.unit_of_work() as session:
        yield session


async def get_read_session(request: Request) -> AsyncIterator[AsyncSession]:
    """A session for plain reads (AUTOCOMMIT)."""
    database: Database = request.app.state.database
    async with database.read_session() as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
ReadSessionDep = Annotated[AsyncSession, Depends(get_read_session, scope="function")]
