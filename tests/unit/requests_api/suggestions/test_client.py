"""The contract of catalog-api's published search as requests-api uses it, and its breaker."""

import uuid

import httpx
import pytest

from gongkai.auth.machine import IdentityProviderUnavailable
from gongkai.breaker import FAILURES_UNTIL_OPEN, REST_SECONDS, Breaker
from requests_api.suggestions.client import HttpPublished
from requests_api.suggestions.published import PublishedEntry, PublishedUnavailable

ENTRY = uuid.UUID("01912d3c-7a10-7000-8000-000000000009")
FOUND = {
    "items": [
        {
            "id": str(ENTRY),
            "title": "示例规划许可公示",
            "index_number": "示例-2026-00001",
            "highlights": ["示例【规划】许可公示"],
            "organ": {"id": str(ENTRY), "name": "示例机关"},
            "published_on": "2026-01-05",
        }
    ],
    "next_cursor": None,
}


class Tokens:
    """A token source with one token, or none."""

    def __init__(self):
        self.is_down = False

    async def token(self):
        if self.is_down:
            raise IdentityProviderUnavailable
        return "own-token"


class Catalog:
    """What stands at the other end of the wire."""

    def __init__(self):
        self.answer = lambda _: httpx.Response(200, json=FOUND)
        self.asked, self.now, self.tokens = [], 0.0, Tokens()
        client = httpx.AsyncClient(transport=httpx.MockTransport(self._serve))
        self.published = HttpPublished(
            client, "http://catalog.example/", self.tokens, monotonic=lambda: self.now
        )

    def _serve(self, request):
        self.asked.append(request)
        return self.answer(request)


def _down(request):
    raise httpx.ConnectError("down", request=request)


BAD = {
    "no such route yet": lambda _: httpx.Response(404, json={"code": "not_found"}),
    "broken": lambda _: httpx.Response(500),
    "elsewhere": lambda _: httpx.Response(307, headers={"location": "http://x.example"}),
    "no json": lambda _: httpx.Response(200, text="<html>"),
    "another shape": lambda _: httpx.Response(200, json={"items": [{"id": "1"}]}),
    "no server": _down,
}


async def test_it_asks_as_the_contract_says_and_takes_what_it_needs():
    catalog = Catalog()
    assert await catalog.published.find("规划许可") == [
        PublishedEntry(ENTRY, "示例规划许可公示", "示例-2026-00001")
    ]
    (request,) = catalog.asked
    assert request.url.path == "/catalog/v1/public/search"
    assert dict(request.url.params) == {"q": "规划许可", "limit": "10"}
    assert request.headers["authorization"] == "Bearer own-token"


@pytest.mark.parametrize("answer", BAD.values(), ids=BAD)
async def test_whatever_goes_wrong_it_is_not_available_and_says_nothing_of_the_text(answer):
    catalog = Catalog()
    catalog.answer = answer
    with pytest.raises(PublishedUnavailable) as caught:
        await catalog.published.find("规划许可")
    assert "规划" not in str(caught.value)
    assert caught.value.__suppress_context__


async def test_without_a_token_nobody_is_asked():
    catalog = Catalog()
    catalog.tokens.is_down = True
    with pytest.raises(PublishedUnavailable):
        await catalog.published.find("规划许可")
    assert catalog.asked == []


async def test_after_some_failures_nobody_is_asked_for_a_while_then_one_tries():
    catalog = Catalog()
    catalog.answer = BAD["broken"]
    for _ in range(FAILURES_UNTIL_OPEN + 5):
        with pytest.raises(PublishedUnavailable):
            await catalog.published.find("规划许可")
    assert len(catalog.asked) == FAILURES_UNTIL_OPEN
    catalog.now += REST_SECONDS
    catalog.answer = lambda _: httpx.Response(200, json=FOUND)
    assert await catalog.published.find("规划许可")
    assert await catalog.published.find("规划许可")
    assert len(catalog.asked) == FAILURES_UNTIL_OPEN + 2


def test_while_one_tries_the_others_wait():
    now = 0.0
    breaker = Breaker(lambda: now)
    for _ in range(FAILURES_UNTIL_OPEN):
        assert breaker.admits()
        breaker.note(is_good=False)
    assert not breaker.admits()
    now = REST_SECONDS
    assert (breaker.admits(), breaker.admits()) == (True, False)
