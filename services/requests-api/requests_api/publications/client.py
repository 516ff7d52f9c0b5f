"""Proposing to catalog-api over HTTP (contract: `POST /catalog/v1/proposals`)."""

import asyncio
import re
import time
from collections.abc import Callable
from uuid import UUID

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from gongkai.auth.machine import IdentityProviderUnavailable, TokenSource
from gongkai.breaker import Breaker
from requests_api.publications.proposal import (
    SOURCE,
    Proposal,
    ProposalRefused,
    ProposalsUnavailable,
)

PATIENCE_SECONDS = 10.0
_CODE = re.compile(r"[a-z][a-z_]{0,59}")
_UNNAMED = "refused"
_REFUSALS = frozenset({400, 403, 409, 422})
"""Statuses by which asking again is pointless. A route that is not there yet (404) may come."""


class _Taken(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: UUID


class _Problem(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    code: str = _UNNAMED


class HttpProposals:
    """Calls with this service's own token."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        catalog_url: str,
        tokens: TokenSource,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._url = f"{catalog_url.rstrip('/')}/catalog/v1/proposals"
        self._tokens = tokens
        self._breaker = Breaker(monotonic)

    async def propose(self, proposal: Proposal) -> UUID | None:
        """As `Proposals`."""
        if not self._breaker.admits():
            raise ProposalsUnavailable
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                response = await self._told(proposal)
        except (httpx.HTTPError, httpx.InvalidURL, IdentityProviderUnavailable, TimeoutError):
            self._breaker.note(is_good=False)
            raise ProposalsUnavailable from None  # the cause may quote what was proposed
        is_answer = response.is_success or response.status_code in _REFUSALS
        self._breaker.note(is_good=is_answer)
        if response.is_success:
            return _duty_of(response)
        if is_answer:
            raise ProposalRefused(_code_of(response))
        raise ProposalsUnavailable

    async def _told(self, proposal: Proposal) -> httpx.Response:
        body = {
            "source": SOURCE,
            "external_id": str(proposal.case_id),
            "organ_id": str(proposal.organ_id),
            "title": proposal.title,
            "reason": proposal.reason,
            "demanded_by": "application",
            "received_on": proposal.received_on.isoformat(),
        }
        headers = {
            "Authorization": f"Bearer {await self._tokens.token()}",
            "Idempotency-Key": str(proposal.id),
        }
        return await self._client.post(self._url, json=body, headers=headers)


def _duty_of(response: httpx.Response) -> UUID | None:
    try:
        return _Taken.model_validate_json(response.content).id
    except ValidationError:
        return None


def _code_of(response: httpx.Response) -> str:
    """The code of the problem, if it is one: nothing else of the other side is kept."""
    try:
        code = _Problem.model_validate_json(response.content).code
    except ValidationError:
        return _UNNAMED
    return code if _CODE.fullmatch(code) else _UNNAMED
