"""The contract of catalog-api's proposals as requests-api uses it: a later release brings it."""

import json
import uuid
from datetime import date

import httpx
import pytest

from gongkai.breaker import FAILURES_UNTIL_OPEN, REST_SECONDS
from requests_api.publications.client import HttpProposals
from requests_api.publications.proposal import Proposal, ProposalRefused, ProposalsUnavailable
from tests.unit.requests_api.suggestions.test_client import Tokens

DUTY = uuid.UUID("01912d3c-7a10-7000-8000-000000000041")
PROPOSAL = Proposal(
    id=uuid.UUID("01912d3c-7a10-7000-8000-000000000042"),
    case_id=uuid.UUID("01912d3c-7a10-7000-8000-000000000043"),
    organ_id=uuid.UUID("01912d3c-7a10-7000-8000-000000000044"),
    title="示例规划许可",
    reason="多个申请人申请公开同一信息",
    received_on=date(2026, 1, 5),
)


class Catalog:
    """What stands at the other end of the wire."""

    def __init__(self):
        self.answer = lambda _: httpx.Response(201, json={"id": str(DUTY)})
        self.asked, self.now, self.tokens = [], 0.0, Tokens()
        client = httpx.AsyncClient(transport=httpx.MockTransport(self._serve))
        self.proposals = HttpProposals(
            client, "http://catalog.example/", self.tokens, monotonic=lambda: self.now
        )

    def _serve(self, request):
        self.asked.append(request)
        return self.answer(request)


async def test_it_tells_what_the_contract_says_and_nobodys_name():
    catalog = Catalog()
    assert await catalog.proposals.propose(PROPOSAL) == DUTY
    (request,) = catalog.asked
    assert (request.method, request.url.path) == ("POST", "/catalog/v1/proposals")
    assert request.headers["authorization"] == "Bearer own-token"
    assert request.headers["idempotency-key"] == str(PROPOSAL.id)
    assert json.loads(request.content) == {
        "source": "requests",
        "external_id": str(PROPOSAL.case_id),
        "organ_id": str(PROPOSAL.organ_id),
        "title": "示例规划许可",
        "reason": "多个申请人申请公开同一信息",
        "demanded_by": "application",
        "received_on": "2026-01-05",
    }


@pytest.mark.parametrize("body", [{}, {"id": "1"}, [], "x"])
async def test_an_answer_without_a_duty_is_taken_all_the_same(body):
    catalog = Catalog()
    catalog.answer = lambda _: httpx.Response(200, json=body)
    assert await catalog.proposals.propose(PROPOSAL) is None


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (409, {"code": "organ_abolished", "detail": "…"}, "organ_abolished"),
        (422, {"code": "organ_unknown"}, "organ_unknown"),
        (403, {"code": "<script>"}, "refused"),
        (400, "no problem", "refused"),
        (422, {"code": "x" * 100}, "refused"),
    ],
)
async def test_a_refusal_is_told_by_its_code_and_nothing_else(status, body, code):
    catalog = Catalog()
    catalog.answer = lambda _: httpx.Response(status, json=body)
    with pytest.raises(ProposalRefused) as refused:
        await catalog.proposals.propose(PROPOSAL)
    assert refused.value.code == code


def _down(request):
    raise httpx.ConnectError("down", request=request)


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: httpx.Response(404, json={"code": "not_found"}),
        lambda _: httpx.Response(401),
        lambda _: httpx.Response(429),
        lambda _: httpx.Response(503),
        lambda _: httpx.Response(307, headers={"location": "http://x.example"}),
        _down,
    ],
    ids=["no such route yet", "no token", "too often", "down", "elsewhere", "no server"],
)
async def test_who_cannot_be_told_now_is_told_later(answer):
    catalog = Catalog()
    catalog.answer = answer
    for _ in range(FAILURES_UNTIL_OPEN):
        with pytest.raises(ProposalsUnavailable):
            await catalog.proposals.propose(PROPOSAL)
    catalog.answer = lambda _: httpx.Response(201, json={"id": str(DUTY)})
    with pytest.raises(ProposalsUnavailable):
        await catalog.proposals.propose(PROPOSAL)
    assert len(catalog.asked) == FAILURES_UNTIL_OPEN, "the breaker spares who is down"
    catalog.now = REST_SECONDS + 1
    assert await catalog.proposals.propose(PROPOSAL) == DUTY


async def test_without_a_token_nobody_is_asked():
    catalog = Catalog()
    catalog.tokens.is_down = True
    with pytest.raises(ProposalsUnavailable):
        await catalog.proposals.propose(PROPOSAL)
    assert catalog.asked == []
