"""Which pages may call, and what a preflight that is refused is told."""

import httpx
import pytest

from gongkai.http.app import create_app
from gongkai.http.cors import Origins
from gongkai.process import origins_of
from gongkai.settings import Environment, ServiceSettings
from tests.unit.gongkai.http.conftest import PUBLIC, _lifespan, things

THINGS = "/tests/v1/things"
ASKED = {
    "Origin": "https://front.example",
    "Access-Control-Request-Method": "PATCH",
    "Access-Control-Request-Headers": "If-Match, Idempotency-Key, Authorization",
}


async def test_cors_answers_listed_origins_only_and_exposes_our_headers(client):
    answer = await client.options(THINGS, headers=ASKED)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "https://front.example"
    answer = await client.post(f"{THINGS}/public", content=b"{", headers=ASKED)
    exposed = answer.headers["access-control-expose-headers"]
    for name in ("ETag", "Location", "Retry-After", "Gongkai-Correlation-Id"):
        assert name in exposed


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_preflight_from_elsewhere_is_told_why_not(client, language):
    asked = {**ASKED, "Origin": "https://evil.example", "Accept-Language": language}
    foreign = await client.options(THINGS, headers=asked)
    assert (foreign.status_code, foreign.json()["code"]) == (403, "origin_not_allowed")
    assert "GONGKAI_CORS_ORIGINS" in foreign.json()["detail"]
    assert "evil" not in foreign.text
    assert foreign.headers["content-type"] == "application/problem+json"
    assert foreign.headers["gongkai-correlation-id"] == foreign.json()["correlation_id"]
    assert "access-control-allow-origin" not in foreign.headers


@pytest.mark.parametrize(
    "asked",
    [{"Access-Control-Request-Method": "TRACE"}, {"Access-Control-Request-Headers": "X-Secret"}],
)
async def test_a_listed_page_reads_which_headers_and_methods_it_may_use(client, asked):
    refused = await client.options(THINGS, headers={**ASKED, **asked})
    found = refused.json()
    assert (refused.status_code, found["code"]) == (403, "cross_origin_request_not_allowed")
    assert "allowed_methods" in found["detail"]
    assert "PATCH" in found["allowed_methods"]
    assert {"If-Match", "Idempotency-Key", "Gongkai-Access-Code"} <= {*found["allowed_headers"]}
    assert refused.headers["access-control-allow-origin"] == "https://front.example"


@pytest.mark.parametrize(
    ("origin", "is_local"),
    [
        ("http://localhost:5173", True),
        ("https://localhost", True),
        ("http://127.0.0.1:8080", True),
        ("http://[::1]:3000", True),
        ("http://localhost.evil.example", False),
        ("http://evil.example/localhost", False),
        ("http://127.0.0.1.evil.example:80", False),
        ("null", False),
        ("ftp://localhost", False),
    ],
)
@pytest.mark.parametrize("loopback", [True, False])
async def test_pages_of_this_machine_may_call_where_it_is_development(origin, is_local, loopback):
    app = create_app(
        title="Test",
        prefix="tests",
        routers=[things],
        lifespan=_lifespan,
        public=PUBLIC,
        origins=Origins(loopback=loopback),
    )
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        answer = await client.options(THINGS, headers={**ASKED, "Origin": origin})
        assert answer.status_code == (200 if is_local and loopback else 403)


@pytest.mark.parametrize("environment", [*Environment])
def test_only_development_lets_pages_of_this_machine_call_unlisted(environment):
    given = ServiceSettings.model_construct(
        environment=environment, cors_origins=["https://desk.example"]
    )
    assert origins_of(given) == Origins(
        ["https://desk.example"], environment is Environment.DEVELOPMENT
    )
