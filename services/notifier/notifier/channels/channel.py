"""What a channel does: make a message of words, hand it over, and judge what went wrong."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class OutgoingWords:
    """What is to be told, whatever the channel.

    `id` is the same at every attempt, so that a repeat can be told from a second message.
    """

    id: UUID
    title: str
    lines: tuple[str, ...]
    is_urgent: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Why a message did not leave. `code` is ours and quotes nothing of the other side, which may
    repeat the address; `is_final` where trying again is pointless.
    """

    code: str
    is_final: bool = False


class Channel(Protocol[R]):
    """A way out of the platform; `R` is a message in its own form."""

    def render(self, words: OutgoingWords, address: str) -> R:
        """The message as this channel carries it. Pure."""

    async def send(self, rendered: R) -> None:
        """Return once the other side has taken responsibility; takes less than the lease."""

    def classify(self, error: Exception) -> Undelivered | None:
        """What an error of `send` means: again later, or final; None for a defect of ours."""
