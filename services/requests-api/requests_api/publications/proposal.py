"""A proposal as it is told to the catalogue's service. Pure; `client` tells it over HTTP."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

SOURCE = "requests"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: the information by its title, why, and nobody by name."""

    id: UUID
    """Of the proposal: who is told of it twice knows it by this."""
    case_id: UUID
    organ_id: UUID
    title: str
    reason: str
    received_on: date


class ProposalRefused(Exception):  # noqa: N818 - an outcome, not a defect
    """The other side does not take it, for the reason `code`; asking again is pointless."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ProposalsUnavailable(Exception):  # noqa: N818 - an outcome, not a defect
    """The other side cannot be told now."""


class Proposals(Protocol):
    """Takes proposals."""

    async def propose(self, proposal: Proposal) -> UUID | None:
        """Tell of a proposal; the duty that came of it, where that is told. What was told before
        is told again without harm.

        Raises `ProposalRefused` and `ProposalsUnavailable`.
        """
