"""Whether the caller still waits for an answer: asked between the pieces of long work."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from starlette.requests import ClientDisconnect


async def _presence(request: Request) -> Callable[[], Awaitable[None]]:
    async def check() -> None:
        if await request.is_disconnected():
            raise ClientDisconnect

    return check


StillThere = Annotated[Callable[[], Awaitable[None]], Depends(_presence)]
"""`await still_there()` raises `ClientDisconnect` once the caller has left."""
