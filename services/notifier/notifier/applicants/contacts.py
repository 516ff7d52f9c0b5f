"""What is asked and told of where an applicant is reached, whoever answers."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from notifier.channels.addresses import ChannelCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whose contact is wanted, for which delivery of which message."""

    case_id: UUID
    channel: ChannelCode
    delivery_id: UUID
    message_id: UUID


class Disclosed(BaseModel):
    """Where the message goes and what it brings; it lives as long as one sending."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    # Whatever shows it, a log or a traceback, shows no value.
    address: str = Field(repr=False)
    access_code: str | None = Field(repr=False)


class Contacts(Protocol):
    """Tells where an applicant is reached."""

    async def disclose(self, wanted: Wanted) -> Disclosed:
        """The contact; raises WorkObsolete where there is none any more, else WorkFailed."""
