"""The pages for people: of a service, and of the whole platform."""

import base64
import hashlib
import re

import httpx
import pytest

from gongkai.contracts import Service
from gongkai.http.neighbours import Neighbours, PartState

PAGES = ("/", "/tests", "/tests/", "/tests/v1", "/tests/v1/")


def needs_nothing_from_elsewhere(page):
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    (style,) = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert not re.findall(r'(?:src|href)="(?!/)', page.text)
    assert "<script" not in page.text


@pytest.mark.parametrize("path", PAGES)
async def test_a_service_shows_its_documents_and_calls_that_can_be_typed(client, path):
    page = await client.get(path)
    needs_nothing_from_elsewhere(page)
    assert "curl http://api/tests/v1/codes" in page.text
    for link in re.findall(r'<a href="([^"]+)"', page.text):
        assert (await client.get(link)).status_code == 200, link


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        ({"Host": "open.example.gov.cn", "X-Forwarded-Proto": "https"}, "https://open.example.gov.cn/"),
        ({"Host": "[::1]:8080"}, "http://[::1]:8080/"),
        ({"Host": "x;rm -rf", "X-Forwarded-Proto": "javascript"}, "$GATEWAY/"),
        ({"Host": "a<script>"}, "$GATEWAY/"),
    ],
)  # fmt: skip
async def test_the_address_of_the_calls_is_the_pages_own_or_a_word(client, headers, shown):
    page = await client.get("/", headers=headers)
    needs_nothing_from_elsewhere(page)
    assert f"curl {shown}tests/v1/codes" in page.text


class Services:
    """Three addresses that answer for the services; counts what they are asked."""

    def __init__(self):
        self.asked = []
        self.now = 0.0
        client = httpx.AsyncClient(transport=httpx.MockTransport(self._answer))
        addresses = {each: f"http://{each}/" for each in Service}
        self.neighbours = Neighbours(addresses, client, monotonic=lambda: self.now)

    def _answer(self, request):
        self.asked.append(str(request.url))
        if request.url.host == "notifier":
            raise httpx.ConnectError("refused")
        return httpx.Response(503 if request.url.host == "catalog" else 200)


async def test_the_front_page_tells_of_each_service_how_it_is(app, client):
    services = Services()
    app.state.neighbours = services.neighbours
    page = await client.get("/internal/start")
    needs_nothing_from_elsewhere(page)
    rows = re.findall(r"<tr><td>(\w+)</td><td>[^<]+</td><td>([^<]+)</td>", page.text)
    assert dict(rows) == {
        "catalog": "未就绪 / not ready",
        "notifier": "无应答 / no answer",
        "requests": "正常 / ready",
    }
    assert '<a href="/notifications/docs">' in page.text


async def test_who_asks_without_pause_asks_the_services_no_more_often():
    services = Services()
    for _ in range(5):
        await services.neighbours.states()
    assert sorted(services.asked) == sorted(f"http://{each}/health/ready" for each in Service)
    services.now = 2.0
    assert (await services.neighbours.states())[Service.REQUESTS] is PartState.READY
    assert len(services.asked) == 2 * len(Service)
