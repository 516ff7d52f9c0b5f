"""Reading another service's feed: whatever else it answers, it is asked again later."""

import httpx
import pytest

from gongkai.errors import Unavailable
from gongkai.feed.client import HttpFeedSource
from gongkai.http.cursors import CursorGone


class Tokens:
    async def token(self):
        return "token"


def source(answer):
    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return HttpFeedSource(client, "https://catalog.example/catalog/v1/changes", Tokens())


async def test_a_page_is_asked_for_with_a_token_and_the_cursor():
    def answer(request):
        assert request.headers["authorization"] == "Bearer token"
        assert request.url.params["cursor"] == "here"
        page = {"items": [], "next_cursor": "there", "has_more": False, "epoch": "1"}
        return httpx.Response(200, json=page)

    assert (await source(answer).fetch("here")).next_cursor == "there"


async def test_a_cursor_that_is_gone_is_told_apart():
    with pytest.raises(CursorGone):
        await source(lambda request: httpx.Response(410)).fetch("here")


def _refuse(request):
    raise httpx.ConnectError("refused", request=request)


@pytest.mark.parametrize(
    "answer",
    [_refuse, lambda request: httpx.Response(503), lambda request: httpx.Response(302)],
    ids=["unreachable", "not ready", "redirect"],
)
async def test_whatever_else_goes_wrong_is_operational(answer):
    with pytest.raises(Unavailable):
        await source(answer).fetch(None)
