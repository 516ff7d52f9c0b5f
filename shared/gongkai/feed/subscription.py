"""What a service takes from another one's feed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.contracts import Service
from gongkai.envelope import Event, FeedPage


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event together with the epoch of the feed that it was read from."""

    event: Event
    epoch: str


Handler = Callable[[AsyncSession, Delivery], Awaitable[None]]
"""Applies one event in the given transaction. Must compare revisions within an epoch."""

Resynced = Callable[[AsyncSession, str], Awaitable[None]]
"""Called once when a feed was read from its start: drop what has another epoch."""


class FeedSource(Protocol):
    """Where pages come from: another service over HTTP."""

    async def fetch(self, cursor: str | None) -> FeedPage:
        """The page behind ``cursor``; raises :class:`CursorGone` when the history changed."""


@dataclass(frozen=True)
class Subscription:
    """What a service takes from one producer: handlers by event type."""

    producer: Service
    handlers: Mapping[str, Handler]
    resynced: tuple[Resynced, ...] = field(default=())
