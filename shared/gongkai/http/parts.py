"""Parts of the process that routes hand to services; the lifespan puts them at `app.state`."""

from typing import Annotated, cast

from fastapi import Depends, Request

from gongkai.crypto.fields import BlindIndex, KeyRing
from gongkai.crypto.signing import Signer
from gongkai.db import Database
from gongkai.time import PlatformClock


async def _database(request: Request) -> Database:
    return cast("Database", request.app.state.database)


async def _clock(request: Request) -> PlatformClock:
    return cast("PlatformClock", request.app.state.clock)


async def _signer(request: Request) -> Signer:
    return cast("Signer", request.app.state.signer)


async def _key_ring(request: Request) -> KeyRing:
    return cast("KeyRing", request.app.state.key_ring)


async def _indexes(request: Request) -> BlindIndex:
    return cast("BlindIndex", request.app.state.indexes)


DatabaseDep = Annotated[Database, Depends(_database)]
"""The database, for what is remembered although the request fails."""
ClockDep = Annotated[PlatformClock, Depends(_clock)]
"""The platform's clock."""
SignerDep = Annotated[Signer, Depends(_signer)]
"""What signs the cursors of lists."""
KeyRingDep = Annotated[KeyRing, Depends(_key_ring)]
"""The keys of the encrypted fields."""
IndexesDep = Annotated[BlindIndex, Depends(_indexes)]
"""Keyed digests of personal values."""
